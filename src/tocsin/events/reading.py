"""One article as the events engine sees it: everything the stages before found, gathered for triggers to draw on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from tocsin.actors.resolver import DocActors
from tocsin.events.parties import Parties
from tocsin.events.triggers import Trigger
from tocsin.language.dates import TimeLine
from tocsin.language.quotes import Speech
from tocsin.language.signals import Signals
from tocsin.places.finder import Place
from tocsin.records import Article

_NEVER_CODED = frozenset({"byline", "date", "dateline", "footer", "caption"})


@dataclass(slots=True)
class Reading:
    """The Doc of an article with its actors, times, speeches and places; ``heard`` is None in lexicon-only mode."""

    article: Article
    doc: Doc
    actors: DocActors
    times: TimeLine
    speeches: list[Speech]
    places: list[Place]
    heard: Signals | None
    furniture: list[tuple[int, int, str]] = field(default_factory=list)
    overlay: Path | None = None

    @property
    def published(self) -> date | None:
        return self.times.published

    def in_furniture(self, start: int, end: int) -> bool:
        """Does this character range lie in page furniture that is never coded?"""
        return any(a <= start and end <= b for a, b, kind in self.furniture if kind in _NEVER_CODED)

    def in_subhead(self, token: Token) -> bool:
        """Does a word stand in a line that heads a part of the story?"""
        return any(a <= token.idx < b for a, b, kind in self.furniture if kind == "subhead")


@dataclass(slots=True)
class Act:
    """A trigger with what was found about it, before it becomes a record."""

    trigger: Trigger
    actor: Parties
    recipient: Parties
    status: tuple[str, ...] = ()
    cues: list[tuple[str, int, int]] = field(default_factory=list)
    speakers: list[Parties] = field(default_factory=list)
    parent: Act | None = None
    same: Act | None = None  # an earlier mention of clearly the same act
    role: str | None = None
    date: tuple[Any, Any] | None = None
    confidence: float = 0.0
    word: Token | None = None  # the evidence's trigger, where another word tells the act than the one that was heard
    also: list[Token] = field(default_factory=list)  # words that told the same act and were merged into it
