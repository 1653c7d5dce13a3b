"""What only mentions an act is no record of it."""

from __future__ import annotations

import pytest

import tocsin

MENTIONED = [
    ("Peru celebrates the anniversary of the signing of its peace treaty with Chile.", "SUPPORT"),
    ("Soldiers cleared the square in Accra on the orders of the governor.", "REQUEST"),
    ("The court suspends the mayor of Lima pending an investigation.", "ACCUSE"),
    ("Norway resumed trade with Chad despite existing sanctions on its gold.", "SANCTION"),
    ("It was the worst month since the start of the siege of Accra.", "COERCE"),
    ("The mayor visited the Turkish-occupied north of Cyprus.", "COERCE"),
    ("Rebels in Mali freed the abducted teachers.", "ASSAULT"),
    ("Oslo wants to counter the threat to strike its ports.", "THREATEN"),
    ("The alleged plot by Togo's minister angered Ghana.", "ACCUSE"),
]
TOLD = [
    ("Peru celebrates the signing of its peace treaty with Chile.", "SUPPORT"),
    ("The governor of Accra urges traders to leave the square.", "REQUEST"),
    ("The court opens an investigation into the mayor of Lima.", "ACCUSE"),
    ("Norway imposed sanctions on gold from Chad.", "SANCTION"),
    ("Soldiers began a siege of Accra.", "COERCE"),
    ("Turkey occupied the north of Cyprus.", "COERCE"),
    ("Rebels in Mali freed the teachers they had abducted.", "ASSAULT"),
    ("Chad issued a threat to strike Oslo's ports.", "THREATEN"),
    ("Ghana alleged a plot by Togo's minister.", "ACCUSE"),
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
