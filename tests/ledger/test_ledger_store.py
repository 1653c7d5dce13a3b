"""The ledger of a store, and the commands that show stories and ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from made_events import Coded, article, event
from tocsin.cli import main
from tocsin.ledger import update_ledger
from tocsin.ledger.updating import is_current
from tocsin.store.store import open_store
from tocsin.stories import update_stories

WARNING = "Park warned that the North would conduct a fifth nuclear test."


def coded() -> list[Coded]:
    """A warning in January, the test in September."""
    first = article(WARNING, "2016-01-14")
    warned = event(first, WARNING, "warned", "THREATEN", who="KOR/GOV", whom="CHN")
    feared = event(
        first,
        WARNING,
        "conduct",
        "MOBILIZE",
        who="PRK",
        mode="weapons",
        auxiliary=("hypothetical",),
        parent=warned,
        role="content",
    )  # noqa: E501
    second = article("The North conducted a fifth nuclear test.", "2016-09-10")
    tested = event(second, second.text, "conducted", "MOBILIZE", who="PRK", mode="weapons", date="2016-09-09")
    return [(first, [warned, feared], []), (second, [tested], [])]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "news.duckdb"
    with open_store(found) as store:
        store.add(coded(), coder="made 1")
    return found


def test_the_test_that_was_spoken_of_is_found(path: Path) -> None:
    with open_store(path) as store:
        assert not is_current(store)
        update_stories(store)
        assert update_ledger(store) == 1
        assert is_current(store)
        before = store.query("FROM ledger").to_pylist()
        assert update_ledger(store) == 1
        assert store.query("FROM ledger").to_pylist() == before
    (row,) = before
    assert (row["kind"], row["by_parties"], row["to_parties"], row["status"]) == (
        "threat",
        ["KOR/GOV"],
        ["CHN"],
        "open",
    )
    (came,) = json.loads(row["verdict"])["condition"]
    assert came["day"] == "2016-09-09"


def test_commands_bring_the_store_up_to_date_and_print(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", str(path), "--from", "KOR", "--to", "CHN", "--since", "2016"]) == 0
    shown = capsys.readouterr().out
    assert "KOR/GOV → CHN" in shown
    assert "spoken of, and came: 2016-09-09 PRK MOBILIZE/weapons" in shown
    assert main(["ledger", str(path), "--from", "USA", "--open"]) == 0
    assert capsys.readouterr().out.strip() == "0 entries"
    assert main(["ledger", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "threat"
    assert main(["stories", str(path), "--event", "MOBILIZE"]) == 0
    assert "2016-09-09" in capsys.readouterr().out
    assert main(["stories", str(path), "-o", str(path.with_name("s.csv"))]) == 0
    assert path.with_name("s.csv").read_text(encoding="utf-8").startswith("id,head,event")


def test_a_day_that_is_none_is_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", str(path), "--since", "last week"]) == 2
    assert "2016-09-09" in capsys.readouterr().err


def test_another_state_of_a_record_or_a_later_day_makes_the_ledger_anew(path: Path) -> None:
    (first, (warned, feared), _), (second, (tested,), _) = coded()
    with open_store(path) as store:
        update_stories(store)
        assert update_ledger(store) == 1
        store.add([(article("Rain fell on Seoul all day.", "2017-01-20"), [], [])], coder="made 1")
        update_stories(store)
        assert not is_current(store)  # 90 days have gone by since the condition came
        update_ledger(store)
        assert [row["status"] for row in store.query("FROM ledger").to_pylist()] == ["not carried out"]
        doubted = [warned.changed(auxiliary=("hypothetical",)), feared]
        store.recode([(first, doubted, []), (second, [tested], [])], coder=warned.coder)
        update_stories(store)
        assert not is_current(store)
        assert update_ledger(store) == 0
