"""Put a time expression on the calendar: `resolve_time` for one, `resolve_times` along the text of an article.

Codebook 7 and 9 rule: a bare weekday is the nearest past one, the article's day included, with a future verb the next
one; a month alone is the nearest past one; nothing is guessed without the article's date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from tocsin.language.named_times import named_times
from tocsin.language.time_grammar import WEEKDAYS
from tocsin.language.time_spans import calendar_unit, months, moved, ordered, weekend
from tocsin.language.times import Interval, TimeExpression, day_of

_Resolver = Callable[[TimeExpression, date | None, str, Interval | None], Interval | None]
_words = str.split  # a list of words, written as a line of text

_SEASON_MONTHS = {"spring": 3, "summer": 6, "fall": 9, "winter": 12}
_FINE = frozenset({"minute", "hour", "day", "week", "fortnight", "weekend"})  # counted from a day alone
_FAR = 300  # days; a day told without its year is not this far off when the same day lies nearer on the other side
_NEAR = 600  # characters; beyond, a new paragraph has mostly left the older story
_ADVERBIAL = frozenset(
    _words("on in early late back earlier later monday tuesday wednesday thursday friday saturday sunday")
)


def resolve_time(
    time: TimeExpression, anchor: date | None, tense: str = "past", reference: Interval | None = None
) -> Interval | None:
    """The days `time` means, or None where the text leaves them open.

    `anchor`: the article's date. `tense`: of the verb the time belongs to: past, present, future, or "open" where the
    form does not tell ("would", "could": the nearest day is taken). `reference`: the
    interval that "a day earlier" and "the same day" are counted from; without it the article's own day.
    """
    if time.bound == "for" and time.kind in ("date", "weekday", "month", "unit", "named"):
        tense = "future"  # "slated for Monday"
    found = _RESOLVERS[time.kind](time, anchor, tense, reference) if time.kind in _RESOLVERS else None
    if found is None:
        return None
    if time.kind not in ("window", "offset"):
        found = _trim(found, time)
    return _bounded(found, time, anchor, tense)


def resolve_times(
    times: Iterable[TimeExpression], anchor: date | None, tenses: dict[int, str] | None = None
) -> list[Interval | None]:
    """Resolve along the text: what points back ("the next day", "at 14:00") counts from the last day told.

    `tenses` maps the token index a time starts at to the tense of its clause; others count as past.
    """
    out: list[Interval | None] = []
    told: TimeExpression | None = None
    reference: Interval | None = None
    for time in times:
        tense = (tenses or {}).get(time.start, "past")
        if told is not None and reference is not None and tense != "future" and time.span[0] - told.span[1] < _NEAR:
            time = _in_story_year(time, told, reference, anchor)
        told_elsewhere = time.direction in ("after", "before") and time.unit not in ("hour", "minute")
        found = resolve_time(time, anchor, tense, None if told_elsewhere else reference)
        out.append(found)
        if found and _tells_the_day(time, found, anchor):
            told, reference = time, found
    return out


def _tells_the_day(time: TimeExpression, found: Interval, anchor: date | None) -> bool:
    """Whether later "the next day" may count from here: a past adverbial, not a date that merely names a thing."""
    if time.bound or found.precision not in ("day", "month", "year") or (anchor is not None and found.start > anchor):
        return False
    names_a_thing = time.kind in ("date", "month", "year") and time.text.split()[0].lower() not in _ADVERBIAL
    return not names_a_thing and time.kind not in ("clock", "named")


def _in_story_year(
    time: TimeExpression, told: TimeExpression, reference: Interval, anchor: date | None
) -> TimeExpression:
    """Give "on November 21" the year of the story being told, when that is an earlier one ("on 15 November 2017")."""
    if time.kind not in ("date", "month") or time.year is not None or time.shift is not None or time.bound:
        return time
    if told.kind not in ("date", "month") or (anchor is not None and (anchor - reference.end).days < _FAR):
        return time
    day = day_of(reference.start.year, time.month or 1, time.day or 1)
    return replace(time, year=reference.start.year) if day and day >= reference.start.replace(day=1) else time


def _date(time: TimeExpression, anchor: date | None, tense: str, _: Interval | None) -> Interval | None:
    month, day = time.month or 1, time.day or 1
    year = time.year if time.year is not None else _year_of(time, anchor)
    if year is None:
        year = _nearest_year(lambda y: day_of(y, month, day), anchor, tense)
    first = day_of(year, month, day) if year else None
    last = day_of(year, month, time.last_day) if year and time.last_day else first
    if first and last and last < first:  # "on March 15 and 3 were wounded"
        last = first
    return Interval(first, last, "day") if first and last else None


def _month(time: TimeExpression, anchor: date | None, tense: str, reference: Interval | None) -> Interval | None:
    month = time.month or 1
    year = time.year if time.year is not None else _year_of(time, anchor)
    if year is None and time.name == "that" and reference:
        year = reference.start.year
    if year is None and anchor:
        passed = month < anchor.month
        if time.shift == -1 or (time.shift is None and tense != "future"):
            year = anchor.year if passed or (month == anchor.month and time.shift is None) else anchor.year - 1
        elif time.shift == 0:
            year = anchor.year
        else:
            year = anchor.year + 1 if passed or (month == anchor.month and time.shift == 1) else anchor.year
    return months(year, month, 1, "month") if year else None


def _year(time: TimeExpression, *_: object) -> Interval | None:
    if time.year is None:
        return None
    return Interval(date(time.year, 1, 1), date(max(time.year, time.last_day or 0), 12, 31), "year")


def _decade(time: TimeExpression, *_: object) -> Interval | None:
    return Interval(date(time.year, 1, 1), date(time.year + 9, 12, 31), "decade") if time.year else None


def _season(time: TimeExpression, anchor: date | None, tense: str, reference: Interval | None) -> Interval | None:
    first = _SEASON_MONTHS[time.unit]
    year = time.year if time.year is not None else _year_of(time, anchor)
    if year is None and time.name == "that" and reference:
        year = reference.start.year
    if year is None and anchor:
        this = months(anchor.year, first, 3, "season")
        begun, over = this.start <= anchor, this.end < anchor
        if time.shift == 0:
            year = anchor.year
        elif time.shift == 1 or (time.shift is None and tense == "future"):
            year = anchor.year + 1 if begun else anchor.year
        else:
            done = over if time.shift == -1 else begun
            year = anchor.year if done else anchor.year - 1
    return months(year, first, 3, "season") if year else None


def _quarter(time: TimeExpression, anchor: date | None, tense: str, _: Interval | None) -> Interval | None:
    length = 3 if time.unit == "quarter" else 6
    first = int((time.count or 1) - 1) * length + 1
    year = time.year if time.year is not None else _year_of(time, anchor)
    if year is None and anchor:
        begun = first <= anchor.month
        year = anchor.year + (1 if begun and tense == "future" else -1 if not begun and tense != "future" else 0)
    return months(year, first, length, time.unit) if year else None


def _weekday(time: TimeExpression, anchor: date | None, tense: str, _: Interval | None) -> Interval | None:
    if anchor is None:
        return None
    wanted = WEEKDAYS.index(time.unit)
    back = (anchor.weekday() - wanted) % 7
    ahead = (wanted - anchor.weekday()) % 7
    if time.shift == -1:
        day = anchor - timedelta(days=back or 7)
    elif time.shift == 1:
        day = anchor + timedelta(days=ahead or 7)
    elif tense == "future" or (tense == "open" and ahead < back):
        day = anchor + timedelta(days=ahead)
    else:
        day = anchor - timedelta(days=back)
    return Interval(day, day, "day")


def _dayword(time: TimeExpression, anchor: date | None, *_: object) -> Interval | None:
    if anchor is None:
        return None
    day = anchor + timedelta(days=time.shift or 0)
    return Interval(anchor - timedelta(days=1) if time.name == "overnight" else day, day, "day")


def _unit(time: TimeExpression, anchor: date | None, tense: str, reference: Interval | None) -> Interval | None:
    """ "this week", "last year", "the same day", "the following month"."""
    base = anchor
    if time.name in ("that", "same", "following", "previous", "preceding", "prior") or (
        time.unit == "day" and time.shift
    ):
        told = reference.start if reference and reference.precision == "day" else None
        if time.unit == "day" and (_is_last(time) or (told is None and _is_next_of_story(time, tense))):
            return None  # "on the last day" of a congress, "the next day" where no day was told
        base = told or anchor
    if time.name == "the" and time.unit not in ("weekend",) and not time.part:
        return None  # "in the week after": which one is told elsewhere
    if base is None:
        return None
    shift = time.shift or 0
    if time.unit == "day":
        day = base + timedelta(days=shift)
        return Interval(day, day, "day")
    if time.unit == "weekend":
        return weekend(base, shift if time.shift is not None else None, tense)
    whole = calendar_unit(base, time.unit, shift)
    if whole is None or shift or base != anchor or time.part in ("mid", "late", "early") or anchor is None:
        return whole
    if time.part == "later" or (tense == "future" and time.part != "earlier"):
        return Interval(max(anchor, whole.start), whole.end, whole.precision)
    return Interval(whole.start, min(anchor, whole.end), whole.precision)


def _window(time: TimeExpression, anchor: date | None, tense: str, _: Interval | None) -> Interval | None:
    """ "over the past five days", "within the next 48 hours": up to, or from, the article's day."""
    if anchor is None or time.shift is None or time.count is None:
        return None
    if time.shift < 0:
        return ordered(moved(anchor, -time.count, time.unit), anchor, time.unit)
    return ordered(anchor, moved(anchor, time.count, time.unit), time.unit)


