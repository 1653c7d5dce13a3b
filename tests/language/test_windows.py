"""The stretch of text that is read a second time around a word."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from tocsin.language.windows import WINDOW_PIECES, window


def doc_of(lengths: list[int]) -> Doc:
    """Sentences of so many words each."""
    starts = [k == 0 for n in lengths for k in range(n)]
    return Doc(spacy.blank("en").vocab, words=["word"] * len(starts), sent_starts=starts)


def test_neighbours_come_in_as_far_as_they_fit_those_before_first() -> None:
    doc = doc_of([40, 40, 20, 60])
    pack, sizes = np.zeros(160, int), np.ones(160, int)
    assert window(doc, pack, sizes, 85) == (0, 100)


def test_what_follows_comes_in_when_nothing_stands_before() -> None:
    doc = doc_of([20, 30, 90])
    assert window(doc, np.zeros(140, int), np.ones(140, int), 3) == (0, 50)


def test_a_window_never_leaves_its_pack() -> None:
    doc = doc_of([10, 10, 10])
    pack = np.array([0] * 10 + [1] * 20)
    assert window(doc, pack, np.ones(30, int), 12) == (10, 30)


@pytest.mark.parametrize("at", [0, 150, 299])
def test_a_long_sentence_is_cut_around_the_word(at: int) -> None:
    doc = doc_of([300])
    start, end = window(doc, np.zeros(300, int), np.ones(300, int), at)
    assert start <= at < end and end - start == WINDOW_PIECES
