"""One happening told over several sentences: "the attack", "the protesters threw stones", "at the summit he urged".

The day is told once. A later sentence has it where it speaks of the same act by a definite noun, tells on what the same
crowd, attacker or person did or suffered, puts an act at an occasion whose day is known, or goes on with what somebody
said there.
"""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.actors.phrases import fold
from tocsin.events.clauses import case_of
from tocsin.events.parties import Parties
from tocsin.events.reading import Act, Reading
from tocsin.events.telling import near, opens_definite, same_word, sentences_between
from tocsin.language.dates import Interval, TimeExpression
from tocsin.language.labels import STATUS
from tocsin.language.time_links import WITHIN_A_DAY

Date = tuple[TimeExpression, Interval | None]

# Sentences back to the last thing that somebody said on an occasion; beyond that another one may be told.
SPEECH_REACH = 2
# Least belief of the judge that the act is told as background; at 0.5 one of 67 dates of held-out articles is lost.
BACKGROUND = 0.3
_FEW_DAYS = 1
_BODILY = frozenset({"ASSAULT", "PROTEST", "COERCE"})
VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "SUPPORT", "THREATEN", "AGREE", "CONCEDE"})
# Nouns that take up any act of their type.
_TAKES_UP = {
    "ASSAULT": frozenset(
        "attack assault strike raid shooting killing stabbing bombing violence clash fighting".split()
    ),
    "PROTEST": frozenset("protest demonstration rally march unrest riot".split()),
}
# Who takes part in one happening only while it lasts.
_PARTS = {
    "PROTEST": frozenset("protester protestor demonstrator marcher rioter picketer crowd counter-protester".split()),
    "ASSAULT": frozenset("attacker assailant gunman shooter bomber hijacker stabber".split()),
}
_OCCASIONS = frozenset({"at", "during", "in"})
_ELSEWHEN = frozenset("later earlier previously since afterwards subsequently already formerly once".split())
_QUOTES = frozenset(('"', "“", "”", "``", "''"))
_PERSONAL = frozenset("he she him her they them".split())
_OF_THEM = frozenset("some others several many".split())


def day_of_story(act: Act, earlier: list[Act], reading: Reading) -> Date | None:
    """The date of the happening that ``act`` belongs to, told by one of the acts ``earlier`` in the text, or None."""
    token = act.trigger.token
    if not _is_told_on(act, reading):
        return None
    for other in near(earlier, token):
        if not _is_of_a_day(other, reading):
            continue
        apart = sentences_between(other.trigger.token, token)
        if _takes_up(act, other) or _tells_on(act, other, apart) or _is_occasion_of(token, other):
            return other.date
        if apart <= SPEECH_REACH and _goes_on_speaking(act, other):
            return other.date
    return None


def _is_told_on(act: Act, reading: Reading) -> bool:
    """Could the act be told as part of a story: in the past, no background, no quotation, no other time beside it?"""
    token, sent = act.trigger.token, act.trigger.token.sent
    if reading.heard is not None:
        status = reading.heard.status[token.i]
        if max(float(status[STATUS.index(s)]) for s in ("historical", "future", "hypothetical")) >= BACKGROUND:
            return False
    if sum(t.text in _QUOTES for t in token.doc[sent.start : token.i]) % 2:
        return False
    if any(t.lower_ in _ELSEWHEN for t in sent if t.dep_ in ("advmod", "mark", "case")):
        return False
    times = [t for t in reading.times.times if sent.start <= t.start < sent.end]
    return all(t.kind in WITHIN_A_DAY or t.kind == "duration" or _is_ahead(t, reading) for t in times)


def _is_ahead(time: TimeExpression, reading: Reading) -> bool:
    """A day to come, which is none of what was done: "announced a plan to be shown next week"."""
    days = dict(zip(reading.times.times, reading.times.intervals, strict=True)).get(time)
    return days is not None and reading.published is not None and days.start > reading.published


def _is_of_a_day(act: Act, reading: Reading) -> bool:
    if act.date is None or act.date[1] is None or reading.published is None:
        return False
    interval: Interval = act.date[1]
    return (interval.end - interval.start).days <= _FEW_DAYS and interval.end <= reading.published


