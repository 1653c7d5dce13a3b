"""Who is meant: noun phrases and pronouns of a document turned into entities.

Rules are those of the codebook, section 6: bare countries are the country, capitals and seats their government,
people count by the office they hold on the article's date, what has no nationality of its own takes the one in force
where it stands.

    >>> from tocsin.actors.registry import Registry
    >>> actors = ActorResolver(Registry.load())
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from tocsin.actors import coreference, homeland
from tocsin.actors.belonging import nations
from tocsin.actors.describe import describe
from tocsin.actors.nominals import core, span
from tocsin.actors.registry import Registry
from tocsin.actors.scene import Party, Scene
from tocsin.records import Entity

__all__ = ["ActorResolver", "DocActors", "Mention"]


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor phrase of the text, for explanations: character span, words, entities, the reason."""

    span: tuple[int, int]
    text: str
    entities: tuple[Entity, ...]
    why: str


class ActorResolver:
    """Reads documents for their actors. Holds no state but the registry: one object serves all threads."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def read(self, doc: Doc, published: str | None) -> DocActors:
        """Find the names and roles of `doc`; who they mean is answered on demand.

        `published`: ISO date of the article; offices are read as of that day.
        """
        return DocActors(Scene(doc, self.registry, published or None, _parties))


def _parties(scene: Scene, token: Token) -> tuple[Party, ...]:
    if coreference.is_pronoun(token):
        return coreference.pronoun(scene, token)
    return describe(scene, token)


class DocActors:
    """The actors of one document."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._text = scene.doc.text  # spaCy joins the text anew each time it is asked

    def entities(self, token: Token) -> tuple[Entity, ...]:
        """The actors meant by the phrase headed by `token` (its conjuncts left out); empty if unknown."""
        parties = self._scene.parties(token)
        if not parties:
            return ()
        start, end = self.span(token)
        text = self._text[start:end]
        return tuple(
            Entity(code=p.code, sector=p.sector, text=text, name=p.name, identifier="", span=(start, end))
            for p in parties
        )

    def span(self, token: Token) -> tuple[int, int]:
        """Characters of the phrase, half-open, without relative clauses, appositions and conjuncts."""
        return span(token)

    def home(self, token: Token) -> str:
        """ISO code of the country its phrase names ("three Pakistani outposts"), else of that in force there."""
        stated = nations(self._scene, token, core(token))
        return stated[0] if stated else homeland.home(self._scene, token)

    def why(self, token: Token) -> str:
        """Which entry or rule gave the answer, and over which steps of coreference."""
        return " | ".join(dict.fromkeys(p.why for p in self._scene.parties(token)))

    @property
    def mentions(self) -> list[Mention]:
        """Every phrase of the text that names or takes up an actor, in order; computed when asked for."""
        out: list[Mention] = []
        doc = self._scene.doc
        inner: set[int] = set()
        for token in doc:
            if token.i in inner or token.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
                continue
            if token.dep_ in ("compound", "flat", "amod", "nmod:desc", "det", "nummod"):
                continue
            entities = self.entities(token)
            if entities:
                inner.update(w.i for w in core(token))
                start, end = entities[0].span
                out.append(Mention((start, end), self._text[start:end], entities, self.why(token)))
        return out
