"""From triggers to records: what is carried over, who convicts, what private acts are left out."""

from __future__ import annotations

import pytest

import tocsin
from tocsin.events.parties import Parties
from tocsin.records import Entity, Event

pytestmark = pytest.mark.model


def coded(text: str, event: str, published: str = "2022-11-30") -> list[Event]:
    return [e for e in tocsin.code(text, published=published) if e.event == event]


def labels(event: Event) -> tuple[list[str], list[str]]:
    return [e.label for e in event.actor], [e.label for e in event.recipient]


def test_a_later_mention_inherits_the_parties() -> None:
    text = "Turkey launched an airstrike against Syrian troops on Monday. The airstrike destroyed a depot near Afrin."
    strikes = [e for e in coded(text, "ASSAULT") if text[slice(*e.evidence.trigger)] == "airstrike"]
    assert "TUR" in {e.code for e in strikes[-1].actor}


def test_courts_of_the_country_convict() -> None:
    (event,) = coded("The former Peruvian president Alejandro Toledo was sentenced to 20 years in prison.", "SANCTION")
    assert labels(event)[0] == ["PER/JUD"]
    assert event.mode == ("convict",)


def test_offsets_cut_the_evidence_and_ids_repeat() -> None:
    text = "Seoul urged Beijing to stop the test. Beijing refused, officials said."
    first, second = list(tocsin.code(text)), list(tocsin.code(text))
    assert [e.id for e in first] == [e.id for e in second]
    for event in first:
        a, b = event.evidence.trigger
        assert event.evidence.sentence[0] <= a < b <= event.evidence.sentence[1]
        assert all(text[slice(*span)].strip() for span in event.evidence.spans())


def test_a_bare_country_and_its_government_are_one_party() -> None:
    for event in tocsin.code("South Korean President Yoon Suk-yeol urged China to act."):
        assert len({e.code for e in event.actor}) == len(event.actor)


def test_the_lexicon_alone_names_its_row() -> None:
    from tocsin.settings import Settings

    events = tocsin.code("Iran condemned Israel.", settings=Settings(lexicon_only=True))
    assert [e.event for e in events] == ["ACCUSE"]
    assert "accuse.tsv" in events[0].evidence.rule
    assert "model" not in events[0].evidence.rule


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two Kenyan teachers were arrested in Nairobi.", ["COERCE"]),
        ("A Ghanaian singer was deported on Monday.", ["COERCE"]),
        ("Large protests took place over fuel prices.", ["PROTEST"]),
        ("An attack took place over fuel prices.", []),
        ("The protests took place over fuel prices.", []),
        ("The dam opened in March.", []),
        ("The dam opened on March 11.", []),
        ("The March on Lima against the tax began at noon.", ["PROTEST"]),
        ("Peruvian farmers demanded lower taxes.", ["REQUEST"]),
        ("A Peruvian farmer suspected of theft fell ill.", []),
        ("A Chilean tourist was released from prison.", ["RETREAT"]),
        ("Peruvian farmers agreed to plant more trees.", []),
        ("Peruvian farmers visited a fair.", []),
    ],
)
def test_what_the_lexicon_alone_believes(text: str, found: list[str]) -> None:
    from tocsin.settings import Settings

    assert [e.event for e in tocsin.code(text, settings=Settings(lexicon_only=True))] == found


def test_who_gathers_to_demand_something_demands_it() -> None:
    (event,) = coded("Thousands of people marched through Athens to demand that the government resign.", "REQUEST")
    assert event.auxiliary == ()


def test_nobody_acts_on_the_own_country_by_its_name() -> None:
    for text in ("China's government criticized China.", "China tested a missile in China on Monday."):
        for event in tocsin.code(text):
            assert "CHN" not in [e.code for e in event.recipient if not e.sector]
    (event,) = coded("South Korea's president urged South Korea's army to stop the exercise.", "REQUEST")
    assert "KOR" in [e.code for e in event.recipient]


def test_words_within_a_partys_words_are_no_party_of_their_own() -> None:
    for event in coded("Two Palestinians killed a 20-year-old Israeli settler in the West Bank.", "ASSAULT"):
        for side in (event.actor, event.recipient):
            for one in side:
                assert not any(
                    o.span[0] <= one.span[0] and one.span[1] <= o.span[1] and o.span != one.span for o in side
                ), one


