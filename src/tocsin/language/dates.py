"""When: the public face of the time modules.

>>> import spacy
>>> from datetime import date
>>> time = find_times(spacy.blank("en")("The ministers met on Monday."))[0]
>>> resolve_time(time, date(2022, 11, 30)).iso()
('2022-11-28', '2022-11-28')
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tocsin.language.time_grammar import find_times
from tocsin.language.time_links import Hosted, attach_time, hosted_times, led_by, time_host, time_tense
from tocsin.language.time_resolution import resolve_time, resolve_times
from tocsin.language.times import Interval, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = [
    "Interval",
    "TimeExpression",
    "TimeLine",
    "attach_time",
    "find_times",
    "hosted_times",
    "resolve_time",
    "resolve_times",
    "time_tense",
]


class TimeLine:
    """The times of one article, found once, and a date for any event token of it.

    >>> import spacy
    >>> len(TimeLine(spacy.blank("en")("They met on Monday."), date(2022, 11, 30)).times)
    1
    """

    def __init__(self, doc: Doc, published: date | None) -> None:
        self.doc = doc
        self.published = published
        self.times = find_times(doc)
        tenses = {time.start: time_tense(doc, time) for time in self.times}
        self.intervals = resolve_times(self.times, published, tenses)
        self._by_span = {time.span: i for i, time in enumerate(self.times)}
        self._hosted: Hosted | None = None
        self._count_from_acts()

    def _count_from_acts(self) -> None:
        """Resolve "two days after the talks on Monday": counted from the day of the talks, where that is known."""
        hosts = [time_host(self.doc, time)[1].i for time in self.times]
        for i, time in enumerate(self.times):
            if time.kind == "offset" and time.direction in ("after", "before"):
                known = [self.intervals[j] for j, host in enumerate(hosts) if host == hosts[i] and j != i]
                base = next((k for k in known if k is not None and k.precision == "day"), None)
                if base is not None:
                    self.intervals[i] = resolve_time(time, self.published, "past", base)

    def date_of(self, token: Token) -> tuple[TimeExpression, Interval | None] | None:
        """The expression that dates the event `token` heads, and its interval if the text and its date allow one."""
        if self._hosted is None:
            self._hosted = hosted_times(self.doc, self.times)
        time = attach_time(token, self._hosted)
        if time is None:
            return None
        i = self._by_span.get(time.span)
        if i is not None and time == self.times[i]:
            return (time, self.intervals[i]) if self.intervals[i] is not None else self.seen_by(token, time)
        if i is not None and time.direction != self.times[i].direction:
            back = self._counted_back(time, token) or (self.intervals[i] if time.unit in ("hour", "minute") else None)
            if back is not None:
                return time, back
        # seen from its far end ("two days after X resigned"), or without the preposition of its noun
        return time, resolve_time(time, self.published, time_tense(self.doc, time), None)

    def seen_by(self, token: Token, time: TimeExpression) -> tuple[TimeExpression, Interval | None]:
        """A time as the event ``token`` has it, of what "two days after" leads to counted from what followed."""
        led = led_by(self.doc, time)
        part = token.head == led and token.dep_ in ("conj", "nsubj", "nsubj:pass")
        if led is None or not (token == led or part):
            return time, None
        if self._hosted is None:
            self._hosted = hosted_times(self.doc, self.times)
        seen = replace(time, direction="ago" if time.direction == "after" else "hence")
        return seen, self._counted_back(seen, token) or resolve_time(seen, self.published, "past", None)

    def _counted_back(self, time: TimeExpression, token: Token) -> Interval | None:
        """The day of "a day after X fell" for the fall: counted from the day of the verb above, "arrested on 8 May"."""
        hosted = self._hosted or {}
        for verb in token.ancestors:
            days = [self.intervals[self._by_span[t.span]] for t in hosted.get(verb.i, []) if t.kind != "offset"]
            base = next((d for d in days if d is not None and d.precision == "day"), None)
            if base is not None:
                seen = replace(time, direction="earlier" if time.direction == "ago" else "later")
                return resolve_time(seen, self.published, "past", base)
        return None
