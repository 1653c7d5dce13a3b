"""Where the field types marked pairs otherwise than the codebook: CAMEO's lines between two types, by an act's words.

Pairs are coded in the tradition of CAMEO, where a verdict is an accusation (116), withdrawn peacekeepers a reduction of
relations (166) and, as PLOVER's table of 2021 has it, sanctions imposed are coercion (163). The rows of
``data/crosswalk/pairs.tsv`` say which words move an act from which types to which; the README beside it explains them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.tokens import Doc, Token

from tocsin.events.clauses import base_relation, cases, subjects
from tocsin.events.lemmas import irregular_forms, stems
from tocsin.events.lexicon import load_classes
from tocsin.events.ontology import load_ontology
from tocsin.language.labels import EVENTS
from tocsin.settings import DATA
from tocsin.tables import Line, read_table

COLUMNS = ("cameo", "types", "words", "content", "without", "becomes", "example")
FILE = DATA / "crosswalk" / "pairs.tsv"
_DIRECT = frozenset({"obj", "iobj", "obl", "nmod", "compound", "amod", "nummod"})
_PARTS = frozenset({"compound", "amod", "nmod", "conj", "flat"})
_HELD = frozenset({"obj", "obl", "nmod"})
_INNER = frozenset({"xcomp", "ccomp", "advcl", "acl"})
# Months that are verbs or nouns of acts too.
_MONTHS = frozenset({"March", "May"})
# What stands among the words of an act for an object that is a place by its name.
PLACE = "PLACE"
# What stands there where source and target are named side by side.
BOTH = "BOTH"
DECIDING = frozenset({"decide", "vote", "choose", "resolve", "opt", "proceed", "move", "begin", "start"})
SAYING = frozenset({"say", "announce", "declare", "state", "report", "confirm", "claim", "add", "tell"})
# Words that add less than this share of all are not looked at.
_FLOOR = 0.002

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Convention:
    """One row: an act of one of ``types`` whose own words meet every group of ``words`` (and its inner clause one of
    ``content``, if any; none of ``without``) counts as ``becomes``."""

    cameo: str
    types: tuple[int, ...]
    words: tuple[Words, ...]
    content: tuple[Words, ...]
    without: Words
    becomes: int
    example: str

    def fits(self, own: Words, content: Words) -> bool:
        """Whether an act told by these words is meant."""
        if self.without & (own | content):
            return False
        return all(group & own for group in self.words) and all(group & content for group in self.content)


def by_convention(doc: Doc, told: np.ndarray, scores: np.ndarray, together: bool = False) -> np.ndarray:
    """Scores of the types (label of EVENTS) after the conventions, row by row of the table.

    ``told``: [word, label of EVENTS], what each word adds to each type; changed in place. Each score moves by the share
    of its type that words of the convention told. ``together``: source and target stand in one list.
    """
    least = _FLOOR * told[:, 1:].sum()
    acts = [(t.i, *words_of(t)) for t in doc if told[t.i, 1:].sum() > least]
    if together:
        acts = [(i, own | {BOTH}, content) for i, own, content in acts]
    found: np.ndarray = scores.copy()
    for row in load_conventions():
        words = [i for i, own, content in acts if row.fits(own, content)]
        if not words:
            continue
        whole = told.sum(axis=0)
        for kind in row.types:
            parts = told[words, kind]
            moved = found[kind] * parts.sum() / max(whole[kind], 1e-12)
            found[kind] -= moved
            found[row.becomes] += moved
            told[words, row.becomes] += parts
            told[words, kind] = 0.0
    return found


def words_of(token: Token) -> tuple[Words, Words]:
    """Forms of the words of an act ("aid worker" too), and those of the clauses inside it or beside it.

    An act's words are its own, its objects and phrases with theirs, and the verb or noun that it is the object of.
    """
    own, content = set(_near(token)), set[str]()
    for doer in subjects(token):
        own |= {f"by {form}" for form in (*_forms(doer), *_parts(doer))}
    if base_relation(token) in _HELD and token.pos_ != "VERB":
        holder = token.head
        own |= {*_with_particles(holder), *(form for c in holder.children if c.dep_ == "obj" for form in _forms(c))}
        if base_relation(holder) in _HELD:
            own |= set(_with_particles(holder.head))
    for child in token.children:
        relation = base_relation(child)
        if relation in _INNER:
            inner, beyond = {"to", *_near(child)}, set(_inside(child))
            told = relation == "ccomp" and token.lemma_.lower() in SAYING
            decided = relation == "xcomp" and (token.lemma_.lower() in DECIDING or child.tag_.startswith("NN"))
            if told or decided or child.pos_ == "ADJ":
                own |= inner
                content |= beyond
            else:
                content |= inner | beyond
        elif relation == "conj" and child.pos_ == "VERB":
            content |= set(_near(child))
    return frozenset(own), frozenset(content)


def _inside(token: Token) -> Iterator[str]:
    for child in token.children:
        if base_relation(child) in _INNER:
            yield from _near(child)


def _near(token: Token) -> Iterator[str]:
    """The word, its objects and phrases, and what these are made of."""
    yield from _with_particles(token)
    yield from _parts(token)
    for child in token.children:
        if base_relation(child) in _DIRECT or child.dep_ == "nsubj:pass":
            yield from _forms(child)
            yield from cases(child)
            yield from _parts(child)
            if _is_place(child):
                yield PLACE


def _is_place(child: Token) -> bool:
    """Whether a word of an act is, or its object is one of, a place by its name ("Bria", "control of Bria")."""
    relation = base_relation(child)
    if relation in ("obj", "nsubj"):
        return child.ent_type_ == "LOC" or any(
            c.ent_type_ == "LOC" and base_relation(c) == "nmod" and "of" in cases(c) for c in child.children
        )
    return relation == "obl" and child.ent_type_ == "LOC" and "over" in cases(child)


def _parts(token: Token, depth: int = 2) -> Iterator[str]:
    for child in token.children:
        if base_relation(child) in _PARTS and depth:
            yield from _forms(child)
            yield from cases(child)
            if child.i < token.i:
                yield from (f"{child.lower_} {form}" for form in _forms(token))
            yield from _parts(child, depth - 1)


def _with_particles(token: Token) -> Iterator[str]:
    yield from _forms(token)
    yield from (c.lower_ for c in token.children if c.dep_ in ("aux", "compound:prt", "advmod"))


def _forms(token: Token) -> Iterator[str]:
    """Dictionary forms that the word may have, whatever the reader takes it for; none of a month's name."""
    if token.text not in _MONTHS:
        yield from {token.lemma_.lower(), token.lower_, *stems(token.lower_)}
        if token.lower_ in irregular_forms():
            yield irregular_forms()[token.lower_]


