"""Text with its evidence marked: trigger, parties, date, place and cues, as HTML or for a terminal.

Marks may overlap and nest. The text is cut wherever a mark begins or ends; every piece shows the most telling of its
marks as its colour and the others as lines below it, so nothing is hidden and the words stay as they are.

>>> as_text("Seoul condemned the test.", [Mark((0, 5), "actor", "KOR/GOV"), Mark((6, 15), "trigger", "ACCUSE")])
'[Seoul|actor KOR/GOV] [condemned|trigger ACCUSE] the test.'
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tocsin.errors import RecordError
from tocsin.records import Article, Entity, Event, Span

# Most telling first: the first kind of a piece gives its colour.
KINDS = ("trigger", "actor", "recipient", "speaker", "date", "place", "cue")
_CODES = {
    "trigger": "1;33", "actor": "1;34", "recipient": "1;31", "speaker": "1;35", "date": "32", "place": "36", "cue": "4",
}  # fmt: skip
_STYLE = Path(__file__).parent / "explain" / "page.css"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to show. `kind` is one of `KINDS`; `label` is written behind the words, `note` shown on hovering."""

    span: Span
    kind: str
    label: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        if self.kind not in KINDS:
            raise RecordError(f"mark of kind {self.kind!r}; known are {', '.join(KINDS)}")
        if not 0 <= self.span[0] < self.span[1]:
            raise RecordError(f"mark at {list(self.span)}: a span needs 0 <= start < end")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks, most telling first; `ends` are those of them that end with it."""

    text: str
    marks: tuple[Mark, ...]
    ends: tuple[Mark, ...]


def pieces(text: str, marks: Iterable[Mark], span: Span | None = None) -> Iterator[Piece]:
    """The text (or the part at `span`) cut at the borders of its marks; joined, the pieces give the text again.

    Marks outside the part are left out, those that reach beyond it are cut. Raises `RecordError` on a mark that ends
    after the text.
    """
    first, last = span or (0, len(text))
    inside: list[Mark] = []
    for mark in dict.fromkeys(marks):
        if mark.span[1] > len(text):
            raise RecordError(f"mark at {list(mark.span)} ends after the text, which has {len(text)} characters")
        if mark.span[0] < last and mark.span[1] > first:
            inside.append(mark)
    inside.sort(key=lambda m: (KINDS.index(m.kind), m.span[1] - m.span[0], m.span, m.label))
    bounds = {first, last} | {min(max(at, first), last) for m in inside for at in m.span}
    ordered = sorted(bounds)
    for start, end in zip(ordered, ordered[1:], strict=False):
        here = tuple(m for m in inside if m.span[0] < end and m.span[1] > start)
        yield Piece(text[start:end], here, tuple(m for m in here if min(m.span[1], last) == end))


def marks_of(event: Event, number: str = "") -> tuple[Mark, ...]:
    """The evidence of a record as marks; `number` tells several events of one text apart."""
    found, place = event.evidence, event.event_loc
    lead = f"{number} " if number else ""
    kind = " ".join((event.event, *event.mode))
    marks = [Mark(found.trigger, "trigger", lead + kind, found.rule)]
    for side, spans, role in ((event.actor, found.actor, "actor"), (event.recipient, found.recipient, "recipient")):
        marks += _parties(side, spans, role, number)
    marks += [_party(speaker, "speaker", number) for chain in event.attribution for speaker in chain]
    if found.date is not None:
        note = f"{event.date} to {event.enddate}" if event.date else "not resolved"
        marks.append(Mark(found.date, "date", lead + (event.date or ""), note))
    if place is not None and place.get("span"):
        start, end = place["span"]
        marks.append(Mark((start, end), "place", number, str(place.get("resolved_place") or "")))
    marks += [Mark(cue.span, "cue", lead + cue.kind, f"cue: {cue.kind}") for cue in found.cues]
    return tuple(marks)


def _parties(side: Sequence[Entity], spans: Sequence[Span], role: str, number: str) -> list[Mark]:
    """One mark for each phrase, with all it stands for; phrases of the evidence without entity are shown bare."""
    by_span: dict[Span, list[Entity]] = {span: [] for span in spans}
    for entity in side:
        by_span.setdefault(entity.span, []).append(entity)
    made = []
    for span, entities in by_span.items():
        if span[0] < span[1]:
            label = " ".join(x for x in (number, "; ".join(e.label or "?" for e in entities)) if x)
            made.append(Mark(span, role, label, "; ".join(e.name for e in entities if e.name)))
    return made


def _party(entity: Entity, role: str, number: str) -> Mark:
    return Mark(entity.span, role, " ".join(x for x in (number, entity.label or "?") if x), entity.name)


def as_html(text: str, marks: Iterable[Mark], span: Span | None = None) -> str:
    """The text with `<mark>` elements, escaped; the colours come from the page's style (`style()`).

    A mark's kind is told in words for screen readers, not by colour alone.
    """
    out = []
    for piece in pieces(text, marks, span):
        shown = html.escape(piece.text, quote=False)
        if not piece.marks:
            out.append(shown)
            continue
        kinds = list(dict.fromkeys(m.kind for m in piece.marks))
        notes = "; ".join(dict.fromkeys(f"{m.kind}: {m.note or m.label}" for m in piece.marks))
        under = "".join(f" also-{kind}" for kind in kinds[1:3])
        tags = "".join(
            f'<span class="tag"><span class="unseen"> ({m.kind} </span>{html.escape(m.label)}'
            '<span class="unseen">)</span></span>'
            for m in piece.ends
            if m.label
        )
        out.append(f'<mark class="{kinds[0]}{under}" title="{html.escape(notes)}">{shown}{tags}</mark>')
    return "".join(out)


def as_ansi(text: str, marks: Iterable[Mark], span: Span | None = None) -> str:
    """The text with colours for a terminal; overlapping marks are underlined as well.

    >>> as_ansi("Seoul agreed.", [Mark((6, 12), "trigger")])
    'Seoul \\x1b[1;33magreed\\x1b[0m.'
    """
    out = []
    for piece in pieces(text, marks, span):
        codes = list(dict.fromkeys(_CODES[m.kind] for m in piece.marks[:1]))
        if len({m.kind for m in piece.marks}) > 1:
            codes.append("4")
        out.append(f"\x1b[{';'.join(codes)}m{piece.text}\x1b[0m" if codes else piece.text)
    return "".join(out)


def as_text(text: str, marks: Iterable[Mark], span: Span | None = None) -> str:
    """The text with brackets around marked words: `[words|kind label]`, pieces of overlaps each for itself."""
    out = []
    for piece in pieces(text, marks, span):
        told = ", ".join(dict.fromkeys(f"{m.kind} {m.label}".strip() for m in piece.marks))
        out.append(f"[{piece.text}|{told}]" if told else piece.text)
    return "".join(out)


@lru_cache(maxsize=1)
def style() -> str:
    """The style sheet of all our pages, light and dark."""
    return _STYLE.read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Highlighted:
    """A text with the evidence of its events; shows itself in notebooks."""

    text: str
    events: tuple[Event, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks, numbered by event when there are several."""
        several = len(self.events) > 1
        return tuple(m for n, e in enumerate(self.events, 1) for m in marks_of(e, str(n) if several else ""))

    def to_html(self) -> str:
        """A fragment with its own style, to be put into any page."""
        body = as_html(self.text, self.marks)
        return f'<div class="tocsin"><style>{style()}</style><p class="words">{body}</p>{legend(self.marks)}</div>'

    def to_ansi(self) -> str:
        """Coloured text for a terminal."""
        return as_ansi(self.text, self.marks)

    def _repr_html_(self) -> str:
        return self.to_html()


def legend(marks: Iterable[Mark]) -> str:
    """The kinds that occur, each in its colour."""
    seen = {m.kind for m in marks}
    items = "".join(f'<li><mark class="{kind}">{kind}</mark></li>' for kind in KINDS if kind in seen)
    return f'<ul class="legend" aria-label="Colours">{items}</ul>' if items else ""


def highlight(text: str | Article, events: Iterable[Event]) -> Highlighted:
    """The text with the evidence of those `events` that belong to it (for an `Article`: by id).

    highlight(article, tocsin.code(article))     # shows itself in a notebook
    """
    if isinstance(text, Article):
        return Highlighted(text.text, tuple(e for e in events if e.article == text.id))
    return Highlighted(text, tuple(events))
