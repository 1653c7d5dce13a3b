"""One act told by two words is one record (codebook 9); two acts are two."""

from __future__ import annotations

import pytest

import tocsin

ONCE = [
    ("A court in Suva jails two divers for ten months after convicting them of treason.", "SANCTION"),
    ("A Nepali judge convicted the banker and sentenced him to nine months.", "SANCTION"),
    ("The police in Suva kept a bishop under house arrest.", "COERCE"),
    ("Iceland granted asylum to two journalists from Chad.", "AID"),
    ("Fiji's president granted the poachers a full pardon.", "CONCEDE"),
    ("Norway's prime minister reaffirmed Norway's support for Ghana.", "SUPPORT"),
    ("Chile protests against the tariffs imposed by Norway on its fish.", "SANCTION"),
    ("Crowds marched in Oslo, chanting slogans against the king.", "PROTEST"),
    ("Chadian troops launched a raid that killed nine rebels.", "ASSAULT"),
    ("Trade fell after Uganda imposed tariffs on steel from Kenya.", "SANCTION"),
    ("Peru's navy intercepted and destroyed two Chilean drones.", "ASSAULT"),
    ("Uganda's foreign minister flew to Lima to meet the mayor.", "CONSULT"),
    ("Kenya's envoy arrived in Oslo to hold talks with Norway's premier.", "CONSULT"),
    ("The premier of Fiji is travelling to Tonga to meet King Tupou.", "CONSULT"),
]
TWICE = [
    ("A court in Lagos convicted Ada Eze of treason and sentenced Femi Ojo to hard labour.", "SANCTION"),
    ("North Korea deported a Dutch reporter after holding him for two days.", "COERCE"),
    ("Police in Accra arrested the editor and seized his papers.", "COERCE"),
    ("Gunmen abducted and killed a Kenyan judge.", "ASSAULT"),
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
