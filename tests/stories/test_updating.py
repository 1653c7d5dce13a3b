"""Stories in a store: the same whatever the order, the pieces and the number of updates; gone with their mentions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from made_events import Coded, article, event
from tocsin.store.store import Store, open_store
from tocsin.stories import update_stories
from tocsin.stories.updating import is_current

TESTS = (
    ("North Korea conducted its fifth nuclear test at Punggye-ri.", "conducted", "2016-09-09", "2016-09-09", "Yonhap"),
    ("The fifth nuclear test at Punggye-ri was condemned.", "test", "2016-09-10", "2016-09-09", "Reuters"),
    ("Pyongyang conducted a fifth nuclear test, said Seoul.", "conducted", "2016-09-10", None, "Reuters"),
    ("North Korea conducted its sixth nuclear test at Punggye-ri.", "conducted", "2017-09-04", "2017-09-03", "AP"),
    ("A sixth nuclear test shook Punggye-ri.", "test", "2017-09-04", "2017-09-03", "Yonhap"),
)  # fmt: skip


def coded(number: int) -> Coded:
    """One article with one report of a test, and a visit that is in all of them."""
    sentence, trigger, published, date, publisher = TESTS[number]
    made = article(f"{sentence} Moon visited Beijing on Friday.", published, publisher)
    kind = event(made, sentence, trigger, "MOBILIZE", who="PRK", mode="weapons", date=date)
    visit = event(
        made, "Moon visited Beijing on Friday.", "visited", "CONSULT", who="KOR/GOV", whom="CHN", mode="visit"
    )
    return made, [kind, visit], []


def filled(path: Path, batches: Iterable[Iterable[Coded]]) -> Store:
    store = open_store(path)
    for batch in batches:
        store.add(batch, coder="made 1")
        update_stories(store)
    return store


def stories(store: Store) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = store.query("FROM stories ORDER BY id").to_pylist()
    return rows


def members(store: Store) -> set[tuple[str, str]]:
    return {tuple(row.values()) for row in store.query("SELECT story, mention FROM raw.story_mentions").to_pylist()}


def test_two_tests_are_two_stories(tmp_path: Path) -> None:
    with filled(tmp_path / "a.duckdb", [[coded(n) for n in range(5)]]) as store:
        found = store.query("SELECT date, mentions, independent FROM stories WHERE event = 'MOBILIZE' ORDER BY date")
        assert [(str(r["date"]), r["mentions"], r["independent"]) for r in found.to_pylist()] == [
            ("2016-09-09", 3, 2),  # Reuters told it twice
            ("2017-09-03", 2, 2),
        ]
        assert is_current(store)


def test_adding_twice_changes_nothing(tmp_path: Path) -> None:
    with filled(tmp_path / "a.duckdb", [[coded(0), coded(1)], [coded(1), coded(0)]]) as store:
        before = stories(store)
        assert update_stories(store).stories == 0
        assert stories(store) == before


@settings(max_examples=5)
@given(order=st.permutations(range(5)), cuts=st.sets(st.integers(1, 4)))
def test_any_order_and_any_pieces_give_the_same(tmp_path_factory: Any, order: list[int], cuts: set[int]) -> None:
    folder = tmp_path_factory.mktemp("order")
    edges = [0, *sorted(cuts), 5]
    pieces = [[coded(n) for n in order[a:b]] for a, b in zip(edges, edges[1:], strict=False)]
    with (
        filled(folder / "whole.duckdb", [[coded(n) for n in range(5)]]) as whole,
        filled(folder / "pieces.duckdb", pieces) as other,
    ):  # noqa: E501
        assert stories(other) == stories(whole)
        assert members(other) == members(whole)


def test_a_recoded_mention_leaves_its_story(tmp_path: Path) -> None:
    with filled(tmp_path / "a.duckdb", [[coded(3), coded(4)]]) as store:
        made, (kind, visit), _ = coded(4)
        moved = kind.changed(event="RETREAT", mode=(), coder="made 2")
        store.recode([(made, [moved, visit.changed(coder="made 2")], [])], coder="made 2")
        assert not is_current(store)
        update_stories(store)
        assert [r["mentions"] for r in stories(store) if r["event"] == "MOBILIZE"] == [1]
        assert store.query("SELECT count(*) AS n FROM raw.story_mentions").to_pylist() == [{"n": 4}]


def test_reprints_are_one_source(tmp_path: Path) -> None:
    text = "North Korea conducted its fifth nuclear test at Punggye-ri. " + " ".join(f"word{n}" for n in range(40))
    sentence = text.split(". ")[0] + "."
    batch = []
    for name, publisher in (("a", "Yonhap"), ("b", "Times"), ("c", "Post")):
        made = article(text, "2016-09-09", publisher, name)
        batch.append((made, [event(made, sentence, "conducted", "MOBILIZE", who="PRK", mode="weapons")], []))
    with filled(tmp_path / "a.duckdb", [batch[:1], batch[1:]]) as store:
        (story,) = stories(store)
        assert (story["mentions"], story["independent"]) == (3, 1)
        assert story["publishers"] == ["Post", "Times", "Yonhap"]


def test_what_only_one_side_says_is_one_sided_and_contradictions_show(tmp_path: Path) -> None:
    sentence = "Rebels shelled the market in Donetsk."
    one, other = article(sentence + " 1", "2015-01-22", "A"), article(sentence + " 2", "2015-01-22", "B")
    kyiv = event(one, sentence, "shelled", "ASSAULT", who="UKR/REB", said_by="UKR/GOV")
    rebels = event(other, sentence, "shelled", "ASSAULT", who="UKR/MIL", said_by="UKR/REB", auxiliary=("negation",))
    with filled(tmp_path / "a.duckdb", [[(one, [kyiv], [])]]) as store:
        assert stories(store)[0]["one_sided"]
        store.add([(other, [rebels], [])], coder="made 1")
        update_stories(store)
        (story,) = stories(store)
        assert story["one_sided"]  # both speakers are Ukrainian by code
        shown = json.loads(story["disagreements"])
        assert {one["value"] for one in shown["actor"]} == {"UKR/REB", "UKR/MIL"}
        assert {one["value"] for one in shown["status"]} == {"done", "denied"}
