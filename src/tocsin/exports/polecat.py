"""POLECAT: 40 tab-separated columns under a header line; `None` is missing. The mapping is in docs/exchange.md.

Parties of one side are parted by `; `, several values of one party by `|`. Auxiliaries have no column.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tocsin.events.crosswalk import load_crosswalk
from tocsin.exports.dyads import cell, day_of
from tocsin.records import Article, Entity, Event


def _side(name: str) -> tuple[str, ...]:
    return (
        *(f"{name} Name", f"{name} Country", f"{name} COW", f"Primary {name} Sector", f"{name} Sectors"),
        *(f"{name} Title", f"{name} Name Raw", f"Wikipedia {name} ID"),
    )


COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code", "Contexts"),
    *_side("Actor"),
    *_side("Recipient"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename"),
    *("Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations"),
    *("Language", "Version"),
)
MISSING = "None"
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def polecat_rows(event: Event, article: Article) -> Iterator[list[str]]:
    """The record's row: PLOVER keeps several parties in one."""
    row = {
        "Event ID": event.id.removeprefix("polecat:"),
        "Event Date": day_of(event),
        "Event Type": event.event,
        "Event Mode": "; ".join(event.mode),
        "Event Intensity": float(event.event_scale),
        "Quad Code": QUADS[event.quad_code],
        "Contexts": "; ".join(event.context),
        **_parties("Actor", event.actor),
        **_parties("Recipient", event.recipient),
        **_place(event.event_loc or {}),
        "Source": article.publisher,
        "Publication Date": event.published,
        "Language": article.language,
        "Version": event.coder.removeprefix("polecat").strip(),
    }
    yield [cell(row.get(name)) or MISSING for name in COLUMNS]


def _parties(side: str, entities: tuple[Entity, ...]) -> dict[str, Any]:
    known = load_crosswalk()
    countries = [known.country(entity.code) for entity in entities]
    columns = {
        f"{side} Name": [entity.name for entity in entities],
        f"{side} Country": [entity.code for entity in entities],
        f"{side} COW": [country.cow if country else "" for country in countries],
        f"Primary {side} Sector": [entity.sector[0] if entity.sector else "" for entity in entities],
        f"{side} Sectors": ["|".join(entity.sector) for entity in entities],
        f"{side} Name Raw": [entity.text for entity in entities],
        f"Wikipedia {side} ID": [entity.identifier for entity in entities],
    }
    # a party without a value holds its place, or the others' values would go to the wrong ones
    return {
        name: "; ".join(value.replace(";", ",") or MISSING for value in values) if any(values) else ""
        for name, values in columns.items()
    }


def _place(place: dict[str, Any]) -> dict[str, Any]:
    return {
        "Placename": place.get("resolved_place"),
        "City": place.get("city"),
        "District": place.get("district"),
        "Province": place.get("province"),
        "Country": place.get("country_code") or place.get("country"),
        "Latitude": place.get("lat"),
        "Longitude": place.get("lon"),
        "GeoNames ID": place.get("geonameid"),
        "Raw Placename": place.get("extracted_place"),
        "Feature Type": place.get("feature_code"),
    }
