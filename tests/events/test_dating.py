"""When acts took place, as whole texts tell it: days handed on along a story, and days that belong to other acts."""

from __future__ import annotations

import pytest

import tocsin

pytestmark = pytest.mark.model
PUBLISHED = "2025-06-12"  # a Thursday


def dates(text: str) -> dict[str, str | None]:
    """The day of each act by the word that tells it; of several with one word the last."""
    found = list(tocsin.code(text, published=PUBLISHED))
    for event in found:
        assert event.date is None or event.evidence.date is not None
    return {text[slice(*e.evidence.trigger)]: e.date for e in found}


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        (
            "Bus drivers marched through Quito on Tuesday against a new fuel law. The marchers threw bottles at "
            "officers near the cathedral, and officers sprayed the drivers with pepper gas.",
            "sprayed",
            "2025-06-10",
        ),
        ("A man stabbed two nuns in Mombasa on Monday. The attacker was killed by a guard.", "killed", "2025-06-09"),
        (
            "Foreign Minister Ana Brnabic condemned Albania on Tuesday over the border closure. She also urged Tirana "
            "to reopen the crossing.",
            "urged",
            "2025-06-10",
        ),
        (
            "Ghana and Togo held a summit in Accra on Monday. At the summit, Ghana's president urged Togo to open the "
            "border.",
            "urged",
            "2025-06-09",
        ),
        (
            "Police arrested nine students in Dakar on Monday. Officers arrested them at the gates of the university.",
            "arrested",
            "2025-06-09",
        ),
    ],
)
def test_one_happening_told_over_several_sentences_has_one_day(text: str, word: str, day: str) -> None:
    assert dates(text)[word] == day


def test_the_evidence_of_a_day_handed_on_are_the_words_that_told_it() -> None:
    text = "A man stabbed two nuns in Mombasa on Monday. The attacker was killed by a guard."
    event = next(e for e in tocsin.code(text, published=PUBLISHED) if text[slice(*e.evidence.trigger)] == "killed")
    assert event.evidence.date is not None
    assert text[slice(*event.evidence.date)] == "on Monday"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Chad freed villagers jailed after the harvest riots of 2021.", "freed"),
        ("On Friday a court in Lima fined a newspaper. Loggers had fought with police on the coast.", "fought"),
        ("Rebels burned a school near Bria. The next day the army shelled their camp.", "burned"),
    ],
)
def test_a_day_of_another_act_is_not_handed_on(text: str, word: str) -> None:
    assert dates(text)[word] is None


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        (
            "The monitor counts 80 abductions since the emirate was proclaimed in 2023.",
            "abductions",
            ("2023-01-01", PUBLISHED),
        ),
        (
            "At least 60 miners have been kidnapped near Birao, most of them Chadians, since the gold rush began in "
            "April 2023.",
            "kidnapped",
            ("2023-04-01", PUBLISHED),
        ),
    ],
)
def test_since_something_began_reaches_to_the_article(text: str, word: str, days: tuple[str, str]) -> None:
    found = {text[slice(*e.evidence.trigger)]: (e.date, e.enddate) for e in tocsin.code(text, published=PUBLISHED)}
    assert found[word] == days


def test_a_promise_has_not_the_day_of_what_is_promised() -> None:
    text = "Peru pledges to reopen its consulate in Chile on August 14."
    found = [e for e in tocsin.code(text, published=PUBLISHED) if e.event == "AGREE" and not e.auxiliary]
    assert found
    assert [e.date for e in found] == [None] * len(found)


def test_a_day_beats_an_hour_wherever_they_stand() -> None:
    text = "The smuggler was shot in Split at 7pm (1700 GMT) on Monday by police."
    assert dates(text)["shot"] == "2025-06-09"


def test_undated_articles_stay_undated() -> None:
    text = "A man stabbed two nuns in Mombasa on Monday. The attacker was killed by a guard."
    assert [e.date for e in tocsin.code(text)] == [None, None]


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        ("Dock workers in Chile end a 12-day strike.", "strike", ("2025-05-31", "2025-06-12")),
        ("A 12-day strike by dock workers in Chile has ended.", "strike", ("2025-05-31", "2025-06-12")),
        ("Nurses in Malawi ended a five-day strike on Tuesday.", "strike", ("2025-06-05", "2025-06-10")),
        ("Kenyan troops withdraw from the camp after a three-day raid.", "raid", ("2025-06-09", "2025-06-12")),
    ],
)
def test_a_spell_that_is_over_is_counted_back_from_its_end(text: str, word: str, days: tuple[str, str]) -> None:
    found = {text[slice(*e.evidence.trigger)]: (e.date, e.enddate) for e in tocsin.code(text, published=PUBLISHED)}
    assert found[word] == days


def test_a_spell_that_begins_has_no_days_yet() -> None:
    assert dates("Miners in Peru begin a three-day strike.")["strike"] is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The rebels were given until Saturday to leave the town.", "given"),
        ("Kenya gave the diplomats until Friday to leave.", "gave"),
        ("Zambia ordered the envoy to leave by Sunday.", "ordered"),
        ("Peru set a Friday deadline for the miners to clear the road.", "deadline"),
    ],
)
def test_a_deadline_is_no_day_of_the_asking(text: str, word: str) -> None:
    assert dates(text)[word] is None


