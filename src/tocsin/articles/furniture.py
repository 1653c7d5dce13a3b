"""Page furniture: headlines, bylines, date lines, datelines, captions and footers, marked and never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tocsin.articles.legible import legible
from tocsin.articles.published import find_date

KINDS = ("headline", "subhead", "byline", "date", "dateline", "caption", "footer")

Mark = tuple[int, int, str]


class Line(NamedTuple):
    """One non-empty line without its outer whitespace, and where it lies."""

    start: int
    end: int
    text: str

    @property
    def words(self) -> int:
        """Number of words."""
        return len(self.text.split())

    @property
    def closed(self) -> bool:
        """Ends like a sentence."""
        return re.search(r"[.!?…][\"')\]]*$", self.text) is not None

    @property
    def prose(self) -> bool:
        """A paragraph of the story, not a label: ends like a sentence and is longer than furniture ever is."""
        return (self.closed and self.words >= 10) or self.words >= 30


_BYLINE = re.compile(r"(?:By|Written by|Story by|Report(?:ed|ing)? by|Author:|Reporter:)\s+[A-Z]", re.IGNORECASE)
_NAME = r"[A-Z][\w.'-]+(?:\s+(?:[a-z]{2,3}\s+)?[A-Z][\w.'-]*){1,3}"
_BY_NAME = re.compile(rf"(?i:by)\s+(?P<name>{_NAME})")
_STAFF = re.compile(
    r"(?:[A-Z]\S+ ){0,3}\S*(?:Staff|Correspondent|Reporter|Writer|Editor|Associated Press|Reuters|Bureau)$"
)
_CREDIT = re.compile(
    r"[(\[][^()\[\]]*(?:Getty|Images|Photo|AFP|via |Handout|File|AP/|/AP|Reuters/|EPA|Xinhua/|Pool)[^()\[\]]*[)\]]\.?$"
)
_CAPTION = re.compile(r"(?:File )?(?:Photo|Image|Picture|Credit|Caption)s?\s*(?:by|:|credit|courtesy)", re.IGNORECASE)
_FOOT = re.compile(
    r"(?:\W*(?:sign up|subscribe|follow us|follow @|read more|read also|read next|see also|share this|click here|"
    r"show comments|leave a comment|related (?:articles|news|stories|coverage|topics)|advertisement$|newsletter|"
    r"copyright (?:©|\(c\)|\d|by )|©|\(c\) |all rights reserved|our standards|most popular|trending|recommended|"
    r"more from|"
    r"additional reporting|reporting by|editing by|writing by|compiled by|from the (?:epoch|new york) times|"
    r"by registering|terms of (?:use|service)|privacy policy|about us$|contact us|stay informed|"
    r"support our (?:journalism|work)|"
    r"this (?:article|story|report) (?:was|is|has been|first|originally)|download our|get the latest|sources?:?$|"
    r"external links?$|sister links?$|bookmark|tags?:|topics?:|filed under))",
    re.IGNORECASE,
)
_FOOT_ANYWHERE = re.compile(
    r"contributed (?:to )?this (?:report|article|story)|contributed reporting|all rights reserved|"
    r"privacy policy|newsletter icon|©|may not be (?:published|reproduced|redistributed)|sign up for (?:our|the) ",
    re.IGNORECASE,
)
_CITY = r"[A-Z][A-Z.'-]+(?:[ /-][A-Z][A-Z.'-]+){0,3}"  # capitals: SEOUL, NEW YORK, WASHINGTON/BEIJING
_PLACE_REST = r"(?:, [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2})?"  # , South Korea
_DAY_REST = r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)?"
_AGENCY = r"\([A-Z][\w./ -]{1,40}\)"
_DASH = r"(?: --?(?= )| ?[\u2012-\u2015] ?)"  # a bare hyphen needs its spaces: "U.S.-based" is no dateline
_DATELINES = (
    re.compile(rf"{_CITY}{_PLACE_REST}{_DAY_REST}(?: {_AGENCY})?{_DASH}"),
    re.compile(rf"(?:[A-Z][\w'-]+(?: [A-Z][\w'-]+){{0,2}}{_PLACE_REST}{_DAY_REST} )?{_AGENCY}{_DASH}"),
)
_HEAD_WORDS = 28  # longest headline seen in 400 news pages: 24 words


def furniture(text: str) -> list[Mark]:
    """Spans of page furniture `(start, end, kind)` in order of start, never overlapping; the text is not touched.

    Kinds: `headline` and `subhead` (told like news, so coded by default), `byline`, `date` (a line that dates the
    page), `dateline` (only "SEOUL (Reuters) -" before a first sentence), `caption` and `footer`.

    >>> furniture("Seoul warns Beijing\\nBy Jo Kim\\n\\nSEOUL (AP) - South Korea warned China over a rocket.")
    [(0, 19, 'headline'), (20, 29, 'byline'), (31, 43, 'dateline')]
    """
    lines = list(_lines(legible(text)))
    kinds: dict[int, str] = {}
    body = next((i for i, line in enumerate(lines) if _is_body(line)), len(lines))
    names = {match["name"] for line in lines[:body] if (match := _BY_NAME.match(line.text))}
    for i, line in enumerate(lines):
        kind = _line_kind(line, in_head=i < body, first=i == 0, names=names)
        if kind:
            kinds[i] = kind
    _mark_tail(lines, kinds, body)
    marks = [(lines[i].start, lines[i].end, kind) for i, kind in kinds.items()]
    marks += [mark for i, line in enumerate(lines) if i not in kinds and (mark := _dateline(line))]
    return sorted(marks)


def _lines(text: str) -> Iterator[Line]:
    """Non-empty lines; a line of 100,000 characters is one line."""
    for match in re.finditer(r"[^\n]+", text):
        raw = match.group()
        stripped = raw.strip()
        if stripped:
            start = match.start() + raw.index(stripped)
            yield Line(start, start + len(stripped), stripped)


def _is_body(line: Line) -> bool:
    """The story begins here."""
    return line.prose and not _furnished(line)


def _furnished(line: Line) -> bool:
    """A line that is furniture wherever it stands."""
    short = line.words <= 40
    return short and (
        _FOOT_ANYWHERE.search(line.text) is not None
        or (line.words <= 25 and _is_caption(line))
        or (line.words <= 12 and _BYLINE.match(line.text) is not None)
    )


def _is_caption(line: Line) -> bool:
    return _CAPTION.match(line.text) is not None or _CREDIT.search(line.text) is not None


def _line_kind(line: Line, *, in_head: bool, first: bool, names: set[str]) -> str | None:
    """Kind of a whole line, or None for prose and for what only its surroundings explain."""
    text = line.text
    if line.words <= 60 and _is_caption(line):
        return "caption"
    if line.words <= 40 and _FOOT_ANYWHERE.search(text):
        return "footer"
    if not in_head:
        if line.words <= 20 and not line.closed and _FOOT.match(text):
            return "footer"
        return "subhead" if line.words <= 12 and _is_title(line) else None
    if line.words <= 14 and (_BYLINE.match(text) or text in names or _STAFF.fullmatch(text)):
        return "byline"
    if line.words <= 16 and not line.closed and find_date(text):
        return "date"
    if not line.prose and _FOOT.match(text):
        return "footer"
    if line.words <= _HEAD_WORDS and (not line.closed or text.endswith(("?", "!", "'", '"'))):
        return "headline" if first or line.words > 3 else "subhead"
    return None


def _is_title(line: Line) -> bool:
    """Short, no full stop, begins with a capital, and is not a line of speech or a list item."""
    return (
        not line.closed
        and line.text[0].isupper()
        and not re.search(r"[,;:\u2012-\u2015-]$", line.text)
        and line.words >= 2
    )


def _mark_tail(lines: list[Line], kinds: dict[int, str], body: int) -> None:
    """After the last paragraph, everything from the first footer line on is footer."""
    body_lines = (
        i for i, line in enumerate(lines) if _is_body(line) and (line.words > 15 or not _FOOT.match(line.text))
    )
    last = max(body_lines, default=-1)
    tail = range(max(last + 1, body), len(lines))
    first = next((i for i in tail if kinds.get(i) == "footer" or _FOOT.match(lines[i].text)), None)
    if first is not None:
        labels = (i for i in range(first - 1, last, -1) if kinds.get(i) != "subhead")
        for i in range(next(labels, last) + 1, len(lines)):
            kinds[i] = "footer"


def _dateline(line: Line) -> Mark | None:
    """`SEOUL, South Korea (AP) -` at the start of a paragraph."""
    for form in _DATELINES:
        match = form.match(line.text)
        if match and match.end() < len(line.text) and match.end() <= 90:
            end = line.start + len(match.group().rstrip())
            return (line.start, end, "dateline")
    return None
