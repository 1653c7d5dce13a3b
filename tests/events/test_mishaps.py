"""Accidents told without a doer are no events; what was meant, or may have been, is one."""

from __future__ import annotations

import pytest

import tocsin
from tocsin.events import assemble

NOT_CODED = [
    "An explosion killed six candle makers in Zambia.",
    "A truck struck a group of pilgrims near Lahore, Pakistan, killing six.",
    "A crocodile killed two fishermen on the Zambezi in Mozambique.",
    "More than thirty boar attacks on farmers are reported in Italy this year.",
    "A sacked clerk threatened to kill himself at a Maltese post office.",
]
CODED = [
    "A bomb killed six candle makers in Zambia.",
    "A drone struck a group of pilgrims near Lahore, Pakistan, killing six.",
    "Poachers killed two fishermen on the Zambezi in Mozambique.",
    "Finland's army defeats Sweden's troops near Narva.",
]
NOBODY_ACCUSED = [
    "Norwegian authorities open an investigation into the derailment of the train.",
    "Trains stop all over Panama, which the transport ministry attributes to a defect.",
    "Ghana's energy minister blames the blackout on a technical failure.",
]
ACCUSED = [
    "Kenyan police open an investigation into the governor over the collapse of a bridge.",
    "Trains stop all over Panama, which the transport ministry attributes to Colombia.",
    "Ghana's energy minister blames the blackout on Togo.",
]
BY_ACCIDENT = [
    ("A Norwegian frigate {}jams phone networks in northern Denmark.", "accidentally "),
    ("The Danish navy {}blocked the port of Reykjavik.", "inadvertently "),
    ("Police in Oslo {}arrested the Danish consul.", "accidentally "),
]


def _types(text: str) -> set[str]:
    return {e.event for e in tocsin.code(text, published="2025-06-03")}


@pytest.mark.model
@pytest.mark.parametrize("text", NOT_CODED)
def test_what_nobody_meant_is_not_coded(text: str) -> None:
    assert "ASSAULT" not in _types(text)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "event"), [*((t, "ASSAULT") for t in NOT_CODED), *((t, "ACCUSE") for t in NOBODY_ACCUSED)]
)
def test_without_the_rules_it_would_be_coded(text: str, event: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "is_mishap", lambda act, words: False)
    assert event in _types(text)


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
@pytest.mark.parametrize(("text", "unmeant"), BY_ACCIDENT)
def test_what_is_done_by_accident_is_not_done_to_anybody(text: str, unmeant: str) -> None:
    assert not _types(text.format(unmeant))
    assert _types(text.format("")) == {"COERCE"}


@pytest.mark.model
def test_a_fire_at_a_place_is_not_fired_at_it() -> None:
    assert not _types("In Braga, a fire at a candle works killed nine Portuguese packers.")


@pytest.mark.model
def test_a_well_that_finds_oil_strikes_nobody() -> None:
    assert not _types("Engineers struck oil in the third well off Suriname.")
