"""Rows of GDELT, ICEWS and POLECAT as our records: an event, and the article it is said to come from, without its text.

Event and article carry the row's own id (`gdelt:669666350`), so the same row read twice is one record wherever it is
kept; the address is in the article's `url`. What each column becomes, and what has no place in a record, is in
docs/exchange.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from tocsin.events.crosswalk import load_crosswalk, read_role
from tocsin.events.ontology import load_ontology
from tocsin.records import Article, Entity, Event, Evidence
from tocsin.sources.eventset_files import RowError

Cells = Mapping[str, str]
Record = tuple[Article, Event]

NO_WORDS = (0, 0)  # span of evidence that is in a text we do not have
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")  # ICEWS's file of 2017 writes month/day/year
# GDELT's kinds of place (1 country, 2 US state, 3 US city, 4 city, 5 province) as PLOVER's resolution
_RESOLUTION = {"1": 1, "2": 2, "3": 4, "4": 4, "5": 2}


def gdelt_record(cells: Cells, coder: str) -> Record:
    """A row of GDELT's event table, version 1 or 2; raises `RowError`."""
    name = f"gdelt:{_number(cells, 'GLOBALEVENTID')}"
    url = cells.get("SOURCEURL", "")
    added = _day(cells["DATEADDED"])
    address = url if "://" in url else ""
    article = Article(
        text="",
        id=name,
        url=address or None,
        publisher=host(address) or url or None,
        published=added,
    )
    event = Event(
        id=name,
        article=name,
        published=added,
        date=_day(cells["SQLDATE"]),
        date_precision="day",
        actor=_gdelt_party(cells, "Actor1"),
        recipient=_gdelt_party(cells, "Actor2"),
        event_loc=_gdelt_place(cells),
        evidence=_evidence("lead paragraph" if cells["IsRootEvent"] == "1" else ""),
        coder=coder,
        **_cameo(cells["EventCode"]),
    )
    return article, event


def icews_record(cells: Cells, coder: str) -> Record:
    """A row of ICEWS; releases before 2020 lack the code and are read by its label. Raises `RowError`."""
    day = _day(cells["event_date"])
    name = f"icews:{_number(cells, 'event_id')}:{day}"  # numbers alone are not unique over the years
    where = (("story", cells.get("story_id")), ("sentence", cells.get("sentence_number")))
    article = Article(
        text="",
        id=name,
        title=cells.get("headline") or None,
        publisher=cells.get("publisher") or None,
    )
    event = Event(
        id=name,
        article=name,
        date=day,
        date_precision="day",
        actor=_icews_party(cells, "source"),
        recipient=_icews_party(cells, "target"),
        event_loc=_place(cells, load_crosswalk().named(cells.get("country", "")), cells.get("country", "")),
        evidence=_evidence(", ".join(f"{what} {number}" for what, number in where if number)),
        coder=coder,
        **_cameo(cells.get("cameo_code") or _code_of_label(cells.get("event_text", ""))),
    )
    return article, event


def polecat_record(cells: Cells, coder: str) -> Record:
    """A row of POLECAT, which is PLOVER already; raises `RowError`."""
    given = cells["event_id"]
    if not given:
        raise RowError("bad row", "Event ID is empty")
    name, story = f"polecat:{given}", given.rpartition("_")[0]  # an id is that of the story and a running number
    published = _day(cells["publication_date"]) if cells.get("publication_date") else None
    article = Article(
        text="",
        id=name,
        title=cells.get("headline") or None,
        publisher=cells.get("source") or None,
        published=published,
        language=cells.get("language") or None,
    )
    version = cells.get("version", "")
    country = cells.get("country", "")
    event = Event(
        id=name,
        article=name,
        published=published,
        date=_day(cells["event_date"]),
        date_precision="day",
        context=_polecat_words("context", cells.get("contexts", "")),
        actor=_polecat_parties(cells, "actor"),
        recipient=_polecat_parties(cells, "recipient"),
        event_loc=_place(cells, load_crosswalk().named(country), country),
        evidence=_evidence(f"story {story}" if story else ""),
        coder=f"{coder} {version}".rstrip(),
        **_plover(cells),
    )
    return article, event


READERS: dict[str, Callable[[Cells, str], Record]] = {
    "gdelt 1.0": gdelt_record,
    "gdelt 2.0": gdelt_record,
    "icews": icews_record,
    "polecat": polecat_record,
}


