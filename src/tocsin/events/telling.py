"""Where acts stand in the telling: how many sentences apart, which stand near before, which are spoken of again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from spacy.tokens import Token

from tocsin.events.reading import Act

# How many sentences back a mention is still taken up; beyond that "the attack" is as often another one.
REACH = 8
MOST = 60
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def near(earlier: list[Act], token: Token) -> Iterator[Act]:
    """The acts told within REACH sentences before, the nearest first, and of endless sentences the last MOST."""
    last = earlier[: -MOST - 1 : -1]
    return takewhile(lambda act: sentences_between(act.trigger.token, token) <= REACH, last)


def opens_definite(token: Token) -> bool:
    """Does "the" or "this" open the noun's phrase? Read off the words: trees often lose a determiner."""
    for i in range(token.i - 1, max(-1, token.i - 4), -1):
        word = token.doc[i]
        if word.lower_ in _DEFINITE:
            return True
        if word.pos_ not in ("ADJ", "NOUN", "NUM"):
            return False
    return False


def same_word(a: Token, b: Token) -> bool:
    """One word or noun and verb of one stem, or a compound of it: protest, protested; strike, airstrike."""
    one, two = sorted((a.lemma_.lower(), b.lemma_.lower()), key=len)
    return one == two or (len(one) >= 4 and (two.startswith(one) or two.endswith(one)))


def sentences_between(first: Token, second: Token) -> int:
    return sum(1 for t in first.doc[first.i + 1 : second.i + 1] if t.is_sent_start)


def sentence_before(token: Token) -> str:
    """The text of the sentence before the token's; "" if it is the first."""
    start = token.sent.start
    return str(token.doc[start - 1].sent.text) + " " if start else ""
