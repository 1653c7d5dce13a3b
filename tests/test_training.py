"""What the model learns from: readings stay true when a text is retold of other countries."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tocsin.settings import DATA

FOLDER = Path(__file__).parents[1] / "training"
TEXT = "An Israeli envoy met Kenyans in Nairobi. Kenya's president thanked Israel and the Israelis."


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[ModuleType, ModuleType]]:
    monkeypatch.syspath_prepend(str(FOLDER))
    import gold
    import othernames

    yield gold, othernames
    for name in ("gold", "othernames"):
        sys.modules.pop(name, None)


def reading(trigger: str, actor: tuple[str, str], recipient: tuple[str, str]) -> dict:
    start = TEXT.index(trigger)
    return {
        "trigger_start": start, "trigger_end": start + len(trigger),
        "actor": [actor[0]], "actor_text": [actor[1]], "recipient": [recipient[0]], "recipient_text": [recipient[1]],
    }  # fmt: skip


def test_a_text_retold_of_other_countries_keeps_its_readings(scripts: tuple[ModuleType, ModuleType]) -> None:
    gold, othernames = scripts
    readings = [
        reading("met", ("ISR/GOV", "An Israeli envoy"), ("KEN/CVL", "Kenyans")),
        reading("thanked", ("KEN/GOV", "Kenya's president"), ("ISR", "Israel")),
    ]
    exchange = othernames.Exchange(DATA / "actors" / "countries.tsv")
    for seed in range(30):
        told = exchange.retell(gold.Text("a", "news", TEXT, None, readings), random.Random(seed))
        assert told is not None
        assert not any(name in told.text for name in ("Israel", "Kenya", "Nairobi"))
        for old, new in zip(readings, told.readings, strict=True):
            assert told.text[new["trigger_start"] : new["trigger_end"]] in ("met", "thanked")
            assert new["actor_text"][0] in told.text
            assert new["recipient_text"][0] in told.text
            assert new["actor"][0][3:] == old["actor"][0][3:]
            assert new["actor"][0][:3] not in ("ISR", "KEN")
        assert told.readings[0]["actor"][0][:3] == told.readings[1]["recipient"][0][:3]


def test_a_text_without_countries_is_not_retold(scripts: tuple[ModuleType, ModuleType]) -> None:
    gold, othernames = scripts
    exchange = othernames.Exchange(DATA / "actors" / "countries.tsv")
    assert exchange.retell(gold.Text("a", "news", "They met.", None, []), random.Random(1)) is None


def test_readings_of_another_copy_move_to_the_text(scripts: tuple[ModuleType, ModuleType]) -> None:
    gold, _ = scripts
    body = "Seoul urged Beijing to act. Beijing refused the demand, and Moscow backed it in the vote that followed."
    row = {"trigger_start": body.index("refused"), "trigger_end": body.index("refused") + 7, "parent": None}
    inner = {
        "trigger_start": body.index("demand"),
        "trigger_end": body.index("demand") + 6,
        "parent": str(row["trigger_start"]),
    }
    text = gold.Text("a", "gold", "A title\n\n" + body.replace(". ", ".\n"), None, [{"trigger_start": 15}])
    gold.add_readings(text, gold.Text("a", "news", body, None, [row, inner]))
    cut = [text.text[r["trigger_start"] : r["trigger_end"]] for r in text.readings[1:]]
    assert cut == ["refused", "demand"]
    assert text.readings[2]["parent"] == text.readings[1]["key"]
