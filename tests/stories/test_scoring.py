"""Which pairs of mentions count as one happening, and what cannot be one."""

from __future__ import annotations

from typing import Any

import pytest

from made_events import article, event
from tocsin.stories.mentions import Told, told
from tocsin.stories.scoring import EVEN, parts, score

TEST = "North Korea conducted a nuclear test at Punggye-ri."


def mention(sentence: str, trigger: str, kind: str, published: str | None = "2016-09-09", **fields: Any) -> Told:
    return told(
        event(article(sentence, published, name=f"{published} {sentence}"), sentence, trigger, kind, **fields), sentence
    )


def test_the_same_test_in_other_words_is_one() -> None:
    one = mention(TEST, "conducted", "MOBILIZE", who="PRK", mode="weapons", date="2016-09-09")
    other = mention(
        "Pyongyang's nuclear test at Punggye-ri shook the ground.", "test", "MOBILIZE", "2016-09-10",
        who="PRK/GOV", mode="weapons", date="2016-09-09",
    )  # fmt: skip
    points = score(one, other)
    assert points is not None
    assert points > EVEN


def test_the_next_test_is_another() -> None:
    one = mention(TEST, "conducted", "MOBILIZE", who="PRK", mode="weapons", date="2016-09-09")
    other = mention(TEST, "conducted", "MOBILIZE", "2017-09-04", who="PRK", mode="weapons", date="2017-09-03")
    assert score(one, other) is None


def test_other_parties_rule_a_pair_out() -> None:
    one = mention("Seoul condemned the launch.", "condemned", "ACCUSE", who="KOR", whom="PRK")
    other = mention("Rome condemned the strike.", "condemned", "ACCUSE", who="ITA", whom="LBY")
    assert score(one, other) is None


def test_a_demanded_act_is_not_the_act() -> None:
    done = mention("Troops left Kaesong.", "left", "RETREAT", who="PRK")
    asked = mention(
        "Seoul urged troops to leave Kaesong.",
        "leave",
        "RETREAT",
        who="PRK",
        auxiliary=("hypothetical",),
        role="content",
    )  # noqa: E501
    assert score(done, asked) is None


def test_reprinted_words_are_certain_however_they_were_coded() -> None:
    one = mention(TEST, "conducted", "MOBILIZE", who="PRK")
    other = mention(TEST, "conducted", "ASSAULT", "2016-09-10")
    assert parts(one, other) == {"same words": 20.0}


@pytest.mark.parametrize("names", [("Odesa", "Kharkiv"), ("Dnipro", "Lviv")])
def test_strikes_on_two_cities_are_two(names: tuple[str, str]) -> None:
    one, other = (
        mention(f"Russian missiles struck {name} and killed people.", "struck", "ASSAULT", who="RUS", whom="UKR")
        for name in names
    )
    points = score(one, other)
    assert points is None or points < EVEN


def test_a_pair_scores_the_same_both_ways() -> None:
    one = mention(TEST, "conducted", "MOBILIZE", who="PRK", date="2016-09-09")
    other = mention("Seoul detected a test.", "test", "MOBILIZE", "2016-09-10")
    assert score(one, other) == score(other, one)
