"""How long acts lasted and until when they were asked for: "ended a three-day strike", "given until Thursday to leave".

Codebook 7: `date` is the interval of the act itself. A spell that is over has the days counted back from its end; a
deadline dates what is to be done by then, not the asking.
"""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.events.clauses import cases
from tocsin.events.reading import Act, Reading
from tocsin.events.retelling import VERBAL
from tocsin.language.dates import Interval, TimeExpression
from tocsin.language.time_links import token_tense
from tocsin.language.time_spans import moved

_OVER = frozenset("end finish conclude complete stop halt".split())
_AFTER = frozenset({"after", "following"})
_COUNTED = frozenset({"day", "week"})
_DEADLINES = frozenset({"until", "till", "by"})
_DEADLINE_NOUNS = frozenset({"deadline", "ultimatum"})
_ASKING = VERBAL | {"SANCTION"}  # sanctions too: "gave the envoys until Friday to leave"


def days_of_spell(act: Act, reading: Reading) -> tuple[TimeExpression, Interval] | None:
    """The days of an act told by its length, where it is told to be over: on the day of its date, or the article's."""
    token = act.trigger.token
    length = next((t for t in reading.times.times if _is_length_of(t, token)), None)
    if length is None or length.count is None or not _is_over(token):
        return None
    last = reading.published
    if act.date is not None and act.date[1] is not None and act.date[1].precision == "day":
        last = act.date[1].end
    first = moved(last, -length.count, length.unit) if last is not None else None
    return (length, Interval(first, last, "period")) if first is not None and last is not None else None


def _is_length_of(time: TimeExpression, token: Token) -> bool:
    """Does the noun carry its length before it: "a three-day strike"?"""
    if time.kind != "duration" or time.unit not in _COUNTED or token.pos_ != "NOUN" or time.start > token.i:
        return False
    word = token.doc[time.end - 1]
    return "-" in time.text and (word.head.i == token.i or time.end == token.i)


def _is_over(token: Token) -> bool:
    verb, relation = token.head, token.dep_.split(":")[0]
    if verb.pos_ != "VERB" or token_tense(verb) not in ("past", "present"):
        return False
    if relation in ("obj", "nsubj"):
        return verb.lemma_ in _OVER
    return relation == "obl" and bool(set(cases(token)) & _AFTER)


def is_deadline(act: Act, time: TimeExpression) -> bool:
    """Is it the day by which something asked, promised or imposed is due?"""
    token = act.trigger.token
    if token.lemma_.lower() in _DEADLINE_NOUNS:
        return time.end == token.i and time.bound == ""  # "a Friday deadline"
    return time.bound in _DEADLINES and act.trigger.event in _ASKING and token_tense(token) in ("past", "present")
