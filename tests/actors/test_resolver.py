"""Who is meant: the codebook's section 6, one small document each."""

from __future__ import annotations


def test_country_is_bare_and_its_capital_the_government(read):
    r = read("Seoul/PROPN/nsubj/2 urged/VERB/root/0 China/PROPN/obj/2")
    assert r.who("China") == ["CHN"]
    assert r.who("Seoul") == ["KOR/GOV"]


def test_capital_as_a_place_is_the_country(read):
    r = read("Rockets/NOUN:NNS/nsubj/2 fell/VERB/root/0 in/ADP/case/4 Kyiv/PROPN/obl/2")
    assert r.who("Kyiv") == ["UKR"]


def test_nickname(read):
    r = read("The/DET/det/2 Norks/PROPN:NNPS/nsubj/3 refused/VERB/root/0")
    assert r.who("Norks") == ["PRK"]


def test_nationality_before_a_role(read):
    r = read("South/PROPN/compound/2 Korean/ADJ/amod/3 officials/NOUN:NNS/nsubj/4 left/VERB/root/0")
    assert r.who("officials") == ["KOR/GOV"]
    assert r.cut("officials") == "South Korean officials"


def test_two_nationalities_are_two_parties(read):
    r = read("Lebanese/ADJ/amod/4 and/CCONJ/cc/3 Israeli/ADJ/conj/1 officials/NOUN:NNS/nsubj/5 met/VERB/root/0")
    assert r.who("officials") == ["LBN/GOV", "ISR/GOV"]


def test_possessor_names_the_country(read):
    r = read("China+/PROPN/nmod:poss/4 's/PART/case/1 foreign/ADJ/amod/4 ministry/NOUN/nsubj/5 spoke/VERB/root/0")
    assert r.who("ministry") == ["CHN/GOV"]
    assert r.cut("ministry") == "China's foreign ministry"


def test_complement_names_the_country(read):
    r = read(
        "The/DET/det/3 Supreme/PROPN/amod/3 Court/PROPN/nsubj/6 of/ADP/case/5 Brazil/PROPN/nmod/3 ruled/VERB/root/0"
    )
    assert r.who("Court") == ["BRA/JUD"]


def test_leader_gives_his_country_to_his_administration(read):
    r = read("The/DET/det/3 Trump/PROPN/compound/3 administration/NOUN/nsubj/4 agreed/VERB/root/0")
    assert r.who("administration") == ["USA/GOV"]


def test_office_is_read_on_the_day(read):
    sentence = "Donald/PROPN/nsubj/3 Trump/PROPN/flat/1 spoke/VERB/root/0"
    assert read(sentence, on="2018-05-01").who("Donald") == ["USA/GOV"]
    assert read(sentence, on="2023-05-01").who("Donald") == ["USA/ELI"]


def test_title_given_by_the_text_outdoes_a_past_office(read):
    sentence = "{}/NOUN/nmod:desc/2 Donald/PROPN/nsubj/4 Trump/PROPN/flat/2 spoke/VERB/root/0"
    assert read(sentence.format("president"), on="2023-05-01").who("Donald") == ["USA/GOV"]


def test_former_president_back_in_office_is_government(read):
    r = read("former/ADJ/amod/2 President/NOUN/nmod:desc/3 Trump/PROPN/nsubj/4 spoke/VERB/root/0", on="2025-03-01")
    assert r.who("Trump") == ["USA/GOV"]


def test_organisation_is_read_on_the_day(read):
    sentence = "The/DET/det/2 Taliban/PROPN/nsubj/3 spoke/VERB/root/0"
    assert read(sentence, on="2010-05-01").who("Taliban") == ["AFG/REB"]
    assert read(sentence, on="2023-05-01").who("Taliban") == ["AFG/GOV"]


