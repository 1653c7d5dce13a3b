"""Publication dates: read from a field, a line of the text, or a file name, always with where they came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import PurePath

from tocsin.rows import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY, _YEAR = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?", r"(?P<year>(?:19|20)\d\d)(?!\d)"
# No word boundary after the year: "November 30, 2022Asia & Pacific" is how pages paste.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![a-z]){_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"(?<!\d){_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
    )
)
_NUMERIC = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<year>(?:19|20)\d\d)")
_IN_NAME = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)([-_.]?)(?P<month>\d\d)\2(?P<day>\d\d)(?!\d)")
_FIRST_YEAR, _LAST_YEAR = 1600, 2200
_HEAD_LINES = 12  # dated lines stand in the head of a page
_LINE = 120  # a longer line is prose


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date (ISO) and what it came from: `field`, `page`, `text`, `file name` or `option`."""

    date: str
    source: str
    span: Span | None = None


def parse_date(value: object) -> str:
    """ISO day of a date given as a field; raises `ValueError` saying why when there is none.

    Takes ISO dates and times, `YYYYMMDD`, RSS dates, "30 November 2022", date objects, and day/month/year only where
    the day is above 12.

    >>> parse_date("2022-11-30T08:00:00Z"), parse_date("Wed, 30 Nov 2022 08:00:00 GMT"), parse_date("30/11/2022")
    ('2022-11-30', '2022-11-30', '2022-11-30')
    """
    if isinstance(value, date):  # datetime is one too
        return _checked(value.year, value.month, value.day)
    text = str(value).strip()
    if match := re.match(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)", text):
        return _checked(*map(int, match.groups()))
    if match := _NUMERIC.fullmatch(text):
        return _day_or_month_first(int(match["a"]), int(match["b"]), int(match["year"]))
    if found := find_date(text):
        return found[0]
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError) as e:
        raise ValueError(f"{text[:60]!r} is not a date; write YYYY-MM-DD") from e
    return _checked(moment.year, moment.month, moment.day)


def find_date(text: str) -> tuple[str, Span] | None:
    """First full date (day, month, year) in a short text, with its span."""
    best: tuple[str, Span] | None = None
    for form in _FORMS:
        match = form.search(text)
        if match and (best is None or match.start() < best[1][0]):
            try:
                best = (_checked(int(match["year"]), _month(match["month"]), int(match["day"])), match.span())
            except ValueError:
                continue
    return best


def published_in_text(text: str) -> Published | None:
    """Date of a byline, date line or dateline in the first lines; dates in running prose do not count.

    >>> published_in_text("Seoul warns\\nBy Jo Kim\\nNovember 30, 2022Asia & Pacific\\n\\nSEOUL: It did.").date
    '2022-11-30'
    """
    start = 0
    for number, line in enumerate(text[:8_000].splitlines(keepends=True)):
        if number >= _HEAD_LINES:
            break
        # In a long line only a dateline counts: "SEOUL, Jan. 13, 2016 (Reuters) -" at its very start.
        short = len(line.strip()) <= _LINE and not re.search(r"\s[a-z]{2,}[.!?][\"”]?\s*$", line)
        dateline = re.match(r"\s*[A-Z][\w .,'’/-]{2,60}?(?:\([\w /]+\)\s*)?(?:--|[—–-])\s", line)
        head = line if short else dateline.group() if dateline else ""
        if head and (found := find_date(head)):
            begin, end = found[1]
            return Published(found[0], "text", (start + begin, start + end))
        start += len(line)
    return None


def published_in_name(name: str) -> Published | None:
    """Date in a file name: `2016-01-13-park.txt`, `story_20160113.html`.

    >>> published_in_name("news/2016-01-13-park.txt").date
    '2016-01-13'
    """
    for match in _IN_NAME.finditer(PurePath(name).name):
        try:
            return Published(_checked(int(match["year"]), int(match["month"]), int(match["day"])), "file name")
        except ValueError:
            continue
    return None


def _checked(year: int, month: int, day: int) -> str:
    """ISO day; raises `ValueError` for the 45th of the 13th and for years no newspaper saw."""
    try:
        found = date(year, month, day)
    except ValueError as e:
        raise ValueError(f"{year:04}-{month:02}-{day:02} is no day of the calendar") from e
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"{found.isoformat()} is outside {_FIRST_YEAR}-{_LAST_YEAR}")
    return found.isoformat()


def _month(word: str) -> int:
    """Number of a month given as number, name or abbreviation."""
    if word.isdigit():
        return int(word)
    return 1 + _MONTHS.index(word.lower()[:3])


def _day_or_month_first(a: int, b: int, year: int) -> str:
    """30/11/2022 and 11/30/2022 are clear, 3/4/2022 is not."""
    if a <= 12 and b <= 12 and a != b:
        raise ValueError(f"{a}/{b}/{year} can be read in two ways; write YYYY-MM-DD")
    return _checked(year, b, a) if b <= 12 else _checked(year, a, b)