def test_a_light_verb_and_its_noun_are_one_record() -> None:
    (event,) = coded("North Korea conducted a nuclear test on Sunday.", "MOBILIZE")
    assert labels(event)[0] == ["PRK"]


def test_nobody_does_to_himself_what_a_pronoun_takes_up() -> None:
    text = "Park warned that if North Korea was not punished, it would conduct a fifth nuclear test."
    (event,) = coded(text, "MOBILIZE")
    assert labels(event) == (["PRK"], [])


@pytest.mark.parametrize("known", ["North Korea", "South Korea"])
def test_the_north_is_the_one_of_the_two_countries_named(known: str) -> None:
    (event,) = coded(f"The talks about {known} failed. Washington urged the North to return to the table.", "REQUEST")
    assert labels(event) == (["USA/GOV"], ["PRK"])


def test_the_south_of_another_country_is_not_a_half_of_it() -> None:
    text = "South Africa's envoy left Beirut on Monday. Israel bombed the South of Lebanon on Tuesday."
    (event,) = coded(text, "ASSAULT")
    assert {e.code for e in event.recipient} == {"LBN"}


def test_both_sides_of_a_clash_act() -> None:
    (event,) = coded("Police clashed with protesters in Nairobi, Kenya, on Tuesday.", "ASSAULT")
    assert [e.label for e in event.actor] == ["KEN/COP", "KEN/CVL"]
    assert event.recipient == ()


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ("Oman mediated between Iran and Saudi Arabia this week.", "CONSULT", ({"OMN"}, {"IRN", "SAU"})),
        ("Intelligence on smugglers has been shared by Jordan with Iraq.", "COOPERATE", ({"JOR"}, {"IRQ"})),
        ("Iran agreed to cooperate with the IAEA.", "AGREE", ({"IRN"}, {"UNO"})),
    ],
)
def test_who_stands_behind_between_and_with(text: str, event: str, expected: tuple[set[str], set[str]]) -> None:
    (found,) = coded(text, event)
    assert tuple({e.code for e in side} for side in (found.actor, found.recipient)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Kenya urged Uganda to withdraw its troops, warning that failure to do so would mean war.",
        "Kenya urged Uganda on Monday to withdraw its troops. It warned that failure to do so would mean war.",
    ],
)
def test_a_warning_of_what_follows_goes_to_the_one_asked(text: str) -> None:
    (event,) = coded(text, "THREATEN")
    assert [e.code for e in event.recipient] == ["UGA"]


def test_a_threat_goes_to_whoever_would_do_what_it_depends_on() -> None:
    text = (
        "Kenyan President William Ruto said that Ethiopia must choose, but warned that any Ugandan attack on his "
        "country would be met with a response by Kenya."
    )
    (event,) = coded(text, "THREATEN")
    assert [e.code for e in event.recipient] == ["UGA"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Iran threatened to strike US bases in the region if Israel attacks its nuclear sites.", "USA"),
        ("China threatened to retaliate against the United States if Taiwan's president meets McCarthy.", "USA"),
    ],
)
def test_a_threat_keeps_the_one_it_names(text: str, code: str) -> None:
    (event,) = coded(text, "THREATEN")
    assert code in {e.code for e in event.recipient}


def test_the_region_is_nobody() -> None:
    text = (
        "North Korea tested a missile in May. The tests caused the United States to station more forces in the region."
    )
    event = next(e for e in coded(text, "MOBILIZE") if "USA" in {x.code for x in e.actor})
    assert event.recipient == ()


def test_who_reports_a_report_that_is_believed_stays_in_the_chain() -> None:
    text = "General Carlos Smith said President Diaz had told reporters that Mexico attacked the rebels in Oaxaca."
    event = coded(text, "ASSAULT")[0]
    assert len(event.attribution) == 2


def test_what_grammar_reports_is_believed_unless_the_judge_finds_it_absurd() -> None:
    text = "Macron said that Gabon would keep its soldiers in Niger, although France and Chad had agreed to share data."
    for kind in ("MOBILIZE", "AGREE"):
        assert [[e.code for e in link] for link in coded(text, kind)[0].attribution] == [["FRA"]]


