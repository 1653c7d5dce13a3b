"""Files in, articles and drops out; one bad input never harms the others."""

from __future__ import annotations

import io
import json
import sys
import tracemalloc
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import SourceError
from tocsin.records import Article, Drop
from tocsin.sources.files import find_inputs, read_articles, read_items
from tocsin.sources.tabular import jsonl_rows

BODY = "South Korea urged China on Monday to stop the North from conducting another nuclear test.\n"


def read(*paths: Path | str) -> tuple[list[Article], list[Drop]]:
    drops: list[Drop] = []
    return list(read_articles(*paths, on_drop=drops.append)), drops


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


BAD_FILES: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \r\n\t ", "empty"),
    ("marks.txt", "\u200f\u202e\u200b".encode(), "empty"),
    ("binary.txt", bytes(range(256)) * 50, "binary"),
    ("image.txt", b"\x89PNG\r\n\x1a\n....", "binary"),
    ("cyrillic.txt", "Корея осудила испытания ракет".encode("cp1251"), "encoding"),
    ("french.txt", "Le président a condamné les essais et il a demandé des sanctions.".encode(), "not English"),
    ("ten_megabytes.txt", BODY.encode() * 120_000, "too long"),
    ("script.html", b"<html><script>var a</script></html>", "no text in page"),
    ("empty.html", b"", "empty"),
    ("empty.csv", b"", "empty"),
    ("image.csv", b"\x89PNG\r\n\x1a\n....", "binary"),
    ("no_text.csv", b"id,name\n1,x\n", "missing field"),
    ("cells.csv", b"id,text\n1,a,b,c\n", "bad CSV"),
    ("junk.parquet", b"PAR1 junk PAR1", "bad Parquet"),
    ("line.jsonl", b'{"text": "broken\n', "bad JSON"),
    ("list.jsonl", b"[1, 2]\n", "not a record"),
    ("deep.jsonl", b"[" * 100_000 + b"\n", "bad JSON"),
    ("no_text.jsonl", b'{"id": "x"}\n', "missing field"),
    ("number.jsonl", b'{"text": 7}\n', "bad field"),
    ("date.jsonl", b'{"text": "Seoul warned Beijing.", "published": "2022-02-30"}\n', "impossible date"),
]


@pytest.mark.parametrize(("name", "data", "reason"), BAD_FILES, ids=[name for name, _, _ in BAD_FILES])
def test_bad_files_are_dropped_with_their_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    write(tmp_path, "a.txt", BODY)
    write(tmp_path, name, data)
    write(tmp_path, "z.txt", BODY)
    articles, drops = read(tmp_path)
    assert [article.text for article in articles] == [BODY, BODY]
    assert [(drop.reason, Path(drop.source.split(":")[0]).name) for drop in drops] == [(reason, name)]
    assert drops[0].detail


def test_good_rows_around_bad_lines(tmp_path: Path) -> None:
    good = {"id": "a", "text": BODY, "published": "2022-11-30"}
    lines = [json.dumps(good), "{", "", '"text"', json.dumps({**good, "id": "b", "text": "a\ud800b " + BODY}), "\ufeff"]
    path = write(tmp_path, "news.jsonl", "\n".join(lines))
    articles, drops = read(path)
    assert [article.id for article in articles] == ["a", "b"]
    assert articles[1].text.startswith("a\ufffdb South")
    assert [drop.source.rsplit(":")[-1] for drop in drops] == ["2", "4"]


def test_odd_but_readable_texts_survive_unaltered(tmp_path: Path) -> None:
    line = BODY.strip() * 1_200  # one line of 100,000 characters
    marked = f"\u200f{BODY}\x07\u202e\u00a0{BODY}\r\n"
    write(tmp_path, "a.txt", line)
    write(tmp_path, "b.txt", marked)
    write(tmp_path, "c.txt", ("é " + BODY).encode("cp1252"))
    write(tmp_path, "d.txt", BODY.encode("utf-16"))
    articles, drops = read(tmp_path)
    assert drops == []
    assert [article.text for article in articles] == [line, marked, "é " + BODY, BODY]


def test_tables(tmp_path: Path) -> None:
    csv = f'id;headline;body;date\n1;"Hi; there";"{BODY}second line";2020-01-01\n2;x;"{BODY}";\n'
    write(tmp_path, "a.csv", csv)
    rows = {"id": ["p", "q"], "text": [BODY, None], "published": pa.array([18_262, None], pa.date32())}
    pq.write_table(pa.table(rows), tmp_path / "b.parquet")
    articles, drops = read(tmp_path)
    assert [(a.id, a.title, a.published) for a in articles] == [
        ("1", "Hi; there", "2020-01-01"),
        ("2", "x", None),
        ("p", None, "2020-01-01"),
    ]
    assert articles[0].text == BODY + "second line"
    assert [(drop.reason, drop.article) for drop in drops] == [("missing field", "q")]


def test_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.txt", "a/c.html", "a/deep/d.jsonl", "a/.hidden/e.txt", "a/readme.md"):
        write(tmp_path, name, BODY)
    monkeypatch.chdir(tmp_path)
    assert [str(path) for path in find_inputs(["."])] == ["a/c.html", "a/deep/d.jsonl", "b.txt"]
    assert [str(path) for path in find_inputs(["a/*"])] == ["a/c.html", "a/deep/d.jsonl"]
    assert [str(path) for path in find_inputs(["**/*.txt", "-"])] == ["b.txt", "-"]
    assert len(find_inputs([str(tmp_path / "**" / "*.html")])) == 1
    for wrong in ("nothing.txt", "*.doc", "a/.hidden/deeper"):
        with pytest.raises(SourceError, match="no such|nothing matches"):
            find_inputs([wrong])


def test_a_named_file_of_another_kind_is_dropped(tmp_path: Path) -> None:
    path = write(tmp_path, "notes.docx", b"PK")
    articles, drops = read(path)
    assert articles == []
    assert drops[0].reason == "unknown suffix"


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (f'{{"id": "a", "text": "{BODY.strip()}"}}\nbad\n', ["a"]),
        (f"<!DOCTYPE html><html><body><article><p>{BODY * 3}</p></article></body></html>", [None]),
        (BODY, [None]),
        ("", []),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: str, ids: list[str | None]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data.encode()))))
    articles, drops = read("-")
    assert [article.id if given else None for article, given in zip(articles, ids, strict=True)] == ids
    assert len(drops) == (1 if "bad" in data or not data else 0)


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_any_bytes_give_rows(lines: list[bytes]) -> None:
    data = b"\n".join(line.replace(b"\n", b"") for line in lines)
    rows = list(jsonl_rows(io.BytesIO(data), "x", 100))
    assert len(rows) <= len(lines)


def test_a_monstrous_line_is_skipped_unread() -> None:
    data = b'{"text": "' + b"x" * 400_000 + b'"}\n{"text": "Seoul"}\n'
    first, second = jsonl_rows(io.BytesIO(data), "x", 100)
    assert first.fields.reason == "too long"
    assert second.fields == {"text": "Seoul"}


def test_reading_streams(tmp_path: Path) -> None:
    row = json.dumps({"text": BODY, "note": "x" * 10_000})
    path = write(tmp_path, "many.jsonl", f"{row}\n" * 400)  # 4 MB
    tracemalloc.start()
    count = sum(isinstance(item, Article) for item in read_items([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 400
    assert peak < 2_000_000, "half the file"


def test_impossible_option() -> None:
    with pytest.raises(ValueError, match="calendar"):
        read_items([], published="2022-02-30")
