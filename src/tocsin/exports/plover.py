"""PLOVER's exchange JSON (manual, chapter Data Fields): one object for each event, for JSON Lines."""

from __future__ import annotations

from typing import Any

from tocsin.exports.flat import said
from tocsin.records import Article, Entity, Event


def to_plover(event: Event, article: Article | None = None) -> dict[str, Any]:
    """The event with PLOVER's field names.

    `date` is required there: where the text gives none, the publication date stands in and `comment` says so.
    Auxiliary modes stand in `mode`, after the modes of the type. `link` is the id of the outer act.
    """
    comments = [f"{event.role} of {event.parent}" if event.parent else ""]
    comments += ["date is that of publication" if not event.date and event.published else ""]
    comments += ["said by " + " < ".join("; ".join(_said(e) for e in chain) for chain in event.attribution)] * bool(
        event.attribution
    )
    start, end = event.evidence.sentence
    return {
        "id": event.id,
        "has_event": True,
        "date": event.date or event.published or "",
        "enddate": event.enddate or "",
        "actor": [_entity(entity) for entity in event.actor],
        "recipient": [_entity(entity) for entity in event.recipient],
        "event": [event.event],
        "event_loc": event.event_loc,
        "event_text": [words] if (words := said(article, event.evidence.trigger)) else [],
        "quad_code": event.quad_code,
        "event_scale": event.event_scale,
        "mode": [*event.mode, *event.auxiliary],
        "context": list(event.context),
        "link": event.parent or "",
        "text": said(article, event.evidence.sentence),
        "text_info": {"start": start, "end": end},
        "cite_info": _citation(event, article),
        "coder": event.coder,
        "comment": "; ".join(filter(None, comments)),
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "code": entity.code,
        "sector": list(entity.sector),
        "entity_text": entity.text,
        "identifier_id": entity.identifier,
        "identifier_text": entity.name,
    }


def _said(entity: Entity) -> str:
    return entity.label or entity.text


def _citation(event: Event, article: Article | None) -> dict[str, Any]:
    """Where the text comes from; empty fields are left out."""
    found = {"citation": event.article, "coder": event.coder}
    if article:
        found |= {
            "url": article.url or "",
            "title": article.title or "",
            "language": article.language or "",
            "publication": article.publisher or "",
        }
    return {name: value for name, value in found.items() if value}
