"""Reading → records: acts with parties, status, speakers, dates and places become events with their evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tocsin.actors.resolver import DocActors
from tocsin.events.addressees import name_the_unnamed, warn_who_would_act
from tocsin.events.apolitical import load_apolitical
from tocsin.events.arguments import parties_of
from tocsin.events.carryover import carry_over, name_crowds
from tocsin.events.circumstances import add_speakers, add_status, link_inner, share_background
from tocsin.events.dating import add_date, add_told_dates, leave_out_days_ahead
from tocsin.events.doubles import dominated, merged, name_by_main_verb, without_echoes, without_subheads
from tocsin.events.lemmas import lemmas_of
from tocsin.events.mentions import is_mere_mention
from tocsin.events.mishaps import is_mishap
from tocsin.events.modes import modes_of
from tocsin.events.ontology import load_ontology
from tocsin.events.parties import Parties
from tocsin.events.play import is_justice_of_sport, is_match
from tocsin.events.promises import give_word, name_by_promise
from tocsin.events.reading import Act, Reading
from tocsin.events.triggers import Trigger, cameo_of, contexts_of
from tocsin.places.locations import event_place
from tocsin.records import Cue, Entity, Event, Evidence

# An act whose parties are all unknown is kept only if the judge is surer than this; without the judge only
# protests are, for nobody names the crowd.
SURE_WITHOUT_PARTIES = 0.75
# Acts among private people and firms alone are seldom political; what crowds do and what is done to bodies may be.
PRIVATE = frozenset({"CVL", "BUS", "EDU", "SOC", "JRN", "REL", "MED", "ELI", "AGR"})
BODILY = frozenset({"PROTEST", "ASSAULT", "COERCE"})
SURE_IF_PRIVATE = 0.95
# Without the judge what private people demand, leave or are freed from is believed: 60 of 72 such records were right on
# training readings, of agreements, talks, help and the rest 20 of 56; of some types only where a doer is named.
PRIVATE_ALONE = BODILY | {"RETREAT", "CONCEDE", "SANCTION"}
PRIVATE_DOING_ALONE = frozenset({"REQUEST", "ACCUSE", "THREATEN"})
_CONVICTING = frozenset({"convict", "sentence", "conviction", "guilty", "jail", "imprison"})
# Raw belief → share of records with type and both parties right.
CALIBRATION = (
    (0.0, 0.206, 0.339, 0.511, 0.684, 0.797, 0.866, 0.915, 0.956, 1.0),
    (0.3, 0.352, 0.45, 0.5, 0.505, 0.55, 0.7, 0.82, 0.835, 0.86),
)


def assemble(reading: Reading, triggers: list[Trigger], coder: str) -> list[Event]:
    """Events of one article in reading order, inner acts pointing to their outer ones."""
    return records_of(acts_of(reading, triggers), reading, coder)


def records_of(acts: list[Act], reading: Reading, coder: str) -> list[Event]:
    """The record of each act, in the same order."""
    made: dict[int, Event] = {}
    for act in acts:
        contents = [a for a in acts if a.parent is act and a.role == "content"]
        made[act.trigger.token.i] = record(act, reading, coder, contents)
    events = []
    for act in acts:
        event = made[act.trigger.token.i]
        if act.parent is not None:
            event = event.changed(parent=made[act.parent.trigger.token.i].id, id=event.id)
        events.append(event)
    return events


def acts_of(reading: Reading, triggers: list[Trigger]) -> list[Act]:
    """Acts worth a record, with all their circumstances."""
    acts = []
    told = [t for t in triggers if not reading.in_furniture(t.token.idx, t.token.idx + len(t.token.text))]
    for trigger, (actor, recipient) in zip(told, parties_of(told, reading.actors, reading.heard), strict=True):
        _courts_convict(trigger, actor, recipient)
        acts.append(Act(trigger, actor, recipient))
    carry_over(acts)
    name_crowds(acts, reading.actors)
    name_the_unnamed(acts, reading.actors)
    acts = [a for a in acts if _worth_a_record(a, reading)]
    if reading.heard is None:
        doubled = dominated(acts)
        acts = [a for a in acts if a.trigger.token.i not in doubled]
    acts = without_subheads(merged(acts), reading)
    link_inner(acts, reading)
    warn_who_would_act(acts)
    name_by_promise(acts, reading.heard)
    name_by_main_verb(acts)
    for act in acts:
        add_date(act, reading)
    add_told_dates(acts, reading)
    for act in acts:
        add_speakers(act, reading)
        add_status(act, reading)
    acts = without_echoes(acts)
    share_background(acts)
    for act in acts:
        give_word(act)
        leave_out_days_ahead(act, reading)
        act.confidence = confidence(act)
    return acts


def _worth_a_record(act: Act, reading: Reading) -> bool:
    words = load_apolitical(reading.overlay)
    if is_mishap(act, words) or is_match(act, words) or is_justice_of_sport(act, words) or is_mere_mention(act):
        return False
    parties = [*act.actor.entities, *act.recipient.entities]
    if parties:
        private = all(set(e.sector) & PRIVATE or not (e.code or e.sector) for e in parties)
        believed = PRIVATE_ALONE | PRIVATE_DOING_ALONE if act.actor.entities else PRIVATE_ALONE
        alone = reading.heard is None and act.trigger.event in believed
        return not private or alone or act.trigger.event in BODILY or act.trigger.probability >= SURE_IF_PRIVATE
    if reading.heard is None:
        return act.trigger.event == "PROTEST"  # crowds are seldom named
    return act.trigger.probability >= SURE_WITHOUT_PARTIES


def _courts_convict(trigger: Trigger, actor: Parties, recipient: Parties) -> None:
    """Who is convicted or sentenced without a court being named was so by the courts of the country (codebook 9)."""
    if trigger.event != "SANCTION" or actor.entities or not lemmas_of(trigger.token, _CONVICTING):
        return
    codes = dict.fromkeys(e.code for e in recipient.entities if e.code)
    for code in codes:
        span = recipient.entities[0].span
        court = Entity(code=code, sector=("JUD",), text="", name=f"courts of {code}", span=span)
        actor.add(recipient.tokens[0], [court], "country of the convicted")


def confidence(act: Act) -> float:
    """Probability that type and parties are right (0-1): belief in trigger and parties, set on the scale of what was
    right at that belief on held-out readings (docs/accuracy.md has the reliability diagram)."""
    raw = act.trigger.probability * act.actor.sure * act.recipient.sure
    return round(float(np.interp(raw, CALIBRATION[0], CALIBRATION[1])), 3)


def record(act: Act, reading: Reading, coder: str, contents: Sequence[Act] = ()) -> Event:
    """One act as a PLOVER record; `contents`: what it asks for, promises or threatens."""
    doc, token, trigger = reading.doc, act.trigger.token, act.trigger
    ontology = load_ontology()
    modes = modes_of(trigger, reading.heard, contents)
    contexts = set(contexts_of(trigger, reading.heard)) | {m for m in modes if m in ("misinformation", "cyber")}
    first, last = _bounds(token)
    word = act.word or token
    start = interval = None
    if act.date is not None:
        start, interval = act.date
    place = event_place(doc, token, reading.places)
    return Event(
        article=reading.article.id,
        published=reading.article.published,
        event=trigger.event,
        mode=modes,
        context=tuple(c for c in ontology.contexts if c in contexts),
        cameo=cameo_of(trigger, modes),
        quad_code=ontology.quad(trigger.event),
        event_scale=ontology.scale(trigger.event, modes),
        actor=tuple(act.actor.entities),
        recipient=tuple(act.recipient.entities),
        date=interval.start.isoformat() if interval else None,
        enddate=interval.end.isoformat() if interval else None,
        date_precision=interval.precision if interval else "",
        auxiliary=act.status,
        attribution=tuple(tuple(p.entities) for p in act.speakers),
        role=act.role,
        event_loc=place,
        confidence=act.confidence,
        evidence=Evidence(
            sentence=(first, last),
            trigger=(word.idx, word.idx + len(word.text)),
            actor=_spans(act.actor, reading.actors),
            recipient=_spans(act.recipient, reading.actors),
            date=start.span if start is not None else None,
            cues=tuple(Cue(k, (doc[a].idx, doc[b - 1].idx + len(doc[b - 1].text))) for k, a, b in act.cues),
            rule=trigger.rule,
        ),
        coder=coder,
    )


def _bounds(token) -> tuple[int, int]:  # type: ignore[no-untyped-def]
    """Characters of the token's sentence, white space at its ends left out."""
    words = [t for t in token.sent if not t.is_space]
    return words[0].idx, words[-1].idx + len(words[-1].text)


def _spans(parties: Parties, actors: DocActors) -> tuple[tuple[int, int], ...]:
    return tuple(dict.fromkeys(actors.span(t) for t in parties.tokens))
