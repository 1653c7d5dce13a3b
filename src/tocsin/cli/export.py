"""`tocsin export`: the records of a store as one file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from tocsin.cli import EXIT_OK
from tocsin.exports.dyads import UNTOLD
from tocsin.exports.gdelt import SINGLE, Telling
from tocsin.exports.writers import FIELD, format_for, open_output, told_left_out
from tocsin.records import Article, Event
from tocsin.store.coders import family
from tocsin.store.queries import Limits
from tocsin.store.store import Store, open_store


def run(args: argparse.Namespace) -> int:
    """Write all records, or those of one coder; returns the exit code."""
    form = format_for(args.output, args.format)
    written = 0
    with open_store(args.store, read_only=True, wait=args.wait) as store:
        told = happenings(store, args.coder, form) if args.once else None
        with open_output(args.output, form, told) as writer:
            for article, events in with_articles(store.articles(), store.mentions()):
                wanted = [event for event in events if args.coder in (None, event.coder, family(event.coder))]
                if told is not None and form != "gdelt-mentions":
                    wanted = [event for event in wanted if told.get(event.id, SINGLE).head is None]
                writer.write(article, wanted)
                written += len(wanted)
    print(f"{args.output}: {written - writer.left_out.total()} records")
    if writer.left_out:
        print(told_left_out(writer, form), file=sys.stderr)
    return EXIT_OK


def happenings(store: Store, coder: str | None, form: str) -> dict[str, Telling]:
    """How often the happening of each record was told, by its id; `head` is None for the record that stands for it.

    Only records that the format can hold (`exports.dyads.obstacle`) are counted and can stand for a happening; of these
    it is the story's own head, else the surest. What is in no story yet is a happening of its own.
    """
    names = [name for (name,) in _rows(store, "SELECT DISTINCT coder FROM mentions")]
    values: dict[str, object] = {"coders": [name for name in names if coder in (None, name, family(name))]}
    if form in FIELD:
        values |= {"untold": list(UNTOLD), "alone": form == "polecat"}
    rows = _rows(store, _TOLD.format(held=_HELD if form in FIELD else ""), values)
    heads = {event.id: event for event in store.mentions({head for name, head, *_ in rows if name != head})}
    return {
        name: Telling(mentions, sources, articles, None if name == head else heads[head])
        for name, head, mentions, sources, articles in rows
    }


_TOLD = """
    SELECT m.id, first(m.id ORDER BY m.id = s.head DESC, m.confidence DESC, m.id) OVER happening AS head,
           count(*) OVER happening, count(DISTINCT coalesce(m.publisher, m.article)) OVER happening,
           count(DISTINCT m.article) OVER happening
    FROM mentions m LEFT JOIN stories s ON m.story = s.id WHERE list_contains($coders, m.coder) {held}
    WINDOW happening AS (PARTITION BY coalesce(m.story, m.id))
"""
_HELD = """AND NOT list_has_any(m.auxiliary, $untold) AND coalesce(m.date, m.published) IS NOT NULL
           AND ($alone OR len(m.actor) + len(m.recipient) > 0)"""


def _rows(store: Store, sql: str, values: object = None) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in store.query(sql, values, limits=Limits(seconds=None)).to_pylist()]


def with_articles(articles: Iterable[Article], events: Iterable[Event]) -> Iterator[tuple[Article, list[Event]]]:
    """Each article with its records; both must come in the same order of article ids."""
    rest = iter(events)
    event = next(rest, None)
    for article in articles:
        found = []
        while event is not None and event.article == article.id:
            found.append(event)
            event = next(rest, None)
        if found:
            yield article, found
