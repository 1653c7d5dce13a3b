"""The second reading: what it changes, what it leaves alone, and that it says the same twice."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from tocsin.language.closer import Closer
from tocsin.language.labels import EVENTS, LINKS
from tocsin.language.model import load
from tocsin.language.signals import Signals, signals
from tocsin.settings import DATA

pytestmark = pytest.mark.model
TEXT = "Kenya and Uganda met on Monday. Nairobi urged Kampala to withdraw its troops from the border."


@pytest.fixture(scope="module")
def closer() -> Closer:
    return Closer(DATA / "model")


@pytest.fixture(scope="module")
def doc() -> Doc:
    nlp: Language = load()
    return nlp(TEXT)


def looked(doc: Doc, closer: Closer, *words: str) -> Signals:
    heard = signals(doc)
    assert heard is not None
    heard.closer = closer
    heard.look(doc, [t.i for t in doc if t.text in words])
    return heard


def test_only_the_marked_words_change(doc: Doc, closer: Closer) -> None:
    before, after = looked(doc, closer), looked(doc, closer, "urged")
    changed = np.flatnonzero(np.abs(before.event - after.event).max(axis=1) > 1e-7)
    assert [doc[int(i)].text for i in changed] == ["urged"]
    assert after.event[changed[0]].sum() == pytest.approx(1.0, abs=1e-4)


def test_the_doc_keeps_what_the_first_reading_said(doc: Doc, closer: Closer) -> None:
    first = looked(doc, closer).event.copy()
    looked(doc, closer, "urged", "met", "withdraw")
    assert np.array_equal(looked(doc, closer).event, first)


def test_the_marked_word_finds_its_own_parties(doc: Doc, closer: Closer) -> None:
    heard = looked(doc, closer, "urged", "met")
    urged = next(t.i for t in doc if t.text == "urged")
    actor, recipient = (heard.links(urged)[LINKS.index(role)] for role in ("actor", "recipient"))
    assert doc[int(actor.argmax())].text == "Nairobi"
    assert doc[int(recipient.argmax())].text == "Kampala"


def test_the_same_text_is_read_the_same_way(doc: Doc, closer: Closer) -> None:
    one, two = (looked(doc, closer, "urged", "met") for _ in range(2))
    assert np.array_equal(one.event, two.event)


def test_a_marked_pair_gets_a_distribution(doc: Doc, closer: Closer) -> None:
    heard = looked(doc, closer)
    source, target = (next(t.i for t in doc if t.text == name) for name in ("Nairobi", "Kampala"))
    scores = closer.pair(doc, heard, [source], [target], (source, target))
    assert np.exp(scores).sum() == pytest.approx(1.0, abs=1e-5)
    assert EVENTS[int(scores.argmax())] == "REQUEST"


def test_what_was_seen_is_kept_when_links_are_cleared(
    doc: Doc, closer: Closer, monkeypatch: pytest.MonkeyPatch
) -> None:
    urged = next(t.i for t in doc if t.text == "urged")
    wanted = looked(doc, closer, "urged").links(urged)
    monkeypatch.setattr("tocsin.language.signals._KEPT", 1)  # as on a very long article
    heard = looked(doc, closer, "urged")
    for token in doc:
        heard.links(token.i)
    assert np.array_equal(heard.links(urged), wanted)


def test_it_says_which_words_tell_whose_a_party_is(doc: Doc, closer: Closer) -> None:
    heard = looked(doc, closer)
    at = {t.text: t.i for t in doc}
    asked = [(at["withdraw"], at["troops"]), (at["met"], at["Kenya"])]
    found = heard.homes(doc, asked)
    assert set(found) == set(asked)
    start, row = found[asked[0]]
    assert ((row >= 0) & (row <= 1)).all()
    assert doc[start + int(row.argmax())].text in ("Nairobi", "Kampala")


def test_without_a_second_reading_nobody_is_asked(doc: Doc, closer: Closer) -> None:
    heard = looked(doc, closer)
    assert heard.homes(doc, [(1, 0)])
    heard.closer = None
    assert heard.homes(doc, [(1, 0)]) == {}
