"""The names tocsin knows: countries, places, organisations, people and roles, each valid for its own years.

Everything is read from the data files in `data/actors/` (see the README there) and, if given, from a folder of the
user's own with files of the same names, whose rows replace ours row by row (same first cell).
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from tocsin.actors.phrases import PhraseTable, fold, pieces
from tocsin.actors.tables import Line, date, dated, overlaid, where
from tocsin.language.labels import SECTORS
from tocsin.settings import DATA

__all__ = ["Country", "Entry", "Registry"]

FOLDER = DATA / "actors"
# Sectors of those who hold an office; who once held one is ELI.
OFFICIAL = frozenset(["GOV", "LEG", "JUD", "MIL", "COP", "PTY", "SPY", "PRE"])
NON_STATES = frozenset(["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"])

COUNTRY_COLUMNS = ("code", "name", "names", "adjectives", "people", "capitals", "seats", "neighbours", "region")
REGION_COLUMNS = ("name", "names", "kind", "code", "sector")
ORGANISATION_COLUMNS = ("name", "aliases", "code", "sector", "from", "to", "kind", "note")
PEOPLE_COLUMNS = ("name", "aliases", "code", "sector", "office", "from", "to")
ROLE_COLUMNS = ("role", "sector", "kind", "note")
ANAPHOR_COLUMNS = ("noun", "kind", "sector", "note")
SHIP_COLUMNS = ("prefix", "code", "note")

ORGANISATIONS = MappingProxyType(
    {
        "international": "international.tsv",
        "armed": "armed_groups.tsv",
        "party": "parties.tsv",
        "media": "media.tsv",
        "institution": "institutions.tsv",
        "company": "companies.tsv",
        "ngo": "ngos.tsv",
    }
)
# Days an office is still given after its end: the news of a fall tells of what the fallen did in office.
GRACE = 30
# "National Assembly (Hungary)": the parenthesis tells namesakes apart and is never in the text.
_NAMESAKE = re.compile(r"\s*\([^()]*\)$")
ROLE_KINDS = frozenset(["person", "group", "office", "body", "modifier"])
ANAPHOR_KINDS = frozenset(["country", "place", "organisation", "pair", "people", "quantity", "partitive", "document"])
# Written with the family name first: there the first word, not the last, is what an article goes on with.
FAMILY_FIRST = frozenset(["CHN", "HKG", "KOR", "PRK", "TWN", "VNM", "KHM", "SGP", "HUN", "MMR"])


@dataclass(frozen=True, slots=True)
class Entry:
    """What one name can mean.

    `kind`: country adjective people capital seat region person role anaphor, or an organisation kind
    (`ORGANISATIONS`); `detail`: the office of a person, the kind column otherwise; `start`, `end`: validity, ISO dates
    of any precision, inclusive, empty when open; `where`: file and line.
    """

    kind: str
    name: str
    code: str
    sector: tuple[str, ...]
    detail: str
    start: str
    end: str
    where: str

    def covers(self, date: str | None) -> bool:
        """Whether the entry is valid on `date` (ISO); without a date everything is."""
        if date is None:
            return True
        return self.begun(date) and not (self.end and date[: len(self.end)] > self.end)

    def begun(self, date: str) -> bool:
        """Whether the entry's time had come on `date`."""
        return not self.start or date[: len(self.start)] >= self.start


@dataclass(frozen=True, slots=True)
class Country:
    """A country: code (ISO alpha-3), name, the codes of its neighbours, words for the regions it lies in."""

    code: str
    name: str
    neighbours: frozenset[str]
    regions: frozenset[str]


