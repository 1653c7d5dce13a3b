"""Accidents told without a doer and matches are no events; what was meant, or may have been, is one."""

from __future__ import annotations

import pytest

import tocsin

NOT_CODED = [
    "Four people are killed and nine others are injured in a gas explosion at a restaurant in Turin, Italy.",
    "A truck struck a group of pilgrims near Lahore, Pakistan, killing six.",
    "In ice hockey, Finland defeats Sweden 3–2 in the final of the tournament.",
    "Nine people are killed by lightning strikes across Nepal.",
    "An elephant has killed nine people in Assam since January, Indian officials say.",
    "More than thirty boar attacks on farmers are reported in Italy this year.",
    "A man threatens to kill himself in front of the parliament in Rome.",
]
CODED = [
    "Four people are killed and nine others are injured in a bomb explosion at a restaurant in Turin, Italy.",
    "A drone struck a group of pilgrims near Lahore, Pakistan, killing six.",
    "Finland's army defeats Sweden's troops near Narva.",
    "Gunmen have killed nine people in Assam since January, Indian officials say.",
]
NOBODY_ACCUSED = [
    "Norwegian authorities open an investigation into the derailment of the train.",
    "A nationwide blackout hits Chile, which the energy ministry attributes to a fault at a power plant.",
    "Ghana's energy minister blames the blackout on a technical failure.",
]
ACCUSED = [
    "Kenyan police open an investigation into the governor over the collapse of a bridge.",
    "A nationwide blackout hits Chile, which the energy ministry attributes to Peru.",
    "Ghana's energy minister blames the blackout on Togo.",
]


def _types(text: str) -> set[str]:
    return {e.event for e in tocsin.code(text, published="2025-06-03")}


@pytest.mark.model
@pytest.mark.parametrize("text", NOT_CODED)
def test_what_nobody_meant_is_not_coded(text: str) -> None:
    assert "ASSAULT" not in _types(text)


@pytest.mark.model
@pytest.mark.parametrize("text", CODED)
def test_what_somebody_meant_is_coded(text: str) -> None:
    assert "ASSAULT" in _types(text)


@pytest.mark.model
@pytest.mark.parametrize("text", NOBODY_ACCUSED)
def test_looking_for_causes_accuses_nobody(text: str) -> None:
    assert "ACCUSE" not in _types(text)


@pytest.mark.model
@pytest.mark.parametrize("text", ACCUSED)
def test_whoever_is_blamed_is_accused(text: str) -> None:
    assert "ACCUSE" in _types(text)


@pytest.mark.model
def test_what_is_done_by_accident_is_not_done_to_anybody() -> None:
    assert not _types("A Norwegian frigate accidentally jams phone networks in northern Denmark.")
    assert "COERCE" in _types("A Norwegian frigate jams phone networks in northern Denmark.")


@pytest.mark.model
def test_a_fire_at_a_place_is_not_fired_at_it() -> None:
    told = "Nine people are killed in a fire at a nursing home in Porto, Portugal."
    assert not _types(told)
