"""What sort of people or body a phrase names: by whom they lead, belong to, or once were."""

from __future__ import annotations


def test_lawmakers_of_whatever_faith_are_lawmakers(read):
    r = read("Lebanon/PROPN/nmod:poss/4 's/PART/case/1 Sunni/ADJ/amod/4 lawmakers/NOUN:NNS/nsubj/5 left/VERB/root/0")
    assert r.who("lawmakers") == ["LBN/LEG"]


def test_a_leader_is_of_those_he_leads(read):
    r = read("China/PROPN/nsubj/2 jailed/VERB/root/0 Israeli/ADJ/amod/5 farmer/NOUN/compound/5 leader/NOUN/obj/2")
    assert r.who("leader") == ["ISR/AGR"]


def test_a_list_about_the_same_is_of_one_nation(read):
    r = read(
        "China/PROPN/nsubj/2 jailed/VERB/root/0 an/DET/det/6 Israeli/ADJ/amod/6 farmer/NOUN/compound/6 "
        "journalist/NOUN/obj/2 and/CCONJ/cc/9 farmer/NOUN/compound/9 leader/NOUN/conj/6 in/ADP/case/11 "
        "Lebanon/PROPN/obl/2"
    )
    assert r.who("leader") == ["ISR/AGR"]


def test_the_government_of_a_former_ruler_governed(read):
    r = read(
        "Protesters/NOUN:NNS/nsubj/2 mocked/VERB/root/0 the/DET/det/4 government/NOUN/obj/2 of/ADP/case/7 "
        "former/ADJ/amod/7 president/NOUN/nmod/4 Bill/PROPN/appos/4 Clinton/PROPN/flat/8"
    )
    assert r.who("government") == ["USA/GOV"]


def test_whoever_is_called_former_is_out_of_office(read):
    r = read(
        "Moscow/PROPN/nsubj/2 invited/VERB/root/0 former/ADJ/amod/5 president/NOUN/compound/5 Xi/PROPN/obj/2 "
        "Jinping/PROPN/flat/5"
    )
    assert r.who("Xi") == ["CHN/ELI"]


def test_officers_and_their_families_are_theirs_but_civilians(read):
    r = read(
        "Israel/PROPN/nsubj/2 banned/VERB/root/0 Lebanese/ADJ/amod/4 officers/NOUN:NNS/obj/2 and/CCONJ/cc/7 "
        "their/PRON:PRP$/nmod:poss/7 families/NOUN:NNS/conj/4"
    )
    assert r.who("their") == ["LBN/COP"]
    assert r.who("families") == ["LBN/CVL"]


def test_a_nationality_may_be_a_family_name(read):
    r = read(
        "Portuguese/ADJ/amod/3 foreign/ADJ/amod/3 minister/NOUN/compound/4 Ada/PROPN/nsubj/6 Chinese/PROPN/flat/4 "
        "left/VERB/root/0",
        "Chinese/PROPN/nsubj/2 smiled/VERB/root/0",
    )
    assert r.who("Chinese", 1) == ["PRT/GOV"]