def test_text_teaches_who_a_name_is(read):
    r = read(
        "South/PROPN/compound/2 Korean/ADJ/amod/3 President/NOUN/nmod:desc/4 Yoon/PROPN/nsubj/6 Suk-yeol/PROPN/flat/4 "
        "resigned/VERB/root/0",
        "Yoon/PROPN/nsubj/2 apologised/VERB/root/0",
        "The/DET/det/2 president/NOUN/nsubj/3 left/VERB/root/0",
        "He/PRON/nsubj/2 wept/VERB/root/0",
    )
    assert r.who("Yoon", 0) == ["KOR/GOV"]
    assert r.who("Yoon", 1) == ["KOR/GOV"]
    assert r.who("president") == ["KOR/GOV"]
    assert r.who("He") == ["KOR/GOV"]


def test_apposition_teaches_who_a_name_is(read):
    r = read(
        "Antonio/PROPN/nsubj/8 Costa+/PROPN/flat/1 ,/PUNCT/punct/7 Portugal+/PROPN/nmod:poss/7 's/PART/case/4 "
        "prime/ADJ/amod/7 minister/NOUN/appos/1 spoke/VERB/root/0",
    )
    assert r.who("Antonio") == ["PRT/GOV"]


def test_former_and_opposition(read):
    r = read(
        "Former/ADJ/amod/3 Brazilian/ADJ/amod/3 lawmakers/NOUN:NNS/nsubj/4 met/VERB/root/0 opposition/NOUN/compound/6 "
        "leaders/NOUN:NNS/obj/4"
    )
    assert r.who("lawmakers") == ["BRA/ELI"]
    assert r.who("leaders") == ["BRA/OPP"]


def test_people_of_a_nation(read):
    r = read("Two/NUM/nummod/2 Palestinians/PROPN:NNPS/nsubj/3 met/VERB/root/0 the/DET/det/5 Russians/PROPN:NNPS/obj/3")
    assert r.who("Palestinians") == ["PSE/CVL"]
    assert r.who("Russians") == ["RUS"]


def test_members_share_the_groups_code(read):
    r = read("A/DET/det/3 Hamas/PROPN/compound/3 official/NOUN/nsubj/4 met/VERB/root/0 the/DET/det/6 ICC/PROPN/obj/4")
    assert r.who("official") == ["PSE/REB"]
    assert r.who("ICC") == ["IGO/JUD"]


def test_backers_and_targets_are_not_the_nation(read):
    r = read(
        "US+/PROPN/obl/3 -+/PUNCT/punct/3 backed/VERB/amod/4 rebels/NOUN:NNS/nsubj/5 fought/VERB/root/0 "
        "in/ADP/case/7 Donbas/PROPN/obl/5"
    )
    assert r.who("rebels") == ["UKR/REB"]


def test_context_gives_the_country(read):
    r = read(
        "Rockets/NOUN:NNS/nsubj/2 fell/VERB/root/0 in/ADP/case/4 Kyiv/PROPN/obl/2",
        "Police/NOUN:NNS/nsubj/2 shot/VERB/root/0 three/NUM/nummod/4 people/NOUN:NNS/obj/2",
    )
    assert r.who("Police") == ["UKR/COP"]
    assert r.who("people") == ["UKR/CVL"]


def test_unknown_gunmen_have_no_country(read):
    r = read(
        "Gunmen/NOUN:NNS/nsubj/2 shot/VERB/root/0 aid/NOUN/compound/4 workers/NOUN:NNS/obj/2 "
        "in/ADP/case/6 Kyiv/PROPN/obl/2"
    )
    assert r.who("Gunmen") == ["UAF"]
    assert r.who("workers") == ["NGO"]


def test_owner_of_a_thing(read):
    r = read("An/DET/det/3 Israeli/ADJ/amod/3 airstrike/NOUN/nsubj/4 hit/VERB/root/0 Beirut/PROPN/obj/4")
    assert r.who("airstrike") == ["ISR"]
    assert r.who("Israeli") == ["ISR"]


def test_both_countries(read):
    r = read(
        "China/PROPN/nsubj/4 and/CCONJ/cc/3 Russia/PROPN/conj/1 agreed/VERB/root/0",
        "Both/DET/det/2 countries/NOUN:NNS/nsubj/3 praised/VERB/root/0 the/DET/det/5 deal/NOUN/obj/3",
        "They/PRON/nsubj/2 signed/VERB/root/0",
    )
    assert r.who("countries") == ["CHN", "RUS"]
    assert r.who("They") == ["CHN", "RUS"]


