"""How likely two mentions tell of one happening, as points that can be shown one by one.

Points add up like log-odds: 0 is even. They were set by reading joined and unjoined pairs of news items; a logistic fit
on topics 1-35 of ECB+ (`benchmarks/coreference.py --fit`) shows how far from its data they are (docs/stories.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tocsin.stories.mentions import Party, Told
from tocsin.stories.words import likeness

EVEN = 0.0
PRIOR = -3.0  # two mentions that a block brings together are seldom one happening
TOGETHER = 1.2  # one article tells one happening in several sentences
HEADLINE = 1.0
BESIDE = 0.4  # two words of one sentence more often tell two deeds
COUNTED = 2.5  # four people killed are not three killed, but for tolls that rise
REPEATED = 0.8  # violence comes again and again between the same parties
CERTAIN = 20.0  # the same words
_QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
# Types between which a coder may waver over one act.
_NEAR = {
    frozenset(pair.split("+"))
    for pair in (
        "COERCE+SANCTION MOBILIZE+ASSAULT AGREE+SUPPORT AGREE+CONCEDE RETREAT+CONCEDE COERCE+ASSAULT AGREE+CONSULT "
        "CONSULT+COOPERATE AID+COOPERATE REJECT+SANCTION ACCUSE+REJECT ACCUSE+THREATEN COERCE+REJECT"
    ).split()
}


def score(a: Told, b: Told) -> float | None:
    """Points for one happening, or None if the two cannot be one."""
    found = parts(a, b)
    return None if found is None else sum(found.values())


def parts(a: Told, b: Told) -> dict[str, float] | None:
    """The points by what gave them, or None if dates or parties rule it out."""
    if a.article == b.article and a.inner == b.inner and _overlap(a.trigger, b.trigger):
        return {"same words": CERTAIN}
    if (
        a.text
        and a.inner == b.inner
        and a.text == b.text
        and a.lemma == b.lemma
        and a.trigger[0] - a.sentence[0] == b.trigger[0] - b.sentence[0]
    ):
        return {"same words": CERTAIN} if _days_apart(a, b) <= 31 else None
    when = _time(a, b)
    who = _parties(a, b)
    if (
        when is None
        or who is None
        or bool(a.inner) != bool(b.inner)
        and "possible" in (a.status, b.status)
        and a.status != b.status
    ):
        return None
    return {
        "prior": PRIOR - (REPEATED if a.event == "ASSAULT" else 0.0),
        "time": when,
        "parties": who,
        "type": _type(a, b),
        "predicate": _predicate(a, b),
        "words": _words(a, b),
        "count": _count(a, b),
        "place": _place(a, b),
        "status": _status(a, b),
        "sentence": _sentence(a, b),
        "article": _article(a, b),
    }


def _sentence(a: Told, b: Told) -> float:
    """Two acts of one sentence are two, but for "killed in an airstrike"."""
    if a.article != b.article or a.sentence != b.sentence:
        return 0.0
    return 0.8 if a.event == b.event and (a.mode == b.mode or not a.mode or not b.mode) else -1.5


def _article(a: Told, b: Told) -> float:
    """One article comes back to its happenings; its headline tells what the text tells."""
    if a.article != b.article:
        return 0.0
    titles = [one for one in (a, b) if one.sentence[0] == 0 and one.text[-1:] not in '.!?”"']
    if a.sentence == b.sentence:
        return BESIDE
    return TOGETHER + (HEADLINE if len(titles) == 1 else 0.0)


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _days_apart(a: Told, b: Told) -> int:
    """Days between the two publications, 0 if one has no date."""
    return 0 if a.published is None or b.published is None else abs(a.published - b.published)


def _time(a: Told, b: Told) -> float | None:
    """From the same stated day (+1.5) to days that exclude each other (None)."""
    one, other = a.span, b.span
    stated = (a.start is not None) + (b.start is not None)
    if one is None or other is None:
        return -0.5 * min(2.0, _days_apart(a, b) / 30)
    if not stated:
        days = _days_apart(a, b)
        again = 1.5 if days and a.event == "ASSAULT" else 0.0
        return _UNDATED[days] - again if days < len(_UNDATED) else None
    gap = max(one[0], other[0]) - min(one[1], other[1])  # days between, 0 or less where they overlap
    longest = max(one[1] - one[0], other[1] - other[0])
    if stated == 2:
        if gap <= 0:
            return 1.5 if longest == 0 else 0.8 if longest <= 7 else 0.3
        return -1.5 if gap == 1 else -2.5 if gap == 2 else None
    if gap <= 0:
        return 0.5 if longest <= 7 else 0.2
    return -0.7 * gap if gap <= 4 else None


# Points of two mentions without a stated day, by the days between their publications: news comes at once.
_UNDATED = (0.6, 0.0, -0.6, -1.0, -1.4, -1.8, -2.2, -2.5, *(-2.8,) * 7, *(-3.5,) * 16)


def _parties(a: Told, b: Told) -> float | None:
    """Both sides compared; a side that one of them leaves open says nothing."""
    sides = [_side(a.actors, b.actors), _side(a.recipients, b.recipients)]
    known = [side for side in sides if side is not None]
    if not known:
        crossed = _side(a.parties, b.parties)  # "the ambassador was expelled" beside "Rome expelled the ambassador"
        return -0.3 if crossed is None else 1.2 * crossed - 0.6
    if max(known) == 0.0:
        turned = _side(a.parties, b.parties) or 0.0
        if turned == 0.0 and all(party.code for party in (*a.parties, *b.parties)):
            return None
        return 0.8 * turned - 2.0
    return sum(1.8 * side - 0.9 if side else -2.2 for side in known)


def _side(a: Iterable[Party], b: Iterable[Party]) -> float | None:
    """0 to 1: how well the shorter list is found in the other; None if one is empty."""
    few, many = sorted((tuple(a), tuple(b)), key=len)
    if not few:
        return None
    found = [max(_likeness(one, other) for other in many) for one in few]
    return sum(found) / len(found) * (0.9 if len(many) > len(few) + 1 else 1.0)


def _likeness(a: Party, b: Party) -> float:
    """One party and another, 0 to 1."""
    if a.code and b.code:
        if a.code != b.code:
            return 0.0
        if a.name == b.name:
            return 1.0
        if a.sector and b.sector and a.sector != b.sector:
            return 0.5
        if not a.name or not b.name or set(a.name.split()) & set(b.name.split()):
            return 0.8
        return 0.2 if a.person and b.person else 0.6
    if a.name and b.name and a.name == b.name:
        return 1.0
    shared = set(a.name.split()) & set(b.name.split()) - _EMPTY
    if shared:
        return 0.7
    return 0.3 if a.sector and a.sector == b.sector else 0.0


_EMPTY = frozenset("the a an of and his her their its man men people person two three".split())


def _type(a: Told, b: Told) -> float:
    """Type, mode and CAMEO code."""
    if not a.event or not b.event:
        return 0.0
    if a.event != b.event:
        if frozenset((a.event, b.event)) in _NEAR:
            return -0.8
        return -2.0 if _QUADS.get(a.event) == _QUADS.get(b.event) else -3.5
    points = 0.8
    if a.mode and b.mode:
        points += 0.4 if set(a.mode) & set(b.mode) else -0.8
    if a.cameo and b.cameo and a.cameo == b.cameo:
        points += 0.2
    return points


def _predicate(a: Told, b: Told) -> float:
    """The words that name the act."""
    if not a.lemma or not b.lemma:
        return 0.0
    if a.lemma == b.lemma:
        return 1.4
    common = len(_prefix(a.lemma, b.lemma))
    if common >= 5 or common >= 4 and common == min(len(a.lemma), len(b.lemma)):
        return 1.0
    return -0.3 if a.event and a.event == b.event else -1.2


def _prefix(a: str, b: str) -> str:
    n = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[:n]


def _words(a: Told, b: Told) -> float:
    """Sentences: all words, then names, then numbers. Within one sentence they say nothing."""
    if not a.words or not b.words or (a.article == b.article and a.sentence == b.sentence):
        return 0.0
    shared = sum(min(worth, b.words[word]) for word, worth in a.words.items() if word in b.words)
    points = 5.0 * likeness(a.words, b.words) * min(1.0, shared / _ENOUGH) - 1.0
    if a.names and b.names:
        points += 1.6 * likeness(a.names, b.names) - 0.6
    if a.numbers and b.numbers:
        points += 0.8 if a.numbers.keys() & b.numbers.keys() else -1.6
    return points


_ENOUGH = 3.0  # weight of shared words: one name in common makes no happening, however short the sentences


def _count(a: Told, b: Told) -> float:
    """How many did it or had it done to them, where both say: four people killed are not three, unless a toll rises."""
    if a.article == b.article or _RISING.search(a.text) or _RISING.search(b.text):
        return 0.0
    sides = zip(a.counted, b.counted, strict=True)
    return -COUNTED if any(one and other and not one & other for one, other in sides) else 0.0


_RISING = re.compile(r"\b(toll|ris(?:e|es|en|ing)|rose|increas\w+)\b", re.IGNORECASE)


def _place(a: Told, b: Told) -> float:
    """Where."""
    if a.place and b.place:
        if a.place == b.place:
            return 0.8
        return -2.0 if a.country and b.country and a.country != b.country else -0.5
    return 0.0


def _status(a: Told, b: Told) -> float:
    """Whether it happened: what one tells as done the other may deny, but a plan is seldom the deed."""
    if a.status == b.status:
        return 0.0
    return -0.8 if "denied" in (a.status, b.status) else -1.5
