"""What keeps two acts of one kind apart, and what brings two sentences of one article together."""

from __future__ import annotations

import pytest

from made_events import article, event
from tocsin.records import Entity
from tocsin.stories.mentions import Told, told
from tocsin.stories.scoring import EVEN, parts, score
from tocsin.stories.words import weighed


def strike(toll: str, published: str = "2024-03-01", rest: str = "") -> Told:
    sentence = f"A strike by Russia killed {toll} in Odesa{rest}."
    source = article(sentence, published, name=f"{published} {sentence}")
    victims = Entity("UKR", ("CVL",), toll, "", "", (26, 26 + len(toll)))
    made = event(source, sentence, "killed", "ASSAULT", who="RUS").changed(recipient=(victims,))
    return told(made, sentence)


@pytest.mark.parametrize(
    ("toll", "rest", "apart"),
    [
        ("three people", "", True),
        ("four people", " on a market", False),
        ("nine people", " as the toll rises", False),
        ("people", "", False),
        ("a 20-year-old", "", False),
    ],
)
def test_other_tolls_are_other_strikes(toll: str, rest: str, apart: bool) -> None:
    found = parts(strike("four people"), strike(toll, "2024-03-02", rest))
    assert found is not None
    assert (found["count"] < 0) is apart


def test_undated_violence_of_the_next_day_is_another() -> None:
    today, tomorrow = strike("four people"), strike("four people", "2024-03-02", " on a market")
    found, same_day = parts(today, tomorrow), parts(today, strike("four people", rest=" on a market"))
    assert found is not None
    assert same_day is not None
    assert found["time"] <= same_day["time"] - 2


@pytest.mark.parametrize("names", ["Mariupol", "Junta", "Marib", "Mayor"])
def test_names_that_begin_like_months_are_words(names: str) -> None:
    assert names in weighed(f"Troops left {names} behind them.")


def test_dates_are_no_words() -> None:
    assert weighed("SEOUL, Jan. 13, 2016") == weighed("SEOUL, ")


def test_a_headline_is_told_by_its_text() -> None:
    title, lead = "Park Asks China to Do More", "The president urged China on Wednesday to back tougher measures."
    source = article(f"{title}\n{lead}", "2016-01-13", name="one")
    one, other = (
        told(event(source, sentence, word, "REQUEST", who="KOR/GOV", whom="CHN"), sentence)
        for word, sentence in (("Asks", title), ("urged", lead))
    )
    points = score(one, other)
    assert points is not None
    assert points >= EVEN


def test_a_promise_and_what_is_promised_by_one_word_are_two() -> None:
    sentence = "Paris announces that it will recognise Palestine."
    source = article(sentence, "2025-07-24", name="one")
    promise = event(source, sentence, "recognise", "AGREE", who="FRA")
    deed = event(source, sentence, "recognise", "SUPPORT", who="FRA", parent=promise, role="content")
    assert (parts(told(promise, sentence), told(deed, sentence)) or {}).get("same words") is None
