"""One row of plain cells for each event: for spreadsheets, R and Stata."""

from __future__ import annotations

import json

from tocsin.records import Article, Entity, Event, Span, cut

# Lists are joined by "; ", parties written COUNTRY/SECTOR, speakers outermost first and joined by " > ".
COLUMNS = (
    "id",
    "article",
    "published",
    "event",
    "mode",
    "context",
    "cameo",
    "quad_code",
    "event_scale",
    "actor",
    "actor_text",
    "actor_name",
    "recipient",
    "recipient_text",
    "recipient_name",
    "date",
    "enddate",
    "date_precision",
    "auxiliary",
    "attribution",
    "parent",
    "role",
    "place",
    "place_country",
    "lat",
    "lon",
    "confidence",
    "trigger",
    "sentence",
    "evidence",
    "coder",
)


def flat_row(event: Event, article: Article | None = None) -> dict[str, object]:
    """The event as cells named by `COLUMNS`; `evidence` is JSON, `trigger` and `sentence` are words of the article."""
    place = event.event_loc or {}
    row: dict[str, object] = {
        **{name: getattr(event, name) for name in COLUMNS if hasattr(event, name)},
        "mode": _joined(event.mode),
        "context": _joined(event.context),
        "auxiliary": _joined(event.auxiliary),
        "attribution": " > ".join(_labels(speakers) for speakers in event.attribution),
        "place": place.get("resolved_place") or place.get("extracted_place"),
        "place_country": place.get("country_code") or place.get("country"),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        "evidence": json.dumps(event.evidence.to_dict(), separators=(",", ":")),
        "trigger": said(article, event.evidence.trigger),
        "sentence": said(article, event.evidence.sentence),
    }
    for side, entities in (("actor", event.actor), ("recipient", event.recipient)):
        row[side] = _labels(entities)
        row[f"{side}_text"] = _joined(tuple(entity.text for entity in entities))
        row[f"{side}_name"] = _joined(tuple(entity.name for entity in entities))
    return {name: row[name] for name in COLUMNS}


def said(article: Article | None, span: Span) -> str:
    """The words at a span; "" without the article, and for an imported record, whose span (0, 0) is no words."""
    return cut(article.text, span) if article and span[1] else ""


def _joined(words: tuple[str, ...]) -> str:
    return "; ".join(words)


def _labels(entities: tuple[Entity, ...]) -> str:
    """Codes with all their sectors: `KOR/GOV; USA/MIL`."""
    return "; ".join("/".join(part for part in (entity.code, *entity.sector) if part) or "?" for entity in entities)
