"""The nouns of tocsin: articles in, events and drops out.

Spans are half-open character offsets into `Article.text`; cutting there gives the evidence. Dates are ISO strings
(`2016-01-13`), inclusive at both ends. All records are frozen, compare by value, and turn into JSON-ready dicts
and back without loss.
"""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self, SupportsIndex

from tocsin.arrow import event_schema, events_to_arrow
from tocsin.errors import RecordError
from tocsin.rows import Span, as_opt_span, as_opt_text, as_place, as_span, as_text, as_words, get, list_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "AUXILIARIES",
    "ROLES",
    "Article",
    "Cue",
    "Drop",
    "Entity",
    "Event",
    "Events",
    "Evidence",
    "Span",
    "content_id",
    "cut",
    "event_schema",
    "events_to_arrow",
]

AUXILIARIES = ("historical", "future", "hypothetical", "negation")
_ARTICLE_OPTIONAL = ("title", "published", "published_source", "publisher", "url", "language", "source")
ROLES = ("content", "condition", "consequence", "cause", "purpose")


def content_id(*parts: object) -> str:
    """Sixteen hex digits that depend on the content only: same parts, same id, on every machine."""
    packed = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=list)
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def cut(text: str, span: Span) -> str:
    """The words at `span`; raises `RecordError` if the span does not lie in the text.

    >>> cut("Seoul condemned the test.", (6, 15))
    'condemned'
    """
    start, end = span
    if not 0 <= start < end <= len(text):
        raise RecordError(f"span [{start}, {end}] does not lie in a text of {len(text)} characters")
    return text[start:end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news text. `id` is the input's own, else a hash of the text; `published` an ISO date."""

    text: str
    id: str = ""
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    source: str | None = None  # file (and line) it came from
    published_source: str | None = None  # what `published` was read from: field, page, text, file name, option

    def __post_init__(self) -> None:
        """Give the article a content id if it has none."""
        if not self.id:
            object.__setattr__(self, "id", content_id("article", self.text))

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready dict, id first and text last."""
        return {name: getattr(self, name) for name in ("id", *_ARTICLE_OPTIONAL, "text")}

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Self:
        """Read what `to_dict` wrote; unknown fields are left alone."""
        values: dict[str, str | None] = {name: get(row, name, as_opt_text, None) for name in _ARTICLE_OPTIONAL}
        return cls(text=get(row, "text", as_text), id=get(row, "id", as_text, ""), **values)

    def _repr_html_(self) -> str:
        lead = self.text[:400] + ("…" if len(self.text) > 400 else "")
        heading = " · ".join(part for part in (self.title, self.publisher, self.published) if part) or self.id
        return f"<div><b>{html.escape(heading)}</b><p>{html.escape(lead)}</p></div>"


@dataclass(frozen=True, slots=True)
class Drop:
    """Input that gave no article, or an article that could not be coded, with its reason.

    `source` says where (file, line), `reason` is a short fixed phrase to count by, `detail` what was seen.
    """

    source: str
    article: str | None
    reason: str
    detail: str = ""

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready dict."""
        return {"source": self.source, "article": self.article, "reason": self.reason, "detail": self.detail}

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Self:
        """Read what `to_dict` wrote."""
        return cls(
            source=get(row, "source", as_text),
            reason=get(row, "reason", as_text),
            detail=get(row, "detail", as_text, ""),
            article=get(row, "article", as_opt_text, None),
        )


@dataclass(frozen=True, slots=True)
class Entity:
    """A party to an event: `code` is ISO 3166 alpha-3 or PLOVER's own (IGO, UNO ...), "" if only a sector is known."""

    code: str = ""
    sector: tuple[str, ...] = ()
    text: str = ""
    name: str = ""
    identifier: str = ""
    span: Span = (0, 0)

    @property
    def label(self) -> str:
        """Code and first sector as people write them.

        >>> Entity(code="KOR", sector=("GOV",)).label
        'KOR/GOV'
        """
        return "/".join(part for part in (self.code, self.sector[0] if self.sector else "") if part)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready dict `{code, sector[], text, name, identifier, span}`."""
        return {
            "code": self.code,
            "sector": list(self.sector),
            "text": self.text,
            "name": self.name,
            "identifier": self.identifier,
            "span": list(self.span),
        }

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Self:
        """Read what `to_dict` wrote."""
        return cls(
            code=get(row, "code", as_text),
            sector=get(row, "sector", as_words, ()),
            text=get(row, "text", as_text, ""),
            name=get(row, "name", as_text, ""),
            identifier=get(row, "identifier", as_text, ""),
            span=get(row, "span", as_span),
        )


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that gave a status or an attribution: `kind` is such as `negation`, `future`, `speech`, `quote`."""

    kind: str
    span: Span

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready dict `{kind, span}`."""
        return {"kind": self.kind, "span": list(self.span)}

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Self:
        """Read what `to_dict` wrote."""
        return cls(kind=get(row, "kind", as_text), span=get(row, "span", as_span))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which words say so, and which rule or model read them."""

    sentence: Span
    trigger: Span
    actor: tuple[Span, ...] = ()
    recipient: tuple[Span, ...] = ()
    date: Span | None = None
    cues: tuple[Cue, ...] = ()
    rule: str = ""

    def spans(self) -> tuple[Span, ...]:
        """Every span of the evidence, sentence first."""
        found = [self.sentence, self.trigger, *self.actor, *self.recipient, *(cue.span for cue in self.cues)]
        return (*found, self.date) if self.date is not None else tuple(found)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready dict; spans become two-element lists."""
        return {
            "sentence": list(self.sentence),
            "trigger": list(self.trigger),
            "actor": [list(span) for span in self.actor],
            "recipient": [list(span) for span in self.recipient],
            "date": None if self.date is None else list(self.date),
            "cues": [cue.to_dict() for cue in self.cues],
            "rule": self.rule,
        }

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Self:
        """Read what `to_dict` wrote."""
        return cls(
            sentence=get(row, "sentence", as_span),
            trigger=get(row, "trigger", as_span),
            actor=get(row, "actor", list_of(as_span), ()),
            recipient=get(row, "recipient", list_of(as_span), ()),
            date=get(row, "date", as_opt_span, None),
            cues=get(row, "cues", list_of(Cue.from_dict), ()),
            rule=get(row, "rule", as_text, ""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One coded mention of a political act; no evidence, no event.

    `event_scale` runs from -10 (conflict) to +10 (cooperation), `quad_code` from 1 to 4 (verbal cooperation, material
    cooperation, verbal conflict, material conflict), `confidence` from 0 to 1. `id` is computed from the article, the
    trigger, the type, the role and the parties, so coding a text twice gives the same ids.
    """

    article: str
    event: str
    quad_code: int
    event_scale: float
    evidence: Evidence
    id: str = ""
    published: str | None = None
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    cameo: str = ""
    actor: tuple[Entity, ...] = ()
    recipient: tuple[Entity, ...] = ()
    date: str | None = None
    enddate: str | None = None
    date_precision: str = ""
    auxiliary: tuple[str, ...] = ()
    attribution: tuple[tuple[Entity, ...], ...] = ()
    parent: str | None = None
    role: str | None = None
    event_loc: dict[str, Any] | None = field(default=None, hash=False)
    confidence: float = 1.0
    coder: str = ""

    def __post_init__(self) -> None:
        """Compute the id if none was given, and bring the place into its JSON form."""
        if self.event_loc is not None:
            object.__setattr__(self, "event_loc", as_place(self.event_loc))
        if not self.id:
            object.__setattr__(self, "id", self.content_id())

    def content_id(self) -> str:
        """The id this content must have."""
        parties = [[(entity.code, entity.span) for entity in side] for side in (self.actor, self.recipient)]
        return content_id("event", self.article, self.event, self.evidence.trigger, self.role or "", parties)

    def changed(self, **values: Any) -> Self:
        """A copy with other values; the id follows the content unless it is among them."""
        return replace(self, **{"id": "", **values})

    def words(self, text: str) -> dict[str, list[str]]:
        """The evidence cut out of the article's text, by field; raises `RecordError` on a span outside the text."""
        found = self.evidence
        return {
            "sentence": [cut(text, found.sentence)],
            "trigger": [cut(text, found.trigger)],
            "actor": [cut(text, span) for span in found.actor],
            "recipient": [cut(text, span) for span in found.recipient],
            "date": [] if found.date is None else [cut(text, found.date)],
            "cues": [cut(text, cue.span) for cue in found.cues],
        }

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready dict with PLOVER's field names and ours, in the documented order (docs/record.md)."""
        return {
            "id": self.id,
            "article": self.article,
            "published": self.published,
            "event": self.event,
            "mode": list(self.mode),
            "context": list(self.context),
            "cameo": self.cameo,
            "quad_code": self.quad_code,
            "event_scale": self.event_scale,
            "actor": [entity.to_dict() for entity in self.actor],
            "recipient": [entity.to_dict() for entity in self.recipient],
            "date": self.date,
            "enddate": self.enddate,
            "date_precision": self.date_precision,
            "auxiliary": list(self.auxiliary),
            "attribution": [[entity.to_dict() for entity in speakers] for speakers in self.attribution],
            "parent": self.parent,
            "role": self.role,
            "event_loc": None if self.event_loc is None else dict(self.event_loc),
            "confidence": self.confidence,
            "evidence": self.evidence.to_dict(),
            "coder": self.coder,
        }

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Self:
        """Read what `to_dict` wrote, or a row of the Arrow table; raises `RecordError` naming the bad field."""
        entities = list_of(Entity.from_dict)
        return cls(
            id=get(row, "id", as_text, ""),
            article=get(row, "article", as_text),
            published=get(row, "published", as_opt_text, None),
            event=get(row, "event", as_text),
            mode=get(row, "mode", as_words, ()),
            context=get(row, "context", as_words, ()),
            cameo=get(row, "cameo", as_text, ""),
            quad_code=get(row, "quad_code", int),
            event_scale=get(row, "event_scale", float),
            actor=get(row, "actor", entities, ()),
            recipient=get(row, "recipient", entities, ()),
            date=get(row, "date", as_opt_text, None),
            enddate=get(row, "enddate", as_opt_text, None),
            date_precision=get(row, "date_precision", as_text, ""),
            auxiliary=get(row, "auxiliary", as_words, ()),
            attribution=get(row, "attribution", list_of(entities), ()),
            parent=get(row, "parent", as_opt_text, None),
            role=get(row, "role", as_opt_text, None),
            event_loc=get(row, "event_loc", as_place, None),
            confidence=get(row, "confidence", float, 1.0),
            evidence=get(row, "evidence", Evidence.from_dict),
            coder=get(row, "coder", as_text, ""),
        )

    def _repr_html_(self) -> str:
        return f"<table>{_HTML_HEAD}{_html_row(self)}</table>"


class Events(list[Event]):
    """A list of events that knows what was dropped on the way, shows itself in notebooks and converts to Arrow."""

    def __init__(self, events: Iterable[Event] = (), drops: Iterable[Drop] = ()) -> None:
        super().__init__(events)
        self.drops: tuple[Drop, ...] = tuple(drops)

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        """Pickle as events and drops."""
        return type(self), (list(self), self.drops)

    def to_arrow(self) -> pa.Table:
        """The events as one Arrow table (see `event_schema`)."""
        return events_to_arrow(self)

    def _repr_html_(self) -> str:
        rows = "".join(_html_row(event) for event in self[:100])
        more = f"<p>… and {len(self) - 100} more</p>" if len(self) > 100 else ""
        drops = f"<p>{len(self.drops)} inputs dropped</p>" if self.drops else ""
        return f"<p>{len(self)} events</p><table>{_HTML_HEAD}{rows}</table>{more}{drops}"


_HTML_HEAD = (
    "<tr><th>date</th><th>actor</th><th>event</th><th>recipient</th><th>status</th><th>said by</th><th>conf.</th></tr>"
)


def _html_row(event: Event) -> str:
    """One table row for notebooks."""
    kind = event.event + (f" ({', '.join(event.mode)})" if event.mode else "")
    status = ", ".join(event.auxiliary) + (f" [{event.role}]" if event.role else "")
    cells = (
        event.date or "",
        "; ".join(_named(entity) for entity in event.actor),
        kind,
        "; ".join(_named(entity) for entity in event.recipient),
        status,
        " ← ".join("; ".join(_named(entity) for entity in speakers) for speakers in event.attribution),
        f"{event.confidence:.2f}",
    )
    return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>"


def _named(entity: Entity) -> str:
    """Label and words of a party: `KOR/GOV (President Park)`."""
    return f"{entity.label or '?'} ({entity.text})" if entity.text else entity.label or "?"
