"""Golden sentences: reading the lines of tests/golden and comparing them with what was coded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tocsin.events.ontology import load_ontology
from tocsin.records import AUXILIARIES, ROLES, Entity, Event

FOLDER = Path(__file__).parent / "golden"
LINE = {"sentence", "published", "events", "only", "why", "xfail"}
EVENT = {
    "trigger",
    "event",
    "actor",
    "recipient",
    "mode",
    "context",
    "auxiliary",
    "cameo",
    "quad_code",
    "date",
    "enddate",
}
EVENT |= {"date_precision", "role", "attribution", "place"}


def golden_lines() -> list[tuple[str, dict[str, Any]]]:
    """Every line with its place (`requests.jsonl:3`)."""
    found = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                found.append((f"{path.name}:{number}", json.loads(line)))
    return found


def mistakes(line: dict[str, Any]) -> list[str]:
    """What is wrong with a golden line itself; a typing error must not make a test pass without testing."""
    found = [f"unknown field {name!r}" for name in line.keys() - LINE]
    found += [f"{name} is missing" for name in ("sentence", "events", "why") if name not in line]
    found += [] if line.get("events") or line.get("only") else ["no events and not only: this line tests nothing"]
    known = load_ontology()
    for event in line.get("events", []):
        found += [f"unknown field {name!r}" for name in event.keys() - EVENT]
        if event.get("trigger", "") not in line["sentence"] or not event.get("trigger"):
            found.append(f"trigger {event.get('trigger')!r} does not stand in the sentence")
        if event.get("event") is None:
            found.append("an event needs its type")
            continue
        modes, contexts = tuple(event.get("mode", ())), tuple(event.get("context", ()))
        found += known.problems(event["event"], modes, contexts, event.get("cameo", ""))
        found += [f"unknown status {word!r}" for word in event.get("auxiliary", ()) if word not in AUXILIARIES]
        found += [f"unknown role {event['role']!r}"] if event.get("role") not in (None, *ROLES) else []
    return found


def differences(line: dict[str, Any], coded: list[Event]) -> list[str]:
    """What the coded events lack or have too much, in words."""
    found, left = [], list(coded)
    for wanted in line["events"]:
        best = min(left, key=lambda event: len(_unlike(wanted, event, line["sentence"])), default=None)
        if best is None:
            found.append(f"nothing found for {wanted}")
            continue
        unlike = _unlike(wanted, best, line["sentence"])
        if unlike:
            found.append(f"{wanted['event']} {wanted['trigger']!r}: {'; '.join(unlike)}")
        left.remove(best)
    if line.get("only"):
        found += [
            f"too much: {event.event} {_words(event, line['sentence'])!r}" for event in left if event.parent is None
        ]
    return found


def _words(event: Event, sentence: str) -> str:
    start, end = event.evidence.trigger
    return sentence[start:end]


def _unlike(wanted: dict[str, Any], event: Event, sentence: str) -> list[str]:
    """Fields in which an event is not what is wanted."""
    place = event.event_loc or {}
    have: dict[str, Any] = {
        **event.to_dict(),
        "trigger": _words(event, sentence),
        "actor": event.actor,
        "recipient": event.recipient,
        "place": place.get("resolved_place") or place.get("extracted_place"),
        "attribution": event.attribution,
    }
    return [
        f"{name} is {_shown(have[name])}, expected {value}"
        for name, value in {"role": None, **wanted}.items()
        if not _like(name, value, have[name])
    ]


def _like(name: str, wanted: Any, have: Any) -> bool:
    if name in ("actor", "recipient"):
        return len(wanted) == len(have) and all(any(_is(code, entity) for entity in have) for code in wanted)
    if name == "attribution":
        return len(wanted) == len(have) and all(_like("actor", w, h) for w, h in zip(wanted, have, strict=True))
    if name in ("mode", "context"):
        return set(wanted) <= set(have)
    if name == "auxiliary":
        return set(wanted) == set(have)
    return bool(wanted == have)


def _is(code: str, entity: Entity) -> bool:
    """`KOR` is any Korean party, `KOR/GOV` one with that sector, `/UAF` one without a country."""
    country, _, sector = code.partition("/")
    return entity.code == country and (not sector or sector in entity.sector)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return str([entity.label if isinstance(entity, Entity) else _shown(entity) for entity in value])
    return repr(value)