def test_its_neighbour(read):
    r = read(
        "Lebanon/PROPN/nsubj/2 warned/VERB/root/0 Ukraine/PROPN/obj/2 about/ADP/case/5 Israel/PROPN/obl/2",
        "Lebanon/PROPN/nsubj/2 attacked/VERB/root/0 its/PRON/nmod:poss/4 neighbour/NOUN/obj/2",
    )
    assert r.who("its") == ["LBN"]
    assert r.who("neighbour") == ["ISR"]


def test_letters_in_brackets(read):
    r = read(
        "The/DET/det/3 Lebanese/ADJ/amod/3 Government/PROPN/nsubj/7 (+/PUNCT/punct/5 LGX+/PROPN/appos/3 "
        ")/PUNCT/punct/5 acted/VERB/root/0",
        "LGX/PROPN/nsubj/2 denied/VERB/root/0 it/PRON/obj/2",
    )
    assert r.who("LGX", 1) == ["LBN/GOV"]


def test_names_hidden_in_names(read):
    r = read("Israel/PROPN/nsubj/3 Katz/PROPN/flat/1 spoke/VERB/root/0")
    assert r.who("Israel") == ["CVL"]


def test_reasons_name_the_entry(read):
    r = read("Seoul/PROPN/nsubj/2 urged/VERB/root/0 China/PROPN/obj/2")
    assert r.actors.why(r.token("Seoul")) == "capital South Korea (countries.tsv:2)"
    assert [m.text for m in r.actors.mentions] == ["Seoul", "China"]


def test_evidence_is_cut_from_the_text(read):
    r = read("South/PROPN/compound/2 Korean/ADJ/amod/3 officials/NOUN:NNS/nsubj/4 left/VERB/root/0")
    for mention in r.actors.mentions:
        start, end = mention.span
        assert r.doc.text[start:end] == mention.text


def test_empty_document(read):
    assert read().actors.mentions == []


def test_name_of_several_bodies_goes_by_the_text(read):
    r = read(
        "The/DET/det/3 National/PROPN/amod/3 Assembly/PROPN/nsubj/6 of/ADP/case/5 Brazil/PROPN/nmod/3 met/VERB/root/0",
        "The/DET/det/3 National/PROPN/amod/3 Assembly/PROPN/nsubj/6 in/ADP/case/5 Kyiv/PROPN/nmod/3 met/VERB/root/0",
    )
    assert r.who("Assembly") == ["BRA/LEG"]
    assert r.who("Assembly", 1) == ["UKR/LEG"]


def test_foreigners_are_not_of_the_country_they_are_in(read):
    r = read(
        "Lebanon/PROPN/nsubj/2 expelled/VERB/root/0 foreign/ADJ/amod/4 citizens/NOUN:NNS/obj/2 and/CCONJ/cc/6 "
        "protesters/NOUN:NNS/conj/4"
    )
    assert all("LBN" not in who for who in r.who("citizens"))
    assert r.who("protesters") == ["LBN/CVL"]


def test_a_counterpart_holds_the_same_office_of_another_country(read):
    r = read(
        "Russia/PROPN/nsubj/2 waited/VERB/root/0 and/CCONJ/cc/5 Xi/PROPN/nsubj/5 met/VERB/conj/2 "
        "his/PRON:PRP$/nmod:poss/7 counterpart/NOUN/obj/5"
    )
    assert r.who("counterpart") == ["RUS/GOV"]


def test_a_family_name_is_not_looked_for_inside_another(read):
    sentence = "Senator/NOUN/nmod:desc/2 {}/PROPN/nsubj/4 Trump/PROPN/flat/2 spoke/VERB/root/0"
    assert read(sentence.format("Al")).who("Al") != ["USA/GOV"]


def test_a_commentator_of_no_nationality_is_of_no_country(read):
    r = read(
        "China/PROPN/nsubj/2 slowed/VERB/root/0 ,/PUNCT/punct/6 an/DET/det/5 analyst/NOUN/nsubj/6 said/VERB/parataxis/2"
    )
    assert r.who("analyst") == ["CVL"]


