"""The nouns of an explanation: plain frozen records that turn into JSON as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from tocsin.records import Event, Span

Scores = tuple[tuple[str, float], ...]
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


@dataclass(frozen=True, slots=True)
class Word:
    """A token: its head is the number of another word, its own number at the root."""

    number: int
    text: str
    span: Span
    lemma: str
    pos: str
    tag: str
    relation: str
    head: int
    entity: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its words; `furniture` when it is a byline, date line or the like, which is never coded."""

    span: Span
    words: tuple[Word, ...]
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class FoundActor:
    """A phrase that means somebody: labels and names of those meant, and which entry or rule says so."""

    span: Span
    text: str
    labels: tuple[str, ...]
    names: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Construction:
    """A row of the lexicon that fits: its file and line, skeleton, type ("" = must not be coded) and score."""

    source: str
    pattern: str
    event: str
    score: float
    mode: str
    cameo: str
    example: str


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word taken for a predicate, with all that spoke for and against.

    `model` holds the reader's first three types with probabilities, `none` its probability of no event (both empty in
    lexicon-only mode); `weighed` and `belief` are type and "some event" after the lexicon was heard; `asked` is the
    belief needed; `rows` counts the lexicon's rows for the word, whether they fit or not.
    """

    span: Span
    text: str
    lemma: str
    model: Scores
    none: float | None
    weighed: Scores
    belief: float | None
    asked: float | None
    constructions: tuple[Construction, ...]
    rows: int = 0


@dataclass(frozen=True, slots=True)
class FoundParty:
    """Someone in a role (actor, recipient, speaker): the words, how they were found, who is meant and why."""

    role: str
    span: Span
    text: str
    label: str
    name: str
    how: str
    why: str


@dataclass(frozen=True, slots=True)
class StatusHeard:
    """One auxiliary mode: whether it was given, the model's probability, and the words that say so."""

    value: str
    given: bool
    model: float | None
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateFound:
    """The time expression of an act and what it was read as; None when the text and its date do not allow one."""

    text: str
    span: Span
    kind: str
    start: str | None
    end: str | None
    precision: str


@dataclass(frozen=True, slots=True)
class ExplainedEvent:
    """A record with the reasons for each of its fields. `made_by` is lexicon, model or both; `used` the row applied."""

    event: Event
    predicate: Predicate
    made_by: str
    used: Construction | None
    parties: tuple[FoundParty, ...]
    status: tuple[StatusHeard, ...]
    date: DateFound | None
    role_heard: Scores = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A predicate that was considered and not coded."""

    predicate: Predicate
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a text was read. `str()` gives the text form; notebooks show the page.

    `unfit` are known predicates none of whose constructions fits: (word, span, number of constructions).
    """

    text: str
    published: str | None
    coder: str
    judge: bool
    sentences: tuple[Sentence, ...]
    actors: tuple[FoundActor, ...]
    events: tuple[ExplainedEvent, ...]
    rejected: tuple[Rejected, ...]
    unfit: tuple[tuple[str, Span, int], ...] = ()

    @property
    def why_undated(self) -> str:
        """Why a stated date could not be resolved."""
        return "the article has no date" if self.published is None else "it names no definite time"

    def roots(self) -> list[ExplainedEvent]:
        """Events that stand in no other, in reading order."""
        known = {found.event.id for found in self.events}
        return [found for found in self.events if found.event.parent not in known]

    def inner(self, outer: ExplainedEvent) -> list[ExplainedEvent]:
        """Acts that stand in `outer`, in reading order."""
        return [found for found in self.events if found.event.parent == outer.event.id]

    def gist(self, found: ExplainedEvent) -> str:
        """An act and those in it in one line: `KOR/GOV → CHN REQUEST [content: CHN → PRK RETREAT]`."""
        inner = "; ".join(f"{child.event.role}: {self.gist(child)}" for child in self.inner(found))
        return headline(found.event) + (f" [{inner}]" if inner else "")

    def gists(self) -> Iterator[str]:
        """One line for each sentence that tells events."""
        by_sentence: dict[Span, list[str]] = {}
        for found in self.roots():
            by_sentence.setdefault(found.event.evidence.sentence, []).append(self.gist(found))
        yield from ("; ".join(lines) for lines in by_sentence.values())

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready; events are the records as `tocsin code` writes them, with `why` beside."""
        values = asdict(self)
        values["gist"] = list(self.gists())
        for found, made in zip(self.events, values["events"], strict=True):
            made["event"] = found.event.to_dict()
        listed: dict[str, Any] = _lists(values)
        return listed

    def to_text(self, *, width: int = 100, color: bool = False) -> str:
        """For a terminal of `width` columns."""
        from tocsin.explain.text import render

        return render(self, width=width, color=color)

    def to_html(self) -> str:
        """One page that needs nothing else: no network, no script; light and dark."""
        from tocsin.explain.page import page

        return page(self)

    def _repr_html_(self) -> str:
        from tocsin.explain.page import body
        from tocsin.highlight import style

        return f'<div class="tocsin"><style>{style()}</style>{body(self, level=3)}</div>'

    def __str__(self) -> str:
        return self.to_text()


def headline(event: Event) -> str:
    """Who does what to whom, with the status: `KOR/GOV → CHN REQUEST change (future)`."""
    actor, recipient = (
        " + ".join(dict.fromkeys(e.label or e.name or "?" for e in side)) for side in (event.actor, event.recipient)
    )
    who = f"{actor or '?'} → {recipient}" if recipient else actor or "?"
    kind = " ".join((event.event, *event.mode))
    return f"{who} {kind}" + (f" ({', '.join(event.auxiliary)})" if event.auxiliary else "")


def _lists(value: Any) -> Any:
    """Tuples as lists, as JSON has them."""
    if isinstance(value, dict):
        return {key: _lists(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_lists(inner) for inner in value]
    return round(value, 4) if isinstance(value, float) else value