@cache
def load_conventions() -> tuple[Convention, ...]:
    """The rows of the table in their order; raises `DataFileError` with file and line."""
    classes = load_classes(DATA / "lexicon" / "classes")
    return tuple(_convention(line, classes) for line in read_table(FILE, COLUMNS))


def _convention(line: Line, classes: dict[str, Words]) -> Convention:
    if line["cameo"] not in load_ontology().cameo:
        raise line.error(f"CAMEO code {line['cameo']!r} is not in ontology/cameo.tsv")
    types = line.values("types")
    for name in (*types, line["becomes"]):
        if name not in EVENTS[1:]:
            raise line.error(f"{name!r} is not one of the types {', '.join(EVENTS[1:])}")
    return Convention(
        cameo=line["cameo"],
        types=tuple(EVENTS.index(name) for name in types),
        words=_groups(line, "words", classes),
        content=_groups(line, "content", classes) if line["content"] else (),
        without=_words(line.values("without"), classes, line),
        becomes=EVENTS.index(line["becomes"]),
        example=line["example"],
    )


def _groups(line: Line, column: str, classes: dict[str, Words]) -> tuple[Words, ...]:
    groups = tuple(_words(group.split(";"), classes, line) for group in line[column].split("+"))
    if not all(groups):
        raise line.error(f"{column}: every group between + must name a word")
    return groups


def _words(names: Iterable[str], classes: dict[str, Words], line: Line) -> Words:
    found = set[str]()
    for name in filter(None, (name.strip() for name in names)):
        if name.startswith("@") and name[1:] not in classes:
            raise line.error(f"word class {name} has no file in lexicon/classes")
        found |= classes[name[1:]] if name.startswith("@") else {name}
    return frozenset(found)