def _takes_up(act: Act, other: Act) -> bool:
    """Does a definite noun speak of the other act again: "the attack", "the night's clashes"?"""
    token, event = act.trigger.token, act.trigger.event
    if token.pos_ != "NOUN" or event != other.trigger.event or not opens_definite(token):
        return False
    if not same_word(token, other.trigger.token) and token.lemma_.lower() not in _TAKES_UP.get(event, frozenset()):
        return False
    pairs = ((act.actor, other.actor), (act.recipient, other.recipient))
    return all(not a.codes() or not b.codes() or a.codes() & b.codes() for a, b in pairs)


def _tells_on(act: Act, other: Act, apart: int) -> bool:
    """Does the act tell what the same crowd, attacker or person did or suffered, in the simple past?"""
    if other.trigger.event not in _BODILY or not _in_simple_past(act.trigger.token):
        return False
    parts = _PARTS.get(other.trigger.event, frozenset())
    if act.trigger.event in VERBAL:
        return any(t.lemma_.lower() in parts for t in act.actor.tokens)
    if act.trigger.event not in _BODILY:
        return False
    if parts and apart == 1 and any(t.lower_ in _OF_THEM and t.dep_ == "nsubj" for t in act.actor.tokens):
        return True  # "Some threw bottles"
    if any(t.lemma_.lower() in parts and not _is_another(t) for t in (*act.actor.tokens, *act.recipient.tokens)):
        return True
    ours, theirs = _people(act.actor) | _people(act.recipient), _people(other.actor) | _people(other.recipient)
    if ours & theirs:
        return True
    if act.trigger.token.lemma_ == other.trigger.token.lemma_ and any(
        t.lower_ in _PERSONAL for t in act.recipient.tokens
    ):
        return not act.actor.codes() or not other.actor.codes() or bool(act.actor.codes() & other.actor.codes())
    shared = (act.actor.codes() | act.recipient.codes()) & (other.actor.codes() | other.recipient.codes())
    pronouns = [t for t in (*act.actor.tokens, *act.recipient.tokens) if t.lower_ in _PERSONAL]
    return bool(shared) and (apart == 0 or (apart == 1 and bool(pronouns)))


def _is_another(token: Token) -> bool:
    """ "Another gunman", "a protester": not the one told of before."""
    return any(c.lower_ in ("another", "a", "an", "second", "third", "separate") for c in token.children)


def _people(parties: Parties) -> set[str]:
    """The family names of the persons among the parties, those meant by "he" or "she" too."""
    found: set[str] = set()
    for entity in parties.entities:
        token = parties.tokens[0]
        span = token.doc.char_span(*entity.span, alignment_mode="expand")
        words = list(span) if span is not None else []
        found |= {fold(t.text) for t in words if t.ent_type_ == "PER" and (t.i + 1 >= len(t.doc) or not _goes_on(t))}
        if entity.name.istitle() and any(t.lower_ in _PERSONAL for t in words):
            found.add(fold(entity.name.split()[-1]))
    return found


def _goes_on(token: Token) -> bool:
    return token.nbor().ent_type_ == "PER"


def _in_simple_past(token: Token) -> bool:
    """ "Clashed", "were shot", "tried to storm", but neither "have clashed" nor "had clashed"."""
    verb = token
    while verb.tag_ in ("VB", "VBG") and verb.dep_ in ("xcomp", "advcl", "conj") and verb.head.pos_ == "VERB":
        verb = verb.head
    helpers = {c.lower_ for c in verb.children if c.dep_.startswith("aux")}
    if helpers & {"has", "have", "had", "'ve", "'s"}:
        return False
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and (not helpers or bool(helpers & {"was", "were"})))


def _is_occasion_of(token: Token, other: Act) -> bool:
    """Is the act put at the other one: "at the rally", "during the talks"?"""
    led = [c for c in token.children if c.dep_ in ("obl", "nmod") and case_of(c) in _OCCASIONS]
    return any(opens_definite(c) and same_word(c, other.trigger.token) for c in led)


def _goes_on_speaking(act: Act, other: Act) -> bool:
    """Does the same person say more, in the simple past: "He also urged ..."?"""
    if not {act.trigger.event, other.trigger.event} <= VERBAL or not _in_simple_past(act.trigger.token):
        return False
    if (
        other.date is not None
        and not other.trigger.token.sent.start <= other.date[0].start < other.trigger.token.sent.end
    ):
        return False  # a day handed on is not handed further
    return bool(_people(act.actor) & _people(other.actor))