def test_the_group_is_the_one_whose_raid_was_told() -> None:
    (event,) = (
        e for e in coded("Villagers in Bama fled a Boko Haram raid. The group abducted twenty girls.", "ASSAULT")
        if "abduct" in e.mode
    )  # fmt: skip
    assert [(e.code, e.sector) for e in event.actor] == [("NGA", ("REB",))]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Uganda nearly seized the harbour of Mwanza.", "COERCE", ("negation",)),
        ("Laos almost reached a deal with Nepal.", "AGREE", ("negation",)),
        ("The wrestler was arrested in Ankara over a poem about the sultan.", "COERCE", ()),
        ("Oxfam condemned FIFA over dead migrant workers at a stadium in Doha.", "ACCUSE", ()),
        ("Bulgarian prosecutors investigate the collapse of a school roof in Varna.", "ACCUSE", ()),
        ("A Swedish pilot inadvertently entered Russian airspace.", "MOBILIZE", ()),
    ],
)
def test_what_is_coded_though_it_nearly_was_or_was_not_meant(text: str, kind: str, status: tuple[str, ...]) -> None:
    assert coded(text, kind)[0].auxiliary == status


def test_forces_near_a_country_are_shown_to_it() -> None:
    assert [e.code for e in coded("Japan deployed two destroyers near Palau.", "MOBILIZE")[0].recipient] == ["PLW"]


def test_another_one_is_no_party_of_his_own() -> None:
    text = "A gunman shot a ranger in Tromsø on Friday. Another gunman shot a nurse in Narvik."
    assert all(len(event.actor) == 1 for event in coded(text, "ASSAULT"))


def test_what_a_country_does_for_both_is_done_to_the_other() -> None:
    doers, done_to = (
        Parties(entities=[Entity(code=c, sector=(), text="", name=c, span=(0, 1)) for c in codes])
        for codes in (["CHN"], ["CHN", "PRK"])
    )
    done_to.without_own_country(doers, None)  # type: ignore[arg-type]
    assert [e.code for e in done_to.entities] == ["PRK"]


def test_a_subhead_of_what_is_told_below_is_no_record() -> None:
    story = "Kenya closed its embassy in Khartoum on Monday, officials said, after weeks of fighting in the city."
    below = "Uganda urged Kenya to reopen the embassy as soon as the fighting in the Sudanese capital had ended."
    (event,) = coded(f"{story}\n\nUganda Urges Kenya to Reopen Embassy\n\n{below}\n", "REQUEST")
    assert event.evidence.trigger[0] > len(story) + 40


def test_a_promise_announced_is_told_by_what_is_promised() -> None:
    text = "French President Emmanuel Macron announced on Thursday that France will recognize Palestine in September."
    outer, inner = coded(text, "AGREE")[0], coded(text, "SUPPORT")[0]
    assert outer.evidence.trigger == inner.evidence.trigger
    assert (outer.auxiliary, inner.auxiliary) == ((), ("future",))
    assert inner.parent == outer.id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway will fund the repair of Ukrainian ships.", ("AGREE", ())),
        ("Norway funded the repair of Ukrainian ships.", ("AID", ())),
    ],
)
def test_a_kindness_merely_announced_is_a_word_given(text: str, expected: tuple[str, tuple[str, ...]]) -> None:
    (event,) = [e for e in coded(text, "AGREE") + coded(text, "AID") if e.parent is None]
    assert (event.event, event.auxiliary) == expected
    assert [e.code for e in event.actor] == ["NOR"]


def test_a_merged_verb_still_tells_whether_it_was_done() -> None:
    (event,) = coded("The European Union did not impose sanctions on Belarus.", "SANCTION")
    assert event.auxiliary == ("negation",)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("At least three people were killed in a strike on a residential area in Tehran.", "killed"),
        ("At least three people were killed in an Israeli strike on a residential area in Tehran.", "strike"),
        ("Israeli gunfire and airstrikes kill at least 21 Palestinians.", "gunfire"),
    ],
)
def test_who_carries_the_doer_tells_the_act(text: str, trigger: str) -> None:
    (event,) = coded(text, "ASSAULT")
    assert text[slice(*event.evidence.trigger)] == trigger


def test_a_name_written_like_a_pronoun_is_a_name() -> None:
    text = "Kim Jong Un met Xi Jinping in Beijing. Chinese commentator Wang He accused North Korea of cheating."
    (event,) = coded(text, "ACCUSE")
    assert [e.code for e in event.actor] == ["CHN"]


