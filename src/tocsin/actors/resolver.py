"""Who is meant: noun phrases and pronouns of a document turned into entities.

Rules are those of the codebook, section 6: bare countries are the country, capitals and seats their government,
people count by the office they hold on the article's date, what has no nationality of its own takes the one in force
where it stands.

    >>> from tocsin.actors.registry import Registry
    >>> actors = ActorResolver(Registry.load())
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.tokens import Doc, Token

from tocsin.actors import allegiance, coreference, homeland
from tocsin.actors.allegiance import Part
from tocsin.actors.belonging import nations
from tocsin.actors.describe import describe
from tocsin.actors.nominals import core, span
from tocsin.actors.registry import Registry
from tocsin.actors.scene import Party, Scene
from tocsin.actors.vocabulary import ME, WE, YOU
from tocsin.language.signals import Home
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
        self.scene = scene
        self._text = scene.doc.text  # spaCy joins the text anew each time it is asked

    def entities(self, token: Token) -> tuple[Entity, ...]:
        """The actors meant by the phrase headed by `token` (its conjuncts left out); empty if unknown."""
        parties = self.scene.parties(token)
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
        stated = nations(self.scene, token, core(token))
        return stated[0] if stated else homeland.home(self.scene, token)

    def in_act(
        self, token: Token, found: Party, part: Part, folder: Path, kind: np.ndarray, home: Home | None = None
    ) -> str:
        """The code of a phrase that plays a part in an act; `found`: whom it is taken for by itself (`unstated`).

        `kind`: what the reader takes the phrase for (probabilities of KINDS); `home`: of words around it how
        likely they say whose it is.
        """
        return allegiance.code_of(self.scene, token, found, part, folder, kind, home)

    def unstated(self, token: Token) -> Party | None:
        """The party of a phrase whose country was taken from the text around it; None if its own words state it."""
        found = self.scene.parties(token)
        if not found and token.lower_ in ME | WE | YOU:
            return None  # whoever speaks or is spoken to is not of the country in force
        if not found and not nations(self.scene, token, core(token)):
            return Party(homeland.home(self.scene, token), (), "", "country in force")
        return found[0] if allegiance.is_open(self.scene, token, found) else None

    def same(self, one: Token, other: Token) -> bool:
        """Does one of two words take up the very phrase the other heads? "Its" owner may act on what it owns."""
        if "nmod:poss" in (one.dep_, other.dep_):
            return False
        return other.i in self._taken_up(one) or one.i in self._taken_up(other)

    def _taken_up(self, token: Token) -> list[int]:
        """The phrases that a pronoun goes back to, one over the other."""
        found, at = [], self.scene.antecedents.get(token.i)
        while at is not None and at not in found:
            found.append(at)
            at = self.scene.antecedents.get(at)
        return found

    def stated(self, token: Token) -> frozenset[str]:
        """The codes that a phrase's own words state."""
        found = self.scene.parties(token)
        return frozenset(p.code for p in found if p.code and not allegiance.is_open(self.scene, token, found))

    def why(self, token: Token) -> str:
        """Which entry or rule gave the answer, and over which steps of coreference."""
        return " | ".join(dict.fromkeys(p.why for p in self.scene.parties(token)))

    @property
    def mentions(self) -> list[Mention]:
        """Every phrase of the text that names or takes up an actor, in order; computed when asked for."""
        out: list[Mention] = []
        doc = self.scene.doc
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
