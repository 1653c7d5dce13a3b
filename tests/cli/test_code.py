"""`tocsin code` end to end, with a coder that needs no model."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tocsin.cli import main

pytestmark = pytest.mark.usefixtures("fake_coder")
LINE = "Seoul condemned the test on Monday.\n"


def records(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_records_in_a_pipe(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["code", str(news / "2016-01-13-a.txt")]) == 0
    (record,) = records(capsys)
    assert record["published"] == "2016-01-13"
    assert record["event"] == "ACCUSE"
    assert list(record)[:4] == ["id", "article", "published", "event"]


def test_dropped_input_gives_three_and_reasons(news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (news / "c.txt").write_bytes(b"")
    assert main(["code", str(news), "--drops", str(tmp_path / "drops.jsonl")]) == 3
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 2
    assert "c.txt: empty" in captured.err
    assert "2 dropped: empty 1, skipped 1" in captured.err or "2 dropped: skipped 1, empty 1" in captured.err
    drops = [json.loads(line) for line in (tmp_path / "drops.jsonl").read_text().splitlines()]
    assert {drop["reason"] for drop in drops} == {"empty", "skipped"}


def test_quiet_and_limit(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["code", str(news), "--limit", "1", "--quiet"]) == 0
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1
    assert captured.err == ""


def test_strict_fails_and_leaves_no_file(news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["code", str(news), "--strict", "-o", str(tmp_path / "o.jsonl")]) == 1
    assert "skipped" in capsys.readouterr().err
    assert not (tmp_path / "o.jsonl").exists()


@pytest.mark.parametrize("name", ["o.jsonl", "o.csv", "o.parquet"])
def test_output_by_suffix(news: Path, tmp_path: Path, name: str) -> None:
    assert main(["code", str(news), "-o", str(tmp_path / name)]) == 3
    assert (tmp_path / name).stat().st_size > 100


def test_plover_and_table(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = str(news / "2016-01-13-a.txt")
    assert main(["code", text, "--format", "plover"]) == 0
    assert records(capsys)[0]["event"] == ["ACCUSE"]
    assert main(["code", text, "--format", "table"]) == 0
    table = capsys.readouterr().out
    assert "KOR/GOV" in table
    assert "ACCUSE disapprove" in table


def test_a_text_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Seoul \x1b[2J warns\n\n" + LINE)
    assert main(["code", str(tmp_path / "a.txt"), "--format", "table"]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_standard_input_and_published(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(LINE.encode()))))
    assert main(["code", "-", "--published", "November 30, 2022"]) == 0
    assert records(capsys)[0]["published"] == "2022-11-30"


def test_jobs_change_nothing(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["code", str(news)])
    one = capsys.readouterr().out
    main(["code", str(news), "--jobs", "2"])
    assert capsys.readouterr().out == one


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["code", "nowhere.txt"], "no such file"),
        (["code", "nowhere*.txt"], "nothing matches"),
        (["code", "-", "-o", "o.dat"], "cannot tell a format"),
        (["code", "-", "-o", "o.csv", "--format", "plover"], "o.csv"),
        (["code", "-", "--overlay", "nowhere"], "no such folder"),
    ],
)
def test_wrong_use_gives_two(args: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(args) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "args", [[], ["code"], ["code", "-", "--jobs", "0"], ["code", "-", "--published", "2022-02-30"], ["cod"]]
)
def test_wrong_arguments_give_two(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(args)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_interrupt_gives_130(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fake_coder.FakeCoder.code", stop)
    assert main(["code", str(news)]) == 130