class Registry:
    """All names, looked up by the words of a text and by date."""

    def __init__(self, folders: list[Path]) -> None:
        self.phrases: PhraseTable[Entry] = PhraseTable()
        self.surnames: dict[str, tuple[Entry, ...]] = {}
        self.people: dict[str, tuple[Entry, ...]] = {}
        self.countries: dict[str, Country] = {}
        self.roles: dict[str, Entry] = {}
        self.anaphors: dict[str, Entry] = {}
        self._add_countries(overlaid("countries.tsv", COUNTRY_COLUMNS, folders))
        self.halves = _halves(self.countries.values())
        self._add_regions(overlaid("regions.tsv", REGION_COLUMNS, folders))
        for kind, name in ORGANISATIONS.items():
            self._add_organisations(kind, overlaid(name, ORGANISATION_COLUMNS, folders))
        self._add_people(overlaid("people.tsv", PEOPLE_COLUMNS, folders))
        self._add_roles(overlaid("roles.tsv", ROLE_COLUMNS, folders))
        self._add_anaphors(overlaid("anaphors.tsv", ANAPHOR_COLUMNS, folders))
        self.ships = {
            row["prefix"]: (_code(row, row["code"]), where(row)) for row in overlaid("ships.tsv", SHIP_COLUMNS, folders)
        }

    @classmethod
    def load(cls, overlay: Path | None = None, folder: Path = FOLDER) -> Registry:
        """The package's data files, with the user's folder laid over them.

        Raises `tocsin.errors.DataFileError` naming file and line if a row does not make sense.
        """
        if overlay is None and folder == FOLDER:
            return _packaged()
        return cls([folder, overlay] if overlay else [folder])

    def office(self, name: str, date: str | None) -> Entry | None:
        """Who the person called `name` is on `date`: the row valid then.

        A person whose last office has ended is given with sector ELI; one whose first office has not begun, with
        that row's country and no sector. Without a date the latest row counts.
        """
        rows = self.people.get(name, ())
        if not rows:
            return None
        if date is None:
            return rows[-1]
        now = [row for row in rows if row.covers(date)]
        if now:
            return max(now, key=lambda row: row.start)
        past = [row for row in rows if row.begun(date)]
        if not past:
            first = rows[0]
            return Entry("person", name, first.code, (), "", "", "", first.where)
        last = past[-1]
        if _days(last.end, date) <= GRACE:
            return last
        sector = ("ELI",) if last.sector and last.sector[0] in OFFICIAL else last.sector
        return Entry("person", name, last.code, sector, f"formerly {last.detail}", "", "", last.where)

    def _add_countries(self, rows: list[Line]) -> None:
        for row in rows:
            code = _code(row, row["code"])
            old = self.countries.get(code)
            near, regions = frozenset(row.values("neighbours")), frozenset(fold(r) for r in row.values("region"))
            if old is not None:
                near, regions = near | old.neighbours, regions | old.regions
            self.countries[code] = Country(code, old.name if old else row["name"], near, regions)
            named = [(row["name"], "", "")] if row["name"] else []
            for kind, items in (
                ("country", named + dated(row, "names")),
                ("adjective", dated(row, "adjectives")),
                ("people", dated(row, "people")),
                ("capital", dated(row, "capitals")),
                ("seat", dated(row, "seats")),
            ):
                sector = ("GOV",) if kind in ("capital", "seat") else ()
                for name, start, end in items:
                    self.phrases.add(name, Entry(kind, row["name"], code, sector, "", start, end, where(row)))

    def _add_regions(self, rows: list[Line]) -> None:
        for row in rows:
            code, sector = _code(row, row["code"], optional=True), _sectors(row)
            for name, start, end in [(row["name"], "", ""), *dated(row, "names")]:
                # Seas and the like belong to nobody; they are kept so that no part of their name is taken for another.
                entry = Entry(
                    "region" if code else "nowhere", row["name"], code, sector, row["kind"], start, end, where(row)
                )
                self.phrases.add(name, entry)

    def _add_organisations(self, kind: str, rows: list[Line]) -> None:
        for row in rows:
            code, sector = _code(row, row["code"], optional=True), _sectors(row)
            start, end = date(row, row["from"]), date(row, row["to"])
            for name, since, until in [(row["name"], start, end), *dated(row, "aliases")]:
                bare = _NAMESAKE.sub("", name)
                detail = "namesake" if bare != name else row["kind"]
                entry = Entry(kind, row["name"], code, sector, detail, since or start, until or end, where(row))
                self.phrases.add(_without_article(bare), entry)

    def _add_people(self, rows: list[Line]) -> None:
        people: dict[str, list[Entry]] = {}
        names: dict[str, dict[str, None]] = {}
        for row in rows:
            code, sector = _code(row, row["code"]), _sectors(row)
            start, end = date(row, row["from"]), date(row, row["to"])
            if start and end and end[: len(start)] < start[: len(end)]:
                raise row.error(f"from {start} comes after to {end}: exchange them")
            entry = Entry("person", row["name"], code, sector, row["office"], start, end, where(row))
            people.setdefault(row["name"], []).append(entry)
            names.setdefault(row["name"], {}).update(dict.fromkeys([row["name"], *row.values("aliases")]))
        surnames: dict[str, list[Entry]] = {}
        for name, entries in people.items():
            self.people[name] = tuple(sorted(entries, key=lambda e: (e.start, e.end or "9999")))
            for alias in names[name]:
                self.phrases.add(alias, self.people[name][0])
            for word in _family_names(name, entries[0].code):
                surnames.setdefault(word, []).append(self.people[name][0])
        self.surnames = {word: tuple(entries) for word, entries in surnames.items()}

    def _add_roles(self, rows: list[Line]) -> None:
        for row in rows:
            if row["kind"] not in ROLE_KINDS:
                raise row.error(f"kind {row['kind']!r}: write one of {', '.join(sorted(ROLE_KINDS))}")
            entry = _role(row)
            self.roles.setdefault(fold(row["role"]), entry)
            for form in {row["role"], *plurals(row["role"])}:
                self.phrases.add(form, entry)

    def _add_anaphors(self, rows: list[Line]) -> None:
        for row in rows:
            if row["kind"] not in ANAPHOR_KINDS:
                raise row.error(f"kind {row['kind']!r}: write one of {', '.join(sorted(ANAPHOR_KINDS))}")
            entry = Entry("anaphor", row["noun"], "", _sectors(row), row["kind"], "", "", where(row))
            for form in {row["noun"], *plurals(row["noun"])}:
                self.anaphors[fold(form)] = entry
                self.phrases.add(form, entry)


