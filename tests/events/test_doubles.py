"""One act told by two words is one record (codebook 9); two acts are two."""

from __future__ import annotations

import pytest

import tocsin

ONCE = [
    ("A court in Oslo sentences two officers to ten years in prison after convicting them of treason.", "SANCTION"),
    ("Brazil's top court convicted the former general and sentenced him to ten years.", "SANCTION"),
    ("The police in Accra placed the opposition leader under house arrest.", "COERCE"),
    ("Iceland granted asylum to two journalists from Chad.", "AID"),
    ("Chile's president granted the general a full pardon.", "CONCEDE"),
    ("Norway's prime minister reaffirmed Norway's support for Ghana.", "SUPPORT"),
    ("Chile protests against the tariffs imposed by Norway on its fish.", "SANCTION"),
    ("Crowds marched in Oslo, chanting slogans against the king.", "PROTEST"),
    ("Chadian troops launched a raid that killed nine rebels.", "ASSAULT"),
    ("Trade fell after Uganda imposed tariffs on steel from Kenya.", "SANCTION"),
]
TWICE = [
    ("A court in Lagos convicted Ada Eze of treason and sentenced Femi Ojo to nine years in prison.", "SANCTION"),
    ("North Korea deported a Dutch reporter after holding him for two days.", "COERCE"),
    ("Police in Accra arrested the editor and seized his papers.", "COERCE"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "event"), ONCE)
def test_one_act_in_two_words_is_one_record(text: str, event: str) -> None:
    assert [e.event for e in tocsin.code(text, published="2025-06-03")].count(event) == 1


@pytest.mark.model
@pytest.mark.parametrize(("text", "event"), TWICE)
def test_two_acts_are_two_records(text: str, event: str) -> None:
    assert [e.event for e in tocsin.code(text, published="2025-06-03")].count(event) == 2


@pytest.mark.model
def test_the_participle_with_the_doer_tells_the_act() -> None:
    text = "Chile protests against the tariffs imposed by Norway on its fish."
    (event,) = [e for e in tocsin.code(text, published="2025-06-03") if e.event == "SANCTION"]
    assert text[slice(*event.evidence.trigger)] == "imposed"
    assert event.auxiliary == ()
    assert [e.code for e in event.actor] == ["NOR"]
