"""Articles coded again."""

from __future__ import annotations

import pytest

from made_stores import add, coded, contents
from tocsin.errors import RecordError
from tocsin.records import Article
from tocsin.store.store import Store

ARTICLES = [Article(text=f"Seoul condemned test {number}. It condemned more.", id=f"a{number}") for number in range(3)]


def test_gains_losses_and_changes(store: Store) -> None:
    add(store, ARTICLES)
    assert store.outdated(coder="fake 1") == []
    assert store.outdated(coder="fake 2") == ["a0", "a1", "a2"]
    assert store.outdated(coder="fake 1", every=True) == ["a0", "a1", "a2"]
    first, second, third = (coded(article, "fake 2") for article in ARTICLES)
    second = (second[0], second[1][:1], [])
    third = (third[0], [third[1][0].changed(confidence=0.9), third[1][1].changed(event="REJECT")], [])
    changes = store.recode([first, second, third], coder="fake 2")
    assert [(change.record.article, change.kind, change.fields) for change in changes] == [
        ("a1", "lost", ()),
        ("a2", "changed", ("confidence",)),
        ("a2", "lost", ()),
        ("a2", "gained", ()),
    ]
    assert {event.coder for event in store.mentions()} == {"fake 2"}
    assert len(list(store.mentions())) == 5
    assert store.outdated(coder="fake 2") == []
    assert changes[1].to_dict()["before"]["confidence"] == 0.5


def test_recoding_is_the_same_as_adding_with_the_new_version(store: Store) -> None:
    add(store, ARTICLES)
    store.recode([coded(article, "fake 2") for article in ARTICLES], coder="fake 2")
    recoded = contents(store)
    assert add(store, ARTICLES).mentions == 0
    assert add(store, ARTICLES, "fake 2").mentions == 0
    assert contents(store) == recoded


def test_other_coders_are_left_alone(store: Store) -> None:
    add(store, ARTICLES[:1], "fake 1")
    add(store, ARTICLES[:1], "other 1")
    store.recode([(ARTICLES[0], [], [])], coder="fake 2")
    assert {event.coder for event in store.mentions()} == {"other 1"}


def test_an_article_that_changed_meanwhile_is_left_alone(store: Store) -> None:
    add(store, ARTICLES)
    other = Article(text="Another text condemned.", id="a0")
    assert store.recode([coded(other, "fake 2")], coder="fake 2") == []
    assert store.outdated(coder="fake 2") == ["a0", "a1", "a2"]


def test_known_articles(store: Store) -> None:
    add(store, ARTICLES[:2])
    elsewhere = Article(text=ARTICLES[0].text, id="a0", publisher="NHK")
    assert store.known([*ARTICLES, elsewhere], coder="fake 1") == {0, 1}
    assert store.known(ARTICLES, coder="fake 0") == {0, 1}
    assert store.known(ARTICLES, coder="fake 2") == set()


def test_other_data_files_are_another_coder_of_the_same_version(store: Store) -> None:
    add(store, ARTICLES, "fake 1+aa")
    assert store.outdated(coder="fake 1+bb") == ["a0", "a1", "a2"]
    assert store.known(ARTICLES, coder="fake 1+bb") == {0, 1, 2}  # `add` leaves them to `recode`
    store.recode([coded(article, "fake 1+bb") for article in ARTICLES], coder="fake 1+bb")
    assert store.outdated(coder="fake 1+bb") == []
    add(store, ARTICLES, "fake 1+aa")
    assert {event.coder for event in store.mentions()} == {"fake 1+bb"}


def test_records_of_another_coder_are_refused_and_nothing_is_lost(store: Store) -> None:
    add(store, ARTICLES)
    before = contents(store)
    with pytest.raises(RecordError, match="fake 2"):
        store.recode([coded(ARTICLES[0], "fake 2")], coder="fake 3")
    assert contents(store) == before
