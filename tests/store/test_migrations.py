"""Old stores are brought up to date, newer ones refused."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from made_stores import add
from tocsin.errors import StoreError
from tocsin.records import Article
from tocsin.store import migrations
from tocsin.store.migrations import Step
from tocsin.store.store import open_store


@pytest.fixture
def next_step() -> Step:
    """The step a later version will have."""
    return Step(migrations.CURRENT + 1, "a note", "ALTER TABLE raw.articles ADD COLUMN note VARCHAR")


def later(monkeypatch: pytest.MonkeyPatch, step: Step) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    monkeypatch.setattr(migrations, "CURRENT", step.number)


@pytest.mark.parametrize("read_only", [False, True])
def test_an_older_store_is_brought_up_to_date(
    path: Path, monkeypatch: pytest.MonkeyPatch, next_step: Step, read_only: bool
) -> None:
    with open_store(path) as store:
        add(store, [Article(text="Seoul condemned it.")])
    later(monkeypatch, next_step)
    with open_store(path, read_only=read_only) as store:
        assert store.query("SELECT note FROM raw.articles").to_pylist() == [{"note": None}]
        assert store.query("SELECT max(number) AS n FROM raw.migrations").to_pylist() == [{"n": next_step.number}]
        assert store.query("FROM mentions").num_rows == 1


def test_a_newer_store_is_refused(path: Path) -> None:
    with open_store(path) as store, store.transaction() as con:
        con.execute("INSERT INTO raw.migrations VALUES (999, 'the future')")
    with pytest.raises(StoreError, match="newer tocsin"):
        open_store(path)


def test_a_step_that_fails_leaves_the_store_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, next_step: Step
) -> None:
    with open_store(path) as store:
        add(store, [Article(text="Seoul condemned it.")])
    broken = Step(next_step.number, "broken", "DROP TABLE raw.drops; SELECT * FROM raw.nowhere")
    with monkeypatch.context() as patched:
        later(patched, broken)
        with pytest.raises(duckdb.Error, match="nowhere"):
            open_store(path)
    with open_store(path) as store:
        assert store.query("FROM drops").num_rows == 0
        assert store.query("FROM events").num_rows == 1


def test_steps_are_numbered_without_gaps() -> None:
    assert [step.number for step in migrations.STEPS] == list(range(1, len(migrations.STEPS) + 1))


def test_all_tables_are_archived(path: Path) -> None:
    with open_store(path) as store:
        found = store.query("SELECT table_name AS name FROM duckdb_tables() WHERE schema_name = 'raw'").to_pylist()
    assert {row["name"] for row in found} == {*migrations.TABLES, "migrations"}
