"""Scores of event clusters against gold ones: MUC, B³, CEAF-e and their mean (CoNLL F1).

Vilain et al. 1995; Bagga and Baldwin 1998; Luo 2005 (entity-based, φ4); Pradhan et al. 2014. Singletons count,
as they do on ECB+ by custom. Both sides cluster the same gold mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

Clusters = Sequence[frozenset[Hashable]]


@dataclass(frozen=True, slots=True)
class Score:
    """Recall, precision and F1, 0 to 1."""

    recall: float
    precision: float

    @property
    def f1(self) -> float:
        """Harmonic mean."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


def clusters(labels: Iterable[tuple[Hashable, Hashable]]) -> Clusters:
    """Clusters of (item, label) pairs.

    >>> sorted(map(sorted, clusters([("a", 1), ("b", 2), ("c", 1)])))
    [['a', 'c'], ['b']]
    """
    found = defaultdict(set)
    for item, label in labels:
        found[label].add(item)
    return [frozenset(items) for items in found.values()]


def muc(gold: Clusters, system: Clusters) -> Score:
    """Links: how many of the links that hold a cluster together the other side keeps.

    >>> muc(clusters(zip("abcd", "1122")), clusters(zip("abcd", "1112"))).f1
    0.5
    """
    return Score(_links(gold, system), _links(system, gold))


def _links(one: Clusters, other: Clusters) -> float:
    home = {item: i for i, items in enumerate(other) for item in items}
    kept = sum(len(items) - len({home[item] for item in items}) for items in one)
    total = sum(len(items) - 1 for items in one)
    return kept / total if total else 0.0


def b_cubed(gold: Clusters, system: Clusters) -> Score:
    """Mentions: the mean share of a mention's cluster that is right."""
    return Score(_overlap(gold, system), _overlap(system, gold))


def _overlap(one: Clusters, other: Clusters) -> float:
    home = {item: items for items in other for item in items}
    shares = [len(items & home[item]) / len(items) for items in one for item in items]
    return sum(shares) / len(shares)


def ceaf_e(gold: Clusters, system: Clusters) -> Score:
    """Clusters: the best one-to-one assignment, by twice the overlap over the sum of sizes."""
    home = {item: j for j, items in enumerate(system) for item in items}
    likeness = np.zeros((len(gold), len(system)))
    for i, items in enumerate(gold):
        for j in {home[item] for item in items}:
            likeness[i, j] = 2 * len(items & system[j]) / (len(items) + len(system[j]))
    rows, columns = linear_sum_assignment(-likeness)
    total = float(likeness[rows, columns].sum())
    return Score(total / len(gold), total / len(system))


def conll(gold: Clusters, system: Clusters) -> dict[str, Score | float]:
    """All three, and `conll`, the mean of their F1."""
    found = {"MUC": muc(gold, system), "B3": b_cubed(gold, system), "CEAF-e": ceaf_e(gold, system)}
    return {**found, "CoNLL": sum(score.f1 for score in found.values()) / 3}
