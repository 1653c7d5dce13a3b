"""Real rows of GDELT and ICEWS: read, written again, compared by column. Skipped where ../shared is not there."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tocsin.records import Drop, Event
from tocsin.sources.eventset_files import GDELT_EVENTS
from tocsin.sources.eventsets import read_event_set

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
GDELT = [f"events_gdelt_sample/{name}.tsv" for name in ("events2samp", "events2Transsamp", "one_row_20250322")]
ICEWS = ["events_icews_raw/events.2018.sample.tab", "events_icews_raw/icews_sample.csv"]

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="no samples of real data in ../shared/data")

# Columns that a record has no place for (docs/exchange.md); all others come back whole but for what is named below.
LOST = {name for name in GDELT_EVENTS if name.startswith(("Actor1Geo", "Actor2Geo", "Num"))} | {
    *("AvgTone", "ActionGeo_ADM1Code", "ActionGeo_ADM2Code", "ActionGeo_FeatureID", "DATEADDED"),
    *(f"Actor{i}{name}" for i in (1, 2) for name in ("EthnicCode", "Religion1Code", "Religion2Code")),
}
ROLES = {f"Actor{i}{name}" for i in (1, 2) for name in ("Code", "CountryCode", "Type1Code", "Type2Code", "Type3Code")}


def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("exchange_benchmark", ROOT / "benchmarks" / "exchange.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", GDELT)
def test_gdelt_comes_back(name: str) -> None:
    found = benchmark().compare(DATA / name)
    assert set(found.drops) <= {"not a PLOVER act"}
    wrong = {
        title: column.differing for title, column in found.columns.items() if title not in LOST and column.share < 1
    }
    assert wrong.keys() <= ROLES
    # religions, regions of the world, and roles that PLOVER has no sector for
    seen = {theirs for differing in wrong.values() for theirs, _ in differing}
    assert seen <= {"RAD", "AFR", "CHRCTH", "CVLCHR"}


@pytest.mark.parametrize("name", ICEWS)
def test_icews_comes_back(name: str) -> None:
    found = benchmark().compare(DATA / name)
    assert set(found.drops) <= {"not a PLOVER act"}
    wrong = {title for title, column in found.columns.items() if column.share < 1}
    places = {"Source Country", "Target Country", "Country"}
    assert wrong <= {"Source Sectors", "Target Sectors", "Event Text"} | places
    # dependencies fold into their sovereign
    folded = {theirs for title in places for theirs, _ in found.columns[title].differing}
    assert folded <= {"Puerto Rico"}
    # ICEWS writes two labels without their capital
    text = found.columns["Event Text"].differing
    assert all(theirs.casefold() == ours.casefold() for theirs, ours in text)
    for side in ("Source Sectors", "Target Sectors"):  # the finer sectors are lost, never the whole
        column = found.columns[side]
        assert column.lost <= 0.001 * found.rows


@pytest.mark.parametrize("name", [*GDELT, *ICEWS])
def test_no_row_is_lost(name: str) -> None:
    items = list(read_event_set(DATA / name))
    rows = len([line for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line])
    assert len(items) == rows - (name in ICEWS)
    assert len({item.id for item in items if isinstance(item, Event)}) == sum(isinstance(i, Event) for i in items)
    assert all(item.detail for item in items if isinstance(item, Drop))
