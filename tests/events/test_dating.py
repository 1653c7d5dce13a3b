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
