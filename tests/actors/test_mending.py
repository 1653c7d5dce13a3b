"""Names that the reader breaks up are made one phrase again."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from handmade import parsed, word
from tocsin.actors.finder import find_matches
from tocsin.actors.mending import join_conjuncts, join_gapped, join_subjects, mend
from tocsin.actors.registry import Registry
from tocsin.events.clauses import subjects


def mended(table: str, registry: Registry) -> Doc:
    doc = parsed(table)
    mend(doc, find_matches(doc, registry, "2022-11-28").all)
    return doc


def test_two_halves_of_a_person_become_one_subject(registry: Registry) -> None:
    doc = mended(
        "Donald/PROPN/NNP/3/nsubj Trump/PROPN/NNP/3/nsubj announces/VERB/VBZ/0/root cuts/NOUN/NNS/3/obj", registry
    )
    trump = doc[word(doc, "Trump")]
    assert (trump.head.text, trump.dep_) == ("Donald", "flat")
    assert doc[word(doc, "Donald")].dep_ == "nsubj"


def test_a_country_keeps_its_last_word_as_head(registry: Registry) -> None:
    doc = mended(
        "Seoul/PROPN/NNP/2/nsubj condemned/VERB/VBD/0/root North/PROPN/NNP/6/nmod:poss Korea/PROPN/NNP/6/nmod:poss "
        "'s/PART/POS/4/case tests/NOUN/NNS/2/obj",
        registry,
    )
    north = doc[word(doc, "North")]
    assert (north.head.text, north.dep_) == ("Korea", "compound")


def test_a_name_that_is_one_phrase_is_left_alone(registry: Registry) -> None:
    table = "South/PROPN/NNP/2/compound Korea/PROPN/NNP/3/nsubj agreed/VERB/VBD/0/root"
    doc = mended(table, registry)
    assert [t.head.i for t in doc] == [t.head.i for t in parsed(table)]


def test_no_circle_is_made(registry: Registry) -> None:
    doc = mended("North/PROPN/NNP/0/root tests/NOUN/NNS/1/obj Korea/PROPN/NNP/2/nmod", registry)
    assert all(len(list(t.ancestors)) < len(doc) for t in doc)


FORCES = (
    "Lebanese/ADJ/NNP/{first} ,/PUNCT/,/3/punct Israeli/ADJ/JJ/{second} and/CCONJ/CC/5/cc Chinese/ADJ/JJ/{third} "
    "forces/NOUN/{noun} struck/VERB/VBD/0/root"
)


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [("7/nsubj", "1/conj", "3/conj"), ("7/nsubj", "6/amod", "6/amod"), ("7/nsubj", "6/amod", "3/conj")],
)
def test_listed_nationalities_belong_to_the_noun_behind_them(
    first: str, second: str, third: str, registry: Registry
) -> None:
    doc = mended(FORCES.format(first=first, second=second, third=third, noun="NNS/7/nsubj"), registry)
    assert [(t.dep_, t.head.text) for t in doc if t.text in ("Lebanese", "Israeli", "Chinese")] == [
        ("amod", "forces"),
        ("conj", "Lebanese"),
        ("conj", "Lebanese"),
    ]


def test_the_noun_takes_the_place_of_a_nationality_it_hung_on(registry: Registry) -> None:
    doc = mended(FORCES.format(first="7/nsubj", second="1/conj", third="1/conj", noun="NNS/1/dep"), registry)
    forces = doc[word(doc, "forces")]
    assert (forces.dep_, forces.head.text) == ("nsubj", "struck")


def test_a_list_of_nationalities_before_a_singular_is_left_alone(registry: Registry) -> None:
    given = FORCES.format(first="7/nsubj", second="1/conj", third="6/amod", noun="NN/1/conj")
    assert [t.head.i for t in mended(given, registry)] == [t.head.i for t in parsed(given)]


def test_a_name_behind_its_noun_is_no_further_subject() -> None:
    doc = parsed(
        "Commentator/NOUN/NN/4/nsubj Wang/PROPN/NNP/4/nsubj He/PROPN/NNP/4/nsubj left/VERB/VBD/0/root ./PUNCT/./4/punct"
    )
    join_subjects(doc)
    assert [(t.head.text, t.dep_) for t in doc[:3]] == [("left", "nsubj"), *[("Commentator", "flat")] * 2]


def test_two_subjects_apart_stay_two() -> None:
    doc = parsed("Kenya/PROPN/NNP/4/nsubj ,/PUNCT/,/1/punct Uganda/PROPN/NNP/4/nsubj left/VERB/VBD/0/root")
    join_subjects(doc)
    assert doc[word(doc, "Uganda")].dep_ == "nsubj"


def test_the_second_of_two_asked_is_asked_beside_the_first() -> None:
    doc = parsed(
        "Oslo/PROPN/NNP/2/nsubj urged/VERB/VBD/0/root Lima/PROPN/NNP/2/obj to/PART/TO/5/mark leave/VERB/VB/2/xcomp "
        "and/CCONJ/CC/7/cc Quito/PROPN/NNP/5/nsubj to/PART/TO/9/mark stay/VERB/VB/5/advcl"
    )
    join_gapped(doc)
    stay, quito = doc[8], doc[6]
    assert (stay.head.text, stay.dep_) == ("urged", "xcomp")
    assert (quito.head.text, quito.dep_) == ("Lima", "conj")
    assert [t.text for t in subjects(stay)] == ["Quito"]
    assert [t.text for t in subjects(doc[4])] == ["Lima"]


def test_a_purpose_stays_a_purpose() -> None:
    doc = parsed(
        "Oslo/PROPN/NNP/2/nsubj urged/VERB/VBD/0/root Lima/PROPN/NNP/2/obj to/PART/TO/5/mark leave/VERB/VB/2/xcomp "
        "Quito/PROPN/NNP/5/obj to/PART/TO/8/mark save/VERB/VB/5/advcl it/PRON/PRP/8/obj"
    )
    join_gapped(doc)
    assert (doc[7].head.text, doc[7].dep_) == ("leave", "advcl")


def test_a_text_that_opens_with_an_infinitive_is_left_alone() -> None:
    doc = parsed(
        "To/PART/TO/2/mark win/VERB/VB/6/advcl Kyiv/PROPN/NNP/4/nsubj wants/VERB/VBZ/0/root to/PART/TO/6/mark "
        "fight/VERB/VB/4/xcomp"
    )
    join_gapped(doc)
    assert (doc[1].head.text, doc[1].dep_) == ("fight", "advcl")


def test_the_second_of_two_named_has_its_own_name() -> None:
    doc = parsed(
        "envoy/NOUN/NN/2/nmod:desc Ada/PROPN/NNP/8/nsubj and/CCONJ/CC/6/cc minister/NOUN/NN/2/conj for/ADP/IN/6/case "
        "Energy/PROPN/NNP/4/nmod Ole/PROPN/NNP/2/flat met/VERB/VBD/0/root"
    )
    join_conjuncts(doc)
    ole = doc[word(doc, "Ole")]
    assert (ole.head.text, ole.dep_) == ("minister", "flat")


def test_a_noun_behind_the_second_name_heads_it() -> None:
    doc = parsed(
        "police/NOUN/NN/2/nsubj shot/VERB/VBD/0/root Ada/PROPN/NNP/2/obj and/CCONJ/CC/5/cc Shining/PROPN/NNP/3/conj "
        "guerrillas/NOUN/NNS/3/flat"
    )
    join_conjuncts(doc)
    assert doc[word(doc, "guerrillas")].dep_ == "conj"
    assert doc[word(doc, "Shining")].head.text == "guerrillas"


def test_a_noun_hung_on_a_name_before_and_is_another() -> None:
    doc = parsed(
        "police/NOUN/NN/2/nsubj shot/VERB/VBD/0/root Ada/PROPN/NNP/2/obj and/CCONJ/CC/5/cc guerrillas/NOUN/NNS/3/flat"
    )
    join_conjuncts(doc)
    assert doc[word(doc, "guerrillas")].dep_ == "conj"


def test_the_members_of_a_list_stay_apart() -> None:
    doc = parsed(
        "Peru/PROPN/NNP/6/nsubj ,/PUNCT/,/3/punct Cuba/PROPN/NNP/1/conj and/CCONJ/CC/5/cc Fiji/PROPN/NNP/1/conj "
        "agreed/VERB/VBD/0/root"
    )
    join_conjuncts(doc)
    assert doc[word(doc, "Fiji")].head.text == "Peru"
