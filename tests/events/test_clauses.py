"""Who stands where in hand-made trees."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Token

from handmade import parsed, word
from tocsin.events.clauses import (
    agents,
    case_of,
    cases,
    doers,
    light_subject,
    measured,
    neighbourhood,
    objects,
    owners,
    subjects,
)

ACTIVE = (
    "Seoul/PROPN/NNP/2/nsubj urged/VERB/VBD/0/root/urge Beijing/PROPN/NNP/2/obj to/PART/TO/5/mark stop/VERB/VB/2/xcomp"
)
PASSIVE = (
    "Envoys/NOUN/NNS/3/nsubj:pass/envoy were/AUX/VBD/3/aux:pass/be expelled/VERB/VBN/0/root/expel by/ADP/IN/5/case "
    "Oslo/PROPN/NNP/3/obl:agent"
)
PARTICIPLE = "tariffs/NOUN/NNS/0/root/tariff imposed/VERB/VBN/1/acl/impose by/ADP/IN/4/case Tokyo/PROPN/NNP/2/obl:agent"
PROMISE = (
    "Oslo/PROPN/NNP/2/nsubj promised/VERB/VBD/0/root/promise Kyiv/PROPN/NNP/2/obj to/PART/TO/5/mark "
    "help/VERB/VB/2/xcomp"
)
THREAT = (
    "Oslo/PROPN/NNP/3/nmod:poss 's/PART/POS/1/case threat/NOUN/NN/0/root to/PART/TO/5/mark leave/VERB/VB/3/acl "
    "angered/VERB/VBD/3/conj/anger"
)
SHARED = (
    "Rebels/NOUN/NNS/2/nsubj/rebel attacked/VERB/VBD/0/root/attack and/CCONJ/CC/4/cc killed/VERB/VBD/2/conj/kill "
    "soldiers/NOUN/NNS/4/obj/soldier"
)
OUT_OF = (
    "Paris/PROPN/NNP/2/nsubj pulled/VERB/VBD/0/root/pull troops/NOUN/NNS/2/obj/troop out/ADP/IN/6/case "
    "of/ADP/IN/6/case Mali/PROPN/NNP/2/obl because/ADP/IN/9/case of/ADP/IN/7/fixed costs/NOUN/NNS/2/obl/cost"
)
HELD = (
    "Seoul/PROPN/NNP/2/nsubj held/VERB/VBD/0/root/hold high/ADJ/JJ/5/amod level/NOUN/NN/5/compound "
    "talks/NOUN/NNS/2/obj/talk"
)


def at(doc: Doc, form: str) -> Token:
    return doc[word(doc, form)]


def texts(tokens: list[Token]) -> list[str]:
    return [t.text for t in tokens]


@pytest.mark.parametrize(
    ("tree", "verb", "by", "of"),
    [
        (ACTIVE, "urged", ["Seoul"], ["Beijing"]),
        (ACTIVE, "stop", ["Beijing"], []),
        (PASSIVE, "expelled", ["Oslo"], ["Envoys"]),
        (PARTICIPLE, "imposed", ["Tokyo"], ["tariffs"]),
        (PROMISE, "help", ["Oslo"], []),
        (THREAT, "leave", ["Oslo"], []),
        (SHARED, "killed", ["Rebels"], ["soldiers"]),
    ],
)
def test_doers_and_objects(tree: str, verb: str, by: list[str], of: list[str]) -> None:
    token = at(parsed(tree), verb)
    assert texts(doers(token)) == by
    assert texts(objects(token)) == of


def test_every_preposition_of_a_phrase_counts_but_fixed_ones_only_whole() -> None:
    doc = parsed(OUT_OF)
    assert cases(at(doc, "Mali")) == {"out", "of"}
    assert cases(at(doc, "costs")) == {"because"}
    assert case_of(at(doc, "Mali")) == "out"


def test_a_light_verb_lends_its_subject_and_names_come_before_other_modifiers() -> None:
    doc = parsed(HELD)
    assert texts(light_subject(at(doc, "talks"))) == ["Seoul"]
    assert texts(owners(at(doc, "talks"))) == ["high", "level"]
    exercise = parsed("joint/ADJ/JJ/3/amod Russian/ADJ/JJ/3/amod drills/NOUN/NNS/0/root/drill")
    assert texts(owners(at(exercise, "drills"))) == ["Russian", "joint"]


def test_what_is_counted_stands_for_the_count() -> None:
    doc = parsed("hundreds/NOUN/NNS/0/root/hundred of/ADP/IN/3/case protesters/NOUN/NNS/1/nmod/protester")
    assert texts(measured(doc[0])) == ["hundreds", "protesters"]


def test_a_compound_sees_its_head() -> None:
    doc = parsed("war/NOUN/NN/2/compound crimes/NOUN/NNS/0/root/crime")
    assert "crimes" in texts(list(neighbourhood(doc[0])))


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    doc = parsed(
        "rebels/NOUN/NNS/0/root/rebel who/PRON/WP/3/nsubj shelled/VERB/VBD/1/acl:relcl/shell Goma/PROPN/NNP/3/obj"
    )
    assert texts(subjects(at(doc, "shelled"))) == ["rebels"]


@pytest.mark.parametrize(("mark", "who"), [("from", "rebels"), ("by", "Oslo")])
def test_who_is_kept_from_an_act_would_have_done_it(mark: str, who: str) -> None:
    doc = parsed(
        "Oslo/PROPN/NNP/2/nsubj stops/VERB/VBZ/0/root/stop rebels/NOUN/NNS/2/obj/rebel "
        f"{mark}/SCONJ/IN/5/mark testing/VERB/VBG/2/advcl/test missiles/NOUN/NNS/5/obj/missile"
    )
    assert [t.text for t in subjects(doc[word(doc, "testing")])] == [who]


@pytest.mark.parametrize(("preposition", "expected"), [("by", ["Tokyo"]), ("with", [])])
def test_only_by_makes_an_agent(preposition: str, expected: list[str]) -> None:
    doc = parsed(PARTICIPLE.replace("by/ADP", f"{preposition}/ADP"))
    assert [t.text for t in agents(doc[word(doc, "imposed")])] == expected
