"""Names of the packaged tables and how they are read: acronyms, groups of states, installations, namesake cities."""

from __future__ import annotations

import pytest

from tocsin.actors.cities import country_of
from tocsin.actors.phrases import pieces
from tocsin.actors.registry import Registry


def codes(name: str) -> set[str]:
    return {e.code for e in Registry.load().phrases.get(name)}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Fifa", "NGO"), ("Uefa", "NGO"), ("Nasa", "USA"), ("Aukus", "IGO"), ("Sadc", "IGO"), ("Igad", "IGO"),
        ("Nafta", "IGO"), ("Comac", "CHN"), ("Unrwa", "UNO"), ("Unhcr", "UNO"), ("Nabu", "UKR"), ("Aipac", "USA"),
        ("Opcw", "IGO"), ("Isaf", "IGO"), ("Kfor", "IGO"), ("Isro", "IND"), ("Cern", "IGO"), ("Fema", "USA"),
        ("Unita", "AGO"), ("Ikea", "SWE"), ("Farc", "COL"), ("Isis", "IMG"), ("Isil", "IMG"), ("Basf", "DEU"),
        ("Norad", "IGO"), ("Iswap", "IMG"), ("Csto", "IGO"), ("Inec", "NGA"), ("Cosco", "CHN"), ("Apec", "IGO"),
        ("Acled", "NGO"), ("Pdvsa", "VEN"), ("Adnoc", "ARE"), ("Socar", "AZE"), ("USAid", "USA"), ("Eulex", "EUR"),
    ],
)  # fmt: skip
def test_acronyms_spoken_as_words_are_written_so(name: str, code: str) -> None:
    hit = Registry.load().phrases.longest(pieces(f"{name} spoke"), 0)
    assert hit is not None
    assert {e.code for e in hit[1]} == {code}


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("Baltic states", {"EST", "LVA", "LTU"}),
        ("Koreas", {"KOR", "PRK"}),
        ("Sudans", {"SDN", "SSD"}),
        ("Congos", {"COD", "COG"}),
        ("Nordic countries", {"DNK", "FIN", "ISL", "NOR", "SWE"}),
        ("Benelux countries", {"BEL", "NLD", "LUX"}),
        ("Visegrad countries", {"CZE", "HUN", "POL", "SVK"}),
    ],
)
def test_groups_of_states_by_name(name: str, members: set[str]) -> None:
    assert codes(name) == members


@pytest.mark.parametrize(
    ("name", "detail"),
    [("Bonny oil terminal", "installation"), ("Medupi Power Station", "installation"), ("TAZAMA pipeline", "pipeline")],
)
def test_installations_are_places_not_organisations(name: str, detail: str) -> None:
    found = Registry.load().phrases.get(name)
    assert {(e.kind, e.detail, e.sector) for e in found} == {("region", detail, ("BUS",))}
    assert {e.kind for e in Registry.load().phrases.get("Tazama Pipelines")} == {"company"}


@pytest.mark.parametrize(
    ("name", "day", "sector"),
    [
        ("Joe Biden", "2020-03-01", "PTY"),
        ("Joe Biden", "2020-12-01", "GOV"),
        ("Donald Trump", "2016-12-01", "GOV"),
        ("Donald Trump", "2024-12-01", "GOV"),
        ("Donald Trump", "2023-12-01", "ELI"),
        ("Elon Musk", "2025-03-01", "GOV"),
        ("Elon Musk", "2025-09-01", "BUS"),
    ],
)
def test_candidates_and_presidents_elect(name: str, day: str, sector: str) -> None:
    row = Registry.load().office(name, day)
    assert row is not None
    assert row.sector == (sector,)


def test_units_by_whom_they_answer_to() -> None:
    assert {e.sector for e in Registry.load().phrases.get("Africa Corps")} == {("MIL",)}
    assert {e.sector for e in Registry.load().phrases.get("NABU")} == {("GOV", "COP")}


def test_of_cities_of_one_name_the_one_in_a_country_named() -> None:
    assert country_of("Tripoli") == "LBY"
    assert country_of("Tripoli", named={"LBN"}) == "LBN"
    assert country_of("Newcastle", named={"GBR", "FRA"}) == "GBR"
    assert codes("Venice") == {"ITA"}
    assert codes("Cancun") == {"MEX"}
    assert codes("Fez") == {"MAR"}
