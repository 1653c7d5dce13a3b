"""`tocsin code`: articles in, records out."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from tocsin.cli import EXIT_DROPPED, EXIT_FAILED, EXIT_OK
from tocsin.cli.table import TableWriter
from tocsin.engines.local import Coded, code_articles
from tocsin.errors import SettingsError
from tocsin.exports.writers import Writer, format_for, open_output, open_text, stream_writer
from tocsin.records import Drop
from tocsin.settings import Settings
from tocsin.sources.files import find_inputs, read_articles

_SHOWN_DROPS = 20  # drops told one by one; the rest only in the sum by reason


class _Strict(Exception):
    """The first drop of a strict run."""


class _Drops:
    """Tells, counts and, if asked, writes what is dropped."""

    def __init__(self, *, file: TextIO | None, quiet: bool, strict: bool, progress: Progress) -> None:
        self.file, self.quiet, self.strict, self.progress = file, quiet, strict, progress
        self.reasons: Counter[str] = Counter()

    def __call__(self, drop: Drop) -> None:
        self.reasons[drop.reason] += 1
        self.progress.dropped += 1
        if self.file:
            print(json.dumps(drop.to_dict(), ensure_ascii=False), file=self.file)
        if self.strict:
            raise _Strict(_told(drop))
        if not self.quiet and self.reasons.total() <= _SHOWN_DROPS:
            self.progress.clear()
            print(f"dropped {_told(drop)}", file=sys.stderr)

    def tell_sum(self) -> None:
        """One line with the number of drops by reason."""
        if self.reasons and not self.quiet:
            reasons = ", ".join(f"{reason} {count}" for reason, count in self.reasons.most_common())
            print(f"{self.reasons.total()} dropped: {reasons}", file=sys.stderr)


def _told(drop: Drop) -> str:
    return f"{drop.source or drop.article}: {drop.reason}" + (f" ({drop.detail})" if drop.detail else "")


class Progress:
    """A line on standard error that renews itself, only where that is a terminal."""

    def __init__(self, *, shown: bool) -> None:
        self.shown = shown
        self.articles = self.events = self.dropped = 0
        self.begun = self.told = time.monotonic()

    def add(self, coded: Coded) -> None:
        """Count one article; renew the line at most five times a second."""
        self.articles += 1
        self.events += len(coded[1])
        now = time.monotonic()
        if self.shown and now - self.told > 0.2:
            self.told = now
            pace = self.articles / (now - self.begun)
            line = f"{self.articles} articles, {self.events} events, {self.dropped} dropped, {pace:.1f} articles/s"
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away."""
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def run(args: argparse.Namespace) -> int:
    """Code all inputs; returns the exit code."""
    if args.overlay and not args.overlay.is_dir():
        raise SettingsError(f"--overlay {args.overlay}: no such folder")
    settings = Settings(overlay=args.overlay, lexicon_only=args.lexicon_only)
    inputs = find_inputs(args.inputs)
    progress = Progress(shown=sys.stderr.isatty() and not args.quiet)
    try:
        drops = _code(args, inputs, settings, progress)
    except _Strict as e:
        print(f"tocsin: --strict: {e}", file=sys.stderr)
        return EXIT_FAILED
    finally:
        progress.clear()
    drops.tell_sum()
    return EXIT_DROPPED if drops.reasons else EXIT_OK


def _code(args: argparse.Namespace, inputs: list[str | Path], settings: Settings, progress: Progress) -> _Drops:
    """Read, code and write; a strict run ends here by `_Strict`, and its unfinished file goes."""
    with ExitStack() as stack:
        file = stack.enter_context(open_text(args.drops)) if args.drops else None
        drops = _Drops(file=file, quiet=args.quiet, strict=args.strict, progress=progress)
        articles = read_articles(*inputs, published=args.published, limit=args.limit, on_drop=drops, settings=settings)
        coded = code_articles(articles, settings, jobs=args.jobs)
        _write(coded, _open_writer(args, stack), drops, progress)
    return drops


def _open_writer(args: argparse.Namespace, stack: ExitStack) -> Writer:
    """Where the records go: a file, a terminal as a table, or a pipe."""
    if args.output:
        return stack.enter_context(open_output(args.output, format_for(args.output, args.format)))
    form = args.format or ("table" if sys.stdout.isatty() else "jsonl")
    if form == "table":
        return TableWriter(sys.stdout)
    return stream_writer(sys.stdout, form)


def _write(coded: Iterator[Coded], writer: Writer, drops: _Drops, progress: Progress) -> None:
    """Write what comes, article by article."""
    for article, events, dropped in coded:
        for drop in dropped:
            drops(drop)
        writer.write(article, events)
        progress.add((article, events, dropped))
    sys.stdout.flush()