def _offset(time: TimeExpression, anchor: date | None, tense: str, reference: Interval | None) -> Interval | None:
    """ "two days ago", "a week earlier": a day is a day, but "four years ago" is a year, "nine months ago" a month."""
    base = anchor if time.direction in ("ago", "hence", "earlier") else None
    if time.direction not in ("ago", "hence") and reference is not None:
        fine = reference.precision == "day" or time.unit not in _FINE
        base = reference.start if fine else None  # not "two days later" from a year
    if base is None:
        return None
    if time.unit in ("hour", "minute") and (time.count is None or time.count < 12):
        return Interval(base, base, "day")
    if time.count is None:
        return None
    sign = 1 if time.direction in ("later", "hence", "after") else -1
    day = moved(base, sign * time.count, time.unit)
    if day is None:
        return None
    if time.unit == "year" and time.count == 1 and time.direction == "ago":
        return months(day.year, day.month, 1, "month")  # "a year ago"; longer ago the month is left open
    if time.unit == "year":
        return Interval(date(day.year, 1, 1), date(day.year, 12, 31), "year")
    if time.unit in ("month", "quarter"):
        return months(day.year, day.month, 1, "month")
    if time.unit in ("decade", "century"):
        return None
    return Interval(day, day, "day")


def _is_last(time: TimeExpression) -> bool:
    """ "On the last day" of a congress, not the day before."""
    return time.shift == -1 and not time.name


