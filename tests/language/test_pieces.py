"""Word pieces: shapes, limits and the arrays of a batch. Needs the encoder's vocabulary, which ships with the model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.language.pieces import (
    CLS,
    DIGIT,
    INITIAL,
    LOWER,
    MIXED,
    OTHER,
    SEP,
    SPECIAL,
    TITLE,
    UPPER,
    WORD_PIECES,
    PieceMaker,
    Pieces,
    batch_arrays,
    word_shape,
)
from tocsin.settings import DATA

VOCABULARY: Path = DATA / "model" / "tokenizer.json"


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("talks", LOWER),
        ("Seoul", TITLE),
        ("U.S.", UPPER),
        ("NATO", UPPER),
        ("J.", INITIAL),
        ("iPhone", MIXED),
        ("McDonald", MIXED),
        ("F-16", DIGIT),
        ("2022", DIGIT),
        ("“", OTHER),
        ("", OTHER),
    ],
)
def test_shapes(word: str, shape: int) -> None:
    assert word_shape(word) == shape


@pytest.fixture(scope="module")
def maker() -> PieceMaker:
    if not VOCABULARY.is_file():
        pytest.skip("the model is not bundled here")
    return PieceMaker(VOCABULARY)


def test_case_and_curly_quotes_do_not_change_pieces(maker: PieceMaker) -> None:
    assert maker.word("SEOUL") == maker.word("seoul")
    assert maker.word("’s") == maker.word("'s")
    assert maker.word("“") == maker.word('"')


def test_a_word_is_never_empty_and_never_long(maker: PieceMaker) -> None:
    assert len(maker.word("\u200b")) >= 1
    assert len(maker.word("x" * 100_000)) <= WORD_PIECES


def test_words_are_the_pieces_of_each_word(maker: PieceMaker) -> None:
    pieces = maker.words(["Kim", "visited", "Pyongyang"])
    assert pieces.ids == [maker.word(w) for w in ("Kim", "visited", "Pyongyang")]
    assert pieces.shapes == [TITLE, LOWER, TITLE]
    assert pieces.size == sum(map(len, pieces.ids)) + 2


WORDS = st.lists(
    st.tuples(st.lists(st.integers(1000, 2000), min_size=1, max_size=4), st.integers(0, 6)), min_size=1, max_size=9
)


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from([1, 16]))
def test_batches_keep_every_word_in_its_place(batch: list, multiple: int) -> None:
    packs = [Pieces([ids for ids, _ in words], [shape for _, shape in words]) for words in batch]
    arrays = batch_arrays(packs, multiple)
    assert arrays["ids"].shape[1] % multiple == 0
    for b, pack in enumerate(packs):
        size = pack.size
        assert arrays["mask"][b].sum() == size
        assert arrays["ids"][b, 0] == CLS
        assert arrays["ids"][b, size - 1] == SEP
        assert not arrays["ids"][b, size:].any()
        assert (arrays["shapes"][b, size - 1 :] == SPECIAL).all()
        for k, (ids, shape) in enumerate(zip(pack.ids, pack.shapes, strict=True)):
            first, last = arrays["first"][b, k], arrays["last"][b, k]
            assert arrays["ids"][b, first : last + 1].tolist() == ids
            assert set(arrays["shapes"][b, first : last + 1].tolist()) == {shape}
        assert all(a.dtype == np.int64 for a in arrays.values())
