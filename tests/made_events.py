"""Records written by hand: an article of one-sentence reports, each with who, what and to whom, and no model."""

from __future__ import annotations

from tocsin.records import Article, Drop, Entity, Event, Evidence

Coded = tuple[Article, list[Event], list[Drop]]
_QUADS = {"CONSULT": 1, "AGREE": 1, "SUPPORT": 1, "CONCEDE": 1, "RETREAT": 2, "REQUEST": 3, "REJECT": 3, "THREATEN": 3}


def entity(label: str) -> Entity:
    """`KOR/GOV` as a party."""
    code, _, sector = label.partition("/")
    return Entity(code=code, sector=(sector,) if sector else (), text="", name=label)


def event(
    article: Article,
    sentence: str,
    trigger: str,
    kind: str,
    *,
    who: str = "",
    whom: str = "",
    mode: str = "",
    date: str | None = None,
    auxiliary: tuple[str, ...] = (),
    said_by: str = "",
    parent: Event | None = None,
    role: str | None = None,
) -> Event:
    """A record of the word `trigger` in this sentence of the article; parties are labels between spaces."""
    start = article.text.index(sentence)
    at = start + sentence.index(trigger)
    return Event(
        article=article.id,
        published=article.published,
        event=kind,
        mode=(mode,) if mode else (),
        quad_code=_QUADS.get(kind, 4),
        event_scale=0.0,
        actor=tuple(map(entity, who.split())),
        recipient=tuple(map(entity, whom.split())),
        date=date,
        enddate=date,
        date_precision="day" if date else "",
        auxiliary=auxiliary,
        attribution=((entity(said_by),),) if said_by else (),
        parent=parent.id if parent else None,
        role=role,
        evidence=Evidence((start, start + len(sentence)), (at, at + len(trigger))),
        confidence=0.8,
        coder="made 1",
    )


def article(text: str, published: str | None, publisher: str | None = None, name: str = "") -> Article:
    """An article; its id is `name` or computed from the text."""
    return Article(text=text, id=name, published=published, publisher=publisher)
