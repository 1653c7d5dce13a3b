"""`tocsin add`: articles, and event data of others, into a store.

The store is opened for each batch only, so that others can read it between two batches.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from tocsin.cli import EXIT_DROPPED, EXIT_FAILED, EXIT_OK
from tocsin.cli.code import settings_of
from tocsin.cli.progress import Drops, Progress, StrictError
from tocsin.engines.local import Coded, code_articles
from tocsin.exports.writers import open_text
from tocsin.ledger.updating import update_ledger
from tocsin.records import Article, Drop
from tocsin.sources.eventsets import event_set_format, read_event_rows
from tocsin.sources.files import SUFFIXES, find_inputs, read_articles
from tocsin.store.store import Added, open_store
from tocsin.stories.updating import update_stories

WAIT = 60.0  # seconds to try on while readers hold the file
BATCH_SECONDS = 10.0  # what a crash can cost
BATCH_ARTICLES = 1_000
EVENT_SETS = (".tab", ".zip", ".gz")  # what event data of others come in, beside .csv and .tsv
_LOOKED_UP = 200  # articles looked up together; the coder waits for so many to be read


def run(args: argparse.Namespace) -> int:
    """Add all inputs; returns the exit code."""
    settings = settings_of(args)
    inputs = find_inputs(args.inputs, (*SUFFIXES, *EVENT_SETS))
    with open_store(args.store, wait=WAIT):
        pass  # a store that cannot be written is told before anything is coded
    adding = Adding(args.store, settings.coder, Progress(shown=sys.stderr.isatty() and not args.quiet))
    try:
        with ExitStack() as stack:
            file = stack.enter_context(open_text(args.drops)) if args.drops else None
            drops = Drops(file=file, quiet=args.quiet, strict=args.strict, progress=adding.progress)
            noting = adding.noting(drops)
            sets = [path for path in inputs if path != "-" and event_set_format(path)]
            adding.add(islice(imported(sets, noting), args.limit), drops)
            rest = None if args.limit is None else args.limit - adding.taken
            texts = [path for path in inputs if path not in sets]
            if texts and rest != 0:
                articles = read_articles(
                    *texts, published=args.published, limit=rest, on_drop=noting, settings=settings
                )
                adding.add(code_articles(adding.new(articles), settings, jobs=args.jobs), drops)
    except StrictError as e:
        print(f"tocsin: --strict: {e}", file=sys.stderr)
        return EXIT_FAILED
    finally:
        adding.progress.clear()
    with open_store(args.store, wait=WAIT) as store:
        update_ledger(store)
    drops.tell_sum()
    if not args.quiet:
        print(adding.summary())
    return EXIT_DROPPED if drops.reasons or adding.total.other_texts else EXIT_OK


def imported(paths: Iterable[str | Path], on_drop: Callable[[Drop], None]) -> Iterator[Coded]:
    """The records of event data files as if coded, each with its own article; bad rows go to ``on_drop``."""
    for path in paths:
        for item in read_event_rows(path):
            if isinstance(item, Drop):
                on_drop(item)
            else:
                yield item[0], [item[1]], []


class Adding:
    """One run of additions to a store."""

    def __init__(self, path: Path, coder: str, progress: Progress) -> None:
        self.path, self.coder, self.progress = path, coder, progress
        self.total = Added()
        self.known = 0
        self.taken = 0  # articles and rows that were coded or imported
        self._unwritten: list[Drop] = []

    def noting(self, drops: Drops) -> _Noting:
        """What reading drops: told, and kept for the next batch."""
        return _Noting(drops, self._unwritten)

    def new(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Those that this version of the coder has not read yet, or that come from elsewhere."""
        rest = iter(articles)
        while some := list(islice(rest, _LOOKED_UP)):
            with open_store(self.path, read_only=True, wait=WAIT) as store:
                known = store.known(some, coder=self.coder)
            self.known += len(known)
            yield from (article for position, article in enumerate(some) if position not in known)

    def add(self, coded: Iterable[Coded], drops: Drops) -> None:
        """Write what comes, batch by batch; what is coded when Ctrl-C comes is written too."""
        batch: list[Coded] = []
        begun = time.monotonic()
        try:
            for item in coded:
                batch.append(item)
                self.taken += 1
                for drop in item[2]:
                    drops(drop)
                self.progress.add(item)
                if len(batch) >= BATCH_ARTICLES or time.monotonic() - begun > BATCH_SECONDS:
                    self._write(batch)
                    batch, begun = [], time.monotonic()
        except StrictError:
            raise
        except BaseException:
            self._write(batch)
            raise
        self._write(batch)

    def _write(self, batch: list[Coded]) -> None:
        if not batch and not self._unwritten:
            return
        with open_store(self.path, wait=WAIT) as store:
            with store.transaction():
                store.add_drops(self._unwritten)
                self.total += store.add(batch, coder=self.coder)
            self._unwritten.clear()
            update_stories(store)

    def summary(self) -> str:
        """What was added, in a line or two."""
        total = self.total
        line = f"{total.articles} articles added, {total.mentions} records"
        line += f"; {total.replaced} articles replaced" if total.replaced else ""
        line += f"; {self.known} already there" if self.known else ""
        if total.other_texts:
            line += (
                f"\n{total.other_texts} texts not kept: their ids belong to other texts; give each text its own id "
                "(SELECT * FROM drops WHERE reason = 'other text')"
            )
        return line


class _Noting:
    """Takes drops for telling and for the store."""

    def __init__(self, drops: Drops, unwritten: list[Drop]) -> None:
        self.drops, self.unwritten = drops, unwritten

    def __call__(self, drop: Drop) -> None:
        self.unwritten.append(drop)
        self.drops(drop)
