"""Phoenix, as its daily pipeline wrote it: 26 tab-separated columns without header. The mapping: docs/exchange.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tocsin.events.crosswalk import load_crosswalk
from tocsin.exports.dyads import cameo_of, cell, day_of, goldstein, numbered, sentence_number
from tocsin.exports.gdelt import actor_code
from tocsin.records import Article, Entity, Event


def _side(name: str) -> tuple[str, ...]:
    return tuple(f"{name}Actor{part}" for part in ("Full", "Entity", "Role", "Attribute"))


COLUMNS = (
    *("EventID", "Date", "Year", "Month", "Day", *_side("Source"), *_side("Target")),
    *("EventCode", "EventRootCode", "PentaClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName"),
    *("StateName", "CountryCode", "SentenceID", "URLs", "NewsSources"),
)
# The roles that stand in a column of their own; all others are attributes.
ROLES = frozenset("GOV MIL REB OPP PTY COP JUD SPY MED EDU BUS CRM CVL".split())
ROOTS = frozenset("IGO NGO IMG MNC".split())
BITS = 52


def phoenix_rows(event: Event, article: Article) -> Iterator[list[str]]:
    """One row for each pair of parties."""
    day, code, place = day_of(event), cameo_of(event), event.event_loc or {}
    year, month, date = day.split("-")
    shared = {
        "Date": day.replace("-", ""),
        "Year": year,
        "Month": month,
        "Day": date,
        "EventCode": code,
        "EventRootCode": code[:2],
        "PentaClass": load_crosswalk().phoenix_quad(code),
        "GoldsteinScore": goldstein(code, "gdelt"),
        "Issues": ";".join(f"{context},1" for context in event.context),
        "Lat": place.get("lat"),
        "Lon": place.get("lon"),
        "LocationName": place.get("resolved_place") or place.get("extracted_place"),
        "StateName": place.get("province"),
        "CountryCode": place.get("country_code"),
        "SentenceID": f"{article.id}_{sentence_number(event, article) or 0}",
        "URLs": article.url,
        "NewsSources": article.publisher,
    }
    for number, doer, receiver in numbered(event, "phoenix", BITS):
        row = shared | {"EventID": f"{number}_{event.coder.replace(' ', '_')}"}
        row |= _party("Source", doer) | _party("Target", receiver)
        yield [cell(row.get(name)) for name in COLUMNS]


def _party(side: str, entity: Entity | None) -> dict[str, Any]:
    """The actor code in full, and taken apart: country or kind, first role, the rest."""
    if entity is None:
        return {}
    full = actor_code(entity)[0]
    parts = [full[i : i + 3] for i in range(0, len(full), 3)]
    root = parts.pop(0) if parts and (load_crosswalk().country(entity.code) or parts[0] in ROOTS) else ""
    role = parts.pop(0) if parts and parts[0] in ROLES else ""
    return dict(zip(_side(side), (full, root, role, ";".join(parts)), strict=True))
