"""Reprints and agency copies."""

from __future__ import annotations

import random

import pytest

from made_stores import add, contents, rows
from tocsin.records import Article
from tocsin.store import duplicates
from tocsin.store.duplicates import SIMILAR, fingerprints, sequences, similarity
from tocsin.store.store import Store

WORDS = [f"word{number}" for number in range(400)]


def text(seed: int, words: int = 200) -> str:
    return "Seoul condemned it: " + " ".join(random.Random(seed).choices(WORDS, k=words))


def edited(original: str, seed: int, edits: int) -> str:
    """The text with some words replaced, as an editor would."""
    words, chance = original.split(), random.Random(seed)
    for place in chance.sample(range(len(words)), edits):
        words[place] = f"edit{seed}"
    return " ".join(words)


def test_case_and_punctuation_do_not_count() -> None:
    one = text(1)
    assert similarity(sequences(one), sequences(one.upper().replace(" ", ", "))) == 1.0
    assert similarity(sequences(one), sequences(one.replace(" ", "\u201d \u201c"))) == 1.0


def test_texts_that_share_little_are_apart() -> None:
    assert similarity(sequences(text(1)), sequences(text(2))) < 0.1
    assert not set(fingerprints([text(1)])[0]) & set(fingerprints([text(2)])[0])


def test_fingerprints_do_not_depend_on_company() -> None:
    texts = [text(seed) for seed in range(5)] + ["short"]
    together = fingerprints(texts)
    assert together == [fingerprints([one])[0] for one in texts]
    assert together[-1] == []
    assert len(set(together[0])) == duplicates.BANDS


@pytest.mark.parametrize("edits", [1, 4, 8])
def test_edited_copies_are_found(edits: int) -> None:
    """Of copies with so few words changed all but a few share a band."""
    found = 0
    for seed in range(50):
        one, other = text(seed), edited(text(seed), seed, edits)
        if similarity(sequences(one), sequences(other)) >= SIMILAR:
            found += bool(set(fingerprints([one])[0]) & set(fingerprints([other])[0]))
        else:
            found += 1
    assert found >= 47


def test_one_text_with_many_publishers(store: Store) -> None:
    original = Article(text=text(1), published="2016-01-13", publisher="AP")
    copies = [
        Article(text=edited(text(1), seed, 2), published="2016-01-14", publisher=f"Paper {seed}") for seed in range(3)
    ]
    other = Article(text=text(2), published="2016-01-12", publisher="Yonhap")
    add(store, [*copies, other])
    add(store, [original])
    found = rows(store, "SELECT id, original, reprint, publishers, prints FROM articles ORDER BY published, id")
    assert (found[0]["id"], found[0]["prints"], found[0]["publishers"]) == (other.id, 1, ["Yonhap"])
    assert {row["original"] for row in found[1:]} == {original.id}
    assert [row["reprint"] for row in found] == [False, False, True, True, True]
    assert found[1]["publishers"] == ["AP", "Paper 0", "Paper 1", "Paper 2"]
    assert store.query("SELECT * FROM events").num_rows == 2
    assert store.query("SELECT * FROM mentions WHERE NOT reprint").num_rows == 2


def test_short_texts_are_never_reprints(store: Store) -> None:
    add(store, [Article(text="Seoul condemned the launch.", id=name) for name in ("monday", "friday")])
    assert rows(store, "SELECT count(*) AS n FROM articles WHERE NOT reprint") == [{"n": 2}]


def test_a_text_that_goes_takes_its_cluster_apart(store: Store) -> None:
    """b is near a and near c, which are not near each other; when b turns out to be another text, they part."""
    base = text(1, 300).split()
    a, b, c = (" ".join(base[start : start + 200]) for start in (0, 40, 80))
    assert similarity(sequences(a), sequences(c)) < SIMILAR <= similarity(sequences(a), sequences(b))
    add(store, [Article(text=part, id=name, published="2016-01-13") for name, part in (("a", a), ("b", b), ("c", c))])
    assert rows(store, "SELECT count(DISTINCT original) AS n FROM articles") == [{"n": 1}]
    add(store, [Article(text=text(9), id="b", published="2016-01-01")])
    assert rows(store, "SELECT count(DISTINCT original) AS n FROM articles") == [{"n": 3}]
    assert contents(store)["reprints"] == []


def test_fingerprints_of_another_method_are_made_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, [Article(text=text(1), id="a"), Article(text=edited(text(1), 3, 1), id="b")])
    before = contents(store)
    with store.transaction() as con:
        con.execute("UPDATE raw.texts SET method = 'older', bands = [1], cluster = hash")
        con.execute("DELETE FROM raw.reprints")
        assert duplicates.refresh(con) == 2
        assert duplicates.refresh(con) == 0
    assert contents(store) == before