def test_a_name_hung_on_the_noun_before_it_is_known_again(read):
    r = read(
        "Brazilian/ADJ/amod/2 president/NOUN/nsubj/5 Xi/PROPN/flat/2 Bo/PROPN/flat/2 spoke/VERB/root/0 and/CCONJ/cc/8 "
        "Xi/PROPN/nsubj/8 left/VERB/conj/5"
    )
    assert r.who("Xi", 1) == ["BRA/GOV"]


def test_a_warship_is_of_the_navy_that_its_letters_say(read):
    r = read("Rebels/NOUN:NNS/nsubj/2 attacked/VERB/root/0 USS/PROPN/obj/2 Harry/PROPN/flat/3 Truman/PROPN/flat/3")
    assert r.who("USS") == ["USA/MIL"]


def test_a_title_tells_which_of_a_family_name_is_meant(read):
    sentence = "President/PROPN/nsubj/3 Clinton/PROPN/flat/1 spoke/VERB/root/0"
    assert read(sentence, on="1998-05-14").who("President") == ["USA/GOV"]
    assert read(sentence, on="2010-05-14").who("President") == ["GOV"]  # no Clinton was president then


def test_the_kingdom_is_a_kingdom(read):
    r = read(
        "Saudi/PROPN/compound/2 Arabia/PROPN/nsubj/3 bombed/VERB/root/0 Lebanon/PROPN/obj/3",
        "Seoul/PROPN/nsubj/2 urged/VERB/root/0 the/DET/det/4 kingdom/NOUN/obj/2",
    )
    assert r.who("kingdom") == ["SAU"]


def test_an_agreement_between_both_countries_is_also_its_signers(read):
    r = read(
        "China/PROPN/nsubj/2 deports/VERB/root/0 men/NOUN:NNS/obj/2 to/ADP/case/5 Russia/PROPN/obl/2 "
        "under/ADP/case/7 agreements/NOUN:NNS/obl/2 between/ADP/case/10 both/DET/det/10 countries/NOUN:NNS/nmod/7"
    )
    assert r.who("countries") == ["CHN", "RUS"]


SPOKE = (
    "{}/PROPN/nsubj/2 say/VERB/root/0 ,/PUNCT/punct/2 “/PUNCT/punct/7 I/PRON/nsubj/7 will/AUX/aux/7 go/VERB/ccomp/2 "
    "./PUNCT/punct/7 ”/PUNCT/punct/2"
)
QUOTED = (
    "“/PUNCT/punct/3 I/PRON/nsubj/3 welcome/VERB/ccomp/8 the/DET/det/5 vote/NOUN/obj/3 ,/PUNCT/punct/8 ”/PUNCT/punct/8 "
    "add/VERB/root/0 {}/PROPN/nsubj/8"
)


def test_who_says_i_is_who_is_quoted(read):
    r = read(SPOKE.format("Seoul"), QUOTED.format("Moscow"))
    assert r.who("I") == ["KOR/GOV"]
    assert r.who("I", 1) == ["RUS/GOV"]  # whose quotation it is, though Seoul spoke last


def test_the_statement_is_of_who_spoke_last(read):
    spoke = "Beijing/PROPN/nsubj/2 say/VERB/root/0 that/SCONJ/mark/5 Moscow/PROPN/nsubj/5 agreed/VERB/ccomp/2"
    r = read(spoke, "The/DET/det/2 statement/NOUN/nsubj/3 urged/VERB/root/0 peace/NOUN/obj/3")
    assert r.who("statement") == ["CHN/GOV"]
    r = read(spoke, "The/DET/det/3 Israeli/ADJ/amod/3 statement/NOUN/nsubj/4 urged/VERB/root/0 peace/NOUN/obj/4")
    assert r.who("statement") == ["ISR/GOV"]


def test_a_spokesperson_speaks_for_the_body_named_before(read):
    r = read(
        "The/DET/det/4 International/PROPN/compound/4 Criminal/PROPN/compound/4 Court/PROPN/nsubj/6 has/AUX/aux/6 "
        "ruled/VERB/root/0 on/ADP/case/8 Israel/PROPN/obl/6",
        "A/DET/det/2 spokesperson/NOUN/nsubj/3 spoke/VERB/root/0",
    )
    assert r.who("spokesperson") == ["IGO/JUD"]


