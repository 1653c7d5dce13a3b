"""Nouns that only mention an act and are no record of it (codebook 1 and 9)."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.events.clauses import case_of
from tocsin.events.reading import Act

# What is kept in memory on its day is not done on it.
_MEMORIES = frozenset("anniversary commemoration centenary bicentenary bicentennial centennial jubilee".split())
# On whose word something else is done: "on the orders of the governor".
_WORDS_GIVEN = frozenset({"order", "advice", "instruction", "recommendation", "direction", "command"})


def is_mere_mention(act: Act) -> bool:
    """Is it kept in memory, pending, or the word on which another act is done?"""
    token = act.trigger.token
    if token.pos_ != "NOUN":
        return False
    given = act.trigger.event == "REQUEST" and case_of(token) == "on" and token.lemma_.lower() in _WORDS_GIVEN
    return given or case_of(token) == "pending" or _is_remembered(token)


def _is_remembered(token: Token) -> bool:
    """ "The anniversary of the *signing* of the treaty"."""
    return token.dep_ == "nmod" and case_of(token) == "of" and token.head.lemma_.lower() in _MEMORIES
