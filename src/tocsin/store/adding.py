"""One batch into the tables. All that decides is the content, never the order in which batches come:

- a copy (text, date, publisher, ...) is kept once;
- of the copies of one article id the earliest published stands, and its records with it;
- of the versions of one coder the latest stands.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

import duckdb

from tocsin.errors import RecordError
from tocsin.store import coders
from tocsin.store.duplicates import group
from tocsin.store.passing import passed

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Added:
    """What an addition changed, in rows: nothing if all of it was there."""

    articles: int = 0  # new ids
    replaced: int = 0  # articles that an earlier copy or a later coder version has replaced
    copies: int = 0  # new publications, those of new articles included
    mentions: int = 0
    drops: int = 0
    other_texts: int = 0  # texts not kept because their id belongs to an earlier one; the view drops names them

    def __add__(self, other: Added) -> Added:
        """The sum, field by field."""
        return Added(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


_META = ("title", "published", "published_source", "publisher", "url", "language", "source")
# Fields are joined by a character that no text has, an absent field by another; the day that sorts after all stands for
# "no date".
_COPY = f"""left(sha256(concat_ws(chr(31), id, text_hash,
    {", ".join(f"coalesce(CAST({name} AS VARCHAR), chr(30))" for name in _META)})), 16)"""
STAGED = f"""
SELECT *, {_COPY} AS copy FROM (
    SELECT * REPLACE (CAST(published AS DATE) AS published), left(sha256(text), 16) AS text_hash FROM in_articles)
