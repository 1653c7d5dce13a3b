"""What a command tells on standard error while it works: how far it is, and what it drops."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from typing import TextIO

from tocsin.engines.local import Coded
from tocsin.records import Drop

_SHOWN_DROPS = 20  # drops told one by one; the rest only in the sum by reason


class StrictError(Exception):
    """The first drop of a strict run."""


class Drops:
    """Tells, counts and, if asked, writes what is dropped."""

    def __init__(self, *, file: TextIO | None, quiet: bool, strict: bool, progress: Progress) -> None:
        self.file, self.quiet, self.strict, self.progress = file, quiet, strict, progress
        self.reasons: Counter[str] = Counter()

    def __call__(self, drop: Drop) -> None:
        """Take one; raises `StrictError` in a strict run."""
        self.reasons[drop.reason] += 1
        self.progress.dropped += 1
        if self.file:
            print(json.dumps(drop.to_dict(), ensure_ascii=False), file=self.file)
        if self.strict:
            raise StrictError(told(drop))
        if not self.quiet and self.reasons.total() <= _SHOWN_DROPS:
            self.progress.clear()
            print(f"dropped {told(drop)}", file=sys.stderr)

    def tell_sum(self) -> None:
        """One line with the number of drops by reason."""
        if self.reasons and not self.quiet:
            reasons = ", ".join(f"{reason} {count}" for reason, count in self.reasons.most_common())
            print(f"{self.reasons.total()} dropped: {reasons}", file=sys.stderr)


def told(drop: Drop) -> str:
    """One line for people."""
    return f"{drop.source or drop.article}: {drop.reason}" + (f" ({drop.detail})" if drop.detail else "")


class Progress:
    """A line on standard error that renews itself, only where that is a terminal."""

    def __init__(self, *, shown: bool, noun: str = "events") -> None:
        self.shown, self.noun = shown, noun
        self.articles = self.events = self.dropped = 0
        self.begun = self.told = time.monotonic()

    def add(self, coded: Coded) -> None:
        """Count one article and its events."""
        self.count(len(coded[1]))

    def count(self, records: int) -> None:
        """Count one article with so many records; renew the line at most five times a second."""
        self.articles += 1
        self.events += records
        now = time.monotonic()
        if self.shown and now - self.told > 0.2:
            self.told = now
            pace = self.articles / (now - self.begun)
            line = f"{self.articles} articles, {self.events} {self.noun}, {self.dropped} dropped, {pace:.1f} articles/s"
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away."""
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
