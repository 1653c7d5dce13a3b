"""Is confidence what it says? Of the records believed so much, how many were right, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.evaluate.scores import match, same_parties, typed
from tocsin.records import Event

WHOLE = "type and parties"  # what `confidence` claims (docs/record.md)
FIELDS = (WHOLE, "type", "actor", "recipient", "status")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One record: its confidence, and what of it was right. Fields that nobody could judge are missing."""

    confidence: float
    right: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Bin:
    """Records of about the same confidence: how many, how much believed on average, what share was right."""

    count: int
    believed: float
    right: float


def verdicts(readings: Iterable[dict[str, Any]], events: Iterable[Event]) -> Iterator[Verdict]:
    """Every record that asks to be counted, beside the reading of the same act.

    Records of debatable readings, and inner ones that match nothing, are left out, as `scores.score` does. Actor (its
    countries), recipient and status can be judged only where the type is right.
    """
    by_article: dict[str, tuple[list[dict[str, Any]], list[Event]]] = defaultdict(lambda: ([], []))
    for reading in readings:
        by_article[reading["article"]][0].append(reading)
    for event in events:
        by_article[event.article][1].append(event)
    for asked, given in by_article.values():
        reading_of = {j: asked[i] for i, j in match(asked, given).items()}
        for j, event in enumerate(given):
            found = reading_of.get(j)
            if found is None and not event.parent:
                yield Verdict(event.confidence, {WHOLE: False, "type": False})
            elif found is not None and found["core"]:
                yield Verdict(event.confidence, _right(found, event))


def _right(reading: dict[str, Any], event: Event) -> dict[str, bool]:
    if not typed(reading, event):
        return {WHOLE: False, "type": False}
    actor, recipient = same_parties(reading, event)
    status = set(reading["auxiliary"]) == set(event.auxiliary)
    return {
        WHOLE: actor and recipient, "type": True, "actor": actor, "recipient": recipient, "status": status,
    }  # fmt: skip


def reliability(found: Sequence[Verdict], field: str, bins: int = 10, least: int = 5) -> list[Bin]:
    """Bins of equal width over confidence 0..1, by rising confidence; those of fewer than `least` records left out."""
    if field not in FIELDS:
        raise ValueError(f"field {field!r} is not judged; choose one of {', '.join(FIELDS)}")
    boxes: dict[int, list[Verdict]] = defaultdict(list)
    for verdict in found:
        if field in verdict.right:
            boxes[min(int(verdict.confidence * bins), bins - 1)].append(verdict)
    return [_bin(boxes[k], field) for k in sorted(boxes) if len(boxes[k]) >= least]


def _bin(box: list[Verdict], field: str) -> Bin:
    n = len(box)
    return Bin(n, sum(v.confidence for v in box) / n, sum(v.right[field] for v in box) / n)


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: mean distance of belief from truth, each record counting once (Naeini 2015)."""
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.believed - b.right) for b in bins) / total if total else 0.0
