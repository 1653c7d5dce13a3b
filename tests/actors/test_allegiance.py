"""Whose a party is that nobody names: what is weighed, and what the shipped network makes of plain cases."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin
from handmade import parsed, word
from tocsin.actors import allegiance
from tocsin.actors.allegiance import ACT, OPTION, PLAIN, STATELESS, Part
from tocsin.actors.homeland import FEATURES
from tocsin.actors.registry import Registry
from tocsin.actors.resolver import ActorResolver, DocActors

SEIZED = (
    "Iran/PROPN/NNP/2/nsubj seized/VERB/VBD/0/root/seize two/NUM/CD/4/nummod soldiers/NOUN/NNS/2/obj/soldier "
    "near/ADP/IN/6/case Oman/PROPN/NNP/2/obl ././PUNCT/./2/punct"
).replace("././PUNCT", "./PUNCT")


@pytest.fixture(scope="module")
def actors() -> DocActors:
    return ActorResolver(Registry.load()).read(parsed(SEIZED), "2021-05-14")


def test_only_phrases_without_a_nation_are_weighed(actors: DocActors) -> None:
    doc = actors.scene.doc
    assert actors.unstated(doc[word(doc, "Iran")]) is None
    assert actors.stated(doc[word(doc, "Iran")]) == {"IRN"}
    soldiers = doc[word(doc, "soldiers")]
    assert actors.unstated(soldiers) is not None
    assert actors.stated(soldiers) == frozenset()


def test_a_noun_that_stands_for_somebody_named_before_is_weighed() -> None:
    doc = parsed(
        "France/PROPN/NNP/2/nsubj protested/VERB/VBD/0/root/protest ./PUNCT/./2/punct "
        "The/DET/DT/5/det country/NOUN/NN/6/nsubj left/VERB/VBD/6/root/leave ./PUNCT/./6/punct".replace(
            "6/root", "0/root"
        )
    )
    actors = ActorResolver(Registry.load()).read(doc, "2021-05-14")
    country = doc[word(doc, "country")]
    assert [e.code for e in actors.entities(country)] == ["FRA"]
    assert actors.unstated(country) is not None
    assert actors.stated(country) == frozenset()


def test_options_are_the_countries_of_the_text_and_those_without(actors: DocActors) -> None:
    soldiers = actors.scene.doc[word(actors.scene.doc, "soldiers")]
    found = actors.unstated(soldiers)
    assert found is not None
    part = Part("recipient", "COERCE", others=frozenset({"IRN"}))
    codes, rows, plain = allegiance.options(actors.scene, soldiers, found, part)
    assert set(codes) == {"IRN", "OMN", *STATELESS}
    assert rows.shape == (len(codes), len(OPTION))
    assert plain.shape == (len(PLAIN),)
    own = rows[:, len(FEATURES) + ACT.index("own")]
    assert [c for c, flag in zip(codes, own, strict=True) if flag] == ["IRN"]
    assert plain[PLAIN.index("is_COERCE")] == plain[PLAIN.index("recipient")] == plain[PLAIN.index("numbered")] == 1


def test_the_scores_are_linear_part_and_hidden_layer() -> None:
    weights = {
        "option": np.zeros((len(OPTION), 2), np.float32),
        "plain": np.zeros((len(PLAIN), 2), np.float32),
        "bias": np.array([0.0, 1.0], np.float32),
        "out": np.array([5.0, 2.0], np.float32),
        "linear": np.zeros(len(OPTION), np.float32),
    }
    weights["linear"][3] = 0.5
    rows = np.zeros((2, len(OPTION)), np.float32)
    rows[1, 3] = 2.0
    scores = allegiance.weigh(rows, np.zeros(len(PLAIN), np.float32), weights)
    assert scores == pytest.approx([2 * np.tanh(1.0), 2 * np.tanh(1.0) + 1.0])


@pytest.mark.model
def test_victims_of_a_foreign_strike_are_of_the_place() -> None:
    text = "An Israeli airstrike killed eight civilians in Tyre, Lebanon, on Monday."
    codes = {e.code for event in tocsin.code(text, published="2024-09-25") for e in event.recipient}
    assert "LBN" in codes
    assert "ISR" not in codes


@pytest.mark.model
def test_explain_tells_when_the_part_in_the_act_decided() -> None:
    told = []
    for text in (
        "China imposed travel bans on New Zealand lawmakers Ingrid Leary, Laura McClure and Duncan Webb.",
        "The U.S. Treasury Department sanctioned a company and a hacker, both with ties to China.",
        "Iran's navy seized two vessels near Oman, and the crew of one was freed.",
        "Israel bombed a school in Khan Younis, killing thirty people, Hamas said.",
    ):
        explained = tocsin.explain(text, "2024-05-14")
        told += [party.how for event in explained.events for party in event.parties]
    assert any("by its part in the act" in how for how in told)


@pytest.mark.parametrize(
    ("likely", "expected"),
    [
        ({"Iran": 0.9, "Oman": 0.1}, {"IRN": 0.9, "OMN": 0.1, "": 0.1}),
        ({"Iran": 0.2, "Oman": 0.3}, {"IRN": 0.2, "OMN": 0.3, "": 0.7}),
    ],
)
def test_what_no_word_says_is_likely_where_no_word_says_whose_it_is(
    actors: DocActors, likely: dict[str, float], expected: dict[str, float]
) -> None:
    doc = actors.scene.doc
    row = np.array([likely.get(t.text, 0.0) for t in doc])
    told = allegiance._said(actors.scene, list(expected), (0, row))
    assert told == pytest.approx(list(expected.values()))


def test_words_outside_the_stretch_say_nothing(actors: DocActors) -> None:
    doc = actors.scene.doc
    start = word(doc, "seized")
    row = np.array([0.8 if t.text == "Oman" else 0.0 for t in doc[start:]])
    assert allegiance._said(actors.scene, ["IRN", "OMN"], (start, row)) == pytest.approx([0.2, 0.8])
