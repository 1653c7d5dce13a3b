"""What the second reading learns from: examples for readings, for pairs of parties, and for words that name nothing."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc

from gold import nearest, parent_of, type_target
from tocsin.actors.homeland import bearers
from tocsin.actors.resolver import DocActors
from tocsin.language.labels import LINKS, MODES, STATUS
from tocsin.language.signals import KEY
from tocsin.language.windows import window

HOMES = 0.5  # of the parties that nobody names are asked about in one epoch
PARTY = 4  # their mark


@dataclass
class Article:
    """A text as the reader sees it: lower states of its pieces, each token's pieces, its windows' sentences."""

    doc: Doc
    pack: np.ndarray
    sizes: np.ndarray
    first: np.ndarray
    states: np.ndarray
    named: dict[str, frozenset[int]] = field(default_factory=dict)  # words that bear a country's code


@dataclass
class Example:
    """One marked word (or pair) in its window; targets are None where the reading says nothing of them."""

    article: Article
    start: int
    end: int
    at: int
    event: dict[str, float]
    weight: float
    marks: dict[int, int]
    modes: list[str] | None = None
    status: list[str] | None = None
    inner: str = "none"
    links: dict[str, set[int]] | None = field(default=None)
    home: frozenset[int] | None = None  # of a party marked beside its trigger: the words that say whose it is

    @property
    def size(self) -> int:
        return int(self.article.sizes[self.start : self.end].sum())


def prepare(doc: Doc, actors: DocActors) -> Article | None:
    """What the second reading takes up, as the exported reader (8-bit) left it; None where it read nothing."""
    heard = doc.user_data[KEY]
    if "lower" not in heard:
        return None
    named = {code: frozenset(words) for code, words in bearers(actors.scene).items()}
    return Article(doc, heard["pack"], heard["sizes"], heard["first"], heard["lower"], named)


def examples_of(article: Article, readings: list[dict], rng: random.Random, negatives: float) -> list[Example]:
    """One example for each reading, one for each pair of parties in one window, and words that name no event."""
    doc, text = article.doc, article.doc.text
    at_char = np.full(len(text) + 1, -1)
    for t in doc:
        if not t.is_space:
            at_char[t.idx : t.idx + len(t.text)] = t.i

    def words(start: int, end: int) -> set[int]:
        return {int(i) for i in at_char[start:end] if i >= 0}

    made, taken = [], set()
    pairs: dict[tuple[frozenset, frozenset], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in readings:
        covered = sorted(words(row["trigger_start"], row["trigger_end"]))
        if not covered:
            continue
        at = covered[0]
        taken |= set(covered)
        start, end = window(doc, article.pack, article.sizes, at)
        links: dict[str, set[int]] = {k: set() for k in LINKS}
        for role in ("actor", "recipient"):
            for phrase in row.get(f"{role}_text") or []:
                links[role] |= words(*nearest(text, phrase or "", row["trigger_start"]))
        for phrase in row.get("speakers_text") or []:
            links["speaker"] |= words(*nearest(text, phrase or "", row["trigger_start"]))
        if row.get("date_text"):
            links["date"] |= words(*nearest(text, row["date_text"], row["trigger_start"]))
        if row.get("place"):
            links["place"] |= words(*nearest(text, row["place"], row["trigger_start"]))
        parent = parent_of(row, readings)
        if parent is not None:
            links["parent"] |= words(parent["trigger_start"], parent["trigger_end"])
        weight = 1.0 if row["core"] else 0.5
        made.append(
            Example(
                article, start, end, at, type_target(row["event"], row.get("accept") or []), weight, {at: 1},
                [m for m in row.get("mode") or [] if m in MODES], [s for s in row["auxiliary"] if s in STATUS],
                row.get("role") or "none", links,
            )
        )  # fmt: skip
        a, r = (
            frozenset(i for i in links[x] if doc[at].sent.start <= i < doc[at].sent.end) for x in ("actor", "recipient")
        )
        if a and r and not a & r:
            outer = 0.35 if row.get("parent") else 1.0
            pairs[a, r][row["event"]] += weight * outer
    for (a, r), found in pairs.items():
        total = sum(found.values())
        source, target = min(a, key=lambda i: (doc[i].head.i in a, i)), min(r, key=lambda i: (doc[i].head.i in r, i))
        sentence = doc[source].sent
        start, end = window(doc, article.pack, article.sizes, source)
        start, end = max(start, sentence.start), min(end, sentence.end)
        if start <= target < end:
            marks = {i: 2 for i in a if start <= i < end} | {i: 3 for i in r if start <= i < end}
            made.append(
                Example(article, start, end, source, {k: v / total for k, v in found.items()}, min(1.0, total), marks)
            )
            made[-1].links = {"target": {target}}
    made += [e for e in homes(article, readings, words) if rng.random() < HOMES]
    others = [
        t.i for t in doc if t.i not in taken and not t.is_space and t.pos_ in ("VERB", "NOUN", "PROPN", "ADJ", "AUX")
    ]
    heard = doc.user_data[KEY]["event"]
    hard = [i for i in others if heard[i, 0] < 0.97 and not any(j in taken for j in (i - 1, i + 1))]
    chosen = set(hard)
    plain = [i for i in others if i not in chosen]
    count = max(1 if rng.random() < 0.5 else 0, round(negatives * max(len(readings), 0.5)))
    weights = [3.0 if doc[i].pos_ == "VERB" else 1.0 for i in plain]
    if plain and count > len(chosen):
        chosen |= set(rng.choices(plain, weights, k=count - len(chosen)))
    for i in chosen:
        start, end = window(doc, article.pack, article.sizes, i)
        made.append(Example(article, start, end, i, {"none": 1.0}, 1.0, {i: 1}))
    return made


def homes(article: Article, readings: list[dict], words: Callable[[int, int], set[int]]) -> Iterator[Example]:
    """One example for each party whose own words do not say its country: which words of the window do?"""
    text, doc = article.doc.text, article.doc
    for row in readings:
        covered = sorted(words(row["trigger_start"], row["trigger_end"]))
        if not covered:
            continue
        at = covered[0]
        start, end = window(doc, article.pack, article.sizes, at)
        phrases: dict[str, list[str]] = defaultdict(list)
        for role in ("actor", "recipient"):
            for code, phrase in zip(row[role], row.get(f"{role}_text") or [], strict=False):
                if phrase:
                    phrases[phrase].append(code.split("/")[0])
        for phrase, codes in phrases.items():
            own = words(*nearest(text, phrase, row["trigger_start"]))
            if not own or at in own or any(own & tokens for tokens in article.named.values()):
                continue
            party = min(own, key=lambda i: (doc[i].head.i in own, i))
            if not start <= party < end:
                continue
            bearing = frozenset(i for c in codes for i in article.named.get(c, ()) if start <= i < end)
            weight = 1.0 if row["core"] else 0.5
            yield Example(article, start, end, at, {}, weight, {at: 1, party: PARTY}, home=bearing)
