"""`tocsin export`: the records of a store as one file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator

from tocsin.cli import EXIT_OK
from tocsin.exports.writers import format_for, open_output, told_left_out
from tocsin.records import Article, Event
from tocsin.store.coders import family
from tocsin.store.store import open_store


def run(args: argparse.Namespace) -> int:
    """Write all records, or those of one coder; returns the exit code."""
    form = format_for(args.output, args.format)
    written = 0
    with open_store(args.store, read_only=True, wait=args.wait) as store, open_output(args.output, form) as writer:
        for article, events in with_articles(store.articles(), store.mentions()):
            wanted = [event for event in events if args.coder in (None, event.coder, family(event.coder))]
            writer.write(article, wanted)
            written += len(wanted)
    print(f"{args.output}: {written - writer.left_out.total()} records")
    if writer.left_out:
        print(told_left_out(writer, form), file=sys.stderr)
    return EXIT_OK


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
