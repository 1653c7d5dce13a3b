"""What became of an entry: each later deed bears on it or not, and what bears on it decides.

Everything here is a pure function of an entry and the deeds after it. Points run from 0 to 1; what stays below `BEARS`
is no evidence. The weights were set by hand on the example articles and are judgements, not measurements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tocsin.ledger.entries import Act, Deed, Entry, codes

BEARS = 0.5
LAPSE = 90  # days after its condition was met on which a threat can still be carried out
SHOWN = 5  # pieces of evidence kept on each side
_HARM = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_HELP = frozenset({"COOPERATE", "AID", "RETREAT", "SUPPORT", "CONSULT"})
# What is asked or threatened where no inner act is coded: by mode.
_ASKED = {
    "assist": frozenset({"AID", "COOPERATE", "SUPPORT", "SANCTION"}),
    "change": frozenset({"CONCEDE", "RETREAT", "SUPPORT", "SANCTION"}),
    "yield": frozenset({"RETREAT", "CONCEDE"}),
    "meet": frozenset({"CONSULT"}),
}
_THREATENED = {
    "restrict": frozenset({"SANCTION", "COERCE"}),
    "arrest": frozenset({"COERCE"}),
    "relations": frozenset({"SANCTION", "REJECT"}),
    "expel": frozenset({"SANCTION", "COERCE"}),
    "territory": frozenset({"COERCE", "ASSAULT", "MOBILIZE"}),
    "violence": frozenset({"ASSAULT", "MOBILIZE"}),
}
_FULFILLED = {"demand": "complied", "threat": "carried out", "promise": "carried out"}


@dataclass(frozen=True, slots=True)
class Bearing:
    """A later deed and what it says of an entry: `for`, `partly`, `against`, `overtaken` or `condition`."""

    side: str
    deed: Deed
    points: float
    why: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready dict."""
        deed = self.deed
        return {
            "story": deed.story,
            "mention": deed.mention,
            "day": date.fromordinal(deed.when).isoformat(),
            "event": deed.event,
            "mode": list(deed.mode),
            "actor": list(deed.doers),
            "recipient": list(deed.targets),
            "points": round(self.points, 2),
            "why": list(self.why),
            "words": deed.sentence,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """`status`: complied, partly, refused, carried out, not carried out, overtaken, open; `confidence` None if open."""

    status: str
    confidence: float | None = None
    days: int | None = None
    evidence: tuple[Bearing, ...] = ()

    def to_dict(self) -> dict[str, Any] | None:
        """The evidence by side, or None if there is none."""
        sides: dict[str, list[dict[str, Any]]] = {}
        for bearing in self.evidence:
            sides.setdefault(bearing.side, []).append(bearing.to_dict())
        return sides or None


def decide(entry: Entry, deeds: Iterable[Deed], until: int | None = None) -> Verdict:
    """The verdict on an entry. `until` is the last day the store knows; before it nothing has lapsed.

    Only deeds after the day of the entry count. Refused and later done counts as done; done and undone, as partly.
    """
    found = [bearing for deed in deeds if deed.when > entry.made_on for bearing in bearings(entry, deed)]
    sides = {side: _best(found, side) for side in ("for", "partly", "against", "overtaken", "condition")}
    kept = tuple(
        b
        for side in sides
        for b in sorted(_of(found, side), key=lambda b: (-b.points, b.deed.when, b.deed.mention))[:SHOWN]
    )
    kept = tuple(sorted(kept, key=lambda b: (b.side, b.deed.when, b.deed.mention)))
    deciding, status = _weigh(entry, sides)
    met = sides["condition"] if entry.kind == "threat" else None
    if deciding is None and met is not None and until is not None and until - met.deed.when >= LAPSE:
        deciding, status = met, "not carried out"
    if deciding is None:
        return Verdict("open", evidence=kept)
    opposite = {"for": "against", "partly": "against", "against": "for"}.get(deciding.side, "")
    against = sides.get(opposite)
    confidence = (
        deciding.points * (1.0 - 0.5 * (against.points if against else 0.0)) * (0.5 + 0.5 * deciding.deed.confidence)
    )
    return Verdict(status, round(confidence, 2), deciding.deed.when - entry.made_on, kept)


def _weigh(entry: Entry, sides: dict[str, Bearing | None]) -> tuple[Bearing | None, str]:
    """The deciding piece of evidence and what follows from it."""
    done, part, against, over = (sides[name] for name in ("for", "partly", "against", "overtaken"))
    refused = "refused" if entry.kind == "demand" else "not carried out"
    if done is not None and against is not None:
        if against.deed.when > done.deed.when and against.points >= done.points and entry.kind != "threat":
            return against, "partly" if entry.kind == "demand" else refused
        if done.points >= against.points - 0.1:
            return done, _FULFILLED[entry.kind]
        return against, refused
    if done is not None:
        return done, _FULFILLED[entry.kind]
    if against is not None and (part is None or against.points >= part.points):
        return against, refused
    if part is not None:
        return part, "partly"
    return (over, "overtaken") if over is not None else (None, "open")


def _of(found: Sequence[Bearing], side: str) -> list[Bearing]:
    return [bearing for bearing in found if bearing.side == side]


def _best(found: Sequence[Bearing], side: str) -> Bearing | None:
    """The strongest piece of evidence on a side; of equals the first in time."""
    return min(_of(found, side), key=lambda b: (-round(b.points, 2), b.deed.when, b.deed.mention), default=None)


def bearings(entry: Entry, deed: Deed) -> list[Bearing]:
    """What a deed says of an entry, if anything."""
    found = [bearing for act in entry.conditions if (bearing := _condition(entry, act, deed)) is not None]
    outcome = _outcome(entry, deed)
    if outcome is not None and outcome.points >= BEARS:
        found.append(outcome)
    return found


def _condition(entry: Entry, act: Act, deed: Deed) -> Bearing | None:
    """Is the deed what the entry spoke of as possible?"""
    if (
        act.mention == deed.mention
        or act.event != deed.event
        or (act.mode and deed.mode and not set(act.mode) & set(deed.mode))
    ):
        return None
    named = codes(act.doers)
    if named and not named & codes(deed.doers):
        return None
    points, why = 0.35, [f"{deed.event} as spoken of"]
    if named:
        points, why = points + 0.2, [*why, "same doer"]
    return _with_topic(entry, deed, "condition", points, why)


def _outcome(entry: Entry, deed: Deed) -> Bearing | None:
    """For, partly, against or overtaken."""
    doers = _expected_doers(entry)
    acting = codes(deed.doers)
    if acting & doers:
        return _by_doer(entry, deed, doers)
    makers = codes(entry.by) if entry.kind == "demand" else codes(entry.to)
    withdrawn = {"demand": ("CONCEDE", "RETREAT"), "promise": ("REJECT", "SANCTION"), "threat": ("CONCEDE", "RETREAT")}
    if acting & makers and deed.event in withdrawn[entry.kind] and (not deed.targets or codes(deed.targets) & doers):
        who = "the one who asked" if entry.kind == "demand" else "the other side"
        return _with_topic(entry, deed, "overtaken", 0.3, [f"{deed.event} by {who}"])
    return None


def _expected_doers(entry: Entry) -> set[str]:
    """Codes of those whose act would fulfil the entry."""
    content = {code for act in entry.content for code in codes(act.doers)}
    if entry.kind == "demand":
        return content & codes(entry.to) or content or codes(entry.to)
    return codes(entry.by)


def _by_doer(entry: Entry, deed: Deed, doers: set[str]) -> Bearing | None:
    """A deed of the one from whom something is expected."""
    other = codes(entry.by) if entry.kind == "demand" else codes(entry.to) - doers
    met = codes(deed.targets) | (codes(deed.doers) - doers)  # with whom it was done or agreed
    toward = bool(met & other)
    elsewhere = bool(met) and not toward
    for act in entry.content:
        if deed.event == act.event and not _clash(act, deed) and act.mention != deed.mention:
            same = bool(set(act.mode) & set(deed.mode))
            aimed = bool(codes(act.targets) & codes(deed.targets))
            why = [f"{deed.event} as {_SAID[entry.kind]}", *(["same mode"] * same), *(["same target"] * aimed)]
            return _with_topic(entry, deed, "for", 0.35 + 0.15 * same + 0.2 * aimed, why)
    if entry.kind != "threat" and deed.event == "REJECT":
        return _with_topic(
            entry, deed, "against", 0.3 + 0.2 * toward - 0.15 * elsewhere, ["refuses", *(["them"] * toward)]
        )
    if entry.kind == "demand" and deed.event in ("AGREE", "CONCEDE"):
        if elsewhere:
            return None  # a deal with others
        return _with_topic(entry, deed, "partly", 0.25 + 0.2 * toward, [f"{deed.event}, not yet the deed"])
    contrary = {"demand": _contrary(entry), "promise": _HARM, "threat": frozenset({"RETREAT", "CONCEDE"})}[entry.kind]
    if deed.event in contrary and (toward or entry.kind == "demand"):
        return _with_topic(entry, deed, "against", 0.2 + 0.15 * toward, [f"{deed.event}, the contrary"])
    if not entry.content and deed.event in _likely(entry):
        base = 0.2 + 0.2 * toward
        return _with_topic(entry, deed, "for", base, [f"{deed.event}, as such {_NAMED[entry.kind]} ask"])
    return None


_SAID = {"demand": "demanded", "threat": "threatened", "promise": "promised"}
_NAMED = {"demand": "demands", "threat": "threats", "promise": "promises"}


def _clash(act: Act, deed: Deed) -> bool:
    """Are mode or target of a deed others than those spoken of?"""
    modes = bool(act.mode and deed.mode and not set(act.mode) & set(deed.mode))
    targets = bool(act.targets and deed.targets and not codes(act.targets) & codes(deed.targets))
    return modes or targets


def _contrary(entry: Entry) -> frozenset[str]:
    """Acts that go against a demand: harm, where a step back is asked for."""
    asked = {act.event for act in entry.content}
    if asked:
        return _HARM if asked <= {"RETREAT", "CONCEDE", "CONSULT", "AGREE", "REJECT"} else frozenset()
    return _HARM if set(entry.mode) & {"yield"} else frozenset()


def _likely(entry: Entry) -> frozenset[str]:
    """Types that fulfil an entry whose content is not coded."""
    tables = {"demand": (_ASKED, _HELP), "threat": (_THREATENED, _HARM), "promise": ({}, _HELP | {"CONCEDE"})}
    table, otherwise = tables[entry.kind]
    found = frozenset[str]().union(*(table[mode] for mode in entry.mode if mode in table))
    return found or otherwise


def _with_topic(entry: Entry, deed: Deed, side: str, points: float, why: list[str]) -> Bearing | None:
    """Add what the two sentences have in common, and take off for the time between."""
    shared = {word: min(worth, deed.topic[word]) for word, worth in entry.topic.items() if word in deed.topic}
    telling = sorted((word for word, worth in shared.items() if worth >= 0.4), key=lambda word: (-shared[word], word))
    points += min(0.35, 0.14 * sum(shared[word] for word in telling))
    if telling:
        why = [*why, "words: " + ", ".join(telling[:4])]
    same = set(entry.context) & set(deed.context)
    if same:
        points, why = points + 0.1, [*why, "context: " + ", ".join(sorted(same))]
    years = (deed.when - entry.made_on) / 365
    points -= min(0.3, 0.05 * years if side != "condition" else 0.02 * years)
    return Bearing(side, deed, min(1.0, points), tuple(why)) if points >= BEARS else None
