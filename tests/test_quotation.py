"""Quotations as records: their kinds, spans and chains, on trees written by hand, and through the real reader."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import tocsin
from handmade import parsed, word
from tocsin.actors.registry import Registry
from tocsin.actors.resolver import ActorResolver
from tocsin.cli import main
from tocsin.errors import RecordError
from tocsin.quotation import Quote, named, quotes_of
from tocsin.records import Article, Entity


@pytest.fixture(scope="module")
def resolver() -> ActorResolver:
    return ActorResolver(Registry.load())


def found(tree: str, resolver: ActorResolver) -> tuple[list[Quote], str]:
    doc = parsed(tree)
    return quotes_of(Article(text=doc.text, id="a", published="2016-01-13"), doc, resolver), doc.text


INDIRECT = (
    "Beijing/PROPN/NNP/2/nsubj said/VERB/VBD/0/root/say that/SCONJ/IN/5/mark troops/NOUN/NNS/5/nsubj/troop "
    "left/VERB/VBD/2/ccomp/leave ./PUNCT/./2/punct"
)
DIRECT = (
    "“/PUNCT/``/4/punct They/PRON/PRP/4/nsubj have/AUX/VBP/4/aux left/VERB/VBN/0/root/leave ,/PUNCT/,/4/punct "
    "”/PUNCT/''/4/punct said/VERB/VBD/4/parataxis/say Beijing/PROPN/NNP/7/nsubj ./PUNCT/./4/punct"
)
MIXED = (
    "Beijing/PROPN/NNP/2/nsubj said/VERB/VBD/0/root/say troops/NOUN/NNS/4/nsubj/troop left/VERB/VBD/2/ccomp/leave "
    "“/PUNCT/``/8/punct without/SCONJ/IN/8/mark ever/ADV/RB/8/advmod firing/VERB/VBG/4/advcl/fire ”/PUNCT/''/8/punct"
)
NESTED = (
    "Beijing/PROPN/NNP/2/nsubj said/VERB/VBD/0/root/say Seoul/PROPN/NNP/4/nsubj announced/VERB/VBD/2/ccomp/announce "
    "that/SCONJ/IN/7/mark troops/NOUN/NNS/7/nsubj/troop left/VERB/VBD/4/ccomp/leave"
)


@pytest.mark.parametrize(
    ("tree", "kind", "content"),
    [
        (INDIRECT, "indirect", "that troops left"),
        (DIRECT, "direct", "“ They have left, ”"),
        (MIXED, "mixed", "troops left “ without ever firing ”"),
    ],
    ids=["indirect", "direct", "mixed"],
)
def test_kinds(tree: str, kind: str, content: str, resolver: ActorResolver) -> None:
    (quote,), text = found(tree, resolver)
    assert quote.kind == kind
    assert quote.words(text) == {"content": [content], "cue": ["said"], "speaker": ["Beijing"]}
    assert [entity.label for entity in quote.speakers] == ["CHN/GOV"]
    assert quote.chain == (quote.speakers,)
    assert quote.published == "2016-01-13"


def test_the_chain_has_the_outermost_first(resolver: ActorResolver) -> None:
    quotes, text = found(NESTED, resolver)
    inner = next(quote for quote in quotes if quote.words(text)["cue"] == ["announced"])
    assert [[entity.code for entity in link] for link in inner.chain] == [["CHN"], ["KOR"]]
    assert inner.speakers == inner.chain[-1]


def test_page_furniture_quotes_nobody(resolver: ActorResolver, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, count in (("caption", 1), ("byline", 0)):
        monkeypatch.setattr("tocsin.quotation.furniture", lambda text, kind=kind: [(0, len(text), kind)])
        assert len(found(INDIRECT, resolver)[0]) == count


def test_an_apposition_belongs_to_the_name_and_a_clause_about_him_does_not() -> None:
    doc = parsed(
        "Kim/PROPN/NNP/9/nsubj ,/PUNCT/,/4/punct the/DET/DT/4/det envoy/NOUN/NN/1/appos ,/PUNCT/,/4/punct "
        "who/PRON/WP/7/nsubj fled/VERB/VBD/1/acl:relcl/flee ,/PUNCT/,/7/punct spoke/VERB/VBD/0/root/speak"
    )
    start, end = named(doc[word(doc, "Kim")])
    assert doc.text[start:end] == "Kim, the envoy"


KIM = (Entity("KOR", ("GOV",), "Kim", span=(13, 16)),)
PARTS = ((0, 5), (9, 12))
QUOTE = Quote(article="a", kind="direct", content=PARTS, cue=(6, 8), speaker=(13, 16), speakers=KIM, chain=(KIM,))


def test_there_and_back_through_json() -> None:
    assert Quote.from_dict(json.loads(json.dumps(QUOTE.to_dict()))) == QUOTE


def test_the_id_follows_the_content() -> None:
    other = Quote(article="a", kind="direct", content=((0, 4),), cue=(6, 8), speaker=(13, 16))
    assert other.id != QUOTE.id
    assert Quote(article="a", kind="mixed", content=((0, 4),), cue=(6, 8), speaker=(13, 16)).id == other.id


@pytest.mark.parametrize(("kind", "content", "said"), [("spoken", ((0, 1),), "spoken"), ("direct", (), "no content")])
def test_what_is_no_quotation_is_refused(kind: str, content: tuple[tuple[int, int], ...], said: str) -> None:
    with pytest.raises(RecordError, match=said):
        Quote(article="a", kind=kind, content=content, cue=(2, 3))


TEXT = "South Korea said on Monday that the test had failed.\n\n“We are ready,” said the North Korean envoy."


@pytest.mark.model
def test_quotes_like_code() -> None:
    quotes = tocsin.quotes([TEXT, Article(text=TEXT, id="mine"), {"text": ""}], published="2016-01-13")
    assert [quote.kind for quote in quotes] == ["indirect", "direct"] * 2
    assert [quote.speakers[0].code for quote in quotes] == ["KOR", "PRK"] * 2
    assert [quote.article for quote in quotes[2:]] == ["mine", "mine"]
    assert "We are ready" in quotes[1].words(TEXT)["content"][0]
    assert [drop.reason for drop in quotes.drops] == ["empty"]


@pytest.mark.model
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert main(["quotes", str(tmp_path / "a.txt")]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["kind"] for row in rows] == ["indirect", "direct"]
    assert main(["quotes", str(tmp_path / "a.txt"), "-o", str(tmp_path / "q.csv")]) == 0
    cells = list(csv.DictReader(io.StringIO((tmp_path / "q.csv").read_text(encoding="utf-8"))))
    assert [row["speakers"][:3] for row in cells] == ["KOR", "PRK"]
    assert [TEXT[int(row["start"]) : int(row["end"])] for row in cells] == [row["content"] for row in cells]


@pytest.mark.usefixtures("no_reader")
def test_a_format_that_quotations_do_not_have(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert main(["quotes", str(tmp_path / "a.txt"), "-o", str(tmp_path / "q.parquet")]) == 2
    assert "end the name in .jsonl or .csv" in capsys.readouterr().err


@pytest.fixture
def no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine must not be asked at all."""
    monkeypatch.setattr("tocsin.engines.quotes.READER", "nowhere:Nothing")


def test_a_text_that_breaks_off_after_according(resolver: ActorResolver) -> None:
    tree = "Troops/NOUN/NNS/2/nsubj/troop left/VERB/VBD/0/root/leave according/VERB/VBG/2/advcl/accord"
    quotes, text = found(tree, resolver)
    assert all(quote.cue[1] <= len(text) for quote in quotes)
