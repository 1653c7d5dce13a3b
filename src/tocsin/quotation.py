"""Quotations and reported speech on their own: who says what, in which words, and who reports that they said it.

for quote in tocsin.quotes(text, published="2022-11-28"):
    quote.kind, quote.chain, quote.words(text)["content"]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from spacy.tokens import Doc, Token

from tocsin.actors.nominals import conjuncts
from tocsin.actors.registry import Registry
from tocsin.actors.resolver import ActorResolver, DocActors
from tocsin.articles.furniture import furniture
from tocsin.errors import RecordError
from tocsin.language.model import load
from tocsin.language.quotes import Speech, find_speeches, quotations, speakers_of
from tocsin.records import Article, Drop, Entity, Span, content_id, cut
from tocsin.rows import as_opt_span, as_opt_text, as_span, as_text, get, list_of
from tocsin.settings import Settings

KINDS = ("direct", "indirect", "mixed")
# Page furniture that quotes nobody; captions and headlines do.
_SKIPPED = frozenset({"byline", "date", "dateline", "footer"})
# Share of the content's words between quotation marks from which it is direct: an introducing "that" stays outside.
_DIRECT = 0.9
# What hangs on a name without being part of it.
_BESIDE_A_NAME = frozenset({"acl:relcl", "parataxis", "dep", "cop", "case", "advcl", "discourse"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What somebody is reported to say. Spans are half-open character offsets into the article's text.

    `content` may have several parts (“We will,” he said, “go.”); `kind` is direct (in quotation marks), indirect, or
    mixed; `speaker` are the words that name the speaker, None when nobody is named, and `speakers` who is meant by
    them, empty when that is nobody tocsin can code. `chain` has all who stand between the words and the reader,
    outermost first, the speakers last; `cue` is what says that something is said.
    """

    article: str
    kind: str
    content: tuple[Span, ...]
    cue: Span
    speaker: Span | None = None
    speakers: tuple[Entity, ...] = ()
    chain: tuple[tuple[Entity, ...], ...] = ()
    published: str | None = None
    id: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be a quotation, and compute the id if none was given."""
        if self.kind not in KINDS:
            raise RecordError(f"kind {self.kind!r} of a quotation is not known; it must be one of {', '.join(KINDS)}")
        if not self.content:
            raise RecordError(f"the quotation at {self.cue} of article {self.article!r} has no content; give its spans")
        if not self.id:
            object.__setattr__(self, "id", content_id("quote", self.article, self.cue, self.content, self.speaker))

    def words(self, text: str) -> dict[str, list[str]]:
        """Content, cue and speaker cut out of the article's text; raises `RecordError` on a span outside it."""
        return {
            "content": [cut(text, span) for span in self.content],
            "cue": [cut(text, self.cue)],
            "speaker": [cut(text, self.speaker)] if self.speaker else [],
        }

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready dict; spans become two-element lists."""
        return {
            "id": self.id,
            "article": self.article,
            "published": self.published,
            "kind": self.kind,
            "content": [list(span) for span in self.content],
            "cue": list(self.cue),
            "speaker": None if self.speaker is None else list(self.speaker),
            "speakers": [entity.to_dict() for entity in self.speakers],
            "chain": [[entity.to_dict() for entity in link] for link in self.chain],
        }

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Self:
        """Read what `to_dict` wrote; raises `RecordError` naming the bad field."""
        entities = list_of(Entity.from_dict)
        return cls(
            id=get(row, "id", as_text, ""),
            article=get(row, "article", as_text),
            published=get(row, "published", as_opt_text, None),
            kind=get(row, "kind", as_text),
            content=get(row, "content", list_of(as_span)),
            cue=get(row, "cue", as_span),
            speaker=get(row, "speaker", as_opt_span, None),
            speakers=get(row, "speakers", entities, ()),
            chain=get(row, "chain", list_of(entities), ()),
        )


class Quotes(list[Quote]):
    """A list of quotations that knows what was dropped on the way."""

    def __init__(self, quotes: Iterable[Quote] = (), drops: Iterable[Drop] = ()) -> None:
        super().__init__(quotes)
        self.drops: tuple[Drop, ...] = tuple(drops)


class QuoteReader:
    """Reads articles for quotations; an engine runs it where it would run the coder."""

    def __init__(self, settings: Settings | None = None) -> None:
        settings = settings or Settings()
        self.nlp = load(settings.model, threads=settings.threads)
        self.resolver = ActorResolver(Registry.load(settings.overlay))

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Article, list[Quote], list[Drop]]]:
        """Yield (article, quotations, no drops) for each article, in order."""
        for article in articles:
            yield article, quotes_of(article, self.nlp(article.text), self.resolver), []


def quotes_of(article: Article, doc: Doc, resolver: ActorResolver) -> list[Quote]:
    """The quotations of an article whose text was read as `doc`, in reading order."""
    if article.published:
        date.fromisoformat(article.published)  # the resolver looks offices up by it
    actors = resolver.read(doc, article.published)
    speeches = find_speeches(doc)
    marked = {i for a, b in quotations(doc) for i in range(a, b)}
    skipped = [(a, b) for a, b, kind in furniture(article.text) if kind in _SKIPPED]
    found = []
    for speech in speeches:
        content = tuple(filter(None, (_trimmed(doc, a, b) for a, b in speech.content)))
        cue = _characters(doc, *speech.cue)
        if not content or any(a <= cue[0] and cue[1] <= b for a, b in skipped):
            continue
        found.append(_quote(article, doc, actors, speech, speeches, content, _kind(doc, speech, marked)))
    return sorted(found, key=lambda quote: (quote.content, quote.cue))


def _quote(
    article: Article,
    doc: Doc,
    actors: DocActors,
    speech: Speech,
    speeches: list[Speech],
    content: tuple[Span, ...],
    kind: str,
) -> Quote:
    own = _meant(doc, actors, speech)
    outer = [s for s in speakers_of(speech.cue[0], speeches) if s.speaker not in (None, speech.speaker)]
    links = [who for who in (_meant(doc, actors, s) for s in outer) if who]
    return Quote(
        article=article.id,
        published=article.published,
        kind=kind,
        content=content,
        cue=_characters(doc, *speech.cue),
        speaker=None if speech.speaker is None else named(doc[speech.speaker]),
        speakers=own,
        chain=(*links, own) if own else tuple(links),
    )


def _meant(doc: Doc, actors: DocActors, speech: Speech) -> tuple[Entity, ...]:
    """Who a speech's speaker is, with those named together with him."""
    if speech.speaker is None:
        return ()
    found = [entity for token in conjuncts(doc[speech.speaker]) for entity in actors.entities(token)]
    return tuple(dict.fromkeys(found))


