"""corpus/: every item parses, the types are all there, and the coder reads the items kept out of training."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tocsin.coder import Coder
from tocsin.evaluate.annotations import File, Item, parse, parse_lines, read_corpus
from tocsin.evaluate.scores import score
from tocsin.events.ontology import load_ontology
from tocsin.records import Article

CORPUS = Path(__file__).parent.parent / "corpus"
FILES = sorted(CORPUS.glob("*.txt"))
# What the shipped coder reached on the held-out items when this was written, less two points.
FLOORS = {"found": 0.76, "joint": 0.375, "certain": 0.345}


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return read_corpus(CORPUS)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_files_say_nothing_wrong(path: Path) -> None:
    assert parse(path).problems == []


def test_names_are_unique(items: list[Item]) -> None:
    counts = Counter(item.name for item in items)
    assert [name for name, n in counts.items() if n > 1] == []


def test_texts_are_unique(items: list[Item]) -> None:
    counts = Counter(item.text for item in items)
    assert [text for text, n in counts.items() if n > 1] == []


def test_every_type_and_mode_has_examples(items: list[Item]) -> None:
    types = Counter(r["event"] for item in items for r in item.records)
    assert min(types[t] for t in load_ontology().types) >= 40, types
    modes = {(r["event"], m) for item in items for r in item.records for m in r["mode"]}
    missing = [(t.name, m) for t in load_ontology().types.values() for m in t.modes if (t.name, m) not in modes]
    assert missing == []


def test_there_are_hard_negatives(items: list[Item]) -> None:
    assert sum(item.none for item in items) >= 0.08 * len(items)


@pytest.mark.model
def test_the_coder_reads_the_items_kept_out_of_training(items: list[Item], coder) -> None:
    held = [item for item in items if item.name.endswith("9")]
    articles = [Article(text=item.text, id=item.name, published=item.published) for item in held]
    events = [e for _, found, _ in coder.code(articles) for e in found]
    reached = score([r for item in held for r in item.records], events)
    for name, floor in FLOORS.items():
        assert reached[name].f1 >= floor, (name, reached)


def lines(record: str) -> File:
    header = "# t-001  published 2016-11-15"
    return parse_lines([header, "> Seoul urged Beijing on Monday to act.", record], "t.txt")


def test_a_record_is_read_with_offsets() -> None:
    file = lines("[urged] | REQUEST change | KOR/GOV=Seoul | CHN/GOV=Beijing | - | - | 2016-11-14=Monday | debatable")
    assert file.problems == []
    (record,) = file.items[0].records
    assert (record["trigger_start"], record["trigger_end"]) == (6, 11)
    assert record["actor"] == ["KOR/GOV"] and record["date"] == ["2016-11-14", "2016-11-14"] and not record["core"]


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("[urges] | REQUEST | - | - | - | - | - | -", "stands 0 times"),
        ("[urged] | DEMAND | - | - | - | - | - | -", "unknown type 'DEMAND'"),
        ("[urged] | REQUEST loud | - | - | - | - | - | -", "unknown mode 'loud'"),
        ("[urged] | REQUEST | KOR=Tokyo | - | - | - | - | -", "not CODE=words"),
        ("[urged] | REQUEST | - | - | perhaps | - | - | -", "unknown status"),
        ("[urged] | REQUEST | - | - | - | - | Monday | -", "not YYYY-MM-DD"),
        ("[urged] | REQUEST | - | - | - | - | - | in said content", "no record with trigger 'said'"),
        ("[urged] | REQUEST | - | -", "4 fields, not 8"),
    ],
)
def test_mistakes_are_named(record: str, words: str) -> None:
    assert any(words in problem for problem in lines(record).problems)
