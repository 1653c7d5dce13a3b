"""The tables of a store, as numbered steps: a step that has been released is never changed, only followed by another.

The tables live in the schema `raw` and may change with a step; what users query are the views of `views.py`, which are
written anew with every step. Each step is one transaction: a crash leaves the store as it was before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.errors import StoreError
from tocsin.store.views import VIEWS

if TYPE_CHECKING:
    import duckdb

_ENTITY = "STRUCT(code VARCHAR, sector VARCHAR[], text VARCHAR, name VARCHAR, identifier VARCHAR, span INTEGER[])"
_PLACE = (
    "STRUCT(extracted_place VARCHAR, resolved_place VARCHAR, geonameid VARCHAR, city VARCHAR, district VARCHAR, "
    "province VARCHAR, country VARCHAR, country_code VARCHAR, feature_class VARCHAR, feature_code VARCHAR, "
    "lat DOUBLE, lon DOUBLE, resolution TINYINT, span INTEGER[])"
)
_EVIDENCE = (
    "STRUCT(sentence INTEGER[], trigger INTEGER[], actor INTEGER[][], recipient INTEGER[][], date INTEGER[], "
    "cues STRUCT(kind VARCHAR, span INTEGER[])[], rule VARCHAR)"
)

_ARTICLES = """
-- every publication of a text under an id: what was added, never changed
CREATE TABLE raw.copies (
    id VARCHAR NOT NULL,           -- computed from all other columns
    article VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    title VARCHAR, published DATE, published_source VARCHAR, publisher VARCHAR, url VARCHAR, language VARCHAR,
    source VARCHAR
);
-- one article for each id: the copy with the lowest rank, which is the earliest
CREATE TABLE raw.articles (
    id VARCHAR NOT NULL,
    rank VARCHAR NOT NULL,         -- day of publication, text hash, copy: of two copies the lower stands
    text_hash VARCHAR NOT NULL,
    title VARCHAR, published DATE, published_source VARCHAR, publisher VARCHAR, url VARCHAR, language VARCHAR,
    source VARCHAR,
    text VARCHAR NOT NULL
);
-- fingerprints of texts; texts with the same cluster are near-duplicates
CREATE TABLE raw.texts (
    hash VARCHAR NOT NULL,
    method VARCHAR NOT NULL,       -- which fingerprint
    bands UBIGINT[] NOT NULL,
    cluster VARCHAR NOT NULL       -- lowest hash of the cluster
);
-- articles that share their text with others, the original among them
CREATE TABLE raw.reprints (article VARCHAR NOT NULL, original VARCHAR NOT NULL);
-- which coder has read an article: at most one version of each family
CREATE TABLE raw.codings (
    article VARCHAR NOT NULL,
    family VARCHAR NOT NULL,       -- 'tocsin' of 'tocsin 0.1.0'
    version INTEGER[] NOT NULL,    -- [0, 1, 0]
    coder VARCHAR NOT NULL
);
"""

_MENTIONS = f"""
CREATE TABLE raw.mentions (
    id VARCHAR NOT NULL, article VARCHAR NOT NULL, published DATE, event VARCHAR NOT NULL, mode VARCHAR[],
    context VARCHAR[], cameo VARCHAR, quad_code TINYINT NOT NULL, event_scale DOUBLE NOT NULL,
    actor {_ENTITY}[], recipient {_ENTITY}[],
    date DATE, enddate DATE, date_precision VARCHAR, auxiliary VARCHAR[], attribution {_ENTITY}[][],
    parent VARCHAR, role VARCHAR, event_loc {_PLACE}, confidence DOUBLE NOT NULL, evidence {_EVIDENCE},
    coder VARCHAR NOT NULL
);
CREATE TABLE raw.drops (
    id VARCHAR NOT NULL, source VARCHAR NOT NULL, article VARCHAR, reason VARCHAR NOT NULL, detail VARCHAR NOT NULL,
    coder VARCHAR                  -- NULL: dropped before it could be coded
);
"""

_STORIES = """
-- filled by tocsin.stories
CREATE TABLE raw.stories (
    id VARCHAR NOT NULL,
    head VARCHAR NOT NULL,         -- the mention that stands for the story: its fields are those of the view events
    event VARCHAR NOT NULL,        -- agreed type
    events VARCHAR[] NOT NULL,     -- all types its mentions have
    parties VARCHAR[] NOT NULL,    -- labels such as KOR/GOV, both sides, sorted
    date DATE, enddate DATE,       -- agreed interval of the act, both inclusive
    first_report DATE, last_report DATE,
    publishers VARCHAR[] NOT NULL, -- sorted
    independent INTEGER NOT NULL,  -- publishers that did not print another's text
    mentions INTEGER NOT NULL,
    one_sided BOOLEAN NOT NULL,    -- only one side says so
    disagreements JSON             -- {field: [{value, mentions: [...]}, ...]}
);
CREATE TABLE raw.story_mentions (
    story VARCHAR NOT NULL,
    mention VARCHAR NOT NULL,
    state UBIGINT NOT NULL         -- hash of the record as it was: a recoded one may keep its id
);
-- what updates of stories go by: by which keys a mention is found, which mentions are alike, where texts came from
CREATE TABLE raw.story_keys (key BIGINT NOT NULL, active BOOLEAN NOT NULL, mention VARCHAR NOT NULL);
CREATE TABLE raw.story_links (one VARCHAR NOT NULL, other VARCHAR NOT NULL, points DOUBLE NOT NULL);
CREATE TABLE raw.story_sources (
    article VARCHAR NOT NULL, original VARCHAR NOT NULL, publisher VARCHAR, publishers VARCHAR[] NOT NULL
);
-- filled by tocsin.ledger
CREATE TABLE raw.ledger (
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,         -- demand, threat, promise
    mention VARCHAR NOT NULL,      -- the record of the demand, threat or promise
    story VARCHAR,
    by_parties VARCHAR[] NOT NULL, to_parties VARCHAR[] NOT NULL,
    content JSON, condition JSON,  -- coded acts
    made_on DATE,
    status VARCHAR NOT NULL,       -- complied, partly, refused, carried out, not carried out, overtaken, open
    verdict JSON,                  -- evidence on both sides
    confidence DOUBLE,             -- 0 to 1
    days INTEGER                   -- from made_on to the verdict
);
CREATE TABLE raw.ledger_state (stories UBIGINT NOT NULL);  -- hash of the stories the ledger was made from
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered change of the tables."""

    number: int
    name: str
    sql: str


STEPS = (Step(1, "articles, mentions, drops, stories, ledger", _ARTICLES + _MENTIONS + _STORIES),)
CURRENT = STEPS[-1].number
# What an archive holds, in the order it is restored.
TABLES = tuple(
    "copies articles texts reprints codings mentions drops "
    "stories story_mentions story_keys story_links story_sources ledger ledger_state".split()
)


def version(con: duckdb.DuckDBPyConnection, path: object) -> int:
    """Number of the last step taken, 0 for an empty database.

    Raises `StoreError` for a database that is no store of tocsin, or of a newer tocsin.
    """
    tables = con.execute("SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
    if ("raw", "migrations") not in tables:
        if tables:
            named = ", ".join(f"{schema}.{name}" for schema, name in tables[:3])
            raise StoreError(f"{path}: a DuckDB database, but no tocsin store (it has {named}); give another file")
        return 0
    found: int = con.execute("SELECT coalesce(max(number), 0) FROM raw.migrations").fetchall()[0][0]
    if found > CURRENT:
        raise StoreError(
            f"{path}: written by a newer tocsin (tables of step {found}, this one knows {CURRENT}); "
            "upgrade with pip install --upgrade tocsin"
        )
    return found


def migrate(con: duckdb.DuckDBPyConnection, path: object, *, to: int | None = None) -> list[Step]:
    """Take the steps that are missing, all or up to `to`, each in one transaction, and say which they were."""
    taken = version(con, path)
    missing = [step for step in STEPS if taken < step.number <= (to or CURRENT)]
    for step in missing:
        con.begin()
        try:
            con.execute("CREATE SCHEMA IF NOT EXISTS raw")
            con.execute("CREATE TABLE IF NOT EXISTS raw.migrations (number INTEGER NOT NULL, name VARCHAR NOT NULL)")
            for name in VIEWS:
                con.execute(f"DROP VIEW IF EXISTS main.{name}")
            con.execute(step.sql)
            if step.number == CURRENT:
                for name, view in VIEWS.items():
                    con.execute(f"CREATE VIEW main.{name} AS {view.sql}")
            con.execute("INSERT INTO raw.migrations VALUES (?, ?)", [step.number, step.name])
        except BaseException:
            con.rollback()
            raise
        con.commit()
    return missing
