"""Engines agree, keep order, and survive articles that break the coder or kill its process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tocsin.engines.local import CHUNK_ARTICLES, Coded, code_articles
from tocsin.errors import SettingsError
from tocsin.records import Article

FAKE = "fake_coder:FakeCoder"


def articles(count: int, **special: str) -> list[Article]:
    texts = {str(number): f"Seoul condemned test {number}." for number in range(count)} | {
        number.removeprefix("n"): text for number, text in special.items()
    }
    return [Article(text=text, id=number, source=f"{number}.txt") for number, text in texts.items()]


def shape(coded: Iterator[Coded]) -> list[tuple[str, int, list[str]]]:
    return [(article.id, len(events), [drop.reason for drop in drops]) for article, events, drops in coded]


def test_two_processes_give_what_one_gives() -> None:
    given = articles(50, n7="BREAK", n20="Seoul condemned it and SKIP", n31="BREAK")
    one = list(code_articles(given, jobs=1, coder=FAKE))
    two = list(code_articles(given, jobs=2, coder=FAKE))
    assert one == two
    assert [article.id for article, _, _ in one] == [str(number) for number in range(50)]


def test_an_article_that_breaks_the_coder_is_dropped_alone() -> None:
    found = shape(code_articles(articles(5, n2="BREAK"), coder=FAKE))
    assert found == [("0", 1, []), ("1", 1, []), ("2", 0, ["coder failed"]), ("3", 1, []), ("4", 1, [])]


def test_an_article_that_kills_its_process_is_dropped_alone() -> None:
    found = shape(code_articles(articles(40, n3="DIE", n35="DIE"), jobs=2, coder=FAKE))
    assert [number for number, _, _ in found] == [str(number) for number in range(40)]
    assert [number for number, _, drops in found if drops == ["worker died"]] == ["3", "35"]


def test_articles_are_taken_as_they_are_needed() -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield Article(text=f"Seoul condemned test {taken}.")

    coded = code_articles(endless(), coder=FAKE)
    next(coded)
    assert taken <= CHUNK_ARTICLES + 1


def test_jobs_must_make_sense() -> None:
    with pytest.raises(SettingsError, match="jobs=0"):
        code_articles([], jobs=0)
