"""What sport does to its own is not coded; what states do, and what is done for politics' sake, is."""

from __future__ import annotations

import pytest

import tocsin

OF_SPORT = [
    "In handball, the Tunisian federation fines captain Ali Ben Salah for insulting a referee.",
    "The Rugby Tribunal bans French player Paul Morel from the World Cup for six matches.",
    "The International Cycling Union opens an investigation into Belgian cyclist Jan Maes over doping.",
    "In cricket, the Kenyan league clears coach Tom Otieno after it opened an investigation into his conduct.",
]
OF_POLITICS = [
    "The International Judo Federation bans Russian athletes over the war in Ukraine.",
    "World Boxing bans Kenya from the tournament.",
    "Kenya's sports minister bans the national football team from travelling to Chad.",
    "Turkish police arrest two footballers in Izmir over match-fixing.",
]


@pytest.mark.model
@pytest.mark.parametrize("text", OF_SPORT)
def test_the_justice_of_sport_is_not_coded(text: str) -> None:
    assert [e.event for e in tocsin.code(text, published="2025-06-03")] == []


@pytest.mark.model
@pytest.mark.parametrize("text", OF_POLITICS)
def test_politics_in_sport_is_coded(text: str) -> None:
    assert [e.event for e in tocsin.code(text, published="2025-06-03")]
