"""What a time expression and an interval are: the nouns the other `time_` modules share."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day, both included, and how exact the text was (day week month season quarter year ...)."""

    start: date
    end: date
    precision: str

    def iso(self) -> tuple[str, str]:
        """The two days as ISO texts, as an `Event` carries them."""
        return self.start.isoformat(), self.end.isoformat()


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None where the month has no such day."""
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time. `start`, `end` count tokens, `span` characters; both are half-open.

    kind: date month year decade century season quarter weekday dayword unit daypart window offset named edge clock
        duration anaphor vague range, and nth "for a third day".
    shift: -1 "last", 0 "this", +1 "next"; for daywords the days from today.
    part: early mid late start end, and earlier later ("earlier this month").
    bound: the preposition before it, where it changes the interval (since until by before after for within from).
    direction: of an offset, ago earlier later before after; of an offset told from its far end, see `time_links`.
    other: the far end of a range.
    """

    start: int
    end: int
    span: tuple[int, int]
    text: str
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    shift: int | None = None
    count: float | None = None
    unit: str = ""
    name: str = ""
    direction: str = ""
    part: str = ""
    bound: str = ""
    other: TimeExpression | None = None