def _days(start: str, end: str) -> int:
    """Days between two full ISO dates; many if one of them is not full."""
    if len(start) != 10 or len(end) != 10:
        return 99_999
    return (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days


@functools.cache
def _packaged() -> Registry:
    return Registry([FOLDER])


def _code(row: Line, code: str, *, optional: bool = False) -> str:
    if not code and optional:
        return ""
    if code in NON_STATES or (len(code) == 3 and code.isascii() and code.isupper()):
        return code
    raise row.error(f"code {code!r}: write an ISO alpha-3 code or one of {', '.join(sorted(NON_STATES))}")


def _sectors(row: Line) -> tuple[str, ...]:
    sectors = tuple(row.values("sector"))
    for sector in sectors:
        if sector not in SECTORS:
            raise row.error(f"sector {sector!r} is none of PLOVER's: {', '.join(sorted(SECTORS))}")
    return sectors


def _without_article(name: str) -> str:
    """The name without "The", unless one word is left: "The Australian" is a newspaper, "Australian" is not."""
    words = name.split()
    return " ".join(words[1:]) if len(words) > 2 and words[0].lower() == "the" else name


def _role(row: Line) -> Entry:
    """A role; one whose sector cell holds a non-state code ("aid worker": NGO) has that code and no sector."""
    kind, detail = ("modifier", row["note"]) if row["kind"] == "modifier" else ("role", row["kind"])
    if row["sector"] in NON_STATES:
        return Entry(kind, row["role"], row["sector"], (), detail, "", "", where(row))
    return Entry(kind, row["role"], "", _sectors(row), detail, "", "", where(row))


def _family_names(name: str, code: str) -> set[str]:
    words = [w for w in name.replace("-", " ").split() if w[:1].isupper()]
    whole = [w for w in name.split() if w[:1].isupper()]
    if len(words) < 2 or not whole:
        return set()
    ends = [words[-1].split("'")[-1]]
    if code in FAMILY_FIRST:
        return {fold(whole[0]), fold(whole[-1])} if code in ("HUN", "SGP", "HKG") else {fold(whole[0])}
    last = [p.key for p in pieces(whole[-1])]
    if len(last) == 1 or whole[-1].lower().startswith(("al-", "el-")):
        return {fold(ends[0])}
    return {" ".join(last), last[-1]}


def plurals(phrase: str) -> set[str]:
    """The plural forms of a noun phrase: of its last word, and of the word before "of", "for", "to", "in".

    >>> sorted(plurals("member of parliament"))
    ['member of parliaments', 'members of parliament']
    """
    words = phrase.split()
    out = {" ".join([*words[:-1], _plural(words[-1])])}
    for i, word in enumerate(words):
        if i and word in ("of", "for", "to", "in", "general", "-in-chief"):
            out.add(" ".join([*words[: i - 1], _plural(words[i - 1]), *words[i:]]))
    return out


_IRREGULAR = MappingProxyType(
    {"man": "men", "woman": "women", "person": "people", "child": "children", "wife": "wives"}
)


def _plural(word: str) -> str:
    for end, plural in _IRREGULAR.items():
        if word == end or (word.endswith(end) and end in ("man", "woman")):
            return word[: -len(end)] + plural
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _halves(countries: Iterable[Country]) -> dict[str, tuple[str, ...]]:
    """Of countries that share a name but for North, South, East or West: each code with the codes of all of them."""
    named: dict[str, list[str]] = {}
    for country in countries:
        side, _, rest = country.name.partition(" ")
        if side in ("North", "South", "East", "West"):
            named.setdefault(rest, []).append(country.code)
    return {code: tuple(codes) for codes in named.values() if len(codes) > 1 for code in codes}
