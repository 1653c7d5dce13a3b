"""Trees from arc scores: always one tree, and the best one under its root."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.language.trees import best_tree, is_tree


def walks_to_one_root(heads: tuple[int, ...]) -> bool:
    """The definition, by walking: one word is its own head and every word reaches it."""
    roots = [i for i, h in enumerate(heads) if i == h]
    if len(roots) != 1:
        return False
    for i in range(len(heads)):
        for _ in heads:
            i = heads[i]
        if i != roots[0]:
            return False
    return True


def total(scores: np.ndarray, heads: tuple[int, ...]) -> float:
    return float(scores[np.arange(len(heads)), list(heads)].sum())


def best_by_trying_all(scores: np.ndarray) -> float:
    n = len(scores)
    return max(total(scores, heads) for heads in product(range(n), repeat=n) if walks_to_one_root(heads))


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_is_tree_agrees_with_the_definition(n: int) -> None:
    for heads in product(range(n), repeat=n):
        assert is_tree(np.array(heads)) == walks_to_one_root(heads)


@pytest.mark.parametrize("seed", range(60))
def test_best_tree_against_all_trees(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(int(rng.integers(1, 6)),) * 2).astype(np.float32)
    heads = tuple(best_tree(scores).tolist())
    assert walks_to_one_root(heads)
    roots = sorted(range(len(scores)), key=lambda i: -scores[i, i])[:2]
    allowed = [
        h
        for h in product(range(len(scores)), repeat=len(scores))
        if walks_to_one_root(h) and any(h[r] == r for r in roots)
    ]
    found = total(scores, heads)
    assert max(total(scores, h) for h in allowed) - 1e-4 <= found <= best_by_trying_all(scores) + 1e-4


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    # 1 and 2 choose each other; the root 0 takes the one that loses less by it.
    scores = np.array([[9.0, 0, 0], [1.0, 0, 5.0], [3.0, 5.0, 0]])
    assert best_tree(scores).tolist() == [0, 2, 0]
    assert total(scores, (0, 2, 0)) == best_by_trying_all(scores)


def test_two_roots_become_one() -> None:
    scores = np.array([[5.0, 1.0], [2.0, 4.0]])
    assert best_tree(scores).tolist() == [0, 0]


@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_any_scores_give_a_tree(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).integers(-3, 4, size=(n, n)).astype(np.float32)  # with many ties
    assert walks_to_one_root(tuple(best_tree(scores).tolist()))


def test_a_modifier_that_scores_high_as_root_is_none_if_its_own_head_scores_higher() -> None:
    # "Two people were killed yesterday": "Two" would make the best root by its bare score, but modifies "people".
    scores = np.array([
        [6.0, 9.5, 0.0, 4.3, 0.0],
        [0.0, 3.1, 0.0, 3.0, 0.0],
        [0.0, 3.0, -3.0, 7.0, 0.0],
        [0.0, 2.3, 0.0, 5.0, 0.0],
        [0.0, 3.6, 0.0, 3.5, 5.6],
    ])  # fmt: skip
    heads = best_tree(scores)
    assert is_tree(heads)
    assert heads[0] == 1
    assert heads[3] == 3
