"""Signals on hand-made Docs: probabilities, links within a pack only, and a Doc that still goes through bytes."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from tocsin.language.signals import HEADS, signals, store_signals

WIDTHS = dict.fromkeys(HEADS, 2) | {"event": 3, "status": 4}


def part(span: list[int], seed: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    rng = np.random.default_rng(seed)
    return np.array(span), {k: rng.normal(size=(len(span), w)).astype(np.float32) for k, w in WIDTHS.items()}


@pytest.fixture
def doc() -> Doc:
    """Five tokens: two packs of two words, and white space (index 2) in neither."""
    made = Doc(Vocab(), words=["Rebels", "attacked", "\n\n", "Talks", "failed"])
    link = np.random.default_rng(9).normal(size=(6, 3, 3)).astype(np.float32)
    store_signals(made, [part([0, 1], 1), part([3, 4], 2)], link, np.array([1, 1, 0, 1, 1]))
    return made


def test_types_are_probabilities_and_white_space_is_no_trigger(doc: Doc) -> None:
    heard = signals(doc)
    assert heard is not None
    np.testing.assert_allclose(heard.event.sum(axis=1), 1.0, rtol=1e-5)
    assert heard.event[2].tolist() == [1.0, 0.0, 0.0]
    assert ((heard.mode >= 0) & (heard.mode <= 1)).all()
    _, raw = part([0, 1], 1)
    assert heard.event[1].argmax() == raw["event"][1].argmax()
    np.testing.assert_allclose(heard.status[1], 1 / (1 + np.exp(-raw["status"][1])), rtol=1e-5)


def test_links_stay_within_the_pack(doc: Doc) -> None:
    heard = signals(doc)
    assert heard is not None
    links = heard.links(1)
    assert links.shape == (6, 5)
    assert (links[:, :2] > 0).all()
    assert not links[:, 2:].any()


def test_links_are_the_biaffine_score(doc: Doc) -> None:
    heard = signals(doc)
    assert heard is not None
    x, y = np.append(heard.link_trigger[4], 1.0), np.append(heard.link_word[3], 1.0)
    expected = [1 / (1 + np.exp(-(x @ weight @ y))) for weight in heard.link]
    np.testing.assert_allclose(heard.links(4)[:, 3], expected, rtol=1e-4)


def test_unknown_signal_and_unread_docs(doc: Doc) -> None:
    heard = signals(doc)
    with pytest.raises(AttributeError, match="colour"):
        heard.colour  # noqa: B018
    assert signals(Doc(Vocab(), words=["Talks"])) is None
    empty = Doc(Vocab(), words=["\n"])
    store_signals(empty, [], np.zeros((6, 3, 3), np.float32), np.zeros(1, int))
    assert signals(empty) is None


def test_a_read_doc_survives_bytes(doc: Doc) -> None:
    back = signals(Doc(doc.vocab).from_bytes(doc.to_bytes()))
    heard = signals(doc)
    assert back is not None and heard is not None
    np.testing.assert_array_equal(back.links(1), heard.links(1))