def test_the_first_part_of_a_compound_is_no_party() -> None:
    for event in coded("South Korea and China held director-level talks on Friday.", "CONSULT"):
        assert labels(event)[0] == ["KOR", "CHN"]


def test_the_country_is_that_of_whoever_speaks_of_it() -> None:
    text = "Seoul fired missiles. North Korean state television said that the country had tested a hydrogen bomb."
    assert labels(coded(text, "MOBILIZE")[-1])[0] == ["PRK"]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Protests erupted in Tehran on Monday. Iranian protesters burned tyres.", ["IRN/CVL"]),
        ("Protests over the price of bread erupted in Tehran on Monday.", []),
    ],
)
def test_a_protest_of_nobody_named_is_of_the_protesters_named_elsewhere(text: str, actors: list[str]) -> None:
    assert labels(coded(text, "PROTEST")[0])[0] == actors


def test_whose_allies_they_are_is_not_who_acts() -> None:
    (event,) = coded("Iraqi militias associated with Iran threatened American soldiers on Monday.", "THREATEN")
    assert {e.code for e in event.actor} == {"IRQ"}


def test_a_later_mention_has_the_date_told_before() -> None:
    text = (
        "Gunmen attacked a Nigerian army base in Borno on Friday. Nobody claimed the attack. "
        "Two days before the attack, Nigerian troops had arrested six men."
    )
    events = tocsin.code(text, published="2022-11-30")
    days = {text[slice(*e.evidence.trigger)]: e.date for e in events}
    assert days.get("attack", "2022-11-25") == "2022-11-25"
    assert days["arrested"] == "2022-11-23"


def test_had_alone_makes_no_background() -> None:
    text = "Student groups had given the Kenyan government until Thursday to withdraw the bill."
    assert [e.auxiliary for e in coded(text, "REQUEST")] == [()]


@pytest.mark.parametrize(
    ("text", "event", "recipient"),
    [
        ("Canada accused India of the murder on Monday. India dismissed the charge as absurd.", "REJECT", "CAN"),
        (
            "Turkey expelled the Greek ambassador on Monday. Amnesty International criticised the decision.",
            "ACCUSE",
            "TUR",
        ),
    ],
)
def test_answers_and_judgements_go_to_whose_deed_it_was(text: str, event: str, recipient: str) -> None:
    assert {e.code for e in coded(text, event)[-1].recipient} == {recipient}


@pytest.mark.parametrize(
    ("text", "event", "actors", "recipients"),
    [
        (
            "Turkey accused Sweden of backing rebels on Monday. Sweden then suspended arms sales.",
            "SANCTION", {"SWE"}, {"TUR"},
        ),
        (
            "Azerbaijan arrested six Iranian lawmakers in May. The Iranian lawmakers were released on Monday.",
            "RETREAT", {"AZE"}, {"IRN"},
        ),
        (
            "Israeli jets struck a depot in Syria on Monday. Jordan condemned the raid.",
            "ACCUSE", {"JOR"}, {"ISR"},
        ),
        ("Exiled Iranian dissidents condemned Iran on Monday.", "ACCUSE", {"IRN"}, {"IRN"}),
        ("Egypt brokered a truce between Israel and Islamic Jihad on Monday.", "AGREE", {"EGY", "ISR", "PSE"}, set()),
    ],
)  # fmt: skip
def test_parties_told_in_the_sentences_before(text: str, event: str, actors: set, recipients: set) -> None:
    record = coded(text, event)[-1]
    assert ({e.code for e in record.actor}, {e.code for e in record.recipient}) == (actors, recipients)


def test_who_signs_judges_nobody() -> None:
    text = "Russian missiles hit Kyiv on Monday. In Washington, President Biden signed the bill on wildfires."
    assert all(not e.recipient for e in coded(text, "SUPPORT"))


@pytest.mark.parametrize("preposition", ["after", "following", "amid"])
def test_what_a_verb_only_follows_is_not_undone_by_it(preposition: str) -> None:
    text = f"Air India suspended its flights to Bangladesh {preposition} protests by students in Dhaka on Monday."
    assert [e.auxiliary for e in coded(text, "PROTEST")] == [()]
