"""Files of records."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from fake_coder import condemned
from tocsin.errors import OutputError
from tocsin.exports.flat import COLUMNS
from tocsin.exports.plover import to_plover
from tocsin.exports.writers import format_for, open_output, stream_writer
from tocsin.records import Article, Entity, Event

ARTICLE = Article(text='Seoul condemned "the" test;\nTokyo condemned, too.', id="a", published="2016-01-13", title="T")
EVENTS = [condemned(ARTICLE, match) for match in re.finditer("condemned", ARTICLE.text)]


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet", "deep/er/out.jsonl"])
def test_files_appear_whole(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with open_output(path, format_for(path, None)) as writer:
        writer.write(ARTICLE, EVENTS)
        writer.write(ARTICLE, [])
        assert not path.exists()
    assert path.exists()
    assert not list(path.parent.glob("*.part"))


def test_jsonl_and_parquet_give_the_events_back(tmp_path: Path) -> None:
    for name in ("out.jsonl", "out.parquet"):
        with open_output(tmp_path / name, format_for(tmp_path / name, None)) as writer:
            writer.write(ARTICLE, EVENTS)
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [Event.from_dict(json.loads(line)) for line in lines] == EVENTS
    assert [Event.from_dict(row) for row in pq.read_table(tmp_path / "out.parquet").to_pylist()] == EVENTS


def test_csv_has_plain_cells() -> None:
    stream = io.StringIO()
    stream_writer(stream, "csv").write(ARTICLE, EVENTS)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["actor"], rows[0]["mode"], rows[0]["trigger"]) == ("KOR/GOV", "disapprove", "condemned")
    assert rows[0]["sentence"] == 'Seoul condemned "the" test;'
    assert json.loads(rows[1]["evidence"]) == EVENTS[1].evidence.to_dict()


def test_an_interrupt_keeps_what_is_there_and_an_error_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt), open_output(path, "jsonl") as writer:
        writer.write(ARTICLE, EVENTS[:1])
        raise KeyboardInterrupt
    assert len(path.read_text().splitlines()) == 1
    with pytest.raises(ZeroDivisionError), open_output(path, "jsonl") as writer:
        writer.write(ARTICLE, EVENTS)
        raise ZeroDivisionError
    assert len(path.read_text().splitlines()) == 1
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "asked", "expected"),
    [
        ("o.jsonl", None, "jsonl"),
        ("o.CSV", None, "csv"),
        ("o.parquet", "parquet", "parquet"),
        ("o.jsonl", "plover", "plover"),
        ("o.dat", "jsonl", "jsonl"),
        (None, None, "jsonl"),
    ],
)
def test_formats(name: str | None, asked: str | None, expected: str) -> None:
    assert format_for(Path(name) if name else None, asked) == expected


@pytest.mark.parametrize(
    ("name", "asked"), [("o.dat", None), ("o.csv", "plover"), ("o.csv", "jsonl"), ("o.x", "table")]
)
def test_formats_that_cannot_be(name: str, asked: str | None) -> None:
    with pytest.raises(OutputError, match=re.escape(name)):
        format_for(Path(name), asked)


def test_unwritable_places_say_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"), open_output(tmp_path / "file" / "o.jsonl", "jsonl"):
        pass
    with pytest.raises(OutputError, match="pipe"):
        stream_writer(io.StringIO(), "parquet")


def test_plover() -> None:
    speaker = Entity("CHN", ("JRN",), "Xinhua", span=(0, 5))
    event = EVENTS[0].changed(auxiliary=("negation",), attribution=((speaker,),), parent="p", role="content")
    row = to_plover(event, ARTICLE)
    assert {"id", "date", "actor", "event"} <= row.keys()
    assert row["event"] == ["ACCUSE"]
    assert row["mode"] == ["disapprove", "negation"]
    assert row["date"] == "2016-01-13"
    assert row["link"] == "p"
    assert row["comment"] == "content of p; date is that of publication; said by CHN/JRN"
    assert row["actor"][0]["identifier_id"] == "Q884"
    assert json.loads(json.dumps(row)) == row
