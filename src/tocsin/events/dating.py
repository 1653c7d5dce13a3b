"""When acts took place: the time of their own clause, the judge's, or of the happening that is told again or told on.

Codebook 7 and 9: `date` is the interval of the act itself; a later mention of clearly the same act has the date told
before. The evidence of a date handed on are the words that told it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from tocsin.events.clauses import cases
from tocsin.events.reading import Act, Reading
from tocsin.events.retelling import BACKGROUND, VERBAL, day_of_story
from tocsin.events.spells import days_of_spell, is_deadline
from tocsin.language.dates import Interval, TimeExpression, resolve_time
from tocsin.language.labels import LINKS, STATUS
from tocsin.language.time_links import WITHIN_A_DAY, time_host, time_tense, token_tense

# Days within which a story is still the one being told.
RECENT = 21
# Least belief of the judge for a time that no rule ties to the act: of its own sentence (below it 2 of 28 were right on
# the development sets), of another one (below it 7 of 57 were right), and there of a year or a stretch that reaches to
# the article (0 of 12).
OWN_LINK, FAR_LINK, LONG_LINK = 0.4, 0.25, 0.6
# For a time of another sentence that tells background.
PAST_LINK = 0.1
TIED_LINK = 0.1  # for a time of its own sentence whose clause the act shares: below OWN_LINK four in four were right
VETO = 0.02
_SINCE_REACH = 10  # words between "since" and the time of its clause
SHUT_LINK = 0.7  # for a time of "after ...", "since ...", which dates another act
_LONG = frozenset({"year", "year part", "decade", "period"})
_MEANWHILE = frozenset("as while when because".split())
_OTHER_TIME = frozenset("after before following since until despite ahead prior".split())


def add_date(act: Act, reading: Reading) -> None:
    """When: the time that dates the predicate, and its interval if the article's date allows one.

    Syntax proposes; the judge's link vetoes what it finds absurd, and dates what no rule of the sentence does.
    """
    act.date = reading.times.date_of(act.trigger.token)
    if act.date is not None:
        act.date = _from_then_on(act.date[0], act.trigger.token, reading) or act.date
    if act.date is not None and is_deadline(act, act.date[0]):
        act.date = None
    if reading.heard is not None:
        _ask_judge(act, reading)
    act.date = _when_it_began(act, reading) or days_of_spell(act, reading) or act.date


def _ask_judge(act: Act, reading: Reading) -> None:
    heard = _heard(act, reading)
    if act.date is not None:
        at = act.date[0].start
        known = [p for p, t in zip(heard, reading.times.times, strict=True) if t.start <= at < t.end]
        if max(known, default=0.0) < VETO:
            act.date = None
    if act.date is None:
        act.date = _by_judge(act, reading, heard, own=True)


def add_told_dates(acts: list[Act], reading: Reading) -> None:
    """Date what other sentences date; "two days after the attack" counts from the attack's day. Changes ``acts``.

    ``acts``: in the order of the text, with the dates of their own sentences.
    """
    for act in acts:
        if act.date is not None and act.date[1] is None:
            interval = _counted(act.date[0], acts, reading)
            act.date = (act.date[0], interval) if interval is not None else act.date
    kept = {id(act) for act in acts}
    for k, act in enumerate(acts):
        if act.date is None:
            act.date = _of_same(act, reading, kept)
        if act.date is None or act.date[0].kind in WITHIN_A_DAY:  # "at noon" is of the story's day
            act.date = day_of_story(act, acts[:k], reading) or act.date
        if act.date is None and reading.heard is not None:
            act.date = _by_judge(act, reading, _heard(act, reading), own=False)


def leave_out_days_ahead(act: Act, reading: Reading) -> None:
    """What is said has been said: "announces it will fly from 26 May" gives no day of the promise. Changes ``act``."""
    interval = act.date[1] if act.date is not None else None
    if interval is None or reading.published is None or act.trigger.event not in VERBAL or act.status:
        return
    if interval.start > reading.published and not _goes_on(act, reading):
        act.date = None


def _goes_on(act: Act, reading: Reading) -> bool:
    """Is a story told on in the present beyond the article's day: "the next morning they appeal"?"""
    token = act.trigger.token
    if act.date is None or token.tag_ not in ("VBZ", "VBP"):
        return False
    time = act.date[0]
    before = {t.lower_ for t in reading.doc[max(0, time.start - 2) : time.start]}
    if time_host(reading.doc, time)[1].i != token.i or before & {"until", "by", "before"}:
        return False
    return time.unit == "day" or time.kind in ("daypart", "offset") or time.end <= token.i


def _of_same(act: Act, reading: Reading, kept: set[int]) -> tuple[TimeExpression, Interval | None] | None:
    """The date of the earlier mention that the act's noun takes up."""
    same = act.same
    if same is None or same.trigger.token.lemma_ != act.trigger.token.lemma_:
        return None
    if same.date is None and id(same) not in kept:  # left out or merged since
        add_date(same, reading)
    return same.date


def _heard(act: Act, reading: Reading) -> list[float]:
    """The judge's belief that each time of the text dates the act."""
    if reading.heard is None:
        return []
    row = reading.heard.links(act.trigger.token.i)[LINKS.index("date")]
    return [max((float(x) for x in row[t.start : t.end]), default=0.0) for t in reading.times.times]


