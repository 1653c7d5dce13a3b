"""`tocsin recode`: the articles of a store coded again, and what that changes."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from tocsin.cli import EXIT_DROPPED, EXIT_OK
from tocsin.cli.add import BATCH_ARTICLES, BATCH_SECONDS, WAIT
from tocsin.cli.code import settings_of
from tocsin.cli.progress import Drops, Progress
from tocsin.engines.local import Coded, code_articles
from tocsin.exports.writers import open_text
from tocsin.ledger.updating import update_ledger
from tocsin.records import Article
from tocsin.store.store import Change, open_store
from tocsin.stories.updating import update_stories

_READ = 200  # articles read from the store at once
KINDS = ("gained", "lost", "changed")


def run(args: argparse.Namespace) -> int:
    """Code again what another version, or other data, have coded; returns the exit code."""
    settings = settings_of(args)
    with open_store(args.store, read_only=True, wait=WAIT) as store:
        ids = store.outdated(coder=settings.coder, every=args.all)[: args.limit]
    progress = Progress(shown=sys.stderr.isatty() and not args.quiet)
    drops = Drops(file=None, quiet=args.quiet, strict=False, progress=progress)
    with ExitStack() as stack:
        file = stack.enter_context(open_text(args.report)) if args.report else None
        recoding = Recoding(args.store, settings.coder, file)
        try:
            recoding.recode(_told(code_articles(_stored(args.store, ids), settings, jobs=args.jobs), drops, progress))
        finally:
            progress.clear()
            print(recoding.report())
    with open_store(args.store, wait=WAIT) as store:
        update_ledger(store)
    drops.tell_sum()
    return EXIT_DROPPED if drops.reasons else EXIT_OK


def _stored(path: Path, ids: list[str]) -> Iterator[Article]:
    """The articles, read some at a time so that the file is free while they are coded."""
    for start in range(0, len(ids), _READ):
        with open_store(path, read_only=True, wait=WAIT) as store:
            articles = list(store.articles(ids[start : start + _READ]))
        yield from articles


def _told(coded: Iterable[Coded], drops: Drops, progress: Progress) -> Iterator[Coded]:
    for item in coded:
        for drop in item[2]:
            drops(drop)
        progress.add(item)
        yield item


class Recoding:
    """One run of recoding: writes batch by batch and sums up gains and losses."""

    def __init__(self, path: Path, coder: str, file: TextIO | None) -> None:
        self.path, self.coder, self.file = path, coder, file
        self.articles = 0
        self.kinds: Counter[tuple[str, str]] = Counter()
        self.fields: Counter[str] = Counter()

    def recode(self, coded: Iterable[Coded]) -> None:
        """Replace the records of what comes."""
        batch: list[Coded] = []
        begun = time.monotonic()
        for item in coded:
            batch.append(item)
            if len(batch) >= BATCH_ARTICLES or time.monotonic() - begun > BATCH_SECONDS:
                self._write(batch)
                batch, begun = [], time.monotonic()
        if batch:
            self._write(batch)

    def _write(self, batch: list[Coded]) -> None:
        with open_store(self.path, wait=WAIT) as store:
            changes = store.recode(batch, coder=self.coder)
            update_stories(store)
        self.articles += len(batch)
        for change in changes:
            self._count(change)

    def _count(self, change: Change) -> None:
        self.kinds[change.record.event, change.kind] += 1
        self.fields.update(change.fields)
        if self.file:
            print(json.dumps(change.to_dict(), ensure_ascii=False), file=self.file)

    def report(self) -> str:
        """Gains, losses and changes by type, and which fields have changed."""
        lines = [f"{self.articles} articles recoded"]
        types = sorted({event for event, _ in self.kinds})
        if types:
            lines.append(f"{'':12}" + "".join(f"{kind:>10}" for kind in KINDS))
            rows = [(event, [self.kinds[event, kind] for kind in KINDS]) for event in types]
            rows.append(("all", [sum(counts[i] for _, counts in rows) for i in range(len(KINDS))]))
            lines += [f"{event:12}" + "".join(f"{count:>10}" for count in counts) for event, counts in rows]
        if self.fields:
            lines.append("fields changed: " + ", ".join(f"{name} {count}" for name, count in self.fields.most_common()))
        return "\n".join(lines)
