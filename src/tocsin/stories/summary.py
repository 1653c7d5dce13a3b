"""What the mentions of a story agree on, where they differ, and how many sources stand behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.records import Event, content_id
from tocsin.stories.mentions import status


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text comes from: `original` is the article it reprints, or itself.

    `publisher` is who published the original, `publishers` all who printed it.
    """

    original: str
    publisher: str | None
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One happening with all its reports; days are ISO dates, both ends inclusive."""

    id: str
    head: str  # the mention that stands for it
    event: str
    events: tuple[str, ...]
    parties: tuple[str, ...]
    date: str | None
    enddate: str | None
    first_report: str | None
    last_report: str | None
    publishers: tuple[str, ...]
    independent: int
    mentions: int
    one_sided: bool
    disagreements: dict[str, list[dict[str, Any]]]


def summarize(events: Sequence[Event], sources: Mapping[str, Source]) -> Story:
    """The story of these mentions; `sources` by article. Depends on the set of mentions, not on their order."""
    told = sorted(events, key=lambda event: (event.published or "9999", event.id))
    kind = _agreed(told, sources, lambda event: event.event)
    head = _head(told, kind)
    days = [event.published for event in told if event.published]
    start, end = _agreed_days(told, sources, head)
    used = {sources[event.article].original: sources[event.article] for event in told}
    return Story(
        id=content_id("story", told[0].id),
        head=head.id,
        event=kind,
        events=tuple(sorted({event.event for event in told})),
        parties=_parties(told, head),
        date=start,
        enddate=end,
        first_report=min(days, default=None),
        last_report=max(days, default=None),
        publishers=tuple(sorted({name for source in used.values() for name in source.publishers})),
        independent=_independent(used.values()),
        mentions=len(told),
        one_sided=_one_sided(told),
        disagreements=_disagreements(told),
    )


def _agreed(told: Sequence[Event], sources: Mapping[str, Source], value: Callable[[Event], Any]) -> Any:
    """The value that most independent texts give, then most belief, then the first in order."""
    texts: dict[Hashable, set[str]] = defaultdict(set)
    belief: dict[Hashable, float] = defaultdict(float)
    for event in told:
        texts[value(event)].add(sources[event.article].original)
        belief[value(event)] += event.confidence
    return min(texts, key=lambda found: (-len(texts[found]), -round(belief[found], 6), str(found)))


def _head(told: Sequence[Event], kind: str) -> Event:
    """The mention with most of what the story agrees on; then the surest, then the earliest."""

    def rank(event: Event) -> tuple[Any, ...]:
        filled = bool(event.actor) + bool(event.recipient) + bool(event.date)
        return (
            event.event != kind,
            status(event) != "done",
            -filled,
            -event.confidence,
            event.published or "9",
            event.id,
        )

    return min(told, key=rank)


def _agreed_days(told: Sequence[Event], sources: Mapping[str, Source], head: Event) -> tuple[str | None, str | None]:
    """The interval most texts give, those to the day before all others."""
    for exact in (True, False):
        dated = [event for event in told if event.date and (not exact or event.date == event.enddate)]
        if dated:
            start, end = _agreed(dated, sources, lambda event: (event.date, event.enddate))
            return start, end
    return head.date, head.enddate


def _parties(told: Sequence[Event], head: Event) -> tuple[str, ...]:
    """Labels of the head's parties and of those that at least half of the mentions name."""
    counts: dict[str, int] = defaultdict(int)
    for event in told:
        for label in {entity.label or entity.text for entity in (*event.actor, *event.recipient)}:
            counts[label] += 1
    own = {entity.label or entity.text for entity in (*head.actor, *head.recipient)}
    return tuple(sorted(label for label, n in counts.items() if label and (label in own or 2 * n >= len(told))))


def _independent(used: Iterable[Source]) -> int:
    """Publishers that did not print another's text: a text counts once, and so does a publisher of several texts."""
    return len({source.publisher or f"\x1f{source.original}" for source in used})


def _one_sided(told: Sequence[Event]) -> bool:
    """Whether every mention is put into the mouth of a speaker, and all of them speak for one side."""
    sides = set()
    for event in told:
        if not event.attribution:
            return False
        sides |= {entity.code or entity.name or entity.text for entity in event.attribution[-1]}
    return len(sides) <= 1


_FIELDS: dict[str, Callable[[Event], Any]] = {
    "event": lambda event: event.event,
    "mode": lambda event: "; ".join(event.mode) or None,
    "status": status,
    "actor": lambda event: ", ".join(sorted({e.label for e in event.actor if e.label})) or None,
    "recipient": lambda event: ", ".join(sorted({e.label for e in event.recipient if e.label})) or None,
    "date": lambda event: event.date if event.date and event.date == event.enddate else None,
    "place": lambda event: (event.event_loc or {}).get("resolved_place"),
}


def _disagreements(told: Sequence[Event]) -> dict[str, list[dict[str, Any]]]:
    """Fields for which the mentions give different values; a field left open disagrees with nothing."""
    found = {}
    for name, value in _FIELDS.items():
        by_value: dict[str, list[str]] = defaultdict(list)
        for event in told:
            given = value(event)
            if given:
                by_value[given].append(event.id)
        if len(by_value) > 1:
            ranked = sorted(by_value.items(), key=lambda item: (-len(item[1]), item[0]))
            found[name] = [{"value": given, "mentions": sorted(ids)} for given, ids in ranked]
    return found
