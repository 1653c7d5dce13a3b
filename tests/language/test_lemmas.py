"""Lemmas: the dictionary for open classes, the reader's edit for what it does not list, names as they are."""

from __future__ import annotations

import pytest

from tocsin.language.lemmas import lemma

# form, UPOS, PTB tag, letters the reader would cut, letters it would add, lemma
LEMMAS = [
    ("Missiles", "NOUN", "NNS", 1, "", "missile"),
    ("countries", "NOUN", "NNS", 3, "y", "country"),
    ("dying", "VERB", "VBG", 4, "ie", "die"),
    ("struck", "VERB", "VBD", 0, "", "strike"),
    ("is", "AUX", "VBZ", 2, "be", "be"),
    ("police", "NOUN", "NNS", 1, "", "police"),
    ("talks", "NOUN", "NNS", 1, "", "talk"),
    ("Seoul", "PROPN", "NNP", 0, "", "Seoul"),
    ("States", "PROPN", "NNPS", 1, "", "State"),
    ("worse", "ADJ", "JJR", 3, "r", "bad"),
    ("n't", "PART", "RB", 3, "not", "not"),
    ("The", "DET", "DT", 0, "", "the"),
    ("blorgled", "VERB", "VBD", 1, "", "blorgle"),
]


@pytest.mark.parametrize(("word", "pos", "tag", "cut", "tail", "expected"), LEMMAS, ids=[row[0] for row in LEMMAS])
def test_lemma(word: str, pos: str, tag: str, cut: int, tail: str, expected: str) -> None:
    assert lemma(word, pos, tag, cut, tail) == expected


def test_an_edit_longer_than_the_word_leaves_something() -> None:
    assert lemma("a", "X", "FW", 3, "") == "a"
