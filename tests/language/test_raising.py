"""Finite verbs that hang like prepositions on a noun head their clause; everything else stays where it is."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.language.raising import Clauses

DEPS = ["nsubj", "obj", "obl", "nmod", "case", "compound", "parataxis", "acl:relcl", "punct", "advcl", "det"]
DEPS_INDEX = {name: k for k, name in enumerate(DEPS)}


def raised(words: str, heads: list[int], relations: str) -> list[str]:
    """``word<head/relation`` of each word after raising; words are written with their tag ("bombs/VERB")."""
    texts, tags = zip(*(w.split("/") for w in words.split()), strict=True)
    head = np.array(heads)
    relation = np.array([DEPS_INDEX.get(r, -1) for r in relations.split()])
    tagged = [np.array([t in kinds for t in tags]) for kinds in (("VERB",), ("NOUN", "PROPN", "NUM"), ("ADP",))]
    Clauses(DEPS_INDEX, relation, head, *tagged).raise_verbs()
    names = [DEPS[r] if r >= 0 else "root" for r in relation]
    return [f"{t}<{texts[h]}/{n}" for t, h, n in zip(texts, head, names, strict=True)]


@pytest.mark.parametrize(
    ("words", "heads", "relations", "verb", "parties"),
    [
        (
            "Peru/PROPN imposes/VERB sanctions/NOUN on/ADP Chad/PROPN",
            [2, 2, 2, 4, 2],
            "nsubj case root case nmod",
            "imposes<imposes/root",
            ["Peru<imposes/nsubj", "sanctions<imposes/obj", "Chad<sanctions/nmod"],
        ),
        (
            "Shells/NOUN kill/VERB six/NUM villagers/NOUN",
            [0, 3, 3, 0],
            "root case nummod nmod",
            "kill<kill/root",
            ["Shells<kill/nsubj", "villagers<kill/obj"],
        ),
        (
            "Raids/NOUN on/ADP Goma/PROPN kill/VERB miners/NOUN",
            [0, 2, 0, 0, 0],
            "root case nmod case nmod",
            "kill<kill/root",
            ["Raids<kill/nsubj", "Goma<Raids/nmod", "miners<kill/obj"],
        ),
        (
            "Togo/PROPN carries/VERB a/DET series/NOUN of/ADP raids/NOUN",
            [5, 5, 3, 5, 5, 5],
            "nsubj case det compound case root",
            "carries<carries/root",
            ["Togo<carries/nsubj", "series<carries/obj", "raids<series/nmod"],
        ),
    ],
)
def test_a_finite_verb_heads_the_clause_of_its_noun(
    words: str, heads: list[int], relations: str, verb: str, parties: list[str]
) -> None:
    found = raised(words, heads, relations)
    assert verb in found
    assert set(parties) <= set(found)


def test_the_clause_of_a_modifier_stands_beside_its_sentence() -> None:
    words = "Oslo/PROPN protested/VERB Togo/PROPN bars/VERB ships/NOUN"
    found = raised(words, [1, 1, 4, 4, 1], "nsubj root nsubj case obl")
    assert "bars<protested/parataxis" in found


@pytest.mark.parametrize(
    ("words", "heads", "relations"),
    [
        ("Talks/NOUN following/ADP raids/NOUN", [0, 2, 0], "root case nmod"),
        ("killed/VERB and/X injures/VERB others/NOUN", [0, 3, 3, 0], "root cc case obl"),
    ],
)
def test_prepositions_and_verbs_without_a_subject_stay(words: str, heads: list[int], relations: str) -> None:
    assert "following<raids/case" in (found := raised(words, heads, relations)) or "injures<others/case" in found
