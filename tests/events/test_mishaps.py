"""Accidents told without a doer and matches are no events; what was meant, or may have been, is one."""

from __future__ import annotations

import pytest

import tocsin

NOT_CODED = [
    "Four people are killed and nine others are injured in a gas explosion at a restaurant in Turin, Italy.",
    "A truck struck a group of pilgrims near Lahore, Pakistan, killing six.",
    "In ice hockey, Finland defeats Sweden 3–2 in the final of the tournament.",
]
CODED = [
    "Four people are killed and nine others are injured in a bomb explosion at a restaurant in Turin, Italy.",
    "A drone struck a group of pilgrims near Lahore, Pakistan, killing six.",
    "Finland's army defeats Sweden's troops near Narva.",
]


@pytest.mark.model
@pytest.mark.parametrize("text", NOT_CODED)
def test_what_nobody_meant_is_not_coded(text: str) -> None:
    assert [e.event for e in tocsin.code(text, published="2025-06-03") if e.event == "ASSAULT"] == []


@pytest.mark.model
@pytest.mark.parametrize("text", CODED)
def test_what_somebody_meant_is_coded(text: str) -> None:
    assert "ASSAULT" in {e.event for e in tocsin.code(text, published="2025-06-03")}