"""
_STAGE = f"""
CREATE OR REPLACE TEMP TABLE staged AS
SELECT *, coalesce(CAST(published AS VARCHAR), '9999-12-31') || text_hash || copy AS rank FROM ({STAGED})
"""
_STANDING = """
CREATE OR REPLACE TEMP TABLE standing AS
SELECT n.id, s.id IS NULL AS fresh, s.id IS NOT NULL AND s.rank > n.rank AS better, s.text_hash AS old_hash
FROM staged n LEFT JOIN raw.articles s ON s.id = n.id WHERE s.id IS NULL OR s.rank >= n.rank
"""
_OTHER_TEXTS = """
SELECT count(*) FROM staged n JOIN raw.articles a ON a.id = n.id LEFT JOIN standing s ON s.id = n.id
WHERE a.text_hash <> n.text_hash OR (s.better AND s.old_hash <> n.text_hash)
"""
_WINNING = """
CREATE OR REPLACE TEMP TABLE winning AS
SELECT c.*, s.coder AS old FROM in_codings c JOIN standing n ON n.id = c.article
LEFT JOIN raw.codings s ON s.article = c.article AND s.family = c.family
WHERE s.article IS NULL OR (c.version, c.coder) > (s.version, s.coder)
"""
_MENTION_DAYS = ("published", "date", "enddate")


def write_batch(
    con: duckdb.DuckDBPyConnection, articles: pa.Table, mentions: pa.Table, drops: pa.Table, coder: str
) -> Added:
    """Add one batch, in which each article id stands once; to be called within a transaction.

    `drops` are those of the coder. Raises `RecordError` for rows that cannot stand in the tables.
    """
    codings = _codings(articles, mentions, coder)
    try:
        with passed(con, in_articles=articles, in_mentions=mentions, in_drops=drops, in_codings=codings):
            return _write(con)
    except (duckdb.ConversionException, duckdb.ConstraintException) as e:
        raise RecordError(f"a row cannot be stored: {str(e).splitlines()[0]}; see docs/record.md") from e


def _codings(articles: pa.Table, mentions: pa.Table, coder: str) -> pa.Table:
    """Which coder read which article: those of its records, else the one of this batch."""
    import pyarrow as pa

    ids = set(articles["id"].to_pylist())
    found = mentions.group_by(["article", "coder"]).aggregate([])
    pairs = set(zip(found["article"].to_pylist(), found["coder"].to_pylist(), strict=True))
    if strangers := {article for article, _ in pairs} - ids:
        raise RecordError(
            f"records of {len(strangers)} articles that are not in the same batch, such as {min(strangers)!r}; "
            "add articles and their records together"
        )
    pairs |= {(article, coder) for article in ids - {article for article, _ in pairs}}
    rows = [
        {"article": article, "family": coders.family(name), "version": coders.version(name), "coder": name}
        for article, name in sorted(pairs)
    ]
    if len({(row["article"], row["family"]) for row in rows}) < len(rows):
        raise RecordError("an article has records of two versions of one coder; add one version at a time")
    fields = [("article", pa.string()), ("family", pa.string()), ("version", pa.list_(pa.int32()))]
    return pa.Table.from_pylist(rows, schema=pa.schema([*fields, ("coder", pa.string())]))


def _write(con: duckdb.DuckDBPyConnection) -> Added:
    con.execute(_STAGE)
    copies = count(
        con,
        f"INSERT INTO raw.copies SELECT copy, id, text_hash, {', '.join(_META)} FROM staged n "
        "WHERE NOT EXISTS (SELECT 1 FROM raw.copies c WHERE c.id = n.copy)",
    )
    con.execute(_STANDING)
    fresh, better = con.execute("SELECT count(*) FILTER (fresh), count(*) FILTER (better) FROM standing").fetchall()[0]
    if better:
        _forget(con, "SELECT id FROM standing WHERE better")
    if fresh or better:
        con.execute(
            f"INSERT INTO raw.articles SELECT id, rank, text_hash, {', '.join(_META)}, text FROM staged n "
            "WHERE EXISTS (SELECT 1 FROM standing s WHERE s.id = n.id AND (s.fresh OR s.better))"
        )
        group(con)
    others = count(con, _OTHER_TEXTS) if copies else 0
    con.execute(_WINNING)
    outdated = count(con, "SELECT count(*) FROM winning WHERE old IS NOT NULL")
    if outdated:
        forget_codings(con, "SELECT article, old FROM winning WHERE old IS NOT NULL")
    con.execute("INSERT INTO raw.codings SELECT article, family, version, coder FROM winning")
    mentions, dropped = insert_records(con)
    return Added(fresh, better + outdated, copies, mentions, dropped, others)


def insert_records(con: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """Records and drops of the registered batch whose codings are in the temporary table `winning`; how many."""
    days = ", ".join(f"CAST({name} AS DATE) AS {name}" for name in _MENTION_DAYS)
    mentions = count(
        con,
        f"INSERT INTO raw.mentions BY NAME SELECT * REPLACE ({days}) FROM in_mentions m "
        "WHERE EXISTS (SELECT 1 FROM winning w WHERE w.article = m.article AND w.coder = m.coder)",
    )
    dropped = count(
        con,
        "INSERT INTO raw.drops SELECT DISTINCT left(sha256(concat_ws(chr(31), source, coalesce(d.article, chr(30)), "
        "reason, detail)), 16), source, d.article, reason, detail, w.coder FROM in_drops d "
        "JOIN winning w ON w.article = d.article",
    )
    return mentions, dropped


def write_drops(con: duckdb.DuckDBPyConnection, drops: pa.Table) -> int:
    """Add input that never reached a coder; how many rows are new."""
    with passed(con, in_drops=drops):
        return count(
            con,
            "INSERT INTO raw.drops SELECT DISTINCT * FROM (SELECT left(sha256(concat_ws(chr(31), source, "
            "coalesce(article, chr(30)), reason, detail)), 16) AS id, source, article, reason, detail, NULL "
            "FROM in_drops) n WHERE NOT EXISTS (SELECT 1 FROM raw.drops d WHERE d.id = n.id AND d.coder IS NULL)",
        )


def forget_codings(con: duckdb.DuckDBPyConnection, pairs: str) -> None:
    """Delete records, drops and codings of these (article, coder) pairs, given as a query."""
    for table in ("mentions", "drops", "codings"):
        con.execute(f"DELETE FROM raw.{table} WHERE (article, coder) IN ({pairs})")


def _forget(con: duckdb.DuckDBPyConnection, ids: str) -> None:
    """Delete articles, and what coders made of them, given a query for their ids."""
    con.execute(f"DELETE FROM raw.mentions WHERE article IN ({ids})")
    con.execute(f"DELETE FROM raw.drops WHERE coder IS NOT NULL AND article IN ({ids})")
    con.execute(f"DELETE FROM raw.codings WHERE article IN ({ids})")
    con.execute(f"DELETE FROM raw.articles WHERE id IN ({ids})")


def count(con: duckdb.DuckDBPyConnection, sql: str, values: object = None) -> int:
    """The one number a statement gives: rows inserted, or a count."""
    found: int = con.execute(sql, values).fetchall()[0][0]
    return found
