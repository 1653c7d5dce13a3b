"""Every table of the package parses, and every folder of data says where it comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.settings import DATA

TABLES = sorted(DATA.rglob("*.tsv"))
FOLDERS = sorted({path.parent.relative_to(DATA).parts[0] for path in DATA.rglob("*") if path.is_file()})


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.relative_to(DATA).as_posix())
def test_tables_are_clean(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert "\r" not in text
    rows = [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert len(rows) > 1, "no rows under the header"
    wide = [number for number, row in enumerate(rows, 1) if len(row) > len(rows[0])]
    assert not wide, f"rows {wide[:5]} have more cells than the header"


@pytest.mark.parametrize("folder", FOLDERS)
def test_folders_have_a_readme(folder: str) -> None:
    names = {path.name.lower() for path in (DATA / folder).iterdir()}
    assert names & {"readme.md", "model_card.md"}, f"data/{folder}: say what the columns mean and where facts come from"
