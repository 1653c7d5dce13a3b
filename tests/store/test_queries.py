"""Queries read, within limits, and say what is wrong."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from made_stores import add, rows
from tocsin.errors import QueryError, QueryLimitError
from tocsin.records import Article
from tocsin.store.queries import Limits
from tocsin.store.store import Store, open_store
from tocsin.store.views import VIEWS

ENDLESS = "SELECT count(*) FROM range(1000000000000) t(i) WHERE i % 7 = 3"


@pytest.mark.parametrize("name", VIEWS)
def test_views_have_the_columns_that_are_documented(store: Store, name: str) -> None:
    found = store.query(f"FROM {name}")
    assert set(found.column_names) == set(VIEWS[name].columns)
    assert found.num_rows == 0


def test_views_of_a_store_with_one_article(store: Store) -> None:
    article = Article(text="Seoul condemned the test.", published="2016-01-13", publisher="Yonhap")
    add(store, [article])
    (event,) = rows(store, "FROM events")
    (mention,) = rows(store, "FROM mentions")
    (actor,) = rows(store, "FROM actors")
    assert event["mention"] == mention["id"] == actor["mention"]
    assert (event["mentions"], event["publishers"], event["one_sided"]) == (1, ["Yonhap"], False)
    assert (mention["words"], mention["sentence"]) == ("condemned", article.text)
    assert (actor["side"], actor["label"], actor["name"]) == ("actor", "KOR/GOV", "South Korea")


def test_a_story_stands_for_its_mentions(store: Store) -> None:
    add(
        store,
        [Article(text=f"Seoul condemned test {number}.", published=f"2016-01-{13 + number}") for number in (0, 1)],
    )
    first, second = (row["id"] for row in rows(store, "SELECT id FROM mentions ORDER BY published"))
    with store.transaction() as con:
        con.execute(
            "INSERT INTO raw.stories VALUES ('s', ?, 'ACCUSE', ['ACCUSE'], ['KOR/GOV'], '2016-01-12', '2016-01-12', "
            "'2016-01-13', '2016-01-14', [], 0, 2, false, NULL)",
            [first],
        )
        con.execute(
            "INSERT INTO raw.story_mentions BY NAME SELECT 's' AS story, unnest([?, ?]) AS mention, 0 AS state",
            [first, second],
        )
    (event,) = rows(store, "SELECT id, mentions, mention, CAST(date AS VARCHAR) AS date FROM events")
    assert event == {"id": "s", "mentions": 2, "mention": first, "date": "2016-01-12"}
    assert rows(store, "SELECT DISTINCT story FROM mentions") == [{"story": "s"}]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("selec 1", "cannot be read"),
        ("SELECT nothing FROM events", "nothing"),
        ("SELECT 1; SELECT 2", "2 statements"),
        ("", "0 statements"),
        ("DELETE FROM raw.mentions", "DELETE"),
        ("INSERT INTO raw.texts VALUES (1)", "INSERT"),
        ("CREATE TABLE t (x INT)", "CREATE"),
        ("ATTACH 'other.duckdb'", "ATTACH"),
        ("COPY events TO 'out.csv'", "COPY"),
        ("SET memory_limit = '9GB'", "SET"),
        ("PRAGMA database_list", "PRAGMA"),
        ("SELECT * FROM read_csv('/etc/passwd')", "disabled by configuration"),
        ("SELECT * FROM 'other.parquet'", "other.parquet"),
        ("SELECT * FROM VIEWS", "does not exist"),
    ],
)
def test_what_is_no_query_is_said(store: Store, sql: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        store.query(sql)


def test_values_are_bound(store: Store) -> None:
    assert store.query("SELECT ? AS x", ["a'; DROP"]).to_pylist() == [{"x": "a'; DROP"}]
    assert store.query("SELECT $x AS x", {"x": 1}).to_pylist() == [{"x": 1}]


def test_limits(store: Store) -> None:
    assert store.query("FROM range(1000000000)", limits=Limits(rows=3)).num_rows == 3
    with pytest.raises(QueryLimitError, match=r"more than 0\.2 seconds"):
        store.query(ENDLESS, limits=Limits(seconds=0.2))
    assert store.query("SELECT 1", limits=Limits(seconds=None, memory="50MB")).num_rows == 1


def test_a_reader_stays_within_its_memory(path: Path) -> None:
    with open_store(path):
        pass
    with open_store(path, read_only=True, memory="100MB") as store:
        with pytest.raises(QueryLimitError, match="opened with"):
            store.query("SELECT list(i) FROM range(20000000) t(i)")
        assert store.query("FROM events").num_rows == 0


def test_the_store_still_writes_after_a_query_was_cut_off(store: Store) -> None:
    with pytest.raises(QueryLimitError):
        store.query(ENDLESS, limits=Limits(seconds=0.1))
    assert add(store, [Article(text="Seoul condemned it.")]).articles == 1


def test_a_reader_sees_one_moment_while_another_thread_adds(path: Path) -> None:
    with open_store(path) as store:
        add(store, [Article(text="Seoul condemned the first.")])
        with store.cursor() as reader:
            before = reader.execute("SELECT count(*) FROM articles").fetchall()
            writer = threading.Thread(target=add, args=(store, [Article(text="Seoul condemned the second.")]))
            writer.start()
            writer.join()
            assert reader.execute("SELECT count(*) FROM mentions").fetchall() == before == [(1,)]
        assert store.query("FROM articles").num_rows == 2
