"""Words that only mention an act, mark time by it or describe a state and are no record of it (codebook 1 and 9)."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.events.clauses import case_of, cases
from tocsin.events.reading import Act

# What is kept in memory on its day is not done on it.
_MEMORIES = frozenset("anniversary commemoration centenary bicentenary bicentennial centennial jubilee".split())
# On whose word something else is done: "on the orders of the governor".
_WORDS_GIVEN = frozenset({"order", "advice", "instruction", "recommendation", "direction", "command"})


# What a hyphened participle says of how things stand: "Turkish-occupied", "Iran-backed".
_STANDING = frozenset(
    "align ally annex back control dominate finance fund govern hold lead occupy own rule run sponsor support".split()
)
_HYPHENS = frozenset({"-", "–", "‑"})
_DEFINITE = frozenset({"the", "these", "those"})
# What is measured from the first day of something: "the worst month since the *start* of the siege".
_BEGINNINGS = frozenset({"start", "beginning", "outbreak", "onset"})
_IN_FORCE = frozenset({"existing", "longstanding"})
# A danger, not a word given (codebook 2): a threat that grows, comes from somewhere or is met.
_LOOMING = frozenset(
    "increased increasing growing rising mounting heightened perceived alleged potential imminent constant".split()
)
_MEETING = frozenset("remove eliminate neutralize neutralise counter deter face pose present address tackle".split())


def is_mere_mention(act: Act) -> bool:
    """Is it kept in memory, pending, a mark of time, a state, or the word on which another act is done?"""
    token = act.trigger.token
    if token.pos_ != "NOUN":
        doubted = act.trigger.event == "ACCUSE" and token.dep_ == "amod" and token.lower_ == "alleged"
        return doubted or _describes(token)
    given = act.trigger.event == "REQUEST" and case_of(token) == "on" and token.lemma_.lower() in _WORDS_GIVEN
    danger = act.trigger.event == "THREATEN" and _is_danger(token)
    return given or danger or case_of(token) == "pending" or _is_remembered(token) or _stands(token)


def _is_remembered(token: Token) -> bool:
    """ "The anniversary of the *signing* of the treaty"."""
    if token.dep_ != "nmod" or case_of(token) != "of":
        return False
    head = token.head
    begun = head.lemma_.lower() in _BEGINNINGS and "since" in cases(head)
    return begun or head.lemma_.lower() in _MEMORIES


def _describes(token: Token) -> bool:
    """Does a participle before its noun say how it stands with it, or take up what befell it?

    "The Turkish-*occupied* north"; "the *abducted* teachers" refers back to an abduction.
    """
    if token.dep_ != "amod" or token.tag_ not in ("VBN", "JJ"):
        return False
    if token.i and token.nbor(-1).text in _HYPHENS:
        return token.lemma_.lower() in _STANDING
    return token.i > 0 and token.nbor(-1).lower_ in _DEFINITE


def _stands(token: Token) -> bool:
    """ "In spite of existing *sanctions*"; what is done to them is another matter ("extends existing sanctions")."""
    return bool(case_of(token)) and any(c.lower_ in _IN_FORCE for c in token.children)


def _is_danger(token: Token) -> bool:
    if token.lower_ != "threat":
        return False
    looms = any(c.lower_ in _LOOMING or (c.dep_ == "nmod" and case_of(c) == "from") for c in token.children)
    return looms or (token.dep_ == "obj" and token.head.lemma_.lower() in _MEETING)
