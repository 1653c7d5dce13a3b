"""The parts of the benchmark scripts that need neither model nor data."""

from __future__ import annotations

import importlib.util
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from tocsin.evaluate.reliability import Verdict

FOLDER = Path(__file__).parents[1] / "benchmarks"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


TEXT = "“We stay,” Kim said. “Always.”"
MARKS = (
    "T1\tSource 11 14\tKim\nT2\tCue 15 19\tsaid\nT3\tContent 0 10;21 30\t“We stay,” “Always.”\u2028T9\n"
    "E1\tAttribution:T2 Content:T3 Cue:T2 Source:T1\n"
)


def test_attributions_in_brat_format() -> None:
    attribution = script("attribution")
    (found,) = attribution.annotations(MARKS, TEXT)
    assert (found.source, found.content) == ({11}, {1, 4, 22})


def test_a_file_of_another_text_is_told() -> None:
    with pytest.raises(ValueError, match="right file"):
        list(script("attribution").annotations(MARKS, TEXT[:20]))


def test_source_and_content_must_agree_together() -> None:
    attribution = script("attribution")
    one, other = (attribution.Attribution(frozenset({k}), frozenset({k + 1, k + 2})) for k in (0, 10))
    crossed = attribution.Attribution(one.source, other.content)
    scores = attribution.compare([one, crossed], [one, other])
    assert scores["source and content", "exact"].right == scores["source and content", "overlap"].right == 1
    assert scores["content", "exact"].right == 2
    assert "| x | content | 100.0 / 100.0 / **100.0** |" in attribution.table({"x": scores})


def test_statuses_as_numbers() -> None:
    factuality = script("factuality")
    weights = (2.0, 0.0, -1.0, -2.0, -6.0)
    assert [factuality.value(row, weights) for row in np.eye(4)] == [2.0, 1.0, 0.0, -3.0]  # -4 is cut to -3
    rows = [(row, 2.0 + w) for row, w in zip(np.eye(4), (0.0, -1.0, -2.0, -4.0), strict=True)] + [(np.zeros(4), 2.0)]
    assert factuality.fitted(rows) == (2.0, 0.0, -1.0, -2.0, -4.0)
    assert factuality.scores([1.0, 2.0], [0.0, 3.0]) == (pytest.approx(1.0), 1.0)
    assert factuality.scores([3.0, 3.0], [0.0, 3.0]) == (0.0, 1.5)


def test_the_diagram_is_an_image_with_every_field() -> None:
    calibration = script("calibration")
    right = {"type and parties": True, "type": True, "actor": True, "recipient": True, "status": False}
    curves = calibration.curves_of([Verdict(0.45, right)] * 6, 10)
    image = ET.fromstring(calibration.svg(curves))
    texts = {element.text for element in image.iter("{http://www.w3.org/2000/svg}text")}
    assert set(right) <= texts
    assert len(list(image.iter("{http://www.w3.org/2000/svg}circle"))) == 5
    assert "| 0.45 | 6 | 1.00 (6) | 1.00 (6) | 1.00 (6) | 1.00 (6) | 0.00 (6) |" in calibration.table(curves)
