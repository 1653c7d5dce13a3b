"""The whole line with the real model, through the command line, on the example articles."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import tocsin
from tocsin.events.ontology import load_ontology
from tocsin.records import AUXILIARIES, ROLES, Article, Event

pytestmark = pytest.mark.model

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
SOURCE = Path(tocsin.__file__).parents[1]


def run(*args: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """`python -m tocsin` as a user runs it."""
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    command = [sys.executable, "-m", "tocsin", *args]
    return subprocess.run(command, capture_output=True, text=True, input=text, env=env, check=False)


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {article.id: article for article in tocsin.read_articles(EXAMPLES)}


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    out = tmp_path_factory.mktemp("out") / "events.jsonl"
    done = run("code", str(EXAMPLES), "-o", str(out))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return [Event.from_dict(json.loads(line)) for line in out.read_text(encoding="utf-8").splitlines()]


def test_every_article_gives_events(coded: list[Event], articles: dict[str, Article]) -> None:
    counts = Counter(event.article for event in coded)
    assert {article for article, count in counts.items() if count >= 2} == set(articles)


def test_evidence_lies_in_the_text(coded: list[Event], articles: dict[str, Article]) -> None:
    for event in coded:
        text = articles[event.article].text
        words = event.words(text)
        assert words["trigger"][0].strip() == words["trigger"][0]
        first, last = event.evidence.sentence
        assert first <= event.evidence.trigger[0] < event.evidence.trigger[1] <= last
        for entity in (*event.actor, *event.recipient):
            assert text[slice(*entity.span)] == entity.text
        assert event.evidence.rule


def test_every_code_is_in_the_ontology(coded: list[Event]) -> None:
    known = load_ontology()
    for event in coded:
        assert known.problems(event.event, event.mode, event.context, event.cameo) == []
        assert event.quad_code == known.quad(event.event)
        assert event.event_scale == known.scale(event.event, event.mode)
        assert set(event.auxiliary) <= set(AUXILIARIES)
        assert event.role in (None, *ROLES)
        assert 0 <= event.confidence <= 1
        assert event.coder
        for entity in (*event.actor, *event.recipient, *(one for chain in event.attribution for one in chain)):
            assert set(entity.sector) <= set(known.sectors)
            assert entity.code == "" or (len(entity.code) == 3 and entity.code.isupper())
            assert entity.code or entity.sector


def test_ids_are_unique_and_parents_exist(coded: list[Event]) -> None:
    ids = [event.id for event in coded]
    assert len(set(ids)) == len(ids)
    by_id = {event.id: event for event in coded}
    for event in coded:
        assert (event.parent is None) == (event.role is None)
        if event.parent is not None:
            assert by_id[event.parent].article == event.article


def test_dates_are_intervals(coded: list[Event]) -> None:
    for event in coded:
        assert (event.date is None) == (event.enddate is None)
        if event.date and event.enddate:
            assert event.date <= event.enddate
            assert event.evidence.date is not None


@pytest.mark.parametrize(
    ("source", "event", "actor", "recipient"),
    [
        ("2016-01-13", "REQUEST", "KOR", "CHN"),
        ("2016-09-10", "MOBILIZE", "PRK", None),
        ("2017-09-04", "ACCUSE", "CHN", None),
        ("2018-04-27", "CONSULT", "KOR", None),
        ("2021-02-02", "COERCE", "MMR", None),
        ("2021-09-18", "SANCTION", "FRA", "USA"),
        ("2022-07-24", "ASSAULT", "RUS", None),
        ("2022-11-14", "CONSULT", "USA", None),
    ],
)
def test_what_any_reader_would_find(
    coded: list[Event], articles: dict[str, Article], source: str, event: str, actor: str, recipient: str | None
) -> None:
    assert any(
        found.event == event
        and source in (articles[found.article].source or "")
        and actor in {entity.code for entity in found.actor}
        and (recipient is None or recipient in {entity.code for entity in found.recipient})
        for found in coded
    )


def test_order_and_company_of_articles_do_not_matter(coded: list[Event], articles: dict[str, Article]) -> None:
    mixed = list(articles.values())
    random.Random(7).shuffle(mixed)
    again = tocsin.code(mixed[:6])
    chosen = {article.id for article in mixed[:6]}
    assert {event.id: event for event in again} == {event.id: event for event in coded if event.article in chosen}


def test_two_processes_give_the_same_file(coded: list[Event], tmp_path: Path) -> None:
    out = tmp_path / "events.jsonl"
    assert run("code", str(EXAMPLES), "--jobs", "2", "-o", str(out)).returncode == 0
    assert [Event.from_dict(json.loads(line)) for line in out.read_text(encoding="utf-8").splitlines()] == coded


def test_hard_texts_are_coded_or_dropped_and_harm_nothing(tmp_path: Path) -> None:
    good = "South Korea urged China on Monday to stop the test.\n"
    hard = {
        "a_good.txt": good,
        "b_line.txt": "Seoul condemned the launch and " * 3_300 + "Tokyo agreed.",
        "c_marks.txt": f"\u200f\u202eSeoul\x07 condemned\x00 the\u200b test\u2028\ufeff{good}{good}\r\n\t",
        "d_letters.txt": "x" * 100_000,
        "e_signs.txt": "?!" * 5_000 + "a",
        "f_emoji.txt": "\U0001f1f0\U0001f1f7 Seoul condemned \U0001f680 the launch \u2067of\u2069 rockets. " + good,
        "g_empty.txt": "",
        "h_good.txt": good + good,
    }
    for name, text in hard.items():
        (tmp_path / name).write_bytes(text.encode())
    done = run("code", str(tmp_path))
    assert done.returncode == 3
    assert "1 dropped: empty 1" in done.stderr
    events = [Event.from_dict(json.loads(line)) for line in done.stdout.splitlines()]
    texts = {Article(text=text).id: text for text in hard.values()}
    for event in events:
        assert event.words(texts[event.article])
    assert Counter(event.article for event in events)[Article(text=good).id] >= 1


@pytest.mark.parametrize("form", ["text", "--json", "--html"])
def test_explain(form: str) -> None:
    sentence = "Seoul urged Beijing on Monday not to veto the sanctions."
    done = run("explain", sentence, "--date", "2016-01-13", *([] if form == "text" else [form]))
    assert done.returncode == 0, done.stderr
    assert "urged" in done.stdout
    assert "REQUEST" in done.stdout
    if form == "--json":
        json.loads(done.stdout)
    if form == "--html":
        assert "<" in done.stdout


def test_relation(tmp_path: Path) -> None:
    text = "South Korea condemned North Korea after the launch."
    pairs: list[dict[str, Any]] = [
        {"id": "a", "text": text, "source": [0, 11], "target": [22, 33]},
        {"id": "b", "text": text, "source": None, "target": [22, 33]},
        {"id": "c", "text": text, "source": [0, 11], "target": None},
        {"id": "d", "text": "Nothing here at all.", "source": None, "target": None},
    ]
    file = tmp_path / "pairs.jsonl"
    file.write_text("".join(json.dumps(pair) + "\n" for pair in pairs) + '{"id": "e", "text": "x", "source": [0, 9]}\n')
    done = run("relation", str(file))
    assert done.returncode == 3
    assert "'e'" in done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b", "c", "d"]
    assert answers[0]["event"] == "ACCUSE"
    known = load_ontology()
    for answer in answers:
        assert answer["quad_code"] == known.quad(answer["event"])
        assert 0 <= answer["confidence"] <= 1


def test_python_api() -> None:
    events = tocsin.code("South Korea urged China on Monday to stop the test.", published="2022-11-30")
    assert any(event.event == "REQUEST" and event.date == "2022-11-28" for event in events)
    assert events.to_arrow().num_rows == len(events)
    assert "REQUEST" in events._repr_html_()
    assert [drop.reason for drop in tocsin.code(["", {"id": "x"}]).drops] == ["empty", "missing field"]
    doc = tocsin.load()("Seoul condemned the launch.")
    assert [token.dep_ for token in doc][:2] == ["nsubj", "root"] or [token.pos_ for token in doc][1] == "VERB"


def test_the_readme_shows_what_comes_out() -> None:
    page = (EXAMPLES.parents[1] / "README.md").read_text(encoding="utf-8")
    command, *sample = page.partition("$ tocsin ")[2].partition("```")[0].strip().splitlines()
    verb, source, *options = command.split()
    done = run(verb, str(EXAMPLES.parents[1] / source), *options)
    assert [row for row in sample if row.rstrip() not in map(str.rstrip, done.stdout.splitlines())] == []
    assert len(sample) > 3
