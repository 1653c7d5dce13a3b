"""CAMEO's lines between types, where marked pairs follow them: every row of the table by its example."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tocsin import conventions
from tocsin.conventions import Convention, load_conventions
from tocsin.errors import DataFileError
from tocsin.language.labels import EVENTS
from tocsin.relation import relate

ROWS = load_conventions()


def pair(example: str) -> dict[str, Any]:
    """A pair of an example with its parties in brackets: "[S Chad] met [T Mali]."."""
    found: dict[str, Any] = {"id": 0, "text": "", "source": None, "target": None}
    last = 0
    for match in re.finditer(r"\[([ST]) ([^\]]*)\]", example):
        found["text"] += example[last : match.start()]
        start = len(found["text"])
        found["text"] += match[2]
        found["source" if match[1] == "S" else "target"] = [start, len(found["text"])]
        last = match.end()
    found["text"] += example[last:]
    return found


@pytest.mark.model
def test_every_example_gets_the_type_of_its_row() -> None:
    answers = list(relate(pair(row.example) for row in ROWS))
    wrong = [
        (row.cameo, answer["event"], row.example)
        for row, answer in zip(ROWS, answers, strict=True)
        if answer["event"] != EVENTS[row.becomes]
    ]
    assert not wrong


@pytest.mark.model
def test_no_example_gets_its_type_without_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conventions, "load_conventions", lambda: ())
    answers = list(relate(pair(row.example) for row in ROWS))
    idle = [row.example for row, a in zip(ROWS, answers, strict=True) if a["event"] == EVENTS[row.becomes]]
    assert not idle


@pytest.mark.model
@pytest.mark.parametrize(
    ("example", "event"),
    [
        ("[S The navy] blockaded [T the port of Tripoli].", "ASSAULT"),
        ("[S The governor] put [T the Potosí province] under martial law.", "COERCE"),
        ("[T Two traders] were convicted of bribery by [S a Maltese court].", "ACCUSE"),
        ("[S A Maltese court] sentenced [T two traders] to hard labour in prison.", "COERCE"),
        ("[S Malta] agreed to a request from [T Italy] and promised to free the trawler.", "AGREE"),
        ("[S Monks in Laos] called for a march in March against [T the mining law].", "THREATEN"),
        ("[S The mayor of Lomé] cancelled a visit to [T Accra] in March.", "REJECT"),
        ("[S Both Oman] and [T Qatar] have agreed a fishing deal.", "SUPPORT"),
        ("[S Rebels in Chad] took control of the talks with [T the premier].", "COERCE"),
        ("[S The army] drove the wounded of [T the rebels] home.", "COERCE"),
        ("[S Kenya] barred [T Chadian lorries] from entering.", "REJECT"),
        ("[S A court in Oslo] threw out the appeal of [T a Finnish trader].", "REJECT"),
    ],
)
def test_what_looks_alike_is_told_apart(example: str, event: str) -> None:
    (answer,) = relate([pair(example)])
    assert answer["event"] == event


def made(**changes: Any) -> Convention:
    row: dict[str, Any] = {
        "cameo": "166",
        "types": (EVENTS.index("RETREAT"),),
        "words": (frozenset({"withdraw"}), frozenset({"observer"})),
        "content": (),
        "without": frozenset({"refuse"}),
        "becomes": EVENTS.index("SANCTION"),
        "example": "",
    }
    return Convention(**row | changes)


def test_every_group_must_be_met_and_no_word_left_out_may_stand_there() -> None:
    row = made()
    assert row.fits(frozenset({"withdraw", "observer", "its"}), frozenset())
    assert not row.fits(frozenset({"withdraw", "troop"}), frozenset({"observer"}))
    assert not row.fits(frozenset({"withdraw", "observer"}), frozenset({"refuse"}))
    inner = made(words=(frozenset({"send"}),), content=(frozenset({"investigate"}),))
    assert inner.fits(frozenset({"send", "team"}), frozenset({"investigate"}))
    assert not inner.fits(frozenset({"send", "investigate"}), frozenset())


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("999\tRETREAT\twithdraw\t\t\tSANCTION\t", "'999'"),
        ("166\tRETIRE\twithdraw\t\t\tSANCTION\t", "'RETIRE'"),
        ("166\tRETREAT\twithdraw + \t\t\tSANCTION\t", "words"),
        ("166\tRETREAT\t@nobody\t\t\tSANCTION\t", "@nobody"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cells: str, problem: str
) -> None:
    table = tmp_path / "pairs.tsv"
    table.write_text("\t".join(conventions.COLUMNS) + "\n" + cells + "\n", encoding="utf-8")
    monkeypatch.setattr(conventions, "FILE", table)
    with pytest.raises(DataFileError, match=rf"pairs\.tsv.*2.*{problem}"):
        load_conventions.__wrapped__()