def test_the_day_of_a_hearing_to_come_is_no_day_of_the_release() -> None:
    assert dates("A writer is freed from a prison in Minsk and will appear before a judge on 20 June.")["freed"] is None


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        (
            "A panel finds that Kenyan officers broke the law, including arbitrary arrests and beatings, during "
            "student marches in 2022 that shook Nairobi.",
            "arrests",
            "2022-01-01",
        ),
        (
            "On Tuesday the parliament in Lomé let the army into the north, while thousands in Kara marched against "
            "the law.",
            "marched",
            "2025-06-10",
        ),
        ("Thousands fled Goma on Tuesday while rebels shelled the port.", "shelled", "2025-06-10"),
        ("The president fled Bissau on Tuesday as soldiers seized the palace.", "seized", "2025-06-10"),
    ],
)
def test_what_goes_on_meanwhile_has_the_day_of_its_sentence(text: str, word: str, day: str) -> None:
    assert dates(text)[word] == day


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        (
            "Police in Lima arrested a senator on 12 May, two days after he had attacked a judge.",
            "attacked",
            "2025-05-10",
        ),
        (
            "Kenya expelled Sudan's ambassador on Monday, a day after Sudanese troops shelled a Kenyan village.",
            "shelled",
            "2025-06-08",
        ),
        (
            "Togo's police detained the mayor of Lomé on Monday, hours after he threatened to sue the president.",
            "threatened",
            "2025-06-09",
        ),
        (
            "Zambia recalled its envoy to Peru on Tuesday, three days after Peruvian officers had arrested two Zambian "
            "pilots.",
            "arrested",
            "2025-06-07",
        ),
    ],
)
def test_what_came_days_before_is_counted_from_the_day_of_what_followed(text: str, word: str, day: str) -> None:
    assert dates(text)[word] == day


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        (
            "Chad and Niger have been in talks since 1997, when Niger expelled Chad's ambassador.",
            "expelled",
            ("1997-01-01", "1997-12-31"),
        ),
        (
            "The island of Bora has been divided since May, when rebels shelled the northern port.",
            "shelled",
            ("2025-05-01", "2025-05-31"),
        ),
    ],
)
def test_since_then_when_it_happened_is_the_time_itself(text: str, word: str, days: tuple[str, str]) -> None:
    found = {text[slice(*e.evidence.trigger)]: (e.date, e.enddate) for e in tocsin.code(text, published=PUBLISHED)}
    assert found[word] == days


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("Ghana's army shells rebel camps in Togo. On Monday Togo's president resigns.", "resigns", "2025-06-16"),
        (
            "Gambia's finance minister resigned. The opposition protests on Saturday in Banjul.",
            "protests",
            "2025-06-14",
        ),
        ("Tonga's king thanked Fiji. He visits Fiji on Sunday.", "visits", "2025-06-15"),
        ("Police arrest nine students in Dakar on Monday.", "arrest", "2025-06-09"),
        (
            "Ghana's president dismisses his defence minister. The next morning the minister accuses him of betrayal.",
            "accuses",
            "2025-06-13",
        ),
    ],
)
def test_a_story_told_on_in_the_present_goes_on_to_the_next_days(text: str, word: str, day: str) -> None:
    assert dates(text)[word] == day


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        (
            "Chad and Niger move troops and recall their envoys a day after Togolese aircraft bombed a camp in Chad.",
            "bombed",
            "2025-06-11",
        ),
        (
            "Ghana's parliament dismisses the president, two days after a general strike paralysed Accra.",
            "strike",
            "2025-06-10",
        ),
        ("A day after Chad arrested two priests, Togo recalled its envoy.", "recalled", None),
        (
            "Armed men seized a tanker off Ghana. Five days before, a drone had struck the port of Accra.",
            "struck",
            "2025-06-07",
        ),
        ("Cuba freed two pilots whom it had arrested two days before.", "arrested", "2025-06-10"),
        ("Before dawn riot police cleared the square in Quito.", "cleared", "2025-06-12"),
        ("Niger's army arrested a bishop. He is set free on Tuesday.", "set", "2025-06-17"),
        (
            "Bolivia's president Rosa Quispe criticised Peru on Monday. She also rejected a treaty to be signed later "
            "this week.",
            "rejected",
            "2025-06-09",
        ),
    ],
)
def test_days_are_counted_from_the_article_where_no_other_is_told(text: str, word: str, day: str | None) -> None:
    assert dates(text)[word] == day


def test_what_one_commits_oneself_to_lies_ahead() -> None:
    text = "Gabon commits itself to withdraw its soldiers from Chad within ten months."
    found = {text[slice(*e.evidence.trigger)]: (e.date, e.enddate) for e in tocsin.code(text, published=PUBLISHED)}
    assert found["withdraw"] == ("2025-06-12", "2026-04-12")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (
            "Fiji's premier gave way on most points at a meeting in Apia on Tuesday. It did not help. Tonga and Samoa "
            "imposed travel bans on officers and broke off military ties.",
            "broke",
        ),
        ("Laos's former premier died on Thursday. The opposition called off a rally in Vientiane.", "called"),
        (
            "Zambia's government fell on Friday. The army swore loyalty to the new president.",
            "swore",
        ),
    ],
)
def test_what_others_did_does_not_have_the_day_of_a_sentence_before(text: str, word: str) -> None:
    assert dates(text)[word] is None


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("Farmers in Uruguay marched to the parliament on Sunday. Some threw bottles.", "threw", "2025-06-08"),
        ("Students in Malawi protested on Tuesday. Others attacked the mayor's house.", "attacked", "2025-06-10"),
    ],
)
def test_some_of_the_crowd_act_on_its_day(text: str, word: str, day: str) -> None:
    assert dates(text)[word] == day