def named(token: Token) -> Span:
    """Characters of the words that name a speaker: the whole phrase, without its relative clause and its preposition.

    "Kim Jong Un, the leader of North Korea" is one phrase; a clause that goes on about him is not part of it.
    """
    left_out: set[int] = set()
    for child in token.children:
        if child.dep_ in _BESIDE_A_NAME:
            left_out |= {t.i for t in child.subtree}
    words = [t for t in token.subtree if t.i not in left_out and not t.is_space] or [token]
    at = words.index(token)
    first = last = at
    while first > 0 and words[first - 1].i == words[first].i - 1:
        first -= 1
    while last + 1 < len(words) and words[last + 1].i == words[last].i + 1:
        last += 1
    inside = words[first : last + 1]
    while len(inside) > 1 and inside[-1].dep_ == "punct" and inside[-1].i != token.i:
        inside.pop()
    while len(inside) > 1 and inside[0].dep_ == "punct" and inside[0].i != token.i:
        inside.pop(0)
    return inside[0].idx, inside[-1].idx + len(inside[-1].text)


def _kind(doc: Doc, speech: Speech, marked: set[int]) -> str:
    words = [i for a, b in speech.content for i in range(a, b) if not (doc[i].is_punct or doc[i].is_space)]
    share = sum(i in marked for i in words) / len(words) if words else 0.0
    return "direct" if share >= _DIRECT else "mixed" if share else "indirect"


def _trimmed(doc: Doc, start: int, end: int) -> Span | None:
    """Characters of a token range without commas, dashes and space at its ends; None if there are no words in it."""
    if not any(t.is_alpha or t.like_num or t.text.isalnum() for t in doc[start:end]):
        return None
    while doc[start].is_space or doc[start].text in (",", ";", ":", "-", "–", "—"):
        start += 1
    while doc[end - 1].is_space or doc[end - 1].text in (",", ";", ":", "-", "–", "—"):
        end -= 1
    return _characters(doc, start, end)


def _characters(doc: Doc, start: int, end: int) -> Span:
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1].text)
