"""The word lists of sport, accidents and animals: each word does what its list is for, and a user's lines are added."""

from __future__ import annotations

from pathlib import Path

import pytest

import tocsin
from tocsin.errors import DataFileError
from tocsin.events.apolitical import LEMMAS, TEXTS, load_apolitical
from tocsin.settings import DATA

TOLD = {
    "beasts": "A {} killed two Malawian herders on Tuesday.",
    "mishaps": "Two Malawian herders were killed in a {} on Tuesday.",
    "vehicles": "A {} hit two Malawian herders on Tuesday.",
    "faults": "Malawi's power company blames the stoppage on {}.",
    "breakdowns": "Malawi's power company investigates the {}.",
}


def _words(name: str) -> list[str]:
    lines = (DATA / "apolitical" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.model
@pytest.mark.parametrize("name", sorted(TOLD))
def test_every_word_of_a_list_tells_nothing_done_on_purpose(name: str) -> None:
    texts = [TOLD[name].format(word) for word in _words(name)]
    coded = {text: [e.event for e in tocsin.code(text, published="2025-06-03")] for text in texts}
    assert {text: events for text, events in coded.items() if set(events) & {"ASSAULT", "ACCUSE"}} == {}


@pytest.mark.model
@pytest.mark.parametrize("handler", ["police", "army", "guard", "soldier's"])
def test_an_animal_that_is_led_does_what_it_is_told(handler: str) -> None:
    assert "ASSAULT" in [e.event for e in tocsin.code(f"A {handler} dog attacked two Malawian protesters.")]
    assert "ASSAULT" not in [e.event for e in tocsin.code("A stray dog attacked two Malawian herders.")]


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_line_is_found_in_a_text(name: str) -> None:
    lists = load_apolitical()
    for word in _words(name):
        assert lists.told(f"so: {word.replace('*', 's')}, as told", name), word
        if word.isalpha():
            assert not lists.told(f"so{word}", name), word


def test_small_letters_stand_for_any_and_capitals_for_themselves() -> None:
    lists = load_apolitical()
    assert lists.told("BOXERS fight", "sport")
    assert lists.told("the World Cup", "sport")
    assert not lists.told("a world cup of tea", "sport")
    assert lists.opens_with_game("In American football, Denver wins.")
    assert not lists.opens_with_game("In Denver, football is played.")


def test_an_overlay_adds_lines(tmp_path: Path) -> None:
    (tmp_path / "apolitical").mkdir()
    (tmp_path / "apolitical" / "beasts.txt").write_text("# ours\nyeti\n", encoding="utf-8")
    lists = load_apolitical(tmp_path)
    assert {"yeti", "elephant"} <= lists.lemmas["beasts"]
    assert "yeti" not in load_apolitical().lemmas["beasts"]


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("beast.txt", "yeti\n", "no list is called 'beast'"),
        ("beasts.txt", "snow leopard\n", "'snow leopard' is not one word"),
        ("sport.txt", "base*ball\n", "an asterisk may only stand at the end"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, file: str, text: str, problem: str) -> None:
    (tmp_path / "apolitical").mkdir()
    (tmp_path / "apolitical" / file).write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=problem):
        load_apolitical(tmp_path)


def test_every_list_has_its_file() -> None:
    assert {path.stem for path in (DATA / "apolitical").glob("*.txt")} == LEMMAS | TEXTS
