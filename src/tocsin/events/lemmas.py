"""Dictionary forms that a word may have, for readers whose lemma misses: irregular pasts by table, others by rule."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

from spacy.tokens import Token

from tocsin.settings import DATA
from tocsin.tables import read_table

_ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""))
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})


@lru_cache(maxsize=50_000)
def stems(word: str) -> tuple[str, ...]:
    """Dictionary forms a regularly inflected word may have.

    >>> stems("cancelled")
    ('cancelle', 'cancell', 'cancel')
    """
    found = []
    for ending, tail in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)] + tail
            found.append(stem)
            if not tail and len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return tuple(found)


@lru_cache(maxsize=1)
def irregular_forms() -> dict[str, str]:
    """Past forms of irregular verbs → lemma (data/language/irregular_forms.tsv)."""
    return {
        line["form"]: line["lemma"] for line in read_table(DATA / "language" / "irregular_forms.tsv", ("form", "lemma"))
    }


def lemmas_of(token: Token, known: Container[str]) -> list[str]:
    """Dictionary forms of a word that are in ``known``, likeliest first: irregular past, the reader's, stems."""
    lower, lemma = token.lower_, token.lemma_.lower()
    if token.tag_ in ("VBD", "VBN") and lower in irregular_forms():
        found = [irregular_forms()[lower], lemma]
    else:
        found = [lemma]
    if token.pos_ in ("VERB", "AUX"):
        found += [*stems(lower), lower]
    elif token.pos_ in _NOMINAL:
        found += [lower, *stems(lower)]
    return [f for f in dict.fromkeys(found) if f in known]