def test_things_and_residents_are_of_the_place_said_right_behind(read):
    for noun, stated in (("plants", {"LBN"}), ("troops", set())):  # soldiers may be there from anywhere
        r = read(
            "Israel/PROPN/nsubj/2 condemned/VERB/root/0 attacks/NOUN:NNS/obj/2 on/ADP/case/5 "
            f"{noun}/NOUN:NNS/nmod/3 in/ADP/case/7 Lebanon/PROPN/nmod/3"
        )
        assert r.actors.stated(r.token(noun)) == stated


def test_two_others_are_of_those_counted_before(read):
    r = read(
        "Six/NUM/nummod/2 lawmakers/NOUN:NNS/nsubj:pass/4 were/AUX/aux:pass/4 killed/VERB/root/0 in/ADP/case/6 "
        "Ukraine/PROPN/obl/4 and/CCONJ/cc/10 two/NUM/nummod/9 others/NOUN:NNS/nsubj:pass/10 wounded/VERB/conj/4"
    )
    assert r.who("others") == r.who("lawmakers") == ["UKR/LEG"]


def test_a_thing_belongs_to_the_body_named_before_it(read):
    r = read("Israel/PROPN/nsubj/2 bombed/VERB/root/0 Hamas/PROPN/compound/4 depots/NOUN:NNS/obj/2")
    assert r.who("depots") == ["PSE/REB"]


def test_men_linked_to_a_group_are_of_it(read):
    r = read(
        "Israel/PROPN/nsubj/2 arrested/VERB/root/0 men/NOUN:NNS/obj/2 linked/VERB/acl/3 to/ADP/case/6 Hamas/PROPN/obl/4"
    )
    assert r.who("Hamas") == ["PSE/REB"]
    r = read(
        "Israel/PROPN/nsubj/2 arrested/VERB/root/0 protesters/NOUN:NNS/obj/2 linked/VERB/acl/3 to/ADP/case/6 "
        "Hamas/PROPN/obl/4"
    )
    assert [code.split("/")[0] for code in r.who("protesters")] == ["PSE"]


def test_whoever_accuses_them_is_not_them(read):
    r = read(
        "Israeli/ADJ/amod/2 police/NOUN:NNS/nsubj/3 arrested/VERB/root/0 Lebanese/ADJ/amod/5 lawmakers/NOUN:NNS/obj/3 "
        ",/PUNCT/punct/7 accusing/VERB/advcl/3 them/PRON/obj/7 of/ADP/case/10 espionage/NOUN/obl/7"
    )
    assert r.who("them") == ["LBN/LEG"]


def test_a_nation_and_a_title_torn_apart_are_one(read):
    r = read("Brazilian/PROPN/nsubj/3 lawmakers/NOUN:NNS/obj/3 protest/VERB/root/0")
    assert r.who("Brazilian") == ["BRA/LEG"]


def test_the_two_are_the_two_named_before(read):
    r = read(
        "Seoul/PROPN/nsubj/2 received/VERB/root/0 Beijing/PROPN/obj/2",
        "The/DET/det/2 two/NUM/nsubj/3 agreed/VERB/root/0",
    )
    assert {code.split("/")[0] for code in r.who("two")} == {"KOR", "CHN"}


def test_those_urged_to_meet_him_are_not_him(read):
    r = read(
        "Donald/PROPN/nsubj/3 Trump/PROPN/flat/1 urged/VERB/root/0 Xi/PROPN/obj/3 Jinping/PROPN/flat/4 to/PART/mark/7 "
        "meet/VERB/xcomp/3 him/PRON/obj/7"
    )
    assert r.who("him") == ["USA/GOV"]


def test_a_ship_is_neither_its_bombers_nor_a_party_of_its_letters(read):
    r = read("Two/NUM/nummod/4 USS/PROPN/compound/4 Cole/PROPN/flat/2 suspects/NOUN:NNS/nsubj/5 fled/VERB/root/0")
    assert r.who("suspects") != ["USA/MIL"]