def _is_next_of_story(time: TimeExpression, tense: str) -> bool:
    """ "The next day" of a story told in the past: it follows a day of the story, not the article's."""
    return tense == "past" and (time.shift or 0) > 0


def _nth(time: TimeExpression, anchor: date | None, tense: str, _: Interval | None) -> Interval | None:
    """ "For a third day": the article's day, if it is told as of now."""
    return Interval(anchor, anchor, "day") if anchor and tense == "present" else None


def _duration(time: TimeExpression, anchor: date | None, tense: str, _: Interval | None) -> Interval | None:
    """Lengths alone give no date; "within 72 hours" reaches back from, or ahead of, the article's day."""
    if anchor is None or time.count is None or time.bound != "within":
        return None
    far = moved(anchor, time.count if tense in ("future", "open") else -time.count, time.unit)
    return ordered(min(far, anchor), max(far, anchor), time.unit) if far else None


def _edge(time: TimeExpression, anchor: date | None, tense: str, reference: Interval | None) -> Interval | None:
    if time.month:
        return _month(time, anchor, "future" if time.bound == "by" else tense, reference)
    if time.year:
        return _year(time)
    return calendar_unit(anchor, time.unit, time.shift or 0) if anchor else None


def _named(time: TimeExpression, anchor: date | None, tense: str, _: Interval | None) -> Interval | None:
    named = named_times()[time.name]
    if named.is_period:
        return Interval(*named.period(), "period" if len(set(named.period())) > 1 else "day")
    year = time.year or _nearest_year(named.in_year, anchor, tense)
    day = named.in_year(year) if year else None
    return Interval(day, day, "day") if day else None


