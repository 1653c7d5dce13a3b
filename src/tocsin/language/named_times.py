"""Holidays and stretches of history as calendar rules, read from `data/dates/named.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from tocsin.settings import DATA
from tocsin.tables import read_table

COLUMNS = ("names", "rule", "example")

_RULE = re.compile(
    r"day \d\d-\d\d|(?:easter|orthodox) -?\d+|nth \d\d [0-6] -?[1-5]|period \d{4}-\d\d-\d\d \d{4}-\d\d-\d\d"
)


@dataclass(frozen=True, slots=True)
class NamedTime:
    """A name and the rule that puts it on the calendar."""

    name: str
    rule: str
    example: str

    @property
    def is_period(self) -> bool:
        """Whether the name stands for one stretch of history rather than a day of every year."""
        return self.rule.startswith("period")

    def period(self) -> tuple[date, date]:
        """First and last day of a stretch of history, both included."""
        _, first, last = self.rule.split()
        return date.fromisoformat(first), date.fromisoformat(last)

    def in_year(self, year: int) -> date:
        """The day this name falls on in `year`."""
        kind, *args = self.rule.split()
        if kind == "day":
            month, day = args[0].split("-")
            return date(year, int(month), int(day))
        if kind == "nth":
            return _nth_weekday(year, *map(int, args))
        sunday = easter(year) if kind == "easter" else orthodox_easter(year)
        return sunday + timedelta(days=int(args[0]))


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876).

    >>> easter(2024).isoformat()
    '2024-03-31'
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday on the civil calendar, 1900-2099 (Meeus' Julian algorithm, 13 days apart).

    >>> orthodox_easter(2026).isoformat()
    '2026-04-12'
    """
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def _nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    if n < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


@lru_cache(maxsize=4)
def named_times(overlay: Path | None = None) -> dict[str, NamedTime]:
    """All names with their rules; rows of `overlay/dates/named.tsv` win over ours."""
    table: dict[str, NamedTime] = {}
    for folder in (DATA, overlay):
        path = folder / "dates" / "named.tsv" if folder else None
        if path and path.exists():
            for row in _read(path):
                table[row.name] = row
    return table


def _read(path: Path) -> list[NamedTime]:
    rows = []
    for line in read_table(path, COLUMNS):
        rule = line.one_of("rule", lambda text: bool(_RULE.fullmatch(text)))
        rows += [NamedTime(name, rule, line["example"]) for name in line.values("names")]
    return rows
