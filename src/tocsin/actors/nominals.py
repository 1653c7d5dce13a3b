"""The shape of a noun phrase: its core words, its possessor, its prepositional complements, its number."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

CORE = frozenset(
    ["compound", "amod", "nmod:desc", "flat", "flat:name", "det", "nummod", "fixed", "goeswith", "det:predet", "name"]
)
FLAT = frozenset(["flat", "flat:name", "goeswith", "name"])
SUBJECTS = frozenset(["nsubj", "nsubj:pass", "nsubj:outer"])
OBLIQUES = frozenset(["obl", "nmod", "obl:agent", "obl:unmarked", "nmod:unmarked"])
PLACE_WORDS = frozenset(
    ["in", "at", "near", "across", "within", "inside", "around", "outside", "throughout", "into", "over", "off", "from"]
)
COUNTED = frozenset(["NNS", "NNPS"])


def core(token: Token) -> list[Token]:
    """The head and the words before and after it that make up its name or description, in order.

    Possessors, complements, relative clauses and appositions are left out; a coordination of adjectives
    ("Lebanese and Israeli officials") is in.
    """
    out = [token]
    for child in token.children:
        if child.dep_ in CORE:
            out += _modifier(child)
    return sorted(out, key=lambda t: t.i)


def _modifier(token: Token) -> list[Token]:
    out = [token]
    for child in token.children:
        if (
            child.dep_ in CORE
            or (child.dep_ in ("conj", "nmod:poss") and token.dep_ in ("amod", "compound"))
            or (child.dep_ in ("obl", "advmod") and child.i < token.i)
        ):
            out += _modifier(child)
    return out


def span(token: Token) -> tuple[int, int]:
    """Character span of the phrase as evidence: without clauses, appositions, conjuncts and later complements."""
    words = core(token)
    for child in token.children:
        if child.dep_ == "nmod:poss" and child.i < token.i:
            words += list(core(child))
        elif child.dep_ == "nmod" and case_of(child) == "of":
            words += [t for t in child.subtree if t.dep_ not in ("punct",) and not _in_clause(t, child)]
    first = min(words, key=lambda t: t.i)
    last = max(words, key=lambda t: t.i)
    return first.idx, last.idx + len(last)


def _in_clause(token: Token, top: Token) -> bool:
    while token.i != top.i:
        if token.dep_ in ("acl:relcl", "acl", "appos", "conj", "parataxis", "cc"):
            return True
        token = token.head
    return False


def case_of(token: Token) -> str:
    """The preposition of a phrase, in small letters, or nothing; a possessive 's is no preposition."""
    for child in token.children:
        if child.dep_ == "case" and child.i < token.i:
            return child.lower_
    return ""


def possessor(token: Token) -> Token | None:
    """The phrase or pronoun that owns this one."""
    return next((c for c in token.children if c.dep_ == "nmod:poss"), None)


def complements(token: Token) -> Iterator[tuple[str, Token]]:
    """Preposition and head of each prepositional phrase attached to the noun."""
    for child in token.children:
        if child.dep_ in OBLIQUES and child.i > token.i:
            yield case_of(child), child


def conjuncts(token: Token) -> list[Token]:
    """The token and everything coordinated with it, from the first on."""
    first = token
    while first.dep_ == "conj" and first.head.i != first.i:
        first = first.head
    out, todo = [], [first]
    while todo:
        item = todo.pop(0)
        out.append(item)
        todo += [c for c in item.children if c.dep_ == "conj"]
    return sorted(out, key=lambda t: t.i)


def role_of(token: Token) -> str:
    """Its relation to the clause; a conjunct has that of the first."""
    return conjuncts(token)[0].dep_ if token.dep_ == "conj" else token.dep_


def is_plural(token: Token) -> bool:
    """Whether the phrase means several."""
    return (
        token.tag_ in COUNTED or "Number=Plur" in str(token.morph) or any(c.dep_ in ("conj",) for c in token.children)
    )


def is_definite(token: Token) -> bool:
    """Whether the phrase refers back: "the", "this", "that", "these", "those"."""
    return any(c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those") for c in token.children)


def is_bare(token: Token) -> bool:
    """Whether nothing but an article or number goes with the noun."""
    return not any(
        c.dep_ in ("compound", "amod", "nmod:desc", "nmod:poss", "nmod", "appos", "flat", "acl:relcl")
        for c in token.children
    )


def clause_of(token: Token) -> Token:
    """The predicate the phrase belongs to: the nearest ancestor that is not part of a noun phrase."""
    here = token
    while here.head.i != here.i and here.dep_ in CORE | {
        "nmod",
        "nmod:poss",
        "conj",
        "appos",
        "nmod:unmarked",
        "case",
        "flat",
    }:
        here = here.head
    return here.head if here.head.i != here.i else here


def ancestors(token: Token) -> Iterator[Token]:
    """Heads from the nearest up, the root last."""
    while token.head.i != token.i:
        token = token.head
        yield token
