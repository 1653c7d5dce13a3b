"""The ledger of a store, made anew from its stories when they have changed.

An entry is held only against deeds that share a doer and either the other party or a telling word with it, so the work
grows with the number of entries and of such deeds.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from tocsin.ledger.entries import Deed, Entry, Report, codes, deeds_of, entries_of
from tocsin.ledger.verdicts import Verdict, decide
from tocsin.records import Event
from tocsin.store.recoding import RECORDS
from tocsin.stories import updating as stories

if TYPE_CHECKING:
    import duckdb

    from tocsin.store.store import Store

_CHUNK = 20_000
_TELLING = 0.6  # weight of a word by which deeds are looked up
# The records of all stories with their own states, and the day up to which the store tells.
_STATE = """
SELECT hash(
    (SELECT bit_xor(hash(story, mention, state)) FROM raw.story_mentions), (SELECT max(published) FROM raw.articles)
)
"""
_CUT = "substring(a.text, {0}[1] + 1, {0}[2] - {0}[1])"
_HEADS = f"""
SELECT m.*, s.id AS story, CAST(s.date AS VARCHAR) AS start, CAST(s.first_report AS VARCHAR) AS first_report,
    coalesce({_CUT.format("m.evidence.sentence")}, '') AS telling,
    coalesce({_CUT.format("m.evidence.trigger")}, '') AS words
FROM raw.stories s JOIN ({RECORDS}) m ON m.id = s.head LEFT JOIN raw.articles a ON a.id = m.article ORDER BY s.id
"""
# Acts within the acts of a story, and uncertain acts told beside them in the same sentence.
_INNER = f"""
SELECT DISTINCT ON (k.story, m.id) k.story AS belongs, m.*, coalesce(m.parent = k.mention, false) AS within,
    coalesce({_CUT.format("m.evidence.trigger")}, '') AS words
FROM raw.stories s JOIN raw.story_mentions k ON k.story = s.id JOIN raw.mentions o ON o.id = k.mention
JOIN ({RECORDS}) m ON m.article = o.article AND m.id <> o.id AND m.evidence.sentence = o.evidence.sentence
    AND (m.parent = o.id OR len(m.auxiliary) > 0 AND NOT EXISTS (SELECT 1 FROM raw.mentions p
        WHERE p.id = m.parent AND p.evidence.sentence = m.evidence.sentence))
LEFT JOIN raw.articles a ON a.id = m.article
WHERE s.event IN ('REQUEST', 'THREATEN', 'AGREE') ORDER BY k.story, m.id, within DESC
"""


def is_current(store: Store) -> bool:
    """Whether stories and ledger are as the records of the store have them."""
    with store.cursor() as con:
        state = con.execute(_STATE).fetchall()
        made = con.execute("SELECT stories FROM raw.ledger_state").fetchall() == state
    return made and stories.is_current(store)


def update_ledger(store: Store) -> int:
    """Make the ledger anew if stories have changed since; how many entries it has. Call `update_stories` before."""
    with store.transaction() as con:
        state = con.execute(_STATE).fetchall()[0][0]
        if con.execute("SELECT stories FROM raw.ledger_state").fetchall() == [(state,)]:
            found: int = con.execute("SELECT count(*) FROM raw.ledger").fetchall()[0][0]
            return found
        reports = list(_reports(con))
        entries = entries_of(reports)
        deeds = Deeds(deeds_of(reports))
        last = con.execute("SELECT max(published) FROM raw.articles").fetchall()[0][0]
        until = last.toordinal() if last else None
        con.execute("DELETE FROM raw.ledger")
        for start in range(0, len(entries), _CHUNK):
            some = entries[start : start + _CHUNK]
            _insert(con, [_row(entry, decide(entry, deeds.about(entry), until)) for entry in some])
        con.execute("DELETE FROM raw.ledger_state")
        con.execute("INSERT INTO raw.ledger_state VALUES (?)", [state])
    return len(entries)


class Deeds:
    """Deeds by doer and target, and by doer and telling word."""

    def __init__(self, deeds: Iterable[Deed]) -> None:
        self._by: dict[tuple[str, str, str], list[Deed]] = defaultdict(list)
        for deed in deeds:
            for doer in codes(deed.doers):
                for kind, value in _handles(deed.targets, deed.topic):
                    self._by[doer, kind, value].append(deed)

    def about(self, entry: Entry) -> list[Deed]:
        """Deeds after an entry that may bear on it, by day."""
        acts = (*entry.content, *entry.conditions)
        doers = codes((*entry.by, *entry.to)) | {code for act in acts for code in codes(act.doers)}
        parties = (*entry.by, *entry.to, *(target for act in acts for target in act.targets))
        found = {
            deed.mention: deed
            for doer in doers
            for kind, value in _handles(parties, entry.topic)
            for deed in self._by.get((doer, kind, value), ())
            if deed.when > entry.made_on
        }
        return sorted(found.values(), key=lambda deed: (deed.when, deed.mention))


def _handles(parties: Iterable[str], topic: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    """What an entry or deed is found by, beside a doer."""
    yield from (("party", code) for code in sorted(codes(parties)))
    yield from (("word", word) for word, worth in topic.items() if worth >= _TELLING)


def _reports(con: duckdb.DuckDBPyConnection) -> Iterator[Report]:
    """Every story as the ledger reads it."""
    inner: dict[str, list[tuple[Event, str]]] = defaultdict(list)
    beside: dict[str, list[tuple[Event, str]]] = defaultdict(list)
    for row in con.sql(_INNER).to_arrow_table().to_pylist():
        story, within, words = row.pop("belongs"), row.pop("within"), row.pop("words")
        (inner if within else beside)[story].append((Event.from_dict(row), words))
    for batch in con.sql(_HEADS).to_arrow_table().to_batches(_CHUNK):
        for row in batch.to_pylist():
            story, start, first, text, words = (
                row.pop(name) for name in ("story", "start", "first_report", "telling", "words")
            )
            yield Report(
                story=story,
                head=Event.from_dict(row),
                text=" ".join(text.split()),
                trigger=words,
                start=start,
                first_report=first,
                inner=tuple(inner.get(story, ())),
                beside=tuple(beside.get(story, ())),
            )


def _row(entry: Entry, verdict: Verdict) -> dict[str, Any]:
    """A row of raw.ledger."""
    evidence = verdict.to_dict()
    return {
        "id": entry.id,
        "kind": entry.kind,
        "mention": entry.mention,
        "story": entry.story,
        "by_parties": list(entry.by),
        "to_parties": list(entry.to),
        "content": _json([act.to_dict() for act in entry.content]),
        "condition": _json([act.to_dict() for act in entry.conditions]),
        "made_on": date.fromordinal(entry.made_on),
        "status": verdict.status,
        "verdict": _json(evidence),
        "confidence": verdict.confidence,
        "days": verdict.days,
    }


def _json(value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=False) if value else None


def _insert(con: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> None:
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    types = {
        "by_parties": texts,
        "to_parties": texts,
        "made_on": pa.date32(),
        "confidence": pa.float64(),
        "days": pa.int32(),
    }
    schema = pa.schema([(name, types.get(name, text)) for name in rows[0]])
    con.register("in_ledger", pa.Table.from_pylist(rows, schema=schema))
    con.execute("INSERT INTO raw.ledger BY NAME FROM in_ledger")
    con.unregister("in_ledger")
