"""Golden sentences against the real coder."""

from __future__ import annotations

from typing import Any

import pytest

import tocsin
from golden_sentences import differences, golden_lines, mistakes
from tocsin.records import Cue, Entity, Event, Evidence

LINES = golden_lines()


def parameters() -> list[Any]:
    marks = {
        place: [pytest.mark.xfail(reason=line["xfail"], strict=True)] if "xfail" in line else []
        for place, line in LINES
    }
    return [pytest.param(line, id=place, marks=marks[place]) for place, line in LINES]


@pytest.mark.parametrize("line", [pytest.param(line, id=place) for place, line in LINES])
def test_the_line_itself_is_sound(line: dict[str, Any]) -> None:
    assert mistakes(line) == []


@pytest.mark.model
@pytest.mark.parametrize("line", parameters())
def test_golden_sentence(line: dict[str, Any]) -> None:
    coded = tocsin.code(line["sentence"], published=line.get("published"))
    assert differences(line, list(coded)) == [], line["why"]


SENTENCE = "Seoul urged Beijing to act."
URGED = Event(
    article="a",
    event="REQUEST",
    quad_code=3,
    event_scale=-1.0,
    evidence=Evidence((0, 27), (6, 11), ((0, 5),), ((12, 19),), cues=(Cue("x", (0, 1)),)),
    actor=(Entity("KOR", ("GOV",), "Seoul", span=(0, 5)),),
    recipient=(Entity("CHN", ("GOV",), "Beijing", span=(12, 19)),),
)
WANTED = {"trigger": "urged", "event": "REQUEST", "actor": ["KOR/GOV"], "recipient": ["CHN"]}


def test_the_comparison_accepts_what_is_right() -> None:
    assert differences({"sentence": SENTENCE, "events": [WANTED], "only": True}, [URGED]) == []


@pytest.mark.parametrize(
    "change",
    [
        {"event": "ACCUSE"},
        {"actor": []},
        {"actor": ["KOR/MIL"]},
        {"recipient": ["PRK"]},
        {"auxiliary": ["future"]},
        {"role": "content"},
        {"date": "2022-11-28"},
        {"attribution": [["CHN"]]},
        {"mode": ["meet"]},
    ],
)
def test_the_comparison_sees_what_is_wrong(change: dict[str, Any]) -> None:
    assert differences({"sentence": SENTENCE, "events": [{**WANTED, **change}]}, [URGED])


def test_the_comparison_sees_too_much_and_too_little() -> None:
    assert differences({"sentence": SENTENCE, "events": [], "only": True}, [URGED])
    assert differences({"sentence": SENTENCE, "events": [WANTED]}, [])


@pytest.mark.parametrize(
    "line",
    [
        {"sentence": "x", "events": [], "why": "tests nothing"},
        {"sentence": "x y", "events": [{"trigger": "z", "event": "AGREE"}], "why": "trigger not there"},
        {"sentence": "x y", "events": [{"trigger": "y", "event": "FIGHT"}], "why": "no such type"},
        {"sentence": "x y", "events": [{"trigger": "y", "event": "AGREE", "actors": []}], "why": "misspelt field"},
        {
            "sentence": "x y",
            "events": [{"trigger": "y", "event": "AGREE", "mode": ["visit"]}],
            "why": "its mode",
        },
        {"sentence": "x y", "only": True, "events": []},
    ],
)
def test_mistakes_in_golden_lines_are_found(line: dict[str, Any]) -> None:
    assert mistakes(line)
