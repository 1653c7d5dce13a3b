"""Articles coded again by another version, and what that changes: gains, losses, changed fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tocsin.errors import RecordError
from tocsin.records import Event
from tocsin.store import coders
from tocsin.store.adding import STAGED, forget_codings, insert_records
from tocsin.store.passing import passed

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

ARTICLES = "SELECT * EXCLUDE (rank, text_hash) REPLACE (CAST(published AS VARCHAR) AS published) FROM raw.articles"
RECORDS = (
    "SELECT * REPLACE (CAST(published AS VARCHAR) AS published, CAST(date AS VARCHAR) AS date, "
    "CAST(enddate AS VARCHAR) AS enddate) FROM raw.mentions"
)


@dataclass(frozen=True, slots=True)
class Change:
    """One record that a recoding has gained, lost or changed; `fields` names what differs in a changed one."""

    kind: str  # gained, lost, changed
    before: Event | None
    after: Event | None
    fields: tuple[str, ...] = ()

    @property
    def record(self) -> Event:
        """The record as it is now, or was."""
        found = self.after or self.before
        assert found is not None
        return found

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready dict."""
        return {
            "change": self.kind,
            "article": self.record.article,
            "fields": list(self.fields),
            "before": self.before.to_dict() if self.before else None,
            "after": self.after.to_dict() if self.after else None,
        }


def outdated(con: duckdb.DuckDBPyConnection, coder: str, *, every: bool) -> list[str]:
    """Ids of the articles that a coder of this family has read in another version (`every`: in any)."""
    rows = con.execute(
        "SELECT article FROM raw.codings WHERE family = $family AND ($every OR coder <> $coder) ORDER BY article",
        {"family": coders.family(coder), "coder": coder, "every": every},
    ).fetchall()
    return [row[0] for row in rows]


def known(con: duckdb.DuckDBPyConnection, articles: pa.Table, coder: str) -> set[int]:
    """Positions of the articles whose very copy is stored and which this version, or a later one, has read."""
    with passed(con, in_articles=articles):
        rows = con.execute(
            f"SELECT n.nth FROM (SELECT row_number() OVER () - 1 AS nth, id, copy FROM ({STAGED})) n "
            "WHERE EXISTS (SELECT 1 FROM raw.copies c WHERE c.id = n.copy) "
            "AND EXISTS (SELECT 1 FROM raw.codings k WHERE k.article = n.id AND k.family = $family "
            "AND k.version >= $version)",
            {"family": coders.family(coder), "version": coders.version(coder)},
        ).fetchall()
    return {row[0] for row in rows}


def replace_records(
    con: duckdb.DuckDBPyConnection, articles: pa.Table, mentions: pa.Table, drops: pa.Table, coder: str
) -> list[Change]:
    """Put these records in the place of those of the same coder's other versions; to be called within a transaction.

    An article that has been replaced since it was read is left as it is: its new records are those of another text.
    Raises `RecordError` for records of another coder, which would be lost.
    """
    if others := set(mentions["coder"].to_pylist()) - {coder}:
        raise RecordError(f"records of {min(others)!r} recoded as {coder!r}; give recode(..., coder={min(others)!r})")
    family = coders.family(coder)
    with passed(con, in_articles=articles):
        current = con.execute(
            "SELECT n.id FROM in_articles n JOIN raw.articles a ON a.id = n.id AND a.text = n.text "
            "AND a.published IS NOT DISTINCT FROM CAST(n.published AS DATE)"
        ).fetchall()
    ids = [row[0] for row in current]
    con.execute(
        "CREATE OR REPLACE TEMP TABLE recoded AS SELECT article, coder AS old FROM raw.codings "
        "WHERE family = $family AND article IN (SELECT unnest($ids::VARCHAR[]))",
        {"family": family, "ids": ids},
    )
    old = con.sql(f"{RECORDS} WHERE (article, coder) IN (FROM recoded)").to_arrow_table().to_pylist()
    before = {event.id: event for event in map(Event.from_dict, old)}
    forget_codings(con, "FROM recoded")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE winning AS SELECT unnest($ids::VARCHAR[]) AS article, $coder AS coder",
        {"ids": ids, "coder": coder},
    )
    con.execute(
        "INSERT INTO raw.codings SELECT article, $family, $version, coder FROM winning",
        {"family": family, "version": coders.version(coder)},
    )
    with passed(con, in_mentions=mentions, in_drops=drops):
        insert_records(con)
    stored = set(ids)
    after = {event.id: event for event in map(Event.from_dict, mentions.to_pylist()) if event.article in stored}
    return list(_changes(before, after))


def _changes(before: dict[str, Event], after: dict[str, Event]) -> list[Change]:
    """By article and place in the text, losses first."""
    found = [Change("lost", event, None) for key, event in before.items() if key not in after]
    found += [Change("gained", None, event) for key, event in after.items() if key not in before]
    for key in before.keys() & after.keys():
        one, other = before[key].to_dict(), after[key].to_dict()
        fields = tuple(name for name in one if name != "coder" and one[name] != other[name])
        if fields:
            found.append(Change("changed", before[key], after[key], fields))
    return sorted(found, key=lambda c: (c.record.article, c.record.evidence.trigger, c.kind != "lost", c.record.id))
