"""`tocsin export`, and the formats of the field in `tocsin code`."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from fake_coder import condemned
from tocsin.cli import main
from tocsin.cli.export import with_articles
from tocsin.records import Article, Event
from tocsin.store.store import open_store
from tocsin.stories import update_stories

TEXT = "Seoul condemned the test."


def coded(name: str, **values: object) -> tuple[Article, Event]:
    article = Article(text=f"{TEXT} {name}", id=name, published="2016-01-13")
    match = re.search("condemned", article.text)
    assert match
    return article, condemned(article, match).changed(**values)


def test_articles_and_records_are_brought_together() -> None:
    pairs = [coded(name) for name in ("a", "b", "c")]
    articles, events = [article for article, _ in pairs], [pairs[0][1], pairs[2][1], pairs[2][1]]
    assert list(with_articles(articles, events)) == [(articles[0], events[:1]), (articles[2], events[1:])]


def test_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db, out = tmp_path / "news.duckdb", tmp_path / "out.export.CSV"
    made = [coded("a"), coded("b"), coded("c", auxiliary=("negation",))]
    with open_store(db) as store:
        for article, event in made:
            store.add([(article, [event], [])], coder="fake")
    assert main(["export", str(db), "-o", str(out), "--format", "gdelt"]) == 0
    rows = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(row[5], row[26]) for row in rows] == [("KORGOV", "111")] * 2
    captured = capsys.readouterr()
    assert "2 records" in captured.out
    assert "1 records not written, gdelt has no place for them: negation 1" in captured.err
    assert main(["export", str(db), "-o", str(out), "--format", "gdelt", "--coder", "icews"]) == 0
    assert out.read_text(encoding="utf-8") == ""


@pytest.mark.usefixtures("fake_coder")
@pytest.mark.parametrize(("form", "columns"), [("gdelt", 61), ("gdelt-mentions", 16), ("icews", 20), ("polecat", 40)])
def test_code(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, columns: int) -> None:
    (tmp_path / "2016-01-13-a.txt").write_text(TEXT + "\n")
    assert main(["code", str(tmp_path), "--format", form]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.count("\t") + 1 for line in lines} == {columns}
    assert len(lines) == 1 + (form in ("icews", "polecat"))


def test_a_coder_is_named_with_or_without_its_version(tmp_path: Path) -> None:
    db, out = tmp_path / "news.duckdb", tmp_path / "deep" / "out.jsonl"
    with open_store(db) as store:
        for name, coder in (("a", "gdelt 2.0"), ("b", "gdelt 1.0")):
            article, event = coded(name, coder=coder)
            store.add([(article, [event], [])], coder=coder)
    for asked, count in (("gdelt 2.0", 1), ("gdelt", 2)):
        assert main(["export", str(db), "-o", str(out), "--coder", asked]) == 0
        assert len(out.read_text(encoding="utf-8").splitlines()) == count


def test_advice_fits_the_format_that_was_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = tmp_path / "news.duckdb"
    with open_store(db):
        pass
    assert main(["export", str(db), "-o", str(tmp_path / "x.csv"), "--format", "jsonl"]) == 2
    assert "end the name in .jsonl" in capsys.readouterr().err


def test_once_counts_a_happening_and_points_its_mentions_to_it(tmp_path: Path) -> None:
    db = tmp_path / "news.duckdb"
    made = [coded("a", confidence=0.5), coded("b", confidence=0.9), coded("c", date="2014-03-01", event="PROTEST")]
    made.append(coded("d", confidence=1.0, auxiliary=("future",), date="2016-01-13"))  # GDELT has no place for it
    with open_store(db) as store:
        for number, (article, event) in enumerate(made):
            store.add([(replace(article, publisher=f"paper {number}"), [event], [])], coder="fake")
        update_stories(store)
    events, mentions = tmp_path / "events.txt", tmp_path / "mentions.txt"
    assert main(["export", str(db), "-o", str(events), "--format", "gdelt", "--once"]) == 0
    assert main(["export", str(db), "-o", str(mentions), "--format", "gdelt-mentions", "--once"]) == 0
    rows = [line.split("\t") for line in events.read_text(encoding="utf-8").splitlines()]
    assert sorted(row[31:34] for row in rows) == [["1", "1", "1"], ["2", "2", "2"]]
    told = [line.split("\t")[0] for line in mentions.read_text(encoding="utf-8").splitlines()]
    twice = next(row[0] for row in rows if row[31] == "2")
    assert len(told) == 3
    assert told.count(twice) == 2
    assert set(told) == {row[0] for row in rows}
    every = tmp_path / "every.txt"
    assert main(["export", str(db), "-o", str(every), "--format", "gdelt"]) == 0
    assert len(every.read_text(encoding="utf-8").splitlines()) == 3