def _evidence(where: str) -> Evidence:
    """Evidence without words; `rule` keeps what the row says of where they stand."""
    return Evidence(sentence=NO_WORDS, trigger=NO_WORDS, rule=where)


def _number(cells: Cells, column: str) -> int:
    if not cells[column].isdigit():
        raise RowError("bad row", f"{column} {cells[column]!r} is not a number")
    return int(cells[column])


def _day(text: str) -> str:
    """An ISO day out of 20160113, 20160113120000, 2016-01-13T00:00 or 1/13/2016."""
    slashed = _SLASHED.fullmatch(text)
    try:
        if slashed:
            month, day, year = map(int, slashed.groups())
            return date(year, month, day).isoformat()
        return date.fromisoformat(text[:10] if "-" in text[:10] else text[:8]).isoformat()
    except ValueError as e:
        raise RowError("impossible date", f"{text!r} is no day of the calendar") from e


def host(url: str) -> str:
    """The host of an address without "www.", "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # brackets that are no IPv6 address
        return ""


def _cameo(code: str) -> dict[str, Any]:
    """What a CAMEO code says in PLOVER: type, mode, context, quad and score."""
    known = load_ontology()
    if code not in known.cameo:
        raise RowError("unknown code", f"CAMEO code {code!r} is not in the ontology (docs/codebook.md)")
    reading = known.cameo[code]
    if not reading.event:
        raise RowError("not a PLOVER act", f"CAMEO {code} {reading.name}")
    mode = (reading.mode,) if reading.mode else ()
    return {
        "event": reading.event,
        "mode": mode,
        "context": reading.context,
        "cameo": code,
        "quad_code": known.quad(reading.event),
        "event_scale": known.scale(reading.event, mode),
    }


@cache
def _labels() -> Mapping[str, str]:
    """CAMEO codes by their label; of a root and its first code (14, 140) the longer."""
    return {code.name.casefold(): code.code for code in load_ontology().cameo.values()}


def _code_of_label(label: str) -> str:
    return _labels().get(label.casefold(), label)


def _plover(cells: Cells) -> dict[str, Any]:
    """Type, modes, quad and score of a POLECAT row; the score is the row's own where it has one."""
    known = load_ontology()
    event = cells["event_type"].upper()
    if event not in known.types:
        raise RowError("unknown code", f"event type {cells['event_type']!r} is not one of {', '.join(known.types)}")
    asked = _polecat_words("mode", cells.get("event_mode", ""))
    mode = tuple(word for word in asked if word in known.types[event].modes)
    scale = _coordinate(cells.get("event_intensity") or cells.get("intensity", ""), 10)
    return {
        "event": event,
        "mode": mode,
        "quad_code": known.quad(event),
        "event_scale": known.scale(event, mode) if scale is None else scale,
    }


def _gdelt_party(cells: Cells, side: str) -> tuple[Entity, ...]:
    """Actor1 or Actor2; regions ("AFR") and ethnic and religious codes have no place in a record."""
    known = load_crosswalk()
    if not cells[f"{side}Code"] and not cells[f"{side}Name"]:
        return ()
    roles = [known.cameo_groups.get(cells[f"{side}KnownGroupCode"])]
    roles += [known.cameo_roles.get(cells[f"{side}Type{i}Code"]) for i in (1, 2, 3)]
    code, sector = read_role([role for role in roles if role], known.by_cameo.get(cells[f"{side}CountryCode"], ""))
    return (Entity(code, sector, name=cells[f"{side}Name"]),)


def _icews_party(cells: Cells, side: str) -> tuple[Entity, ...]:
    known = load_crosswalk()
    name, country = cells[f"{side}_name"], cells.get(f"{side}_country", "")
    if not name and not country:
        return ()
    # a comma with a space belongs to a name: "Navy Mechanized (Ships, Tanks, Planes)"
    words = re.split(r",(?! )", cells.get(f"{side}_sectors", ""))
    roles = [known.icews_sectors[word] for word in words if word in known.icews_sectors]
    home = known.named(country)
    code, sector = read_role(roles, home)
    # ICEWS lists every sector a person ever had; offices of state and arms say more than "Elite"
    sector = tuple(sorted(sector, key=lambda word: load_ontology().sectors[word].kind not in ("state", "security")))
    return (Entity(home or known.body(name) or code, sector, name=name),)


