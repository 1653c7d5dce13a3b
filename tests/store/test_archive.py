"""Parquet and back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from made_stores import add, contents
from tocsin.errors import OutputError, SourceError, StoreError
from tocsin.records import Article, Drop, Event
from tocsin.store import migrations
from tocsin.store.archive import archive, restore
from tocsin.store.store import Store, open_store

LONG = " ".join(f"word{number}" for number in range(60))


@pytest.fixture
def filled(store: Store) -> Store:
    days = ["2016-01-13", "2016-02-01", None]
    add(store, [Article(text=f"Seoul condemned {n}. {LONG}", published=day) for n, day in enumerate(days)])
    store.add_drops([Drop("c.txt", None, "empty")])
    with store.transaction() as con:
        con.execute(
            "INSERT INTO raw.ledger VALUES ('l', 'demand', 'm', NULL, ['KOR'], ['CHN'], '{\"event\": \"AID\"}', NULL, "
            "'2016-01-13', 'open', NULL, NULL, NULL)"
        )
    return store


def test_restored_equal_row_for_row(filled: Store, tmp_path: Path) -> None:
    told = archive(filled, tmp_path / "lake")
    assert (told["mentions"], told["reprints"], told["stories"]) == (3, 3, 0)
    assert restore(tmp_path / "lake", tmp_path / "back.duckdb") == told
    with open_store(tmp_path / "back.duckdb") as back:
        assert contents(back) == contents(filled)
        assert back.query("FROM events").num_rows == filled.query("FROM events").num_rows
    assert not list(tmp_path.glob("*.part*")) + list(tmp_path.glob("*.old"))


def test_other_engines_read_it_by_month(filled: Store, tmp_path: Path) -> None:
    archive(filled, tmp_path / "lake")
    months = sorted(path.name for path in (tmp_path / "lake" / "mentions").iterdir())
    assert months == ["month=2016-01", "month=2016-02", "month=__HIVE_DEFAULT_PARTITION__"]
    (row,) = pq.read_table(tmp_path / "lake" / "mentions" / "month=2016-01" / "part-0.parquet").to_pylist()
    assert Event.from_dict({**row, "published": str(row["published"])}) in list(filled.mentions())


def test_an_archive_replaces_an_archive_and_nothing_else(filled: Store, tmp_path: Path) -> None:
    archive(filled, tmp_path / "lake")
    archive(filled, tmp_path / "lake")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="no archive"):
        archive(filled, tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.txt").exists()


def test_what_cannot_be_restored(filled: Store, tmp_path: Path) -> None:
    lake, target = tmp_path / "lake", tmp_path / "back.duckdb"
    archive(filled, lake)
    with pytest.raises(OutputError, match="exists already"):
        restore(lake, filled.path)
    with pytest.raises(SourceError, match="no archive"):
        restore(tmp_path, target)
    shutil.rmtree(lake / "mentions" / "month=2016-01")
    with pytest.raises(StoreError, match="mentions has 2 rows"):
        restore(lake, target)
    manifest = json.loads((lake / "archive.json").read_text())
    (lake / "archive.json").write_text(json.dumps({**manifest, "tables_of_step": 999}))
    with pytest.raises(StoreError, match="newer"):
        restore(lake, target)
    assert not target.exists()


def test_an_older_archive_is_brought_up_to_date(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive(filled, tmp_path / "lake")
    step = migrations.Step(migrations.CURRENT + 1, "a note", "ALTER TABLE raw.drops ADD COLUMN note VARCHAR")
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    monkeypatch.setattr(migrations, "CURRENT", step.number)
    restore(tmp_path / "lake", tmp_path / "back.duckdb")
    with open_store(tmp_path / "back.duckdb", read_only=True) as back:
        assert back.query("SELECT note FROM raw.drops").num_rows == 1


def test_the_folder_one_stands_in(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = tmp_path / "lake"
    lake.mkdir()
    monkeypatch.chdir(lake)
    archive(filled, Path())
    assert (lake / "archive.json").exists()
