"""Which words name the parties of an event: the trained links and the frames of syntax, then whom those words mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Token

from tocsin.actors.resolver import DocActors
from tocsin.events.clauses import agents, case_of, conjuncts, doers, light_subject, objects, obliques, owners
from tocsin.events.triggers import Trigger
from tocsin.language.labels import KINDS, LINKS, SECTORS
from tocsin.language.signals import Signals
from tocsin.records import Entity

# Probability a link must reach, and what is still believed when syntax says the same (held-out batches of readings).
LINK = 0.5
LINK_WITH_SYNTAX = 0.2
SECTOR = 0.5
_WORDS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "X", "ADV", "VERB", "SYM"})
_TOWARD = frozenset({"to", "against", "for", "with", "on", "of", "at", "toward", "towards", "over", "from", "into"})


@dataclass(slots=True)
class Parties:
    """Who stands in a role: the words and the entities they mean, in reading order; ``how`` says what found each."""

    tokens: list[Token] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    how: list[str] = field(default_factory=list)

    def add(self, token: Token, entities: Iterable[Entity], how: str) -> None:
        known = {(e.code, e.sector, e.name) for e in self.entities}
        fresh = [e for e in entities if (e.code, e.sector, e.name) not in known]
        if fresh:
            self.tokens.append(token)
            self.entities += fresh
            self.how.append(how)


def parties_of(trigger: Trigger, actors: DocActors, heard: Signals | None) -> tuple[Parties, Parties]:
    """Actor and recipient of an event."""
    frame = frame_roles(trigger)
    found = {"actor": Parties(), "recipient": Parties()}
    if heard is None:
        taken: set[int] = set()
        for role, parties in found.items():
            for token in frame[role]:
                if token.i not in taken:
                    parties.add(token, actors.entities(token), "syntax")
                    taken.add(token.i)
        return _settled(trigger, found["actor"], found["recipient"])
    links = heard.links(trigger.token.i)
    for role, parties in found.items():
        row = links[LINKS.index(role)]
        other = links[LINKS.index("recipient" if role == "actor" else "actor")]
        for token in linked(trigger.token, row, LINK):
            parties.add(token, meant(token, row, actors, heard), f"link {row[token.i]:.2f}")
        if not parties.entities:
            for token in frame[role]:
                if row[token.i] >= LINK_WITH_SYNTAX and row[token.i] >= other[token.i]:
                    parties.add(token, meant(token, row, actors, heard), f"syntax, link {row[token.i]:.2f}")
    return _settled(trigger, found["actor"], found["recipient"])


def _settled(trigger: Trigger, actor: Parties, recipient: Parties) -> tuple[Parties, Parties]:
    """A word plays one part; meetings without host have everybody in actor."""
    if trigger.match and any(s.role == "ACTOR" and s.place not in ("before",) for s in trigger.match.entry.slots):
        return actor, recipient
    return actor, recipient


def linked(trigger: Token, row: np.ndarray, least: float) -> list[Token]:
    """Words a link row names, each the head of its phrase: coordinated phrases count apart."""
    doc = trigger.doc
    chosen = {int(i) for i in np.flatnonzero(row >= least) if doc[int(i)].pos_ in _WORDS and int(i) != trigger.i}
    heads = []
    for i in sorted(chosen):
        token = doc[i]
        if token.head.i in chosen and token.head.i != i and token.dep_ not in ("conj", "parataxis", "root"):
            continue
        if token.dep_ == "conj" and token.pos_ == "VERB":
            continue
        heads.append(token)
    return heads


def meant(token: Token, row: np.ndarray, actors: DocActors, heard: Signals | None) -> tuple[Entity, ...]:
    """Entities a linked word stands for; a phrase unknown as a whole may be known by a part ("people of Gaza")."""
    found = actors.entities(token)
    if found:
        return found
    for child in token.children:
        if row[child.i] >= LINK and child.dep_ in ("nmod", "nmod:poss", "compound", "amod", "flat", "appos"):
            part = actors.entities(child)
            if part:
                return part
    if heard is None or token.pos_ not in ("NOUN", "PROPN", "PRON"):
        return ()
    return (unknown(token, actors, heard),)


def unknown(token: Token, actors: DocActors, heard: Signals) -> Entity:
    """A party without known country: the judge's sector, and its kind of organisation if it is sure."""
    start, end = actors.span(token)
    sectors = [(float(heard.sector[token.i, k]), s) for k, s in enumerate(SECTORS)]
    score, best = max(sectors)
    kind = heard.kind[token.i]
    k = int(kind.argmax())
    code = KINDS[k] if KINDS[k] not in ("none", "state") and kind[k] > 0.6 else ""
    text = token.doc.text[start:end]
    return Entity(code=code, sector=(best,) if score >= SECTOR else (), text=text, name=text, span=(start, end))


def frame_roles(trigger: Trigger) -> dict[str, list[Token]]:
    """Words that the construction, or else plain syntax, puts in each role."""
    if trigger.match:
        roles = trigger.match.roles
        if roles.get("ACTOR") or roles.get("RECIPIENT"):
            return {"actor": list(roles.get("ACTOR", ())), "recipient": list(roles.get("RECIPIENT", ()))}
    token = trigger.token
    if token.pos_ in ("VERB", "AUX"):
        actor = doers(token)
        recipient = objects(token) or obliques(token, _TOWARD)
    else:
        of = [c for c in token.children if c.dep_ in ("nmod", "obl")]
        actor = [c for c in of if case_of(c) in ("by", "between", "among")] or owners(token) or light_subject(token)
        recipient = [c for c in of if case_of(c) in _TOWARD]
        actor += [a for c in token.children if c.dep_ == "acl" for a in agents(c)]
    return {
        "actor": [x for t in actor for x in conjuncts(t)],
        "recipient": [x for t in recipient for x in conjuncts(t)],
    }
