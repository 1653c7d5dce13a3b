"""The ontology: complete, consistent, and loud about mistakes in its files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tocsin.errors import DataFileError
from tocsin.events.ontology import OntologyError, load_ontology
from tocsin.settings import DATA

KNOWN = load_ontology()


def test_sizes_are_plovers() -> None:
    modes = sum(len(kind.modes) for kind in KNOWN.types.values())
    assert (len(KNOWN.types), modes, len(KNOWN.contexts), len(KNOWN.sectors)) == (16, 67, 37, 25)
    assert set(KNOWN.nonstates) == {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}
    assert len(KNOWN.cameo) == 318


@pytest.mark.parametrize("kind", KNOWN.types.values(), ids=lambda kind: kind.name)
def test_scores_agree_with_quads(kind: object) -> None:
    event = KNOWN.types[kind.name]  # type: ignore[attr-defined]
    if event.quad in (1, 2):
        assert event.score > 0
    else:
        assert event.score <= 0
        assert all(mode.score <= 0.5 for mode in event.modes.values())


def test_scale_and_quad() -> None:
    assert KNOWN.quad("ACCUSE") == 3
    assert KNOWN.scale("ACCUSE") == -3
    assert KNOWN.scale("RETREAT", ("disarm",)) == 10
    assert KNOWN.scale("PROTEST", ("vandalize",)) == -5
    with pytest.raises(OntologyError, match="no mode 'visit'"):
        KNOWN.scale("AGREE", ("visit",))
    with pytest.raises(OntologyError, match="FIGHT"):
        KNOWN.quad("FIGHT")


def test_problems_name_what_is_wrong() -> None:
    assert KNOWN.problems("CONSULT", ("visit",), ("diplomatic",), "042") == []
    assert len(KNOWN.problems("CONSULT", ("demo",), ("war",), "42")) == 3
    assert KNOWN.problems("FIGHT", (), (), "") == ["unknown event type 'FIGHT'"]


def test_cameo_repairs() -> None:
    assert (KNOWN.cameo["163"].event, KNOWN.cameo["163"].mode) == ("SANCTION", "discontinue")
    assert KNOWN.cameo["010"].event == ""
    assert KNOWN.cameo["1213"].goldstein_gdelt is None
    assert KNOWN.cameo["042"].root == "04"
    assert {code.event for code in KNOWN.cameo.values()} - {""} == set(KNOWN.types)


@pytest.mark.parametrize(
    ("name", "line", "problem"),
    [
        ("plover_types.tsv", "NEW\tx\toptional\t5\t1", "quad '5' is not known"),
        ("plover_types.tsv", "NEW\tx\toptional\t1\t11", "outside -10..10"),
        ("plover_types.tsv", "AGREE\tx\toptional\t1\t1\t7", "6 cells, expected 5"),
        ("plover_modes.tsv", "NEW\tm\t1\tx", "type 'NEW' is not known"),
        ("plover_modes.tsv", "CONSULT\tnew\t1\tx\nCONSULT\tnew\t1\tx", "twice"),
        ("plover_modes.tsv", "CONSULT\tm\thigh\tx", "'high' is not a number"),
        ("plover_sectors.tsv", "AB\tstate\tx", "three capital letters"),
        ("cameo.tsv", "0x\tname\t1\t1\t\t\t", "must be two to four digits"),
        ("cameo.tsv", "999\tname\t1\t1\tAGREE\tvisit\t", "AGREE has no mode 'visit'"),
        ("cameo.tsv", "999\tname\t1\t1\tAGREE\t\twar", "context 'war' is not known"),
        ("cameo.tsv", "999\t\t1\t1\tAGREE\t\t", "name is empty"),
    ],
)
def test_mistakes_name_file_and_line(tmp_path: Path, name: str, line: str, problem: str) -> None:
    path = shutil.copytree(DATA / "ontology", tmp_path / "ontology") / name
    rows = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{rows}\n{line}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=problem) as caught:
        load_ontology(path.parent)
    assert caught.value.path == str(path)
    assert caught.value.line == rows.count("\n") + line.count("\n") + 2


def test_a_wrong_header_says_what_is_expected(tmp_path: Path) -> None:
    shutil.copytree(DATA / "ontology", tmp_path / "ontology")
    (tmp_path / "ontology" / "cameo.tsv").write_text("code\tname\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="goldstein_gdelt"):
        load_ontology(tmp_path / "ontology")
