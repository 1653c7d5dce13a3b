"""Spans found against spans wanted: how many are the same, and how many share a word, one for one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tocsin.evaluate.scores import Share
from tocsin.records import Span

Words = frozenset[int]
_WORD = re.compile(r"\w+(?:['’]\w+)?")


def words_in(text: str, spans: Iterable[Span]) -> Words:
    """Where the words touched by any of the spans begin: punctuation and white space at the ends make no difference."""
    return frozenset(start + m.start() for start, m in _words(text, spans))


def _words(text: str, spans: Iterable[Span]) -> Iterable[tuple[int, re.Match[str]]]:
    return ((start, m) for start, end in spans for m in _WORD.finditer(text[start:end]))


def exact(found: Iterable[Words], wanted: Iterable[Words]) -> Share:
    """Spans that hold the same words; each span counts once however often it is given, empty ones never."""
    ours, theirs = set(found) - {frozenset()}, set(wanted) - {frozenset()}
    return Share(len(ours & theirs), len(theirs), len(ours))


def overlap(found: Iterable[Words], wanted: Iterable[Words]) -> Share:
    """Spans that share a word with one of the other side, paired one for one, the most alike first."""
    ours, theirs = (sorted({w for w in side if w}, key=sorted) for side in (found, wanted))
    return Share(len(pairs(ours, theirs)), len(theirs), len(ours))


def pairs(found: Sequence[Words], wanted: Sequence[Words]) -> list[tuple[int, int]]:
    """Positions of the pairs that share words, each span in one pair at most, by falling share of common words."""
    options = [
        (-len(a & b) / len(a | b), i, j)
        for i, a in enumerate(found)
        for j, b in enumerate(wanted)
        if not a.isdisjoint(b)
    ]
    taken: tuple[set[int], set[int]] = (set(), set())
    made = []
    for _, i, j in sorted(options):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            made.append((i, j))
    return made


def total(shares: Iterable[Share]) -> Share:
    """The sum over articles."""
    all_of = list(shares)
    return Share(sum(s.right for s in all_of), sum(s.wanted for s in all_of), sum(s.made for s in all_of))
