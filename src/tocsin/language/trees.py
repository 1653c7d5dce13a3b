"""Dependency trees from arc scores: greedy heads, repaired to the best tree with one root when greedy fails."""

from __future__ import annotations

import numpy as np

# Words tried as the root where the greedy choice is no tree.
ROOTS = 3


def best_tree(scores: np.ndarray) -> np.ndarray:
    """Heads of one sentence. ``scores[dep, head]``, the diagonal scoring "is the root"; the root points at itself.

    Greedy choice when it is already a tree (nine sentences in ten), else Chu-Liu/Edmonds for the likeliest roots. Each
    word's scores count against each other only: a modifier may score high as root and far higher as what it modifies.
    """
    greedy: np.ndarray = scores.argmax(axis=1)
    if is_tree(greedy):
        return greedy
    scores = scores - scores.max(axis=1, keepdims=True)
    scores = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    roots = np.argsort(-np.diag(scores), kind="stable")[:ROOTS]
    best: np.ndarray = greedy
    best_score = -np.inf
    for root in roots:
        weights = scores.copy()
        np.fill_diagonal(weights, -np.inf)
        weights[root] = -np.inf
        weights[root, root] = 0.0
        heads = _edmonds(weights, int(root))
        others = np.arange(len(heads)) != root
        total = scores[root, root] + scores[np.arange(len(heads))[others], heads[others]].sum()
        if total > best_score:
            best, best_score = heads, total
    return best


def is_tree(heads: np.ndarray) -> bool:
    """One root (a word that is its own head) and no cycle."""
    n = len(heads)
    if int((heads == np.arange(n)).sum()) != 1:
        return False
    reach = heads
    for _ in range(max(1, n.bit_length())):
        reach = reach[reach]
    return bool((heads[reach] == reach).all())


def _edmonds(weights: np.ndarray, root: int) -> np.ndarray:
    """Maximum spanning arborescence into ``root`` (Chu & Liu 1965, Edmonds 1967), contracting one cycle at a time."""
    n = len(weights)
    heads: np.ndarray = weights.argmax(axis=1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    new = {int(v): i for i, v in enumerate(outside)}
    c = len(outside)
    small = np.full((c + 1, c + 1), -np.inf)
    small[:c, :c] = weights[np.ix_(outside, outside)]
    members = np.array(cycle)
    out_of = weights[np.ix_(outside, members)]
    small[:c, c] = out_of.max(axis=1)
    into = weights[np.ix_(members, outside)] - weights[members, heads[members]][:, None]
    small[c, :c] = into.max(axis=0)
    part = _edmonds(small, new[root])
    result: np.ndarray = heads.copy()
    for v in outside:
        head = int(part[new[int(v)]])
        result[v] = members[out_of[new[int(v)]].argmax()] if head == c else outside[head]
    entry = int(part[c])
    broken = members[into[:, entry].argmax()]
    result[broken] = outside[entry]
    result[root] = root
    return result


def _cycle(heads: np.ndarray, root: int) -> list[int] | None:
    state = np.zeros(len(heads), np.int8)
    state[root] = 2
    for start in range(len(heads)):
        path, v = [], start
        while state[v] == 0:
            state[v] = 1
            path.append(v)
            v = int(heads[v])
        if state[v] == 1:
            return path[path.index(v) :]
        for u in path:
            state[u] = 2
    return None
