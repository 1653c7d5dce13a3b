"""Agglomeration: best pair first, no chains, nothing joined that rules itself out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tocsin.stories.clusters import agglomerate, components

Links = dict[tuple[str, str], float]


def scorer(links: Links, otherwise: float | None = -3.0):  # type: ignore[no-untyped-def]
    return lambda a, b: links.get((a, b), otherwise)


def test_a_chain_is_cut_where_it_is_weakest() -> None:
    links = {("a", "b"): 3.0, ("b", "c"): 0.5, ("c", "d"): 3.0}
    assert agglomerate("abcd", links, scorer(links)) == [["a", "b"], ["c", "d"]]


def test_a_pair_that_rules_itself_out_parts_a_group() -> None:
    links = {("a", "b"): 3.0, ("b", "c"): 2.0}
    assert agglomerate("abc", links, scorer(links, None)) == [["a", "b"], ["c"]]


def test_components() -> None:
    assert components("dcba", [("a", "c"), ("c", "d")]) == [["a", "c", "d"], ["b"]]


@given(st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("defg")), st.floats(0, 9)), st.randoms())
def test_order_does_not_matter(links: Links, random) -> None:  # type: ignore[no-untyped-def]
    names, shuffled = list("abcdefg"), list(links.items())
    random.shuffle(names)
    random.shuffle(shuffled)
    assert agglomerate(names, dict(shuffled), scorer(links)) == agglomerate("abcdefg", links, scorer(links))
