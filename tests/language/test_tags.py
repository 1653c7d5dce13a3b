"""Tags and relations that cannot be are put right, and only those."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.language.tags import Tags, barred_tags


@pytest.mark.parametrize(
    ("word", "heard", "next_best", "tag"),
    [
        ("vowed", "AUX", "VERB", "VERB"),
        ("refused", "PART", "VERB", "VERB"),
        ("ban", "PUNCT", "NOUN", "NOUN"),
        ("levies", "SYM", "NOUN", "NOUN"),
        ("%", "SYM", "NOUN", "SYM"),
        ("truce", "INTJ", "NOUN", "NOUN"),
        ("hello", "INTJ", "NOUN", "INTJ"),
        ("hits", "MD", "VBZ", "VBZ"),
        ("vowed", "MD", "AUX", "VBD"),
        ("must", "AUX", "NOUN", "AUX"),
        ("May", "MD", "NNP", "MD"),
        ("not", "PART", "ADV", "PART"),
        ("is", "AUX", "VERB", "AUX"),
        ("rejection", "NUM", "NOUN", "NOUN"),
        ("seven", "NUM", "NOUN", "NUM"),
        ("XVIII", "NUM", "NOUN", "NUM"),
        ("...", "PUNCT", "NOUN", "PUNCT"),
        ("tariffs", "SYM", "NOUN", "NOUN"),
        ("apology", "UH", "NN", "NN"),
        ("rejection", "GW", "NN", "NN"),
        ("sanctions", "PRON", "NOUN", "NOUN"),
        ("others", "PRON", "NOUN", "PRON"),
        ("truce", "WP", "NN", "NN"),
    ],
)
def test_closed_classes_take_no_new_words(word: str, heard: str, next_best: str, tag: str) -> None:
    labels = [heard, next_best, "VBD"]
    tags = np.array([0])
    Tags(labels, labels, ["case"]).keep_closed("upos", [word], np.array([[3.0, 2.0, 1.0]]), tags)
    assert labels[tags[0]] == tag


def test_what_hangs_below_a_word_settles_its_relation() -> None:
    deps, tags = ["case", "nmod:poss", "nsubj", "obl", "obl:unmarked", "nmod", "nmod:unmarked"], ["POS", "IN", "NN"]
    # Moscow 's warning came on Friday
    head = np.array([2, 0, 3, 3, 5, 3])
    relation = np.array([2, 0, 2, -1, 0, 4])
    known = Tags(["NOUN"], tags, deps)
    known.settle_relations(relation, head, np.array([2, 0, 2, 2, 1, 2]))
    assert [deps[r] if r >= 0 else "root" for r in relation] == ["nmod:poss", "case", "nsubj", "root", "case", "obl"]
    # "shops at Macy 's": nothing behind that it could modify
    head, relation = np.array([0, 2, 0, 2]), np.array([-1, 0, 3, 0])
    known.settle_relations(relation, head, np.array([2, 1, 2, 0]))
    assert deps[relation[2]] == "obl"


def test_what_is_possessed_is_a_noun() -> None:
    upos, xpos = ["NOUN", "VERB", "PART", "PROPN"], ["NN", "NNS", "VBZ", "VBG", "POS", "NNP"]
    # Tehran 's threats / Tehran 's warning (a gerund stays what the model hears)
    for heard, tag, expected in (("VERB", "VBZ", ("NOUN", "NNS")), ("VERB", "VBG", ("VERB", "VBG"))):
        u = np.array([3, 2, upos.index(heard)])
        x = np.array([5, 4, xpos.index(tag)])
        upos_scores, xpos_scores = np.zeros((3, 4)), np.zeros((3, 6))
        upos_scores[2], xpos_scores[2] = [2, 3, 0, 1], [0, 2, 3, 0, 0, 1]
        Tags(upos, xpos, ["case"]).own_nouns(upos_scores, xpos_scores, u, x)
        assert (upos[u[2]], xpos[x[2]]) == expected


@pytest.mark.parametrize(
    ("word", "tag", "possible"),
    [
        ("talks", "VB", False),
        ("talks", "VBZ", True),
        ("talk", "VB", True),
        ("talk", "VBZ", False),
        ("retaliation", "VB", False),
        ("sanctions", "VBP", False),
        ("focus", "VB", True),
        ("calls", "VBG", False),
        ("calling", "VBG", True),
        ("threats", "VBN", False),
        ("held", "VBN", True),
        ("launched", "VBD", True),
        ("are", "VBP", True),
        ("has", "VBZ", True),
        ("Xqzt", "VB", True),
    ],
)
def test_the_dictionary_bars_forms_a_verb_does_not_have(word: str, tag: str, possible: bool) -> None:
    assert (tag not in barred_tags(word)) == possible


def test_a_noun_taken_for_a_verb_is_the_object_of_its_clause() -> None:
    upos, xpos, deps = ["VERB", "NOUN"], ["VBD", "VB", "NNS"], ["xcomp", "obj"]
    u, x, relation = np.array([0, 0]), np.array([0, 1]), np.array([-1, 0])
    upos_scores, xpos_scores = np.array([[5.0, 0.0], [3.0, 2.8]]), np.array([[5.0, 0.0, 0.0], [0.0, 6.3, 3.7]])
    Tags(upos, xpos, deps).settle(["offered", "talks"], upos_scores, xpos_scores, u, x, relation, np.array([0, 0]))
    assert [upos[k] for k in u] == ["VERB", "NOUN"]
    assert [xpos[k] for k in x] == ["VBD", "NNS"]
    assert deps[relation[1]] == "obj"


@pytest.mark.parametrize(
    ("before", "after", "heard", "tag"),
    [(",", "that", "IN", "VBG"), (",", "that", "WDT", "NN"), ("a", "that", "IN", "NN"), (",", "of", "IN", "NN")],
)
def test_what_is_said_along_is_a_participle(before: str, after: str, heard: str, tag: str) -> None:
    upos, xpos, deps = ["NOUN", "VERB", "PUNCT"], ["NN", "VBG", ",", "IN", "WDT"], ["case", "dep", "advcl"]
    u, x, relation = np.array([1, 2, 0, 2]), np.array([1, 2, 0, xpos.index(heard)]), np.array([-1, 1, 1, 1])
    Tags(upos, xpos, deps).said_along(["urged", before, "warning", after], u, x, relation)
    assert xpos[x[2]] == tag
    assert deps[relation[2]] == ("advcl" if tag == "VBG" else "dep")


DEPS = ["case", "nsubj", "obj", "obl", "nmod", "nummod", "det"]


def settled(texts: str, heads: list[int], relations: str, tags: str) -> tuple[list[int], list[str]]:
    """Heads and relations of words tagged "NOUN/NN VERB/VBD ..." after what stands behind prepositions is settled."""
    pairs = [t.split("/") for t in tags.split()]
    upos, xpos = ["NOUN", "PROPN", "VERB", "NUM", "ADP", "DET"], ["NN", "VBD", "CD", "IN", "DT"]
    head = np.array(heads)
    relation = np.array([DEPS.index(r) if r in DEPS else -1 for r in relations.split()])
    u, x = (np.array([names.index(p[k]) for p in pairs]) for k, names in enumerate((upos, xpos)))
    Tags(upos, xpos, DEPS).settle_cases(texts.split(), relation, head, u, x)
    return head.tolist(), [DEPS[r] if r >= 0 else "root" for r in relation]


def test_what_stands_behind_a_preposition_is_no_object() -> None:
    heads, relations = settled(
        "It resulted in deaths", [1, 1, 3, 1], "nsubj root case obj", "NOUN/NN VERB/VBD ADP/IN NOUN/NN"
    )
    assert (heads[3], relations[3]) == (1, "obl")


def test_a_subject_behind_a_preposition_hangs_on_the_noun_before_it() -> None:
    heads, relations = settled(
        "attacks by Oslo failed", [3, 2, 3, 3], "nsubj case nsubj root", "NOUN/NN ADP/IN PROPN/NN VERB/VBD"
    )
    assert (heads[2], relations[2]) == (0, "nmod")


def test_a_preposition_that_only_measures_a_number_leaves_the_subject() -> None:
    heads, relations = settled(
        "over 100 people died", [2, 2, 3, 3], "case nummod nsubj root", "ADP/IN NUM/CD NOUN/NN VERB/VBD"
    )
    assert (heads[2], relations[2]) == (3, "nsubj")


@pytest.mark.parametrize(
    ("words", "tags", "noun"),
    [
        ("the beating of", "DT VBG IN", True),
        ("its backing for", "PRP$ VBG IN", True),
        ("a frightened of", "DT VBN IN", False),
        ("was beating of", "VBD VBG IN", False),
    ],
)
def test_what_an_article_and_of_enclose_is_a_noun(words: str, tags: str, noun: bool) -> None:
    upos, xpos = ["DET", "NOUN", "VERB", "ADP"], ["DT", "PRP$", "NN", "VBG", "VBN", "VBD", "IN"]
    u = np.array([0, 2, 3])
    x = np.array([xpos.index(t) for t in tags.split()])
    upos_scores, xpos_scores = np.ones((3, 4)), np.ones((3, 7))
    Tags(upos, xpos, ["case"]).framed_nouns(words.split(), upos_scores, xpos_scores, u, x)
    assert (upos[u[1]] == "NOUN" and xpos[x[1]] == "NN") is noun


def test_nothing_hangs_on_the_sentence_before() -> None:
    heads, _ = settled(
        "strikes With tensions rose", [0, 2, 3, 3], "root case nsubj root", "NOUN/NN ADP/IN NOUN/NN VERB/VBD"
    )
    assert heads[2] == 3


def test_a_quantity_below_its_noun_leaves_the_subject() -> None:
    heads, relations = settled(
        "Hundreds of protesters marched", [2, 2, 3, 3], "nummod case nsubj root", "NOUN/NN ADP/IN NOUN/NN VERB/VBD"
    )
    assert (heads[2], relations[2]) == (3, "nsubj")


def test_an_ending_at_the_start_of_a_text_hangs_on_nothing_before_it() -> None:
    deps, tags = ["case", "nmod:poss", "nsubj"], ["POS", "NN"]
    head, relation = np.array([1, 2, 2]), np.array([0, 2, -1])
    Tags(["NOUN"], tags, deps).settle_relations(relation, head, np.array([0, 1, 1]))
    assert head.tolist() == [1, 2, 2]


@pytest.mark.parametrize(
    ("relation", "opener", "noun"),
    [("obl", "case", True), ("obj", "det", True), ("advcl", "case", False), ("obj", "nsubj", False)],
)
def test_what_looks_like_a_verb_in_the_place_of_a_noun_is_one(relation: str, opener: str, noun: bool) -> None:
    upos, xpos, deps = (
        ["VERB", "NOUN", "ADP"],
        ["VBZ", "NNS", "IN", "VBD"],
        ["obl", "obj", "advcl", "case", "det", "nsubj"],
    )
    # resigned amid riots
    u, x = np.array([0, 2, 0]), np.array([3, 2, 0])
    arcs, head = np.array([-1, deps.index(opener), deps.index(relation)]), np.array([0, 2, 0])
    Tags(upos, xpos, deps).placed_nouns(np.ones((3, 3)), np.ones((3, 4)), u, x, arcs, head)
    assert (upos[u[2]] == "NOUN" and xpos[x[2]] == "NNS") is noun
    assert upos[u[0]] == "VERB"


@pytest.mark.parametrize(
    ("word", "heard", "tag", "settled"),
    [
        ("summons", "SCONJ", "VBZ", "VERB"),
        ("visas", "X", "NNS", "NOUN"),
        ("regarding", "SCONJ", "VBG", "SCONJ"),
        ("grata", "X", "FW", "X"),
    ],
)
def test_what_is_inflected_is_no_conjunction_or_foreign_word(word: str, heard: str, tag: str, settled: str) -> None:
    upos, xpos = ["SCONJ", "X", "VERB", "NOUN"], ["VBZ", "NNS", "VBG", "FW"]
    u, x = np.array([upos.index(heard)]), np.array([xpos.index(tag)])
    Tags(upos, xpos, ["case"]).agree(np.ones((1, 4)), np.ones((1, 4)), u, x)
    assert upos[u[0]] == settled
