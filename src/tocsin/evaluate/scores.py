"""How many of a careful coder's readings the records hold: found, joint and certain, as precision, recall and F1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.language.labels import SECTORS
from tocsin.records import Event


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` of ``wanted`` readings, with ``made`` records."""

    right: int
    wanted: int
    made: int

    @property
    def precision(self) -> float:
        return self.right / self.made if self.made else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.wanted + self.made) if self.wanted + self.made else 0.0


def score(readings: Iterable[dict[str, Any]], events: Iterable[Event]) -> dict[str, Share]:
    """Compare records with readings of the same articles (dicts as `tocsin.evaluate.annotations` makes them).

    found: a record of the reading's type (or an accepted one) in its sentence; joint: and the same countries on both
    sides; certain: and the same status. Debatable readings are neither asked for nor punished, nor are inner records
    that match nothing.
    """
    by_article: dict[str, tuple[list[dict[str, Any]], list[Event]]] = defaultdict(lambda: ([], []))
    for reading in readings:
        by_article[reading["article"]][0].append(reading)
    for event in events:
        by_article[event.article][1].append(event)
    right = {"found": 0, "joint": 0, "certain": 0}
    wanted = made = 0
    for asked, given in by_article.values():
        matched = match(asked, given)
        core = [i for i, reading in enumerate(asked) if reading["core"]]
        wanted += len(core)
        made += sum(1 for i in core if i in matched)
        made += sum(1 for j, e in enumerate(given) if j not in matched.values() and not e.parent)
        for i in core:
            if i in matched:
                for name in _levels(asked[i], given[matched[i]]):
                    right[name] += 1
    return {name: Share(n, wanted, made) for name, n in right.items()}


def match(readings: Sequence[dict[str, Any]], events: Sequence[Event]) -> dict[int, int]:
    """One record for each reading, best pairs first: type, overlap of the triggers, parties."""
    options = []
    for i, reading in enumerate(readings):
        for j, event in enumerate(events):
            low, high = event.evidence.sentence
            if not low <= reading["trigger_start"] < high:
                continue
            start, end = event.evidence.trigger
            overlap = start < reading["trigger_end"] and reading["trigger_start"] < end
            alike = typed(reading, event)
            if overlap or alike:
                parties = sum(same_parties(reading, event))
                options.append((-(3 * alike + 3 * overlap + parties), abs(start - reading["trigger_start"]), i, j))
    matched: dict[int, int] = {}
    for _, _, i, j in sorted(options):
        if i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def _levels(reading: dict[str, Any], event: Event) -> list[str]:
    if not typed(reading, event):
        return []
    if not all(same_parties(reading, event)):
        return ["found"]
    certain = set(reading["auxiliary"]) == set(event.auxiliary)
    return ["found", "joint", "certain"] if certain else ["found", "joint"]


def typed(reading: dict[str, Any], event: Event) -> bool:
    """Has the record the reading's type, or another that a careful coder could choose?"""
    return event.event == reading["event"] or event.event in reading.get("accept", ())


def same_parties(reading: dict[str, Any], event: Event) -> tuple[bool, bool]:
    """Are actor and recipient countries the same? Of a meeting both sides together count."""
    asked = [{_country(code) for code in reading[side]} - {""} for side in ("actor", "recipient")]
    given = [{e.code for e in side} - {""} for side in (event.actor, event.recipient)]
    everyone = asked[0] | asked[1]
    if reading["event"] == "CONSULT" and everyone and everyone == given[0] | given[1]:
        return True, True
    return asked[0] == given[0], asked[1] == given[1]


def _country(code: str) -> str:
    head = code.partition("/")[0]
    return head if len(head) == 3 and head not in SECTORS else ""
