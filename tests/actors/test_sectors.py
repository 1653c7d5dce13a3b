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


def test_leaders_and_delegates_are_of_those_they_stand_for(read):
    r = read(
        "Lebanon/PROPN/nsubj/2 invited/VERB/root/0 leaders/NOUN:NNS/obj/2 of/ADP/case/6 Israeli/ADJ/amod/6 "
        "farmers/NOUN:NNS/nmod/3"
    )
    assert r.who("leaders") == ["ISR/AGR"]


def test_the_staff_of_a_body_is_its_own(read):
    r = read("Israel/PROPN/nsubj/2 jailed/VERB/root/0 four/NUM/nummod/5 EU/PROPN/compound/5 employees/NOUN:NNS/obj/2")
    assert r.who("employees") == ["EUR"]


def test_a_military_junta_governs(read):
    r = read("A/DET/det/4 Brazilian/ADJ/amod/4 military/ADJ/amod/4 junta/NOUN/nsubj/5 rules/VERB/root/0")
    assert r.who("junta") == ["BRA/GOV"]


def test_officials_of_today_are_not_former(read):
    r = read("China/PROPN/nsubj/2 jailed/VERB/root/0 former/ADJ/amod/5 Brazilian/ADJ/amod/5 officials/NOUN:NNS/obj/2")
    assert r.who("officials") == ["BRA/ELI"]
    r = read(
        "China/PROPN/nsubj/2 jailed/VERB/root/0 serving/ADJ/amod/6 former/ADJ/amod/6 Brazilian/ADJ/amod/6 "
        "officials/NOUN:NNS/obj/2"
    )
    assert r.who("officials") == ["BRA/GOV"]


def test_a_group_is_of_the_sort_said_before_it(read):
    r = read(
        "Three/NUM/nummod/3 opposition/NOUN/compound/3 groups/NOUN:NNS/nsubj/6 in/ADP/case/5 "
        "Brazil/PROPN/nmod/3 left/VERB/root/0"
    )
    assert r.who("groups") == ["BRA/OPP"]
    r = read("A/DET/det/4 Brazilian/ADJ/amod/4 student/NOUN/compound/4 group/NOUN/nsubj/5 left/VERB/root/0")
    assert r.who("group") == ["BRA/EDU"]


def test_a_group_of_countries_is_of_none_of_them(read):
    r = read(
        "China/PROPN/nsubj/2 angered/VERB/root/0 a/DET/det/4 group/NOUN/obj/2 of/ADP/case/7 nine/NUM/nummod/7 "
        "countries/NOUN:NNS/nmod/4"
    )
    assert r.who("group") == []


def test_bodies_found_are_people(read):
    r = read("Brazil/PROPN/nsubj/2 found/VERB/root/0 nine/NUM/nummod/4 bodies/NOUN:NNS/obj/2")
    assert r.who("bodies") == ["BRA/CVL"]


def test_land_held_by_rebels_is_theirs(read):
    r = read(
        "Israel/PROPN/nsubj/2 left/VERB/root/0 Houthi+/PROPN/compound/6 -+/PUNCT/punct/6 controlled/VERB/amod/6 "
        "Lebanon/PROPN/obj/2"
    )
    assert r.who("Lebanon") == ["LBN/REB"]
    r = read(
        "Israel/PROPN/nsubj/2 left/VERB/root/0 government+/NOUN/compound/6 -+/PUNCT/punct/6 held/VERB/amod/6 "
        "Lebanon/PROPN/obj/2"
    )
    assert r.who("Lebanon") == ["LBN"]


def test_a_class_of_ships_before_the_ship(read):
    r = read(
        "The/DET/det/5 Yuma+/PROPN/compound/5 -+/PUNCT/punct/5 class/NOUN/compound/5 USS/PROPN/nsubj/7 "
        "Ohio/PROPN/flat/5 sailed/VERB/root/0"
    )
    assert r.who("USS") == ["USA/MIL"]


def test_states_of_one_name_are_all_meant(read):
    r = read("The/DET/det/3 two/NUM/nummod/3 Koreas/PROPN:NNPS/nsubj/4 talked/VERB/root/0")
    assert r.who("Koreas") == ["KOR", "PRK"]


def test_a_paper_is_not_the_beginning_of_another_name(read):
    r = read("The/DET/det/3 National/PROPN/compound/3 Guild/PROPN/nsubj/4 talked/VERB/root/0")
    assert "SAU/JRN" not in r.who("Guild") + r.who("National")
    r = read("The/DET/det/2 National/PROPN/nsubj/3 wrote/VERB/root/0")
    assert r.who("National") == ["SAU/JRN"]


def test_who_resigns_from_an_office_held_it(read):
    r = read(
        "Ana/PROPN/nsubj/3 Melo/PROPN/flat/1 resigned/VERB/root/0 as/ADP/case/5 minister/NOUN/obl/3 of/ADP/case/7 "
        "health/NOUN/nmod/5 in/ADP/case/9 Brazil/PROPN/nmod/5"
    )
    assert r.who("Ana") == ["BRA/GOV"]


def test_an_airport_called_international_is_of_its_country(read):
    r = read("Some/DET/det/3 international/ADJ/amod/3 mediators/NOUN:NNS/nsubj/4 left/VERB/root/0 Brazil/PROPN/obj/4")
    assert r.who("mediators") == ["IGO"]
    r = read(
        "Many/ADJ/amod/3 International/PROPN/compound/3 mediators/NOUN:NNS/nsubj/4 left/VERB/root/0 Brazil/PROPN/obj/4"
    )
    assert r.who("mediators") != ["IGO"]


def test_an_installation_is_a_place_with_an_owner(read):
    r = read("Ukraine/PROPN/nsubj/2 hit/VERB/root/0 Moscow/PROPN/compound/5 oil/NOUN/compound/5 depot/NOUN/obj/2")
    assert r.who("depot") == ["RUS/BUS"]


def test_another_one_hurt_is_like_those_before(read):
    r = read(
        "Six/NUM/nummod/3 Brazilian/ADJ/amod/3 officers/NOUN:NNS/nsubj:pass/5 were/AUX/aux:pass/5 killed/VERB/root/0",
        "China/PROPN/nsubj/2 wounded/VERB/root/0 six/NUM/nummod/5 Brazilian/ADJ/amod/5 officers/NOUN:NNS/obj/2 "
        "and/CCONJ/cc/8 then/ADV/advmod/8 arrested/VERB/conj/2 another/DET/obj/8",
    )
    assert r.who("another") == ["BRA/COP"]
