"""What the rules share while one document is read: matches, names, dates, and answers already given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from spacy.tokens import Doc, Token

from tocsin.actors.finder import GEO, ORGANISED, Match, Matches, find_matches
from tocsin.actors.mending import join_companions, join_conjuncts, join_gapped, join_subjects, mend
from tocsin.actors.names import Cluster, Names
from tocsin.actors.nominals import is_plural
from tocsin.actors.registry import Entry, Registry
from tocsin.language.quotes import Speech, find_speeches

__all__ = ["Party", "Scene", "sector_of"]


@dataclass(frozen=True, slots=True)
class Party:
    """Who is meant: country or non-state code (empty if unknown), sectors, name, and the reason."""

    code: str
    sector: tuple[str, ...]
    name: str
    why: str

    def because(self, reason: str) -> Party:
        """The same party, reached by one more step."""
        return replace(self, why=f"{reason} ← {self.why}" if self.why else reason)


Rule = Callable[["Scene", Token], tuple[Party, ...]]


# PLOVER's non-state codes already say what the party is; only these go with a sector (codebook 9).
_SECTORS_OF = {
    "NGO": frozenset[str](),
    "MNC": frozenset[str](),
    "IMG": frozenset[str](),
    "ISM": frozenset[str](),
    "UNO": frozenset(["MIL", "JUD", "MED", "COP"]),
    "IGO": frozenset(["MIL", "JUD", "COP", "ELI"]),
    "EUR": frozenset(["GOV", "LEG", "JUD", "MIL", "ELI", "COP"]),
}


def sector_of(code: str, sector: tuple[str, ...]) -> tuple[str, ...]:
    """One sector, the first of those that a party of this code can have."""
    allowed = _SECTORS_OF.get(code)
    return (sector if allowed is None else tuple(s for s in sector if s in allowed))[:1]


def _plain(party: Party) -> Party:
    sector = sector_of(party.code, party.sector)
    return party if sector == party.sector else replace(party, sector=sector)


def _quoted(doc: Doc) -> list[bool]:
    """For each token whether it stands between quotation marks; a mark left open ends with its paragraph."""
    out, inside = [], False
    for token in doc:
        if token.text in ("“", "”"):
            inside = token.text == "“"
        elif token.text in ('"', "``", "''"):
            inside = not inside
        elif "\n" in token.text:
            inside = False
        out.append(inside)
    return out


def _is_person(token: Token) -> bool:
    if token.ent_type_:
        return token.ent_type_ in ("PER", "PERSON")
    return any(c.dep_ == "flat" and c.pos_ == "PROPN" and c.text.isalpha() for c in token.children)


class Scene:
    """One document under reading. `parties` answers who a noun phrase means, each question once."""

    def __init__(self, doc: Doc, registry: Registry, published: str | None, rule: Rule) -> None:
        self.doc = doc
        self.registry = registry
        self.date = published
        self.matches: Matches = find_matches(doc, registry, published)
        join_subjects(doc)
        join_gapped(doc)
        join_companions(doc)
        join_conjuncts(doc)
        mend(doc, self.matches.all)
        self.names = Names(doc, self.matches)
        self.sentence_of: list[int] = [n for n, sent in enumerate(doc.sents) for _ in sent]
        self.quoted: list[bool] = _quoted(doc)
        self.speeches: list[Speech] = find_speeches(doc)
        self.ordering = False  # whether earlier pronouns are being answered already
        self.answered = 0  # how many candidates have been passed on the way
        # Filled by the rules when first needed.
        self.places: dict[int, list[tuple[int, str, bool]]] | None = None
        self.ranked: list[str] | None = None
        self.named: dict[str, list[tuple[int, str, bool]]] | None = None
        self.owned: dict[str, set[str]] | None = None
        self.bearers: dict[str, set[int]] | None = None
        self.weighed: dict[tuple[int, bool], tuple[list[str], np.ndarray]] = {}
        self.shares: dict[int, dict[str, float]] = {}
        self.candidates: list[tuple[int, str]] | None = None
        self.anaphors: dict[int, str] = {}  # words for which earlier phrases were weighed, as what kind
        self.antecedents: dict[int, int] = {}  # pronouns and the head of the phrase that each takes up
        self.taken_up: set[int] = set()  # nouns that stand for somebody named before
        self.guessed: dict[int, bool] = {}  # phrases that got the country in force; whether as an official body
        self._rule = rule
        self._known: dict[int, tuple[Party, ...]] = {}
        self._asking: set[int] = set()

    def parties(self, token: Token) -> tuple[Party, ...]:
        """The parties meant by the phrase headed by `token`; nothing if unknown or if the question runs in a circle."""
        known = self._known.get(token.i)
        if known is not None:
            return known
        if token.i in self._asking:
            return ()
        self._asking.add(token.i)
        try:
            answer = tuple(_plain(party) for party in self._rule(self, token))
        finally:
            self._asking.discard(token.i)
        if not self._asking or answer:
            self._known[token.i] = answer
        return answer

    @property
    def asking(self) -> bool:
        """Whether a question about a phrase waits for the answer to this one: what is found now may be incomplete."""
        return bool(self._asking)

    def speaker(self, token: Token) -> Token | None:
        """Who says the quotation that the token stands in; None outside quotations and where nobody is named."""
        around = [s for s in self.speeches if s.direct and s.covers(token.i) and s.speaker is not None]
        said = min(around, key=lambda s: s.size, default=None)
        return None if said is None or said.speaker is None else self.doc[said.speaker]

    def role(self, token: Token) -> Entry | None:
        """The role named by the very token; also inside a modifier, as in "anti-government"."""
        match = self.matches.on(token.i)
        if match is None:
            return None
        role = match.of({"role"})
        if role is None and match.of({"modifier"}) is not None:
            return self.registry.roles.get(token.lower_.rpartition("-")[2]) if "-" in match.entries[0].name else None
        return role

    def match(self, token: Token) -> Match | None:
        """The known phrase the token stands in."""
        return self.matches.on(token.i)

    def cluster(self, token: Token) -> Cluster | None:
        """The name of the text headed by `token`."""
        return self.names.of(token)

    def nature(self, token: Token) -> str:
        """What the phrase may be taken up as later: person people organisation country place, or nothing."""
        match = self.matches.on(token.i)
        if match is not None:
            kinds = match.kinds
            if "person" in kinds:
                return "person"
            if kinds & ORGANISED:
                return "organisation"
            if kinds & GEO:
                if "people" in kinds and token.dep_ not in ("amod", "compound"):
                    return "people" if is_plural(token) else "person" if "country" not in kinds else "country"
                return "country" if kinds & {"country", "capital", "seat", "adjective"} else "place"
            role = match.of({"role"})
            if role is not None:
                if self.has_person(token):
                    return "person"
                if role.detail == "body":
                    return "organisation"
                if role.detail == "group":
                    return "people"
                return "people" if is_plural(token) else "person"
        if token.pos_ == "PROPN":
            if token.ent_type_ in ("ORG",):
                return "organisation"
            if token.ent_type_ in ("LOC", "GPE"):
                return "place"
            if self.cluster(token) is not None:
                return "person"
        return ""

    def names_person(self, token: Token) -> bool:
        """Whether the phrase is a person's name, by the entities or by the shape of any of its mentions."""
        if token.pos_ != "PROPN":
            return False
        cluster = self.cluster(token)
        return any(_is_person(self.doc[i]) for i in (cluster.mentions if cluster else [token.i]))

    def has_person(self, token: Token) -> bool:
        """Whether the phrase ends in a person's name ("president Donald Trump")."""
        return any(
            c.i > token.i and c.dep_ in ("flat", "appos", "compound") and c.pos_ == "PROPN" for c in token.children
        )
