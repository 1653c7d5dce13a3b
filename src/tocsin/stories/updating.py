"""Stories kept up with a store: what is new or gone is compared with its neighbours, the rest is left alone.

Links between mentions depend on the two mentions only, and a story on what hangs together by links; so the stories of a
store depend on what is in it, not on the order in which it came or on how many updates it took.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from tocsin.records import Event
from tocsin.store.recoding import RECORDS
from tocsin.stories.blocking import keys
from tocsin.stories.clusters import agglomerate, components
from tocsin.stories.mentions import Told, told
from tocsin.stories.scoring import EVEN, score
from tocsin.stories.summary import Source, Story, summarize

if TYPE_CHECKING:
    import duckdb

    from tocsin.store.store import Store

_CHUNK = 4_000  # mentions of one transaction
_KEPT = 40_000  # mentions kept in memory between chunks
# Of a record, what stories rest on; a recoded record may keep its id and change these.
_STATE = (
    "hash(m.article, m.event, m.mode, m.actor, m.recipient, m.date, m.enddate, m.auxiliary, m.role, m.published, "
    "m.coder)"
)
_GONE = f"""
SELECT k.mention, k.story FROM raw.story_mentions k LEFT JOIN raw.mentions m ON m.id = k.mention
WHERE m.id IS NULL OR k.state <> {_STATE}
"""
_FRESH = """
SELECT m.id FROM raw.mentions m WHERE NOT EXISTS (SELECT 1 FROM raw.story_mentions k WHERE k.mention = m.id)
ORDER BY m.id
"""
_SOURCES = """
SELECT a.id AS article, coalesce(r.original, a.id) AS original, o.publisher,
    coalesce(list_sort(list(DISTINCT c.publisher) FILTER (c.publisher IS NOT NULL)), []) AS publishers
FROM raw.articles a
LEFT JOIN raw.reprints r ON r.article = a.id
JOIN raw.articles o ON o.id = coalesce(r.original, a.id)
LEFT JOIN raw.reprints p ON p.original = r.original
JOIN raw.copies c ON c.article = coalesce(p.article, a.id)
WHERE EXISTS (SELECT 1 FROM raw.mentions m WHERE m.article = a.id)
GROUP BY a.id, r.original, o.publisher
"""
_CHANGED = f"""
SELECT article FROM (({_SOURCES}) EXCEPT (SELECT article, original, publisher, publishers FROM raw.story_sources))
"""
_TELLING = f"""
SELECT m.*, coalesce(substring(a.text, m.evidence.sentence[1] + 1, m.evidence.sentence[2] - m.evidence.sentence[1]), '')
    AS telling
