"""What is in a store depends on what was added, never on how."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_stores import add, coded, contents, rows
from tocsin.arrow import article_schema, drop_schema, event_schema, events_to_arrow
from tocsin.engines.local import code_articles
from tocsin.errors import RecordError, StoreError
from tocsin.records import Article, Drop, Event
from tocsin.store.adding import Added
from tocsin.store.store import Store, open_store

LONG = " ".join(f"word{number}" for number in range(80))
TEXTS = (
    "Seoul condemned the test.",
    "Tokyo condemned it, Seoul condemned it. SKIP",
    f"Seoul condemned it. {LONG}",
    f"Seoul condemned it. {LONG} Correction follows.",
    f"{LONG} Tokyo condemned it. {LONG.replace('word1', 'thing')}",
)
ARTICLES = st.builds(
    Article,
    text=st.sampled_from(TEXTS),
    id=st.sampled_from(["", "", "a", "b"]),
    published=st.sampled_from([None, "2016-01-12", "2016-01-13"]),
    publisher=st.sampled_from([None, "Yonhap", "NHK"]),
)
ADDITIONS = st.lists(st.tuples(ARTICLES, st.sampled_from(["fake 1", "fake 1", "fake 2"])), max_size=6)


def made(additions: list[tuple[Article, str]], size: int) -> dict[str, list[str]]:
    """Contents of a new store after these additions, so many at a time."""
    with TemporaryDirectory() as folder, open_store(Path(folder) / "s.duckdb") as store:
        for start in range(0, len(additions), size):
            part = additions[start : start + size]
            store.add([coded(article, coder) for article, coder in part], coder="fake 1")
        return contents(store)


@settings(max_examples=15)
@given(ADDITIONS, st.randoms(use_true_random=False))
def test_twice_in_any_order_and_in_pieces_is_the_same(additions: list[tuple[Article, str]], random: object) -> None:
    # an article without records cannot say which version has read it: `coder` says so for all of a batch
    additions = [(article, coder) for article, coder in additions if "condemned" in article.text]
    whole = made(additions, 100)
    shuffled = additions + additions
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert made(shuffled, 100) == whole
    assert made(shuffled, 1) == whole


def test_adding_twice_says_that_nothing_changed(store: Store) -> None:
    articles = [Article(text=text, published="2016-01-13") for text in TEXTS]
    first = add(store, articles)
    assert (first.articles, first.mentions, first.drops) == (5, 6, 1)
    assert add(store, articles) == Added()
    assert store.add_drops([Drop("c.txt", None, "empty", "")]) == 1
    assert store.add_drops([Drop("c.txt", None, "empty", "")]) == 0


def test_records_come_back_as_they_were(store: Store) -> None:
    articles = [Article(text=text, published="2016-01-13", title="T", url="u", source="f:1") for text in TEXTS]
    add(store, articles)
    events = [event for article in articles for event in coded(article)[1]]
    assert sorted(store.articles(), key=lambda a: a.id) == sorted(articles, key=lambda a: a.id)
    assert sorted(store.mentions(), key=lambda e: e.id) == sorted(events, key=lambda e: e.id)
    assert list(store.mentions(articles=[articles[0].id])) == coded(articles[0])[1]
    assert [Event.from_dict(row) for row in store.mentions_to_arrow().to_pylist()] == list(store.mentions())
    assert store.mentions_to_arrow().schema == event_schema()


def test_of_one_text_the_earliest_print_stands_and_all_publishers_are_kept(store: Store) -> None:
    prints = [("NHK", "2016-01-14"), ("Yonhap", "2016-01-13"), ("KBS", None)]
    for publisher, day in prints:
        add(store, [Article(text=TEXTS[0], published=day, publisher=publisher)])
    (row,) = rows(store, "SELECT published, publisher, publishers, prints FROM articles")
    assert str(row["published"]) == "2016-01-13"
    assert row["publisher"] == "Yonhap"
    assert row["publishers"] == ["KBS", "NHK", "Yonhap"]
    (mention,) = store.mentions()
    assert mention.published == "2016-01-13"


def test_of_two_texts_under_one_id_the_earlier_stands_and_the_other_is_a_drop(store: Store) -> None:
    late = Article(text=TEXTS[0], id="a", published="2016-01-14", source="late.jsonl:1")
    early = Article(text=TEXTS[1], id="a", published="2016-01-13", source="early.jsonl:1")
    for article in (late, early):
        added = add(store, [article])
    assert (added.articles, added.replaced, added.other_texts) == (0, 1, 1)
    assert [article.text for article in store.articles()] == [early.text]
    assert len(list(store.mentions())) == 2
    dropped = rows(store, "SELECT source, reason FROM drops WHERE reason = 'other text'")
    assert dropped == [{"source": "late.jsonl:1", "reason": "other text"}]


def test_the_latest_version_of_a_coder_stands_and_others_beside_it(store: Store) -> None:
    article = Article(text=TEXTS[0])
    for coder in ("fake 1.10", "fake 1.9", "other 1"):
        add(store, [article], coder)
    assert {event.coder for event in store.mentions()} == {"fake 1.10", "other 1"}
    assert rows(store, "SELECT coders FROM articles") == [{"coders": ["fake 1.10", "other 1"]}]


def test_arrow_in_is_the_same_as_records_in(store: Store, tmp_path: Path) -> None:
    import pyarrow as pa

    articles = [Article(text=text, published="2016-01-13") for text in TEXTS]
    made = [coded(article) for article in articles]
    store.add(made, coder="fake 1")
    with open_store(tmp_path / "arrow.duckdb") as other:
        other.add_arrow(
            pa.Table.from_pylist([article.to_dict() for article in articles], article_schema()),
            events_to_arrow(event for _, events, _ in made for event in events),
            pa.Table.from_pylist([drop.to_dict() for _, _, drops in made for drop in drops], drop_schema()),
            coder="fake 1",
        )
        assert contents(other) == contents(store)


def test_arrow_tables_that_cannot_stand(store: Store) -> None:
    import pyarrow as pa

    none = event_schema().empty_table()
    article = {"id": "a", "text": "x"}
    for articles, said in (
        ([{**article, "colour": "red"}], "unknown columns"),
        ([article, article], "stand twice"),
        ([{**article, "published": "yesterday"}], "yesterday"),
        ([{"id": "a"}], "NOT NULL"),
    ):
        with pytest.raises(RecordError, match=said):
            store.add_arrow(pa.Table.from_pylist(articles), none)
    assert contents(store)["articles"] == []


def test_records_come_with_their_article(store: Store) -> None:
    article, events, _ = coded(Article(text=TEXTS[0]))
    with pytest.raises(RecordError, match="not in the same batch"):
        store.add([(Article(text="other"), events, [])])
    with pytest.raises(RecordError, match="two versions"):
        store.add([(article, [events[0], events[0].changed(id="x", coder="fake 2")], [])])


def test_a_transaction_is_whole(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction():
        add(store, [Article(text=TEXTS[0])])
        raise ZeroDivisionError
    assert contents(store)["articles"] == []
    with (
        pytest.raises(StoreError, match="nothing of it"),
        store.transaction(),
        suppress(ZeroDivisionError),
        store.transaction(),
    ):
        add(store, [Article(text=TEXTS[0])])
        raise ZeroDivisionError
    assert contents(store)["articles"] == []
    with store.transaction(), store.transaction():
        add(store, [Article(text=TEXTS[0])])
    assert len(contents(store)["articles"]) == 1


def test_reading_only_is_reading_only(path: Path) -> None:
    with open_store(path):
        pass
    with open_store(path, read_only=True) as store, pytest.raises(StoreError, match="opened for reading"):
        store.add([])
        store.add_drops([])


def test_odd_text_survives(store: Store) -> None:
    article = Article(text="a\x00b \U0001f514 condemned", title='"; DROP TABLE x; --')
    add(store, [article])
    assert list(store.articles()) == [article]
    assert rows(store, "SELECT words FROM mentions") == [{"words": "condemned"}]


def test_any_engine_and_any_order_give_the_same_store(tmp_path: Path) -> None:
    """Property of engines: hypothesis would start processes for every example, so orders are drawn here."""
    texts = [Article(text=f"Seoul condemned test {n}. {LONG if n % 7 == 0 else ''}", id=str(n)) for n in range(60)]
    found = []
    for jobs, order in ((1, 1), (2, 1), (2, -1)):
        with open_store(tmp_path / f"{jobs}{order}.duckdb") as store:
            for _ in range(2):  # and twice is once
                store.add(code_articles(texts[::order], jobs=jobs, coder="fake_coder:FakeCoder"), coder="fake")
            found.append(contents(store))
    assert found[0] == found[1] == found[2]
    assert len(found[0]["mentions"]) == 60
