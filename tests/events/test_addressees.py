"""Parties that only the sentences before tell: whom an answer, a judgement, a penalty or a demand is for."""

from __future__ import annotations

import pytest

import tocsin
from tocsin.records import Event

MARCH = (
    "Tens of thousands of people marched through Tbilisi on Monday night. They carried flags and torches. Many of them "
    "were students. The rain did not stop them. Trains and buses stood still. {} Parliament will sit on Tuesday."
)


def events(text: str, kind: str) -> list[Event]:
    return [e for e in tocsin.code(text, published="2024-05-14") if e.event == kind]


def recipients(text: str, kind: str) -> set[tuple[str, tuple[str, ...]]]:
    return {(e.code, e.sector) for event in events(text, kind) for e in event.recipient}


@pytest.mark.model
def test_what_protesters_demand_in_an_article_they_demand_of_their_government() -> None:
    demand = "The demands of the protesters include new elections."
    assert recipients(MARCH.format(demand), "REQUEST") == {("GEO", ("GOV",))}


@pytest.mark.model
def test_of_an_item_of_a_sentence_it_is_left_open() -> None:
    assert recipients("The demands of protesters in Georgia include new elections.", "REQUEST") == set()


@pytest.mark.model
def test_a_denial_answers_the_accuser() -> None:
    text = "Canada accused India of the murder of an activist in Surrey. India rejected the claim as absurd."
    assert {code for code, _ in recipients(text, "REJECT")} == {"CAN"}


@pytest.mark.model
def test_who_accuse_each_other_are_accused() -> None:
    text = "Iran and Iraq exchanged fire on Monday. The two countries blamed each other for the deaths of villagers."
    assert {code for code, _ in recipients(text, "ACCUSE")} == {"IRN", "IRQ"}
    assert recipients("Iran and Iraq attacked each other on Monday.", "ASSAULT") == set()


@pytest.mark.model
def test_the_strike_is_the_one_told_by_that_word() -> None:
    text = "Ethiopia launched an airstrike on Eritrean troops. Djibouti fights Yemeni pirates. The strike came at dawn."
    strike = next(e for e in events(text, "ASSAULT") if text[slice(*e.evidence.trigger)] == "strike")
    assert ({e.code for e in strike.actor}, {e.code for e in strike.recipient}) == ({"ETH"}, {"ERI"})


@pytest.mark.model
def test_who_opposes_a_withdrawal_opposes_whose_it_is() -> None:
    text = "Kenya withdrew its troops from Somalia on Monday. Uganda's government opposed the withdrawal."
    assert {code for code, _ in recipients(text, "REJECT") | recipients(text, "ACCUSE")} == {"KEN"}


@pytest.mark.model
def test_an_accusation_is_of_whom_the_sentence_before_is_about() -> None:
    text = "Chad expelled the ambassador of Sudan on Friday. Chad's foreign minister complained of spying."
    assert {code for code, _ in recipients(text, "ACCUSE")} == {"SDN"}


@pytest.mark.model
def test_one_activist_is_no_crowd() -> None:
    protest = events("Protests erupt in Lusaka after the arrest of activist John Banda.", "PROTEST")
    assert protest and not protest[0].actor
