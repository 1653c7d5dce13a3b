"""A mention as stories see it: what of a record and its sentence tells whether two of them are of one happening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tocsin.records import Entity, Event
from tocsin.stories.words import is_name, numbers_in, stem, weighed

# Types in which it matters little who is named first: all parties stand together.
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_RECENT = 3  # days: what is told as news without a date is at most this old, as a rule


@dataclass(frozen=True, slots=True)
class Party:
    """Who: code, first sector, and the name in lower case; `person`: it is written like the name of a person."""

    code: str
    sector: str
    name: str
    person: bool = False

    @property
    def label(self) -> str:
        """Code and sector as people write them, else the name."""
        return "/".join(part for part in (self.code, self.sector) if part) or self.name


@dataclass(frozen=True, slots=True)
class Told:
    """One mention. Days are ordinals (`date.toordinal`); `earliest`..`latest` is when the act can have been.

    `status` is done, planned, possible or denied; `inner` the role in an outer act, "" for none.
    """

    id: str
    article: str
    event: str
    mode: tuple[str, ...]
    cameo: str
    actors: frozenset[Party]
    recipients: frozenset[Party]
    published: int | None
    start: int | None
    end: int | None
    historical: bool
    status: str
    inner: str
    place: str
    country: str
    lemma: str
    trigger: tuple[int, int]
    sentence: tuple[int, int]
    text: str  # the sentence
    words: Mapping[str, float] = field(hash=False)
    # Numbers of doers and of those done to: "four people", "three hostages".
    counted: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())

    @property
    def parties(self) -> frozenset[Party]:
        """Both sides."""
        return self.actors | self.recipients

    @property
    def span(self) -> tuple[int, int] | None:
        """First and last day on which the act can have been, None if nothing is known.

        Without a stated date: the days up to publication, or any day before it if it is told as background.
        """
        if self.start is not None:
            return self.start, self.start if self.end is None else self.end
        if self.published is None or self.historical:
            return None
        ahead = 30 if self.status in ("planned", "possible") else 0
        return self.published - _RECENT, self.published + ahead

    @property
    def names(self) -> dict[str, float]:
        """Names among the words."""
        return {word: worth for word, worth in self.words.items() if is_name(word)}

    @property
    def numbers(self) -> dict[str, float]:
        """Numbers among the words."""
        return {word: worth for word, worth in self.words.items() if word[0].isdigit()}


def told(event: Event, sentence: str) -> Told:
    """The mention of a record; `sentence` is cut out of its article, "" if there is none (imported records)."""
    found = event.evidence
    begin = found.sentence[0]
    trigger = sentence[found.trigger[0] - begin : found.trigger[1] - begin]
    actors, recipients = (frozenset(map(_party, side)) for side in (event.actor, event.recipient))
    if event.event in MUTUAL:
        actors, recipients = actors | recipients, frozenset()
    place = event.event_loc or {}
    country_only = str(place.get("feature_code") or "").startswith("PCL")
    without = [found.trigger, *(entity.span for entity in (*event.actor, *event.recipient))]
    return Told(
        id=event.id,
        article=event.article,
        event=event.event,
        mode=event.mode,
        cameo=event.cameo,
        actors=actors,
        recipients=recipients,
        published=_ordinal(event.published),
        start=_ordinal(event.date),
        end=_ordinal(event.enddate),
        historical="historical" in event.auxiliary,
        status=status(event),
        inner=event.role or "",
        place="" if country_only else str(place.get("geonameid") or place.get("resolved_place") or ""),
        country=str(place.get("country_code") or ""),
        lemma=stem(trigger) if trigger else "",
        trigger=found.trigger,
        sentence=found.sentence,
        text=" ".join(sentence.split()),
        words=weighed(sentence, without, begin),
        counted=(_counted(event.actor), _counted(event.recipient)),
    )


def status(event: Event) -> str:
    """Whether it happened: done, planned, possible or denied."""
    if "negation" in event.auxiliary:
        return "denied"
    if "hypothetical" in event.auxiliary:
        return "possible"
    return "planned" if "future" in event.auxiliary else "done"


def _counted(entities: Iterable[Entity]) -> frozenset[str]:
    return frozenset(n for entity in entities for n in numbers_in(entity.text))


def _party(entity: Entity) -> Party:
    words = (entity.name or entity.text).split()
    person = bool(entity.sector) and 2 <= len(words) <= 4 and all(word[0].isupper() for word in words)
    name = " ".join(words).casefold().removeprefix("the ")
    return Party(entity.code, entity.sector[0] if entity.sector else "", name, person)


def _ordinal(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day).toordinal()
