"""Modes: by what is asked or threatened, and for types that always have one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

import tocsin
from tocsin.events.modes import modes_of
from tocsin.events.reading import Act
from tocsin.settings import Settings

pytestmark = pytest.mark.model


def modes(text: str, event: str, *, alone: bool = False) -> list[tuple[str, ...]]:
    return [e.mode for e in tocsin.code(text, settings=Settings(lexicon_only=alone)) if e.event == event]


def told(event: str, mode: str) -> Any:
    return SimpleNamespace(event=event, own_entry=SimpleNamespace(mode=mode))


@pytest.mark.parametrize(
    ("event", "content", "mode"),
    [
        ("REQUEST", ("RETREAT", "resign"), "change"),  # another leader
        ("REQUEST", ("RETREAT", "release"), "yield"),
        ("THREATEN", ("ASSAULT", "aerial"), "violence"),
        ("THREATEN", ("COERCE", "arrest"), "arrest"),
        ("THREATEN", ("COERCE", "deport"), "expel"),
        ("THREATEN", ("SANCTION", "expel"), "expel"),
    ],
)
def test_what_is_asked_or_threatened_says_the_mode(event: str, content: tuple[str, str], mode: str) -> None:
    inner = SimpleNamespace(trigger=told(*content))
    assert modes_of(told(event, "yield"), None, [cast(Act, inner)]) == (mode,)


@pytest.mark.parametrize("verb", ["warned", "threatened"])
def test_what_is_threatened_is_the_mode_of_the_threat(verb: str) -> None:
    assert modes(f"Kenya {verb} Somalia that it would expel its diplomats.", "THREATEN") == [("expel",)]


@pytest.mark.parametrize(
    "text", ["Fiji's crackdown on fishing unions continued.", "Police in Peru crack down on public gatherings."]
)
def test_coercion_always_has_a_mode(text: str) -> None:
    assert all(modes(text, "COERCE"))


@pytest.mark.parametrize("verb", ["overturned", "annulled", "quashed", "struck down", "invalidated"])
def test_undoing_a_law_refuses_a_policy(verb: str) -> None:
    assert modes(f"The Supreme Court of Kenya {verb} the ban on rallies.", "REJECT", alone=True) == [("change",)]


@pytest.mark.parametrize("asked", ["waive the fees", "ease the curfew", "extradite the banker", "unfreeze its funds"])
def test_asking_to_ease_is_asking_to_yield(asked: str) -> None:
    assert modes(f"Ghana urged Togo to {asked}.", "REQUEST") == [("yield",)]
