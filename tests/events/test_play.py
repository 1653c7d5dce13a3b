"""What sport does to its own is not coded; what states do, and what is done for politics' sake, is."""

from __future__ import annotations

import pytest

import tocsin
from tocsin.events import assemble

OF_SPORT = [
    "In handball, the Tunisian federation fines captain Ali Ben Salah for insulting a referee.",
    "The Rugby Tribunal bans French player Paul Morel from the World Cup for six matches.",
    "The International Cycling Union opens an investigation into Belgian cyclist Jan Maes over doping.",
    "In netball, the Jamaican federation accuses umpire Dana Reid of taking gifts.",
]
OF_POLITICS = [
    ("The Pacific Athletics Union suspends Fijian sprinters for a salute to the junta.", "SANCTION"),
    ("World Boxing bans Kenya from the tournament.", "COERCE"),
    ("Senegal's interior ministry deports a Gambian tennis player.", "COERCE"),
    ("Turkish police arrest two footballers in Izmir over match-fixing.", "COERCE"),
]


def _types(text: str) -> list[str]:
    return [e.event for e in tocsin.code(text, published="2025-06-03")]


@pytest.mark.model
@pytest.mark.parametrize("text", OF_SPORT)
def test_the_justice_of_sport_is_not_coded(text: str) -> None:
    assert _types(text) == []


@pytest.mark.model
@pytest.mark.parametrize("text", OF_SPORT)
def test_without_the_rule_it_would_be_coded(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "is_justice_of_sport", lambda act, words: False)
    assert _types(text)


@pytest.mark.model
@pytest.mark.parametrize(("text", "event"), OF_POLITICS)
def test_politics_in_sport_is_coded(text: str, event: str) -> None:
    assert event in _types(text)


@pytest.mark.model
def test_a_match_won_is_no_event(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _types("Fiji trounced Tonga in the final.") == []
    monkeypatch.setattr(assemble, "is_match", lambda act, words: False)
    assert _types("Fiji trounced Tonga in the final.")


@pytest.mark.model
def test_strikes_thrown_are_no_strikes() -> None:
    assert _types("In the ninth, the rookie from Havana threw three strikes.") == []
