"""What only mentions an act is no record of it."""

from __future__ import annotations

import pytest

import tocsin

MENTIONED = [
    ("Peru celebrates the anniversary of the signing of its peace treaty with Chile.", "SUPPORT"),
    ("Soldiers cleared the square in Accra on the orders of the governor.", "REQUEST"),
    ("The court suspends the mayor of Lima pending an investigation.", "ACCUSE"),
]
TOLD = [
    ("Peru celebrates the signing of its peace treaty with Chile.", "SUPPORT"),
    ("The governor of Accra urges traders to leave the square.", "REQUEST"),
    ("The court opens an investigation into the mayor of Lima.", "ACCUSE"),
]


def _types(text: str) -> set[str]:
    return {e.event for e in tocsin.code(text, published="2025-06-03")}


@pytest.mark.model
@pytest.mark.parametrize(("text", "event"), MENTIONED)
def test_a_mere_mention_is_no_record(text: str, event: str) -> None:
    assert event not in _types(text)


@pytest.mark.model
@pytest.mark.parametrize(("text", "event"), TOLD)
def test_an_act_told_is_a_record(text: str, event: str) -> None:
    assert event in _types(text)