def _polecat_parties(cells: Cells, side: str) -> tuple[Entity, ...]:
    """The parties of one side: parted by `;`, several values of one party by `|`."""
    known, nonstates = load_crosswalk(), load_ontology().nonstates
    columns = [f"{side}_name", f"{side}_country", f"{side}_name_raw", f"wikipedia_{side}_id", f"{side}_sectors"]
    names, countries, raws, ids, sectors = (_listed(cells.get(column, "")) for column in columns)
    count = max(len(names), len(countries), len(raws))
    if count == 1:
        sectors = ["|".join(sectors)]
    parties = []
    for i in range(count):
        name, country, raw, wiki, roles = (_at(values, i) for values in (names, countries, raws, ids, sectors))
        first = next(iter(_parts(country, "|")), "")
        code = first if first in nonstates else known.named(first)
        said = _parts(roles, "|")
        code = code or next((word for word in said if word in nonstates), "")
        sector = tuple(dict.fromkeys(word for word in said if word in load_ontology().sectors))
        parties.append(Entity(code, sector, text=raw, name=name, identifier=wiki))
    return tuple(parties)


def _polecat_words(kind: str, cell: str) -> tuple[str, ...]:
    """Modes or contexts of a cell in the ontology's spelling, without those it does not know."""
    old, found = load_crosswalk().polecat_words, []
    for word in _parts(cell.replace("|", ";"), ";"):
        plain = word.lower()
        plain = re.sub(r"[_ ]", "-", plain) if kind == "mode" else re.sub(r"[- ]", "_", plain)
        found.append(old.get((kind, plain), plain))
    if kind == "context":
        found = [word for word in found if word in load_ontology().contexts]
    return tuple(dict.fromkeys(word for word in found if word))


def _parts(cell: str, separator: str) -> list[str]:
    return [part.strip() for part in cell.split(separator) if part.strip()]


def _listed(cell: str) -> list[str]:
    """One value for each party, "" for those that have none."""
    return ["" if part.strip() == "None" else part.strip() for part in cell.split(";")] if cell else []


def _at(values: Iterable[str], index: int) -> str:
    """The value of one party, where there are as many as parties."""
    return next((value for i, value in enumerate(values) if i == index), "")


def _gdelt_place(cells: Cells) -> dict[str, Any] | None:
    """Where the act took place: `Doha, Ad Dawhah, Qatar` is city, province and country."""
    full, kind = cells["ActionGeo_FullName"], cells["ActionGeo_Type"]
    if not full:
        return None
    *inside, country = [full] if kind == "1" else full.split(", ")  # "Vietnam, Republic Of"
    place = {"country": country, "resolved_place": inside[0] if inside else country}
    if kind in ("3", "4") and inside:
        place |= {"city": inside[0], "province": ", ".join(inside[1:])}
    elif inside:
        place |= {"province": ", ".join(inside)}
    place["country_code"] = load_crosswalk().by_fips.get(cells["ActionGeo_CountryCode"], "")
    found: dict[str, Any] = {name: value for name, value in place.items() if value}
    found |= _coordinates(cells["ActionGeo_Lat"], cells["ActionGeo_Long"])
    return found | {"resolution": _RESOLUTION[kind]} if kind in _RESOLUTION else found


def _place(cells: Cells, code: str, country: str) -> dict[str, Any] | None:
    """The place of an ICEWS or POLECAT row; a country we know has our name for it."""
    if known := load_crosswalk().country(code):
        country = known.name
    names = {name: cells.get(name, "") for name in ("city", "district", "province")}
    place = names | {
        "extracted_place": cells.get("raw_placename", ""),
        "resolved_place": cells.get("placename") or next(filter(None, (*names.values(), country)), ""),
        "geonameid": cells.get("geonames_id", "").removesuffix(".0"),
        "country": country,
        "country_code": code,
        "feature_code": cells.get("feature_type", ""),
    }
    found: dict[str, Any] = {name: value for name, value in place.items() if value}
    found |= _coordinates(cells.get("latitude", ""), cells.get("longitude", ""))
    if not found:
        return None
    levels = (("city", 4), ("district", 3), ("province", 2), ("country", 1))
    return found | next(({"resolution": level} for name, level in levels if name in found), {})


def _coordinates(lat: str, lon: str) -> dict[str, float]:
    north, east = _coordinate(lat, 90), _coordinate(lon, 180)
    return {} if north is None or east is None else {"lat": north, "lon": east}


def _coordinate(text: str, most: float) -> float | None:
    """A number no larger than `most` either way; None for anything else."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) <= most else None
