"""Days, weeks, months and years on the calendar: the arithmetic under `time_resolution`."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from tocsin.language.times import Interval

_UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
_UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def weekend(base: date, shift: int | None, tense: str) -> Interval:
    """Saturday and Sunday, past or ahead as `tense` has it, moved by `shift` weeks."""
    saturday = base + timedelta(days=5 - base.weekday())  # Saturday of this week
    if shift == -1 and base.weekday() >= 5:
        saturday -= timedelta(days=7)
    elif shift == 1 and base.weekday() >= 5:
        saturday += timedelta(days=7)
    elif shift != 1 and tense != "future" and base.weekday() < 5:
        saturday -= timedelta(days=7)
    return Interval(saturday, saturday + timedelta(days=1), "weekend")


def calendar_unit(base: date, unit: str, shift: int) -> Interval | None:
    """The calendar week, month, year ... that holds `base`, moved by `shift`."""
    if unit in ("week", "fortnight"):
        monday = base + timedelta(days=7 * shift - base.weekday())
        return Interval(monday, monday + timedelta(days=6 if unit == "week" else 13), "week")
    if unit == "month":
        return months(base.year, base.month + shift, 1, "month")
    if unit == "year":
        return Interval(date(base.year + shift, 1, 1), date(base.year + shift, 12, 31), "year")
    if unit == "decade":
        first = base.year // 10 * 10 + 10 * shift
        return Interval(date(first, 1, 1), date(first + 9, 12, 31), "decade")
    return None


def months(year: int, month: int, count: int, precision: str) -> Interval:
    """`count` whole months from the first of `month`, which may lie outside 1-12."""
    first = year * 12 + month - 1
    last = first + count - 1
    end = date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
    return Interval(date(first // 12, first % 12 + 1, 1), end, precision)


def moved(day: date, count: float, unit: str) -> date | None:
    """`day` moved by a count of units; hours are counted up to whole days, minutes stay on the day."""
    try:
        if unit == "minute":
            return day
        if unit == "hour":
            return day + timedelta(days=int(count / 24) or (1 if count > 0 else -1))
        if unit in _UNIT_DAYS:
            return day + timedelta(days=round(count * _UNIT_DAYS[unit]))
        index = day.year * 12 + day.month - 1 + round(count * _UNIT_MONTHS[unit])
        return date(index // 12, index % 12 + 1, min(day.day, monthrange(index // 12, index % 12 + 1)[1]))
    except (OverflowError, ValueError):
        return None


def ordered(first: date | None, last: date | None, unit: str) -> Interval | None:
    """From `first` to `last` as exact as `unit`, None if one is missing or they stand the wrong way round."""
    precision = unit if unit not in ("hour", "minute") else "day"
    return Interval(first, last, precision) if first and last and first <= last else None
