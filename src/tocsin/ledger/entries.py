"""What goes into the ledger: entries from demands, threats and promises, and the deeds they are held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tocsin.records import Entity, Event, content_id
from tocsin.stories.mentions import status
from tocsin.stories.words import WORD, is_common, is_name, keyed, stem, weighed

KINDS = {"REQUEST": "demand", "THREATEN": "threat", "AGREE": "promise"}
_CIRCUMSTANCE = ("condition", "consequence", "cause", "purpose")


@dataclass(frozen=True, slots=True)
class Act:
    """An act that an entry speaks of: what is demanded, threatened or promised, or the condition for it."""

    event: str
    mode: tuple[str, ...]
    context: tuple[str, ...]
    doers: tuple[str, ...]  # labels such as KOR/GOV
    targets: tuple[str, ...]
    words: str  # the trigger
    mention: str

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready dict."""
        return {
            "event": self.event,
            "mode": list(self.mode),
            "context": list(self.context),
            "actor": list(self.doers),
            "recipient": list(self.targets),
            "words": self.words,
            "mention": self.mention,
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """A demand, threat or promise. `made_on` is a day ordinal; `topic` the weighed words of its sentence."""

    id: str
    kind: str
    mention: str
    story: str | None
    by: tuple[str, ...]
    to: tuple[str, ...]
    event: str
    mode: tuple[str, ...]
    context: tuple[str, ...]
    content: tuple[Act, ...]
    conditions: tuple[Act, ...]
    made_on: int
    confidence: float
    sentence: str
    topic: Mapping[str, float] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done, as a story tells it; `when` is a day ordinal."""

    story: str
    mention: str
    event: str
    mode: tuple[str, ...]
    context: tuple[str, ...]
    doers: tuple[str, ...]
    targets: tuple[str, ...]
    when: int
    confidence: float
    trigger: str
    sentence: str
    topic: Mapping[str, float] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Report:
    """One story as the ledger reads it: its head with the sentence, and the other records of that sentence.

    `inner` are the records of acts within the acts of the story's mentions; `beside` those of the head's sentence that
    stand under no other act.
    """

    story: str | None
    head: Event
    text: str  # the sentence of the head
    trigger: str
    start: str | None
    first_report: str | None
    inner: tuple[tuple[Event, str], ...] = ()
    beside: tuple[tuple[Event, str], ...] = ()


def entries_of(reports: Iterable[Report]) -> list[Entry]:
    """The entries among these stories, by day."""
    found = [entry for report in reports if (entry := _entry(report)) is not None]
    return sorted(found, key=lambda entry: (entry.made_on, entry.id))


def deeds_of(reports: Iterable[Report]) -> list[Deed]:
    """What these stories tell as done, on a known day, by a known doer; by day."""
    found = [deed for report in reports if (deed := _deed(report)) is not None]
    return sorted(found, key=lambda deed: (deed.when, deed.mention))


def _entry(report: Report) -> Entry | None:
    head = report.head
    made_on = _day(report)
    kind = _kind(head)
    if kind is None or made_on is None or not head.actor:
        return None
    open_acts = [(event, words) for event, words in report.inner if status(event) != "done"]
    inner = [_act(event, words) for event, words in open_acts if event.role == "content"]
    spoken = [_act(event, words) for event, words in open_acts if event.role in _CIRCUMSTANCE]
    spoken += [_act(event, words) for event, words in report.beside if status(event) in ("possible", "planned")]
    if kind == "threat":  # "warned that the North would test again": what others do is no threat of one's own
        makers = codes(labels(head.actor))
        spoken = [act for act in (*spoken, *inner) if act.doers and not codes(act.doers) & makers]
        inner = [act for act in inner if not act.doers or codes(act.doers) & makers]
    own = kind == "promise" and head.event != "AGREE"
    content = [_act(head, report.trigger)] if own else inner
    to = labels(head.recipient) or _doers({"demand": inner, "threat": spoken}.get(kind, []))
    return Entry(
        id=content_id("ledger", head.id),
        kind=kind,
        mention=head.id,
        story=report.story,
        by=labels(head.actor),
        to=to,
        event=head.event,
        mode=head.mode,
        context=head.context,
        content=tuple(content),
        conditions=tuple(spoken),
        made_on=made_on,
        confidence=head.confidence,
        sentence=report.text,
        topic=topic(report.text, [head, *(event for event, _ in (*report.inner, *report.beside))]),
    )


def _kind(head: Event) -> str | None:
    """Demand, threat, promise or none: what was itself only demanded, threatened or denied is none."""
    state = status(head)
    if head.event in KINDS:
        return KINDS[head.event] if state == "done" and head.role in (None, "cause") else None
    if state != "planned" or head.parent is not None:
        return None
    own = {entity.code for entity in head.actor}
    speakers = {entity.code for side in head.attribution for entity in side}
    return "promise" if not speakers or speakers & own else None


def _deed(report: Report) -> Deed | None:
    head = report.head
    when = _day(report)
    if status(head) != "done" or when is None or not head.actor:
        return None
    return Deed(
        story=report.story or "",
        mention=head.id,
        event=head.event,
        mode=head.mode,
        context=head.context,
        doers=labels(head.actor),
        targets=labels(head.recipient),
        when=when,
        confidence=head.confidence,
        trigger=stem(report.trigger) if report.trigger else "",
        sentence=report.text,
        topic=topic(report.text, [head]),
    )


def _day(report: Report) -> int | None:
    """First day of the act; without a stated one the day of the first report, unless it is told as background."""
    day = report.start or (None if "historical" in report.head.auxiliary else report.first_report)
    return None if day is None else date.fromisoformat(day).toordinal()


def _act(event: Event, words: str) -> Act:
    return Act(event.event, event.mode, event.context, labels(event.actor), labels(event.recipient), words, event.id)


def _doers(acts: Sequence[Act]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label for act in acts for label in act.doers))


def labels(side: Iterable[Entity]) -> tuple[str, ...]:
    """Labels of parties, in order, each once; a party without a code goes by its name."""
    return tuple(dict.fromkeys(entity.label or entity.name for entity in side if entity.label or entity.name))


def topic(text: str, events: Iterable[Event]) -> dict[str, float]:
    """The weighed words of a sentence without names of parties and countries, days and years: what it is about."""
    named = {
        keyed(word)
        for event in events
        for entity in (*event.actor, *event.recipient)
        for word in WORD.findall(f"{entity.text} {entity.name}")
    }
    return {
        word: worth
        for word, worth in weighed(text).items()
        if word not in named and not _in_calendar(word) and not (is_name(word) and is_common(word))
    }


_DAYS = frozenset(
    keyed(word)
    for word in (
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
        "September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
    ).split()
)


def _in_calendar(word: str) -> bool:
    return word in _DAYS or word.isdigit()


def codes(names: Iterable[str]) -> set[str]:
    """The codes of labels: `KOR` of `KOR/GOV`."""
    return {name.split("/")[0] for name in names}
