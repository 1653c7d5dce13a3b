"""The front door: names, lazy imports, speed of `--help`."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

import tocsin

HEAVY = ("spacy", "numpy", "pyarrow", "onnxruntime", "trafilatura", "tokenizers")


SOURCE = Path(tocsin.__file__).parents[1]


def run(code: str) -> str:
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env).stdout


def test_import_loads_nothing_heavy() -> None:
    out = run(
        f"import sys, tocsin, tocsin.records, tocsin.sources.files; print([m for m in {HEAVY} if m in sys.modules])"
    )
    assert out.strip() == "[]"


def test_help_is_quick_and_light() -> None:
    """`tocsin --help` stays under half a second: of processor time, which a busy machine does not stretch."""
    code = "import sys, tocsin.cli.parser as p; p.build_parser().format_help(); print(len(sys.modules))"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    loaded = int(run(code))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.5
    assert loaded < 200


def test_about_a_dozen_names() -> None:
    assert set(tocsin.__all__) <= set(dir(tocsin))
    assert 10 <= len(tocsin.__all__) <= 16


@pytest.mark.parametrize(
    "name", ["Article", "Drop", "Entity", "Event", "Events", "Evidence", "Settings", "TocsinError"]
)
def test_records_are_there(name: str) -> None:
    assert getattr(tocsin, name).__name__ == name


@pytest.mark.model
@pytest.mark.parametrize("name", ["code", "explain", "load", "quotes", "read_articles", "relate", "events_to_arrow"])
def test_verbs_are_functions_however_they_are_reached(name: str) -> None:
    import tocsin.explain  # noqa: F401  the module of the same name must not take the function's place

    assert callable(getattr(tocsin, name))


def test_unknown_name_says_what_there_is() -> None:
    with pytest.raises(AttributeError, match="read_articles"):
        tocsin.read_article  # noqa: B018
