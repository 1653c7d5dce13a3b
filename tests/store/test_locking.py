"""Locked files, killed writers, files that are no stores."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

import tocsin
from made_stores import coded, contents
from tocsin.errors import SourceError, StoreError, StoreLockedError
from tocsin.records import Article
from tocsin.store.store import open_store

ENV = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([str(Path(tocsin.__file__).parents[1]), str(Path(__file__).parents[1])]),
}
HOLD = "import sys, tocsin; s = tocsin.open_store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
BATCH = 20
WRITE = f"""
import sys, tocsin
from made_stores import coded
with tocsin.open_store(sys.argv[1]) as store:
    for number in range(10_000):
        batch = [tocsin.Article(text=f"Seoul condemned {{number}} {{i}}. " + "so " * 500) for i in range({BATCH})]
        store.add([coded(article) for article in batch], coder="fake 1")
        print(number, flush=True)
"""


@contextmanager
def running(code: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    """A Python process at work on a store."""
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENV) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_locked_file_says_who_holds_it_and_what_to_do(path: Path) -> None:
    with running(HOLD, path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        for read_only in (False, True):
            with pytest.raises(StoreLockedError, match="try again") as caught:
                open_store(path, read_only=read_only)
            assert f"process {process.pid} (" in str(caught.value)
    with open_store(path, wait=20):
        pass


def test_waiting_for_a_locked_file(path: Path) -> None:
    with running(HOLD, path) as process:
        assert process.stdout is not None
        process.stdout.readline()
        begun = time.monotonic()
        with pytest.raises(StoreLockedError):
            open_store(path, wait=0.3)
        assert time.monotonic() - begun >= 0.3


@pytest.mark.slow
@pytest.mark.parametrize("batches", [1, 4])
def test_kill_9_loses_nothing_committed_and_leaves_nothing_half_written(path: Path, batches: int) -> None:
    with running(WRITE, path) as process:
        assert process.stdout is not None
        for _ in range(batches):
            told = int(process.stdout.readline())
        time.sleep(0.03 * batches)  # into the next batch
        process.send_signal(signal.SIGKILL)
    with open_store(path, read_only=True) as store:
        articles = store.query("SELECT count(*) AS n FROM articles").to_pylist()[0]["n"]
        assert articles >= (told + 1) * BATCH
        assert articles % BATCH == 0
        assert store.query("SELECT count(*) AS n FROM mentions WHERE words = 'condemned'").to_pylist() == [
            {"n": articles}
        ]
    with open_store(path) as store:
        before = contents(store)
        store.add([coded(article) for article in list(store.articles())], coder="fake 1")
        assert contents(store) == before


def test_the_same_process_opens_it_once(path: Path) -> None:
    with open_store(path), pytest.raises(StoreLockedError, match="this process"):
        open_store(path, read_only=True)


def test_what_is_no_store_is_said(tmp_path: Path) -> None:
    (tmp_path / "text.duckdb").write_text("not a database at all, but long enough to be read as one" * 100)
    with pytest.raises(StoreError, match="not a DuckDB file"):
        open_store(tmp_path / "text.duckdb")
    with duckdb.connect(str(tmp_path / "other.duckdb")) as con:
        con.execute("CREATE TABLE t (x INT)")
    with pytest.raises(StoreError, match=r"no tocsin store \(it has main\.t\)"):
        open_store(tmp_path / "other.duckdb")
    with pytest.raises(SourceError, match="tocsin add"):
        open_store(tmp_path / "nothing.duckdb", read_only=True)
    with pytest.raises(SourceError, match="a folder"):
        open_store(tmp_path)
    assert not (tmp_path / "nothing.duckdb").exists()


def test_the_public_name() -> None:
    assert tocsin.open_store is open_store
    assert Article is tocsin.Article
