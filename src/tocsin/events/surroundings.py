"""What stands around one predicate: its subjects, its objects, and the phrases behind each preposition.

The three kinds of predicate differ only here. A ``Surroundings`` answers, for the constructions of the lexicon: which
words stand before, which bare after, which behind a preposition or in a clause, and which merely near.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from spacy.tokens import Token

from tocsin.events.clauses import (
    CLAUSAL,
    LIGHT_VERBS,
    agents,
    cases,
    conjuncts,
    doers,
    is_agent,
    is_passive,
    light_subject,
    measured,
    objects,
    owners,
    subjects,
)
from tocsin.events.lemmas import lemmas_of

_FAR = 4  # how deep below the predicate its phrases are looked for
_NEAR_LINE = 4  # how many words may stand between a preposition and its literal when the parse disagrees
_PARTICLES = frozenset({"ADP", "ADV", "PART", "SCONJ", "ADJ"})
_CLAUSE_MARKS = frozenset({"of", "to", "from", "against", "for", "into"})
_SUBJECTS = frozenset({"nsubj", "nsubj:outer", "csubj"})


class Surroundings:
    """The words around one predicate; everything is found when first asked for."""

    def __init__(self, token: Token, pos: str) -> None:
        self.token, self.pos = token, pos

    @cached_property
    def doers(self) -> list[Token]:
        """Heads of the phrases before a verb or adjective: its logical subjects."""
        if self.pos == "verb":
            return doers(self.token)
        if self.pos == "noun":
            return []
        return [self.token.head] if self.token.dep_ == "amod" else subjects(self.token)

    @cached_property
    def governor(self) -> Token | None:
        """The light verb whose other phrases belong to a noun: "*imposed* sanctions on", "talks *held* with"."""
        token = self.token
        while token.dep_ == "conj" and token.head.i != token.i:
            token = token.head
        verb = token.head
        if verb.i != token.i and verb.pos_ == "VERB" and lemmas_of(verb, LIGHT_VERBS):
            return verb if token.dep_ in ("obj", "obl", "nsubj", "nsubj:pass", "xcomp") else None
        return None

    @cached_property
    def bare(self) -> list[Token]:
        """Heads that stand bare after the predicate: objects, the indirect first; what a compound noun modifies."""
        token = self.token
        if self.pos == "verb":
            found = sorted(objects(token), key=lambda t: (t.dep_ != "iobj", t.i))
            return found or self._shared_object
        if self.pos == "noun":
            return [token.head] if token.dep_ in ("compound", "nmod:desc", "amod") else []
        return [token.head] if token.dep_ == "amod" else [c for c in token.children if c.dep_ == "obj"]

    @cached_property
    def _shared_object(self) -> list[Token]:
        """The object that a parse takes for the subject of what follows: "accused *Cambodia* of laying mines"."""
        token = self.token
        following = next((t.i for t in token.doc[token.i + 1 :] if not t.is_space), -1)
        for clause in token.children:
            if clause.dep_ not in ("ccomp", "xcomp", "advcl") or clause.i < token.i:
                continue
            own = [s for s in clause.children if s.dep_ == "nsubj" and s.left_edge.i == following]
            marks = [m for m in clause.children if m.dep_ == "mark" and m.lower_ in _CLAUSE_MARKS]
            if own and any(m.i > own[0].i for m in marks):
                return own
        return []

    @cached_property
    def phrases(self) -> list[Token]:
        """Words of the predicate's own phrases, nearest first, clauses not entered."""
        token = self.token
        found = dict.fromkeys(self.below(token))
        sources: list[Token] = []
        if self.pos == "verb":
            sources = [o for o in self.bare if o not in found]
            if token.dep_ == "xcomp" and token.head.pos_ == "VERB":  # "agreed with Paris to cooperate"
                found.update(dict.fromkeys(c for c in token.head.children if c.dep_ == "obl" and c.i > token.head.i))
        elif self.pos == "noun":
            sources = [*self.bare, *(c for c in token.children if c.dep_ == "acl" and c.tag_ in ("VBN", "VBG"))]
            if self.governor is not None:
                sources.append(self.governor)
        else:
            sources = self.bare
        for source in sources:
            found.update(
                dict.fromkeys([source, *self.below(source)] if source is not self.governor else self.below(source))
            )
        found.pop(token, None)
        return list(found)

    @cached_property
    def clauses(self) -> list[Token]:
        """Heads of clauses that complete or modify the predicate, its objects or its light verb."""
        heads = [self.token, *self.bare, *(t for t in self.phrases if t.dep_ in ("obj", "obl", "nmod", "xcomp"))]
        if self.governor is not None:
            heads.append(self.governor)
        found = {c.i: c for h in heads for c in h.children if c.dep_ in CLAUSAL and c.i != self.token.i}
        if self.pos == "verb" and self.token.dep_ == "parataxis" and self.token.head.pos_ in ("VERB", "AUX"):
            found[self.token.head.i] = self.token.head  # "China must stop, Seoul said"
        return [c for c in found.values() if c.dep_ != "acl:relcl" and c is not self.governor]

    @cached_property
    def after(self) -> dict[int, Token]:
        """All words that may be literals after the predicate: phrases and the clauses right below it."""
        found = {t.i: t for t in self.phrases}
        for clause in self.clauses:
            found[clause.i] = clause
            found.update((t.i, t) for t in self.below(clause, own_subject=True))
            for inner in clause.children:
                if inner.dep_ in ("xcomp", "ccomp"):
                    found[inner.i] = inner
                    found.update((t.i, t) for t in self.below(inner))
        return found

    @cached_property
    def before(self) -> dict[int, Token]:
        """All words that may be literals before the predicate: its subject's, a noun's modifiers and governing verb."""
        token = self.token
        found: dict[int, Token] = {}
        for head in [x for d in self.doers for x in conjuncts(d)]:
            found[head.i] = head
            found.update((t.i, t) for t in self.below(head, depth=2))
        for child in token.children:
            if child.i < token.i and child.dep_ not in CLAUSAL:
                found[child.i] = child
                found.update((t.i, t) for t in child.children)
        if self.pos != "verb" and token.head.i != token.i:
            found[token.head.i] = token.head
            found.update((t.i, t) for t in token.head.children if t.i != token.i and t.i < token.i)
        return found

    def below(self, head: Token, depth: int = _FAR, own_subject: bool = False) -> Iterator[Token]:
        """Words below a head, level by level, without its active subject and without entering clauses."""
        passive = head.pos_ in ("VERB", "AUX") and is_passive(head)
        level = [head]
        for step in range(depth):
            below = []
            for top in level:
                for child in top.children:
                    if child.dep_ in CLAUSAL or child.i == self.token.i:
                        continue
                    if (
                        step == 0
                        and not own_subject
                        and (child.dep_ in _SUBJECTS or is_agent(child))
                        and not (passive and child.dep_ == "nsubj")
                    ):
                        continue
                    if child.dep_ == "conj" and top.i == head.i and child.pos_ == "VERB":
                        continue
                    below.append(child)
            yield from below
            level = below

    def behind(self, preposition: str) -> list[Token]:
        """Heads of the phrases and clauses that a preposition opens, nearest first."""
        if preposition == "by":
            own = agents(self.token) or [a for c in self.token.children if c.dep_ == "acl" for a in agents(c)]
            if not own and self.governor is not None:
                own = agents(self.governor)
            if not own and self.pos == "noun":
                own = self._right_behind("by")
            if own:
                return own
        found = [t for t in self.phrases if preposition in cases(t) and t.dep_ not in ("nmod:poss", "amod")]
        return found or [
            c for c in self.clauses if any(m.dep_ == "mark" and m.lower_ == preposition for m in c.children)
        ]

    def _right_behind(self, preposition: str) -> list[Token]:
        """What a preposition right after the predicate opens, wherever the parse hangs it: "an attack *by rebels*"."""
        after = self.token.i + 1
        if after + 1 >= len(self.token.doc) or self.token.doc[after].lower_ != preposition:
            return []
        head = self.token.doc[after].head
        return [head] if head.i > after and self.token.doc[after].dep_ == "case" else []

    def clause(self, kind: str) -> list[Token]:
        """Heads of clauses of a kind: ``to`` infinitive, ``that`` finite, ``ing`` gerund."""
        if kind == "to":
            return [c for c in self.clauses if any(m.dep_ == "mark" and m.lower_ == "to" for m in c.children)]
        if kind == "ing":
            gerunds = [c for c in self.clauses if c.tag_ == "VBG"]
            return gerunds or [o for o in self.bare if o.tag_ == "VBG" or o.lower_.endswith("ing")]
        return [c for c in self.clauses if is_finite(c)]

    def has_particle(self, word: str) -> bool:
        """Does a particle or preposition hang on the predicate itself, or follow it directly?"""
        token = self.token
        for child in token.children:
            if child.lower_ == word and child.pos_ in _PARTICLES and child.i > token.i:
                return True
            if any(c.lower_ == word and c.dep_ in ("case", "mark", "advmod") for c in child.children):
                return True
        if token.i + 1 < len(token.doc) and token.nbor(1).lower_ == word:
            return True
        return word == "by" and bool(agents(token))

    def follows_preposition(self, token: Token, preposition: str) -> bool:
        """Does the preposition stand shortly before a word, after the predicate? For parses that hang it elsewhere."""
        first = max(self.token.i + 1, token.i - _NEAR_LINE)
        return any(t.lower_ == preposition for t in token.doc[first : token.i]) if first < token.i else False

    def givers(self) -> list[list[Token]]:
        """Candidates for the party before the predicate, likeliest group first."""
        if self.pos != "noun":
            return [self.doers, *aside(self.doers)]
        token = self.token
        groups = [self.behind("by"), *([o] for o in owners(token))]
        lent = light_subject(token)
        if lent and groups[1:] and all(o.tag_ == "PRP$" for g in groups[1:] for o in g):  # "Oslo repeated its demand"
            groups.insert(1, lent)
        while not lent and token.dep_ == "conj" and token.head.i != token.i:
            token = token.head
            groups += [[o] for o in owners(token)]
            lent = light_subject(token)
        return [*groups, lent, *aside(lent)]


def is_finite(clause: Token) -> bool:
    """A clause with a subject or tense of its own, not an infinitive or gerund."""
    if any(m.dep_ == "mark" and m.lower_ == "to" for m in clause.children):
        return False
    return clause.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(
        c.dep_ in ("nsubj", "nsubj:pass", "cop", "expl") or c.tag_ == "MD" for c in clause.children
    )


def aside(heads: Iterable[Token]) -> list[list[Token]]:
    """Words that may name the party when the head itself is none: "[Estonian] airspace", "the army of [Chad]"."""
    found: list[list[Token]] = []
    for head in heads:
        found += [[o] for o in owners(head)]
        found += [[c] for c in head.children if c.dep_ in ("nmod", "appos")]
        if head.pos_ == "NUM" or len(measured(head)) > 1:
            found += [[o for m in measured(head)[1:] for o in owners(m)]]
    return found
