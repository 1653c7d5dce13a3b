"""Words beside an act that have no part in it, or another one than they seem to."""

from __future__ import annotations

import pytest

import tocsin

CASES = [
    # text, type, actors, recipients
    ("Three students were killed during protests in Dhaka.", "PROTEST", set(), set()),
    ("German- and French-mediated talks between Chad and Sudan began in Cairo.", "CONSULT", {"TCD", "SDN"}, set()),
    ("Norway announced a summit between Chad and Sudan in Cairo.", "CONSULT", {"TCD", "SDN"}, set()),
    ("A pro-Kurdish march was held by students in Dublin.", "PROTEST", {"IRL"}, set()),
    ("The dissident was released from a police cell in Minsk.", "RETREAT", set(), {"BLR"}),
    ("The defence minister of Peru resigned over the war with Chile.", "RETREAT", {"PER"}, set()),
    ("Egypt's cabinet approved the Darfur ceasefire agreement.", "SUPPORT", {"EGY"}, set()),
    ("Austria and Italy called for Hungary to be fined at once.", "REQUEST", {"AUT", "ITA"}, set()),
    ("Two bakers died in a bloody crackdown on protests in Malawi.", "PROTEST", set(), set()),
    ("The murder of a student by a Somali migrant triggered protests across Finland.", "PROTEST", set(), set()),
    ("Nigerian troops withdraw from Niamey after talks.", "RETREAT", {"NGA"}, set()),
    ("Ghana deploys 300 soldiers to Benin to help fight jihadists.", "MOBILIZE", {"GHA"}, set()),
    ("Mexico announces that the truce between Peru and Ecuador will be extended.", "AGREE", {"PER", "ECU"}, set()),
    ("Libya hands over the nine remaining Maltese hostages to the Red Crescent.", "RETREAT", {"LBY"}, {"MLT"}),
    ("Kenya, together with Uganda, condemned Sudan.", "ACCUSE", {"KEN", "UGA"}, {"SDN"}),
    ("Peru along with Chile imposed sanctions on Venezuela.", "SANCTION", {"PER", "CHL"}, {"VEN"}),
    ("Zambia's police chief visits Harare along with an envoy of Malawi.", "CONSULT", {"ZMB", "MWI"}, {"ZWE"}),
    ("Kenya and Somalia hurled accusations at each other.", "ACCUSE", {"KEN", "SOM"}, {"KEN", "SOM"}),
    ("Fiji withdraws from the Madrid Treaty.", "SANCTION", {"FJI"}, {"IGO"}),
    (
        "Brazil and Chile signed an accord on the Bolivia dispute after talks between the two countries' envoys.",
        "CONSULT",
        {"BRA", "CHL"},
        set(),
    ),
    ("At least nine herders are killed in tribal clashes in Turkana, Kenya.", "ASSAULT", set(), {"KEN"}),
    ("Chad will not withdraw its troops until Libya signs the treaty.", "RETREAT", {"TCD"}, set()),
    ("Ghana's High Court ordered a halt to all inquiries into President John Mahama.", "REQUEST", {"GHA"}, set()),
    ("Kenya called for a conference involving Eritrea.", "REQUEST", {"KEN"}, set()),
    ("Two Kenyan soldiers were killed in fighting near Kismayo in Somalia.", "ASSAULT", set(), {"KEN"}),
]

# They only look like bystanders.
KEPT = [
    ("Israel came under attack from Iran on Friday.", "ASSAULT", {"IRN"}, {"ISR"}),
    ("Missiles from Iran struck Israel.", "ASSAULT", {"IRN"}, {"ISR"}),
    ("Greece seized a tanker carrying US-sanctioned Venezuelan oil.", "SANCTION", {"USA"}, {"VEN"}),
    ("China sent warships to encircle Taiwan.", "MOBILIZE", {"CHN"}, {"TWN"}),
    ("Russia reported the capture of Bakhmut in Ukraine.", "COERCE", {"RUS"}, {"UKR"}),
    ("Chad pulls its soldiers out of eastern Niger.", "RETREAT", {"TCD"}, {"NER"}),
    ("Police in Ghana faced protests by students over the killing.", "PROTEST", {"GHA"}, {"GHA"}),
    ("The EU demanded free elections in Venezuela.", "REQUEST", {"EUR"}, {"VEN"}),
    ("Australia sent a warship to Darwin to shadow Chinese frigates.", "MOBILIZE", {"AUS"}, {"CHN"}),
    ("Six policemen and two gunmen were killed in a shootout in Cali, Colombia.", "ASSAULT", {"", "COL"}, set()),
    ("Ukrainian troops and rebel troops clashed near Donetsk.", "ASSAULT", {"UKR"}, set()),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), [*CASES, *KEPT])
def test_who_has_a_part_in_it(text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    event = next(e for e in tocsin.code(text, published="2025-06-03") if e.event == kind)
    assert {e.code for e in event.actor} == actors
    assert {e.code for e in event.recipient} == recipients


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dozens of students gathered outside the ministry in Lima, Peru, to protest against the minister.", "PROTEST"),
        ("Thousands of farmers took part in anti-government protests in Warsaw.", "PROTEST"),
        ("Nine people are killed and 21 are injured by Israeli drone strikes and airstrikes in Lebanon.", "ASSAULT"),
    ],
)
def test_one_act_told_by_two_words_is_one_record(text: str, kind: str) -> None:
    assert len([e for e in tocsin.code(text, published="2025-06-03") if e.event == kind]) == 1


@pytest.mark.model
def test_who_alleges_an_attack_has_not_made_it() -> None:
    text = "A blast hit a market in Lagos. The government alleges that it was a suicide attack by Boko Haram."
    attack = [e for e in tocsin.code(text, published="2025-06-03") if "suicide-attack" in e.mode]
    assert attack and all("NGA/GOV" not in {p.label for p in e.actor} for e in attack)


@pytest.mark.model
def test_ones_own_envoy_is_not_what_his_recall_is_done_to() -> None:
    (event,) = tocsin.code("Paris withdrew its whole team on Monday.", published="2025-06-03")
    assert event.recipient == ()


@pytest.mark.model
def test_a_guest_received_by_his_host_is_the_visitor() -> None:
    text = "The Cuban foreign minister was received by President Lula in Brasilia."
    (event,) = tocsin.code(text, published="2025-06-03")
    assert [e.code for e in event.actor] == ["CUB"]
    assert [e.code for e in event.recipient] == ["BRA"]
