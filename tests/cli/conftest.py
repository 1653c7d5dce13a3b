"""News for the commands: a dated text file and JSON Lines with one item that the fake coder refuses."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "2016-01-13-a.txt").write_text("Seoul condemned the test on Monday.\n")
    (folder / "b.jsonl").write_text('{"id": "b", "text": "Seoul condemned it and SKIP", "published": "2022-01-01"}\n')
    return folder