def _back(time: TimeExpression, anchor: date | None, tense: str, reference: Interval | None) -> Interval | None:
    """ "at 14:00", "that night", "since then", "the next morning": the day last told, else the article's."""
    base = reference or (Interval(anchor, anchor, "day") if anchor and time.kind != "anaphor" else None)
    if base and base.precision != "day" and time.kind != "anaphor":
        base = Interval(anchor, anchor, "day") if anchor else None
    if base is None:
        return None
    move = timedelta(days=time.shift or 0)
    return Interval(base.start + move, base.end + move, base.precision)


def _range(time: TimeExpression, anchor: date | None, tense: str, reference: Interval | None) -> Interval | None:
    if time.other is None:
        return None
    last = resolve_time(time.other, anchor, tense, reference)
    first = resolve_time(replace(time, kind=time.name, name="", other=None), anchor, tense, reference)
    if first and last and last.end < first.start and time.year is None:  # "from November to March"
        later = last.end.year + 1
        last = replace(last, end=day_of(later, last.end.month, last.end.day) or last.end)
    return Interval(first.start, last.end, first.precision) if first and last and first.start <= last.end else None


_RESOLVERS: dict[str, _Resolver] = {
    "date": _date, "month": _month, "year": _year, "decade": _decade, "season": _season, "quarter": _quarter,
    "weekday": _weekday, "dayword": _dayword, "unit": _unit, "window": _window, "offset": _offset,
    "duration": _duration, "edge": _edge, "named": _named, "clock": _back, "daypart": _back,
    "anaphor": _back, "range": _range, "nth": _nth,
}  # fmt: skip


def _trim(found: Interval, time: TimeExpression) -> Interval:
    """Early, mid, late; start and end: thirds of a month, four months of a year; a week, one month."""
    part, kind = time.part, found.precision
    if part in ("start", "end") and time.count and kind != "day":  # "in the last week of May"
        length = timedelta(days=time.count - 1)
        start = found.start if part == "start" else found.end - length
        return Interval(start, start + length, "week" if length else "day")
    if part not in ("early", "mid", "late", "start", "end"):
        return found
    y, m = found.start.year, found.start.month
    if kind == "month":
        days = {"early": (1, 10), "start": (1, 7), "mid": (11, 20), "end": (found.end.day - 6, found.end.day)}.get(
            part, (21, found.end.day)
        )
        return Interval(date(y, m, days[0]), date(y, m, days[1]), "month part")
    if kind == "year":
        first, count = {"early": (1, 4), "start": (1, 1), "mid": (5, 4), "late": (9, 4), "end": (12, 1)}[part]
        return months(y, first, count, "month" if count == 1 else "year part")
    if kind == "decade":
        first, last = {"early": (0, 3), "start": (0, 3), "mid": (4, 6)}.get(part, (7, 9))
        return Interval(date(y + first, 1, 1), date(y + last, 12, 31), "year")
    return found


def _bounded(found: Interval, time: TimeExpression, anchor: date | None, tense: str) -> Interval | None:
    """Open one side: since X reaches to the article's day, by and until X begin there; before and after X: no day."""
    if time.bound == "since":
        return Interval(found.start, max(anchor, found.start), found.precision) if anchor else None
    if time.bound in ("by", "until", "through") and time.kind != "range":
        if anchor is None:
            return found if time.bound == "by" else None
        if tense != "future" and found.end <= anchor:
            return found
        return Interval(min(anchor, found.end), found.end, found.precision)
    if time.bound in ("before", "after"):
        return found if time.kind == "daypart" else None  # "before dawn" is of that day
    return found


def _year_of(time: TimeExpression, anchor: date | None) -> int | None:
    """The year of "June of last year"."""
    return anchor.year + (time.shift or 0) if anchor and time.direction == "year" else None


def _nearest_year(day_in: Callable[[int], date | None], anchor: date | None, tense: str) -> int | None:
    """The year that puts a yearly day where the tense wants it, unless the other side is far nearer."""
    if anchor is None:
        return None
    days = [d for d in (day_in(anchor.year + k) for k in (-1, 0, 1)) if d]
    past = max((d for d in days if d <= anchor), default=None)
    ahead = min((d for d in days if d >= anchor), default=None)
    if past is None or ahead is None:
        return found.year if (found := past or ahead) else None
    if tense == "future":
        return past.year if (ahead - anchor).days > _FAR else ahead.year
    if tense in ("present", "open"):
        return past.year if anchor - past <= ahead - anchor else ahead.year
    return ahead.year if (anchor - past).days > _FAR else past.year
