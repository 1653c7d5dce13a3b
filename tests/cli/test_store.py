"""`tocsin add`, `query`, `recode`, `archive` and `restore` end to end, with a coder that needs no model."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from made_rows import gdelt_row
from made_stores import contents
from tocsin.cli import main
from tocsin.store.store import open_store


@pytest.fixture(autouse=True)
def fake_version(fake_coder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake coder calls itself `fake`, a coder without a version."""
    monkeypatch.setattr("tocsin.settings.Settings.coder", "fake")


@pytest.fixture
def db(news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path = str(tmp_path / "news.duckdb")
    assert main(["add", path, str(news), "--quiet"]) == 3
    assert capsys.readouterr().err == ""
    return path


def asked(db: str, sql: str, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, object]]:
    assert main(["query", db, sql, *options]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_adding_twice_changes_nothing_and_codes_nothing(
    db: str, news: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*args: object) -> None:
        raise AssertionError("coded again")

    monkeypatch.setattr("fake_coder.FakeCoder.code", never)
    assert main(["add", db, str(news)]) == 0
    assert "0 articles added, 0 records; 2 already there" in capsys.readouterr().out


def test_drops_are_told_and_can_be_queried(db: str, news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (news / "c.txt").write_bytes(b"")
    assert main(["add", db, str(news)]) == 3
    captured = capsys.readouterr()
    assert "1 dropped: empty 1" in captured.err
    assert asked(db, "SELECT reason FROM drops ORDER BY reason", capsys) == [{"reason": "empty"}, {"reason": "skipped"}]


def test_a_taken_id_is_told(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "other.jsonl").write_text('{"id": "b", "text": "Tokyo condemned it.", "published": "2022-02-01"}\n')
    assert main(["add", db, str(tmp_path / "other.jsonl")]) == 3
    assert "1 texts not kept" in capsys.readouterr().out


def test_strict_stops(news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(tmp_path / "s.duckdb"), str(news), "--strict"]) == 1
    assert "skipped" in capsys.readouterr().err


def test_an_interrupt_keeps_what_is_coded(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = []

    def interrupted(self: object, coded: object) -> None:
        seen.append(coded)
        if len(seen) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("tocsin.cli.progress.Progress.add", interrupted)
    db = str(tmp_path / "s.duckdb")
    assert main(["add", db, str(news)]) == 130
    capsys.readouterr()
    assert asked(db, "SELECT count(*) AS n FROM articles", capsys) == [{"n": 2}]


@pytest.mark.slow
def test_processes_change_nothing(db: str, news: Path, tmp_path: Path) -> None:
    two = str(tmp_path / "two.duckdb")
    assert main(["add", two, str(news), "--quiet", "--jobs", "2"]) == 3
    with open_store(db, read_only=True) as one, open_store(two, read_only=True) as other:
        assert contents(other) == contents(one)


@pytest.mark.parametrize("name", ["o.jsonl", "o.csv", "o.parquet"])
def test_answers_in_files(db: str, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert (
        main(["query", db, "SELECT id, event, mode, published FROM mentions ORDER BY published", "-o", str(path)]) == 0
    )
    if name.endswith("parquet"):
        rows = [{**row, "mode": json.dumps(row["mode"])} for row in pq.read_table(path).to_pylist()]
    elif name.endswith("csv"):
        rows = list(csv.DictReader(path.open()))
    else:
        rows = [{**row, "mode": json.dumps(row["mode"])} for row in map(json.loads, path.read_text().splitlines())]
    assert [(row["event"], row["mode"], str(row["published"])) for row in rows] == [
        ("ACCUSE", '["disapprove"]', "2016-01-13"),
        ("ACCUSE", '["disapprove"]', "2022-01-01"),
    ]
    assert not list(tmp_path.glob("*.part"))


def test_answers_at_a_terminal(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["query", db, "SELECT 1.5 AS n, 'a\x1b[2J' AS t FROM range(3)", "--format", "table", "--max-rows", "2"])
        == 0
    )
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert out.splitlines()[0].split() == ["n", "t"]
    assert "more than 2 rows" in out
    assert main(["query", db, "SELECT * FROM events", "--format", "table"]) == 0
    assert "2 rows" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("sql", "options", "said"),
    [
        ("selec", [], "cannot be read"),
        (" ", [], "no query"),
        ("DELETE FROM raw.mentions", [], "only read"),
        ("SELECT 1", ["-o", "o.dat"], "cannot tell a format"),
        ("SELECT 1", ["--format", "parquet"], "pipe"),
    ],
)
def test_wrong_queries_give_two(
    db: str, sql: str, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", db, sql, *options]) == 2
    assert said in capsys.readouterr().err


def test_limits_give_one(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    endless = "SELECT count(*) FROM range(1000000000000) t(i) WHERE i % 7 = 3"
    assert main(["query", db, endless, "--seconds", "0.2"]) == 1
    assert "0.2 seconds" in capsys.readouterr().err


def test_a_missing_store_gives_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for args in (["query", "nowhere.duckdb", "SELECT 1"], ["archive", "nowhere.duckdb", str(tmp_path / "d")]):
        assert main(args) == 2
        assert "no such store" in capsys.readouterr().err
    assert main(["restore", str(tmp_path), str(tmp_path / "n.duckdb")]) == 2


def test_recoding_reports_gains_and_losses(
    db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["recode", db]) == 0
    assert capsys.readouterr().out == "0 articles recoded\n"
    import fake_coder

    condemned = fake_coder.condemned
    monkeypatch.setattr("tocsin.settings.Settings.coder", "fake 2")
    monkeypatch.setattr(
        "fake_coder.condemned",
        lambda article, match: condemned(article, match).changed(
            coder="fake 2", event="REJECT" if article.id == "b" else "ACCUSE", confidence=0.7
        ),
    )
    assert main(["recode", db, "--report", str(tmp_path / "r.jsonl")]) == 3  # one is skipped again
    out = capsys.readouterr().out
    assert "2 articles recoded" in out
    assert "fields changed: confidence 1" in out
    assert [line.split() for line in out.splitlines()[2:5]] == [
        ["ACCUSE", "0", "1", "1"],
        ["REJECT", "1", "0", "0"],
        ["all", "1", "1", "1"],
    ]
    changes = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text().splitlines()]
    assert sorted(change["change"] for change in changes) == ["changed", "gained", "lost"]
    assert main(["recode", db]) == 0
    assert "0 articles" in capsys.readouterr().out


def test_archive_and_restore(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["archive", db, str(tmp_path / "lake")]) == 0
    assert main(["restore", str(tmp_path / "lake"), str(tmp_path / "back.duckdb")]) == 0
    assert "2 mentions" in capsys.readouterr().out
    assert len(asked(str(tmp_path / "back.duckdb"), "FROM mentions", capsys)) == 2


ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name"
    "\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry"
    "\tLatitude\tLongitude\n"
    "7\t2018-06-01\tAda Smith\tGovernment\tLatvia\tPraise or endorse\t051\t3.4\tMinistry\tGovernment\tFrance"
    "\t99\t2\tA Paper\tRiga\tNA\tNA\tLatvia\t56.9\t24.1\n"
    "8\t2018-06-01\tAda Smith\tGovernment\tLatvia\tMake statement\t010\t0\tMinistry\tGovernment\tFrance"
    "\t99\t3\tA Paper\tRiga\tNA\tNA\tLatvia\t56.9\t24.1\n"
)


def test_event_data_of_others_stand_beside_ours(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "events.tab"
    file.write_text(ICEWS)
    for told in ("1 articles added, 1 records", "0 articles added, 0 records"):
        assert main(["add", db, str(file)]) == 3
        out = capsys.readouterr()
        assert told in out.out and "not a PLOVER act" in out.err
    rows = asked(db, "SELECT coder, count(*) AS n FROM mentions GROUP BY coder ORDER BY coder", capsys)
    assert [row["coder"] for row in rows] == ["fake", "icews"] and rows[1]["n"] == 1
    assert asked(db, "SELECT count(*) AS n FROM drops WHERE reason = 'not a PLOVER act'", capsys) == [{"n": 1}]


def test_event_data_in_folders_and_one_limit_for_all(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (news / "20170702.export.CSV").write_text(gdelt_row())
    with zipfile.ZipFile(news / "20170703.export.CSV.zip", "w") as packed:
        packed.writestr("20170703.export.CSV", gdelt_row(GLOBALEVENTID="6"))
    db = str(tmp_path / "all.duckdb")
    assert main(["add", db, str(news), "--quiet", "--limit", "3", "--drops", str(tmp_path / "deep" / "d.jsonl")]) == 0
    rows = asked(db, "SELECT coder, count(*) AS n FROM mentions GROUP BY coder ORDER BY coder", capsys)
    assert rows == [{"coder": "fake", "n": 1}, {"coder": "gdelt 2.0", "n": 2}]


def test_a_type_that_is_none_is_told(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stories", db, "--event", "ACUSE"]) == 2
    assert "ACCUSE" in capsys.readouterr().err
    assert main(["stories", db, "--event", "accuse"]) == 0
    assert "2 stories" in capsys.readouterr().out
