"""Lemmas: the LemmInflect dictionary for open classes, the reader's own edit scripts for what it does not list."""

from __future__ import annotations

from functools import lru_cache

# Plurals that are words of their own in news, not forms of the singular.
_OWN = frozenset(
    {"media", "data", "headquarters", "police", "people", "politics", "economics", "means", "news", "barracks"}
)
_OPEN = {"VERB": "VERB", "AUX": "AUX", "NOUN": "NOUN"}
_GRADED = {"JJR": "ADJ", "JJS": "ADJ", "RBR": "ADV", "RBS": "ADV"}


@lru_cache(maxsize=100_000)
def lemma(word: str, pos: str, tag: str, cut: int, tail: str) -> str:
    """Lemma of a word with its UPOS and PTB tag; ``cut`` and ``tail`` are the edit the reader would make.

    Names keep their case. Dictionary: LemmInflect (MIT), after the NIH Specialist lexicon.
    """
    low = word.lower()
    if pos == "PROPN":
        return _edited(word, cut, tail) if tag == "NNPS" else word
    if pos == "NOUN" and (tag == "NN" or low in _OWN):
        return low
    kind = _OPEN.get(pos) or _GRADED.get(tag)
    if kind and low.replace("-", "").isalpha():
        from lemminflect import getLemma

        found = getLemma(low, kind)
        if found:
            return str(found[0])
    return low if kind == "NOUN" else _edited(low, cut, tail)


def _edited(word: str, cut: int, tail: str) -> str:
    if cut >= len(word):
        return tail or word
    return (word[: len(word) - cut] if cut else word) + tail