def _by_judge(
    act: Act, reading: Reading, heard: list[float], own: bool
) -> tuple[TimeExpression, Interval | None] | None:
    """The time that the judge ties to the act: one of its ``own`` sentence or one of another."""
    sent = act.trigger.token.sent
    far = PAST_LINK if _is_background(act, reading) else FAR_LINK
    for k in sorted(range(len(heard)), key=lambda k: -heard[k]):
        time, interval = reading.times.times[k], reading.times.intervals[k]
        if (sent.start <= time.start < sent.end) != own or heard[k] < (TIED_LINK if own else far):
            continue
        if own and heard[k] < OWN_LINK and not _shares_clause(reading, time, act.trigger.token):
            continue
        if own and (is_deadline(act, time) or _is_ahead(reading, time, interval, act.trigger.token)):
            continue
        since = _from_then_on(time, act.trigger.token, reading) if own else None
        if since is not None:
            return since
        if own and heard[k] < SHUT_LINK and _in_other_clause(reading, time, act.trigger.token):
            continue
        if own or _may_date(act, reading, k, heard[k]):
            return reading.times.seen_by(act.trigger.token, time) if own and interval is None else (time, interval)
    return None


def _shares_clause(reading: Reading, time: TimeExpression, token: Token) -> bool:
    """Is the act told as of the same time: "fled on Monday as rebels shelled", "arrests during unrest in May"?"""
    top, _ = time_host(reading.doc, time)
    above_act, above_time = [token, *token.ancestors], [top, *top.ancestors]
    of_act = [t for t in above_act if t not in above_time]
    of_time = [t for t in above_time if t not in above_act]
    if len(of_time) > 1:
        return any("during" in cases(t) for t in of_time[1:])
    clause = next((t for t in of_act if t.dep_ == "advcl"), None)
    if clause is None or clause.i != token.i or any(t.dep_ not in ("advcl", "conj") for t in of_act):
        return False
    return bool(_led(clause) & _MEANWHILE)


def _is_ahead(reading: Reading, time: TimeExpression, interval: Interval | None, token: Token) -> bool:
    """Is it the day of what is yet to come, told beside an act that is done: "is freed and will be heard on 7 May"?"""
    ahead = interval is not None and reading.published is not None and interval.start > reading.published
    if not ahead or token.pos_ != "VERB":
        return False
    return token_tense(token) in ("past", "present") and time_tense(reading.doc, time) == "future"


def _from_then_on(time: TimeExpression, token: Token, reading: Reading) -> tuple[TimeExpression, Interval] | None:
    """The days up to the article's where the time only says since when: "held since the war began in May"."""
    if time.bound or token.i >= time.start:
        return None
    for word in reversed(reading.doc[max(token.i + 1, time.start - _SINCE_REACH) : time.start]):
        if word.is_punct:
            return None
        if word.lower_ == "since":
            opened = replace(time, bound="since")
            interval = resolve_time(opened, reading.published)
            return (opened, interval) if interval is not None else None
    return None


def _when_it_began(act: Act, reading: Reading) -> tuple[TimeExpression, Interval | None] | None:
    """The time itself of what happened then: "divided since May, when rebels took the north"."""
    time, token = act.date[0] if act.date is not None else None, act.trigger.token
    if time is None or time.bound != "since":
        return None
    words = [t.lower_ for t in reading.doc[time.end : token.i] if not t.is_punct]
    if words[:1] != ["when"]:
        return None
    then = replace(time, bound="")
    return then, resolve_time(then, reading.published)


def _in_other_clause(reading: Reading, time: TimeExpression, token: Token) -> bool:
    """Does "after", "since" or the like part the time from the act: "freed those held after the 2024 vote"?"""
    top, _ = time_host(reading.doc, time)
    above_act, above_time = [token, *token.ancestors], [top, *top.ancestors]
    apart = [t for t in above_act if t not in above_time] + [t for t in above_time if t not in above_act]
    return any(_led(t) & _OTHER_TIME for t in apart if t is not top)


def _led(token: Token) -> set[str]:
    marks: Iterator[str] = (c.lower_ for c in token.children if c.dep_ == "mark")
    return {*cases(token), *marks}


def _may_date(act: Act, reading: Reading, k: int, belief: float) -> bool:
    """May a time of another sentence date an act? Nothing ahead of a past act; and weeks ago, only what the judge may
    take for background."""
    time, interval, token = reading.times.times[k], reading.times.intervals[k], act.trigger.token
    if interval is None or reading.published is None:
        return True
    if (interval.precision in _LONG or time.bound) and belief < LONG_LINK:
        return False
    if time.start > token.i and not _heads_the_text(token, reading):
        return False
    tense = token_tense(token)
    if tense == "future" and interval.end < reading.published or tense == "past" and interval.start > reading.published:
        return False
    return (reading.published - interval.end).days <= RECENT or reading.heard is None or _is_background(act, reading)


def _is_background(act: Act, reading: Reading) -> bool:
    """May the judge take the act for background?"""
    if reading.heard is None:
        return False
    return float(reading.heard.status[act.trigger.token.i, STATUS.index("historical")]) >= BACKGROUND


def _heads_the_text(token: Token, reading: Reading) -> bool:
    """A headline or subhead, whose day the story below tells; elsewhere a day is told before what happened on it."""
    return reading.in_subhead(token) or not any(t.is_sent_start for t in reading.doc[1 : token.i + 1])


def _counted(time: TimeExpression, acts: list[Act], reading: Reading) -> Interval | None:
    """The day that is so long before or after an act that the text dates elsewhere."""
    if time.kind != "offset" or time.direction not in ("after", "before") or time.end >= len(reading.doc):
        return None
    _, host = time_host(reading.doc, time)
    after = reading.doc[time.end : time.end + 4]
    nouns = [t.lemma_.lower() for t in (host, *after) if t.pos_ == "NOUN" and t.i >= time.end]
    for act in acts:
        dated = act.date is not None and act.date[1] is not None and act.date[1].precision == "day"
        if dated and act.date is not None and act.trigger.token.lemma_.lower() in nouns:
            return resolve_time(time, reading.published, "past", act.date[1])
    return None
