"""Scoring of spans and of confidence, on small made-up cases whose figures can be reckoned by head."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.evaluate.reliability import WHOLE, Verdict, calibration_error, reliability, verdicts
from tocsin.evaluate.spans import exact, overlap, pairs, total, words_in
from tocsin.records import Entity, Event, Evidence

TEXT = "“We stay,” Kim said."


def test_marks_at_the_ends_make_no_difference() -> None:
    assert words_in(TEXT, [(0, 10)]) == words_in(TEXT, [(1, 8)]) == {1, 4}
    assert words_in(TEXT, [(0, 4), (11, 14)]) == {1, 11}
    assert words_in(TEXT, [(8, 10)]) == frozenset()


def test_exact_and_overlapping_spans() -> None:
    wanted = [frozenset({1, 2}), frozenset({5})]
    ours = [frozenset({1, 2}), frozenset({5, 6}), frozenset({9}), frozenset({1, 2}), frozenset()]
    assert (exact(ours, wanted).precision, exact(ours, wanted).recall) == (1 / 3, 1 / 2)
    assert (overlap(ours, wanted).precision, overlap(ours, wanted).recall) == (2 / 3, 1.0)


def test_one_span_answers_for_one_only() -> None:
    assert overlap([frozenset({1, 2, 3})], [frozenset({1}), frozenset({2, 3})]).right == 1
    assert pairs([frozenset({1, 2, 3})], [frozenset({1}), frozenset({2, 3})]) == [(0, 1)]


SPANS = st.lists(st.frozensets(st.integers(0, 8), max_size=4), max_size=6)


@given(SPANS, SPANS)
def test_exact_never_beats_overlap(ours: list[frozenset[int]], wanted: list[frozenset[int]]) -> None:
    assert exact(ours, wanted).right <= overlap(ours, wanted).right


@given(SPANS)
def test_the_same_spans_are_all_right(spans: list[frozenset[int]]) -> None:
    share = exact(spans, spans)
    assert share.right == share.wanted == share.made


def test_sums_over_articles() -> None:
    a, b = exact([frozenset({1})], [frozenset({1})]), exact([frozenset({1})], [frozenset({2})])
    assert (total([a, b]).right, total([a, b]).wanted, total([a, b]).made) == (1, 2, 2)


def event(at: int, kind: str = "ACCUSE", actor: str = "KOR", confidence: float = 0.45, **more: object) -> Event:
    made = Event(
        article="a", event=kind, quad_code=3, event_scale=-2.0, actor=(Entity(actor, ("GOV",), span=(0, 5)),),
        evidence=Evidence((0, 50), (at, at + 4)), confidence=confidence,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def reading(at: int, **more: object) -> dict[str, object]:
    plain = {
        "article": "a", "trigger_start": at, "trigger_end": at + 4, "event": "ACCUSE", "actor": ["KOR/GOV"],
        "recipient": [], "auxiliary": [], "core": True, "accept": [],
    }  # fmt: skip
    return plain | more


def test_verdicts_of_right_wrong_and_uncounted_records() -> None:
    readings = [reading(5), reading(15, auxiliary=["future"]), reading(25, core=False)]
    records = [event(5), event(15, actor="CHN"), event(25), event(35, kind="AID"), event(45, kind="AID", parent="x")]
    found = list(verdicts(readings, records))
    assert [dict(v.right) for v in found] == [
        {WHOLE: True, "type": True, "actor": True, "recipient": True, "status": True},
        {WHOLE: False, "type": True, "actor": False, "recipient": True, "status": False},
        {WHOLE: False, "type": False},
    ]


def test_bins_and_their_error() -> None:
    found = [Verdict(0.42, {WHOLE: k < 2}) for k in range(4)] + [Verdict(1.0, {WHOLE: True})] * 4
    low, high = reliability(found, WHOLE, bins=10, least=4)
    assert (low.count, low.right, high.right) == (4, 0.5, 1.0)
    assert low.believed == pytest.approx(0.42)
    assert calibration_error([low, high]) == pytest.approx(0.04)
    assert [b.count for b in reliability(found[:5], WHOLE, least=2)] == [4]


def test_an_unknown_field_is_told() -> None:
    with pytest.raises(ValueError, match="colour"):
        reliability([], "colour")
