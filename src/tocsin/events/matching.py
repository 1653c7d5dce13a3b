"""Which constructions of the lexicon a predicate in the text fits, and which words fill their roles."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from tocsin.events.clauses import agents, case_of, conjuncts, doers, light_subject, neighbourhood, objects, obliques, owners
from tocsin.events.clauses import subjects
from tocsin.events.lexicon import Entry, Lexicon, Slot

_CLASS_OF_POS = {"VERB": ("verb",), "NOUN": ("noun",), "PROPN": ("noun",), "ADJ": ("adj",), "ADV": ("adj",)}
_CLAUSES = {"xcomp", "ccomp", "advcl", "acl", "csubj", "acl:relcl"}


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that fits a trigger; ``score`` grows with what it asked for and found."""

    entry: Entry
    score: float
    roles: dict[str, tuple[Token, ...]]


class Surroundings:
    """The words around one predicate, looked up once for all its entries."""

    __slots__ = ("forms", "token", "tokens")

    def __init__(self, token: Token) -> None:
        self.token = token
        self.tokens = [t for t in neighbourhood(token) if not t.is_punct]
        self.forms: set[str] = set()
        doc = token.doc
        for t in self.tokens:
            self.forms.update((t.lemma_.lower(), t.lower_))
            if t.i + 1 < len(doc):
                following = doc[t.i + 1]
                self.forms.update((f"{t.lower_} {following.lemma_.lower()}", f"{t.lower_} {following.lower_}"))

    def is_literal(self, token: Token, entry: Entry, classes: dict[str, frozenset[str]]) -> bool:
        forms = {token.lemma_.lower(), token.lower_}
        return not forms.isdisjoint(entry.words) or any(not forms.isdisjoint(classes[c]) for c in entry.classes)

    def meets(self, entry: Entry, classes: dict[str, frozenset[str]]) -> bool:
        """Do all literals, classes and particles of the entry stand here?"""
        if any(w not in self.forms for w in entry.words):
            return False
        if any(self.forms.isdisjoint(classes[c]) for c in entry.classes):
            return False
        return all(self._has_particle(p) for p in entry.particles)

    def _has_particle(self, word: str) -> bool:
        for child in self.token.children:
            if child.lower_ == word and child.pos_ in ("ADP", "ADV", "PART", "SCONJ", "ADJ"):
                return True
            if any(c.lower_ == word and c.dep_ in ("case", "mark") for c in child.children):
                return True
        return word == "by" and bool(agents(self.token))


def match_token(token: Token, lexicon: Lexicon) -> list[Match]:
    """Entries of a token that fit, best first; empty when the token is no known predicate."""
    kinds = _CLASS_OF_POS.get(token.pos_, ())
    if token.pos_ == "ADJ" and token.tag_ in ("VBN", "VBG", "JJ"):
        kinds = ("adj", "verb") if token.tag_ != "JJ" else kinds
    lemma = token.lemma_.lower()
    entries = [e for kind in kinds for e in lexicon.of(lemma, kind)]
    if not entries:
        return []
    around = Surroundings(token)
    found = []
    for entry in entries:
        if not around.meets(entry, lexicon.classes):
            continue
        roles = fill_roles(entry, around, lexicon.classes)
        if roles is None:
            continue
        named = sum(bool(v) for k, v in roles.items() if k in ("ACTOR", "RECIPIENT", "CONTENT"))
        found.append(Match(entry, entry.specificity + 0.5 * named, roles))
    return sorted(found, key=lambda m: (-m.score, m.entry.event, m.entry.pattern))


def fill_roles(
    entry: Entry, around: Surroundings, classes: dict[str, frozenset[str]]
) -> dict[str, tuple[Token, ...]] | None:
    """Words in each role of the entry, coordinated ones included; None when a required role is empty."""
    roles: dict[str, list[Token]] = {}
    for slot in entry.slots:
        found = slot_tokens(entry, slot, around, classes)
        if not found and slot.required:
            return None
        seen = {t.i for t in roles.get(slot.role, [])}
        roles.setdefault(slot.role, []).extend(t for t in found if t.i not in seen)
    return {k: tuple(v) for k, v in roles.items()}


def slot_tokens(entry: Entry, slot: Slot, around: Surroundings, classes: dict[str, frozenset[str]]) -> list[Token]:
    """Candidates for one slot, by the predicate's part of speech."""
    token = around.token
    if slot.role == "CONTENT" and slot.place in ("to", "that", "ing"):
        return [c for c in token.children if c.dep_ in _CLAUSES]
    if entry.pos == "verb":
        found = _verb_slot(entry, slot, around, classes)
    elif entry.pos == "noun":
        found = _noun_slot(slot, token)
    else:
        found = _adjective_slot(slot, token)
    kept = [t for t in found if not around.is_literal(t, entry, classes)]
    return [x for t in kept for x in conjuncts(t)]


def _verb_slot(entry: Entry, slot: Slot, around: Surroundings, classes: dict[str, frozenset[str]]) -> list[Token]:
    token = around.token
    if slot.place == "before":
        return doers(token)
    if slot.place == "after":
        found = objects(token)
        free = [t for t in found if not around.is_literal(t, entry, classes)]
        return free or [o for t in found for o in owners(t)]
    found = agents(token) if slot.place == "by" else obliques(token, frozenset({slot.place}))
    if slot.place == "by" and not found:
        found = obliques(token, frozenset({"by"}))
    if not found and slot.role == "CONTENT":
        found = [c for c in token.children if c.dep_ in _CLAUSES and any(m.lower_ == slot.place for m in c.children)]
    if not found:  # a party behind a preposition of the object's own modifier: "sanctions on the ports of X"
        found = [t for t in around.tokens if t.dep_ == "nmod" and case_of(t) == slot.place]
    return found


def _noun_slot(slot: Slot, token: Token) -> list[Token]:
    if slot.place in ("before", "after"):
        return owners(token) or light_subject(token)
    found = [c for c in token.children if c.dep_ in ("nmod", "obl", "acl") and case_of(c) == slot.place]
    if slot.place == "by" and not found:
        found = [a for c in token.children if c.dep_ == "acl" for a in agents(c)]
    if not found and light_subject(token):
        found = obliques(token.head, frozenset({slot.place}))
    return found


def _adjective_slot(slot: Slot, token: Token) -> list[Token]:
    if slot.place == "before":
        return [token.head] if token.dep_ == "amod" else subjects(token)
    return [c for c in token.children if c.dep_ in ("obl", "nmod", "obj") and case_of(c) in (slot.place, "")]
