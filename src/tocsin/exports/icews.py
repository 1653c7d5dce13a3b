"""ICEWS: 20 tab-separated columns under a header line; `NA` is missing. The mapping is in docs/exchange.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tocsin.events.crosswalk import load_crosswalk
from tocsin.events.ontology import load_ontology
from tocsin.exports.dyads import cameo_of, cell, day_of, goldstein, numbered, pointed, sentence_number, shown_name
from tocsin.records import Article, Entity, Event, content_id

COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
    *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)
MISSING = "NA"
BITS = 31  # of ids: the R package reads them as integers, below 2**31; ICEWS's key is id and date together


def icews_rows(event: Event, article: Article) -> Iterator[list[str]]:
    """One row for each pair of parties."""
    code = cameo_of(event)
    story = pointed(event, "story")
    shared = {
        "Event Date": day_of(event),
        "Event Text": load_ontology().cameo[code].name,
        "CAMEO Code": code,
        "Intensity": goldstein(code, "icews"),
        "Story ID": int(content_id(article.id), 16) >> (64 - BITS) if story is None else story,
        "Sentence Number": sentence_number(event, article),
        "Publisher": article.publisher,
        **_place(event.event_loc or {}),
    }
    for number, doer, receiver in numbered(event, "icews", BITS):
        row = shared | {"Event ID": number} | _party("Source", doer) | _party("Target", receiver)
        yield [cell(row.get(name)) or MISSING for name in COLUMNS]


def _party(side: str, entity: Entity | None) -> dict[str, Any]:
    if entity is None:
        return {f"{side} Name": "Unspecified Actor", f"{side} Sectors": "Unspecified"}
    known = load_crosswalk()
    country = known.country(entity.code)
    kind = (
        known.icews_sector(code="IGO" if entity.code in known.bodies.values() else entity.code) if not country else ""
    )
    sectors = [known.icews_sector(sector=sector) for sector in entity.sector]
    return {
        f"{side} Name": shown_name(entity),
        f"{side} Sectors": ",".join(dict.fromkeys(filter(None, (kind if entity.code else "", *sectors)))),
        f"{side} Country": country.icews if country else "",
    }


def _place(place: dict[str, Any]) -> dict[str, Any]:
    """ICEWS names places by level; ours are one name and a level unless they came by level too."""
    country = load_crosswalk().country(place.get("country_code", ""))
    column = {2: "Province", 3: "District", 4: "City", 5: "City"}.get(place.get("resolution", 1))
    names = {name.capitalize(): place.get(name, "") for name in ("city", "district", "province")}
    if column and not any(names.values()):
        names[column] = place.get("resolved_place") or place.get("extracted_place", "")
    return names | {
        "Country": country.icews if country else place.get("country", ""),
        "Latitude": place.get("lat"),
        "Longitude": place.get("lon"),
    }