FROM ({RECORDS} WHERE id IN (FROM wanted)) m LEFT JOIN raw.articles a ON a.id = m.article
"""


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did, in mentions and stories."""

    added: int = 0  # mentions that are new or have changed
    removed: int = 0  # mentions that are gone or have changed
    compared: int = 0  # pairs scored
    stories: int = 0  # stories written

    def __add__(self, other: Update) -> Update:
        """The sum, field by field."""
        return Update(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


def is_current(store: Store) -> bool:
    """Whether every record is in a story that knows it as it is."""
    with store.cursor() as con:
        return not any(con.execute(f"SELECT 1 FROM ({sql}) LIMIT 1").fetchall() for sql in (_GONE, _FRESH, _CHANGED))


def update_stories(store: Store) -> Update:
    """Bring the stories up to what the store holds. Interrupted, the next call goes on where this one ended.

    Cost grows with what has changed and its neighbours; finding that out is a scan of the records' columns.
    """
    total = Update()
    with store.transaction() as con:
        total += _Updating(con).remove()
    with store.cursor() as con:
        fresh = [row[0] for row in con.execute(_FRESH).fetchall()]
    told_of: dict[str, tuple[Event, Told]] = {}
    rest = iter(fresh)
    while chunk := list(islice(rest, _CHUNK)):
        with store.transaction() as con:
            total += _Updating(con, told_of).add(chunk)
        if len(told_of) > _KEPT:
            told_of.clear()
    with store.transaction() as con:
        total += _Updating(con, told_of).refresh_sources()
    return total


class _Updating:
    """One transaction of an update. `known` keeps mentions that have been read."""

    def __init__(self, con: duckdb.DuckDBPyConnection, known: dict[str, tuple[Event, Told]] | None = None) -> None:
        self.con = con
        self.known: dict[str, tuple[Event, Told]] = {} if known is None else known
        self.compared = 0

    def remove(self) -> Update:
        """Take out mentions that are gone or have changed, and part their stories anew."""
        gone = self.con.execute(_GONE).fetchall()
        if not gone:
            return Update()
        ids = [mention for mention, _ in gone]
        left = self._column(
            "SELECT mention FROM raw.story_mentions WHERE story IN (SELECT unnest($stories)) "
            "AND mention NOT IN (SELECT unnest($gone))",
            stories=list({story for _, story in gone}),
            gone=ids,
        )
        for table, column in (("keys", "mention"), ("links", "one"), ("links", "other"), ("mentions", "mention")):
            self.con.execute(f"DELETE FROM raw.story_{table} WHERE {column} IN (SELECT unnest($gone))", {"gone": ids})
        self.con.execute(
            "DELETE FROM raw.stories s WHERE id IN (SELECT unnest($stories))",
            {"stories": list({story for _, story in gone})},
        )
        stories = self._cluster(left)
        return Update(removed=len(ids), stories=stories)

    def add(self, fresh: list[str]) -> Update:
        """Compare new mentions with their neighbours and cluster what they hang together with."""
        self._read(fresh)
        self._insert_keys(fresh)
        self.con.execute(
            f"INSERT INTO raw.story_sources FROM ({_SOURCES}) s WHERE article IN (SELECT unnest($articles)) "
            "AND NOT EXISTS (SELECT 1 FROM raw.story_sources k WHERE k.article = s.article)",
            {"articles": list({self.known[name][0].article for name in fresh})},
        )
        pairs = self.con.execute(
            "SELECT DISTINCT least(n.mention, k.mention), greatest(n.mention, k.mention) FROM "
            "(SELECT * FROM raw.story_keys WHERE mention IN (SELECT unnest($fresh))) n "
            "JOIN raw.story_keys k ON k.key = n.key AND (k.active OR n.active) AND k.mention <> n.mention",
            {"fresh": fresh},
        ).fetchall()
        self._read({name for pair in pairs for name in pair})
        self.compared += len(pairs)
        links = []
        for one, other in pairs:
            points = score(self.known[one][1], self.known[other][1])
            if points is not None and points >= EVEN:
                links.append({"one": one, "other": other, "points": points})
        self._insert("story_links", links)
        return Update(added=len(fresh), compared=self.compared, stories=self._cluster(fresh))

    def _insert_keys(self, fresh: Iterable[str]) -> None:
        self._insert(
            "story_keys",
            [
                {"key": key, "active": active, "mention": name}
                for name in fresh
                for key, active in keys(self.known[name][1]).items()
            ],
        )

    def _cluster(self, touched: Iterable[str]) -> int:
        """Cluster anew everything that hangs together with these mentions; how many stories were written."""
        members, links = self._surroundings(touched)
        if not members:
            return 0
        self._read(members)
        groups = []
        for component in components(members, links):
            inside = set(component)
            own = {pair: points for pair, points in links.items() if pair[0] in inside}
            groups += agglomerate(component, own, self._score)
        self._forget(members)
        self._write(groups)
        return len(groups)

    def _surroundings(self, touched: Iterable[str]) -> tuple[set[str], dict[tuple[str, str], float]]:
        """All mentions that these hang together with by links, and the links."""
        members = set(touched)
        links: dict[tuple[str, str], float] = {}
        border = set(members)
        while border:
            rows = self.con.execute(
                "SELECT one, other, points FROM raw.story_links WHERE one IN (SELECT unnest($border)) "
                "OR other IN (SELECT unnest($border))",
                {"border": list(border)},
            ).fetchall()
            links |= {(one, other): points for one, other, points in rows}
            border = {name for one, other, _ in rows for name in (one, other)} - members
            members |= border
        return members, links

    def _score(self, one: str, other: str) -> float | None:
        self.compared += 1
        return score(self.known[one][1], self.known[other][1])

    def refresh_sources(self) -> Update:
        """Write anew the stories whose texts have got another original or further publishers."""
        changed = self._column(_CHANGED)
        if not changed:
            return Update()
        values = {"changed": changed}
        self.con.execute("DELETE FROM raw.story_sources WHERE article IN (SELECT unnest($changed))", values)
        self.con.execute(
            f"INSERT INTO raw.story_sources FROM ({_SOURCES}) WHERE article IN (SELECT unnest($changed))", values
        )
        stories = self.con.execute(
            "SELECT story, list(mention ORDER BY mention) FROM raw.story_mentions WHERE story IN "
            "(SELECT k.story FROM raw.story_mentions k JOIN raw.mentions m ON m.id = k.mention "
            "WHERE m.article IN (SELECT unnest($changed))) GROUP BY story",
            values,
        ).fetchall()
        groups = [members for _, members in stories]
        self._forget({name for members in groups for name in members})
        for start in range(0, len(groups), _CHUNK):
            some = groups[start : start + _CHUNK]
            self._read({name for members in some for name in members})
            self._write(some)
        return Update(stories=len(groups))

    # --- rows --------------------------------------------------------------------------------------------------------

    def _forget(self, members: Iterable[str]) -> None:
        """Delete the stories these mentions are in; no story reaches beyond what hangs together."""
        names = {"members": list(members)}
        self.con.execute(
            "DELETE FROM raw.stories WHERE id IN "
            "(SELECT story FROM raw.story_mentions WHERE mention IN (SELECT unnest($members)))",
            names,
        )
        self.con.execute("DELETE FROM raw.story_mentions WHERE mention IN (SELECT unnest($members))", names)

    def _write(self, groups: Iterable[list[str]]) -> None:
        groups = list(groups)
        events = {name: self.known[name][0] for group in groups for name in group}
        sources = self._sources({event.article for event in events.values()})
        made = [(summarize([events[name] for name in group], sources), group) for group in groups]
        self._insert("stories", [_row(story) for story, _ in made])
        rows = [{"story": story.id, "mention": name} for story, group in made for name in group]
        self._insert("in_members", rows)

    def _sources(self, articles: Iterable[str]) -> dict[str, Source]:
        """Where the texts of these articles come from; those without a text stand for themselves."""
        wanted = list(articles)
        rows = self.con.execute(
            f"SELECT * FROM ({_SOURCES}) WHERE article IN (SELECT unnest($wanted))", {"wanted": wanted}
        ).fetchall()
        found = {article: Source(original, publisher, tuple(names)) for article, original, publisher, names in rows}
        return {article: found.get(article) or Source(article, None, ()) for article in wanted}

    def _read(self, names: Iterable[str]) -> None:
        """Make these mentions known."""
        import pyarrow as pa

        missing = sorted(set(names) - self.known.keys())
        if not missing:
            return
        self.con.register("wanted", pa.table({"id": pa.array(missing, pa.string())}))
        rows = self.con.sql(_TELLING).to_arrow_table().to_pylist()
        self.con.unregister("wanted")
        for row in rows:
            telling = row.pop("telling")
            event = Event.from_dict(row)
            self.known[event.id] = event, told(event, telling)

    def _insert(self, table: str, rows: list[dict[str, Any]]) -> None:
        import pyarrow as pa

        if not rows:
            return
        self.con.register("in_rows", pa.Table.from_pylist(rows))
        if table == "in_members":
            self.con.execute(
                f"INSERT INTO raw.story_mentions BY NAME SELECT r.story, r.mention, {_STATE} AS state "
                "FROM in_rows r JOIN raw.mentions m ON m.id = r.mention"
            )
        else:
            self.con.execute(f"INSERT INTO raw.{table} BY NAME FROM in_rows")
        self.con.unregister("in_rows")

    def _column(self, sql: str, **values: Any) -> list[str]:
        return [row[0] for row in self.con.execute(sql, values).fetchall()]


def _row(story: Story) -> dict[str, Any]:
    """A row of raw.stories."""
    from datetime import date

    row = {name: getattr(story, name) for name in Story.__slots__}
    for name in ("date", "enddate", "first_report", "last_report"):
        row[name] = None if row[name] is None else date.fromisoformat(row[name])
    for name in ("events", "parties", "publishers"):
        row[name] = list(row[name])
    row["disagreements"] = json.dumps(story.disagreements, ensure_ascii=False) if story.disagreements else None
    return row
