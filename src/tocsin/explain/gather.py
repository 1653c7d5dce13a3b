"""From a reading to its explanation: everything the coder knew, and why it decided as it did."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import numpy as np
from spacy.tokens import Doc, Token

from tocsin.articles.published import parse_date
from tocsin.coder import Coder
from tocsin.errors import ArticleError
from tocsin.events import triggers as weights
from tocsin.events.arguments import parties_of
from tocsin.events.assemble import acts_of, records_of
from tocsin.events.lexicon import Lexicon
from tocsin.events.matching import Match, Matcher
from tocsin.events.parties import Parties
from tocsin.events.reading import Act, Reading
from tocsin.events.triggers import Trigger, distribution, weigh
from tocsin.explain.nouns import (
    Construction,
    DateFound,
    ExplainedEvent,
    Explanation,
    FoundActor,
    FoundParty,
    Predicate,
    Rejected,
    Scores,
    Sentence,
    StatusHeard,
    Word,
)
from tocsin.language.labels import EVENTS, INNER, STATUS
from tocsin.records import Article, Event, Span
from tocsin.settings import Settings

# Constructions of one predicate that are told; the rest fit worse and would drown them.
TOLD = 4
# Examples of the lexicon name their parties: "[A Paris] [T stopped] its tests".
_PARTY_MARK = re.compile(r"\[[A-Z]+ ([^\]]*)\]")
_DECIDED_BEFORE = "left out when the acts of the text were put together"


def explain(text: str | Article, published: str | None = None, *, settings: Settings | None = None) -> Explanation:
    """How a sentence, a paragraph or an article is read.

    `published` (a date) is what "Monday" is counted from and on which offices are held. Raises `ArticleError` on an
    empty text.

        print(tocsin.explain("South Korea urged China to stop the test.", "2022-11-28"))
    """
    article = text if isinstance(text, Article) else Article(text=text)
    if not article.text.strip():
        raise ArticleError("empty", "there is nothing to explain; give a sentence or a paragraph")
    if published is not None:
        article = replace(article, published=parse_date(published))
    coder = _coder(settings or Settings())
    reading = coder.reading(article, coder.nlp(article.text))
    return explanation_of(reading, coder.lexicon, coder.version, coder.settings.min_confidence)


@lru_cache(maxsize=2)
def _coder(settings: Settings) -> Coder:
    """Loaded once for each settings: a notebook asks many times."""
    return Coder(settings)


def explanation_of(reading: Reading, lexicon: Lexicon, version: str, min_confidence: float = 0.0) -> Explanation:
    """The explanation of one reading; a pure function of it and the lexicon."""
    considered = list(weigh(reading.doc, lexicon, reading.heard))
    chosen = [trigger for trigger, _ in considered if trigger is not None]
    matches = {t.token.i: m for t, m in considered if t is not None}
    acts = acts_of(reading, chosen)
    told = {act.trigger.token.i for act in acts}
    events, rejected = [], []
    for act, event in zip(acts, records_of(acts, reading, version), strict=True):
        i = act.trigger.token.i
        if event.confidence >= min_confidence:
            events.append(_explained(act, event, matches[i], reading, lexicon))
        else:
            reason = f"confidence {event.confidence:.2f} is below the {min_confidence:.2f} asked for"
            rejected.append(Rejected(_predicate(act.trigger.token, matches[i], reading, lexicon), reason))
    for token, trigger, fits in _undone(considered, reading, lexicon):
        if token.i not in told:
            reason = _why_not(trigger, reading) if trigger else _why_none(token, fits, reading)
            rejected.append(Rejected(_predicate(token, fits, reading, lexicon), reason))
    known = {r.predicate.span for r in rejected} | {e.predicate.span for e in events}
    return Explanation(
        text=reading.article.text,
        published=reading.article.published,
        coder=version,
        judge=reading.heard is not None,
        sentences=tuple(_sentences(reading)),
        actors=tuple(_actors(reading)),
        events=tuple(events),
        rejected=tuple(sorted(rejected, key=lambda r: r.predicate.span)),
        unfit=tuple(_unfit(reading.doc, lexicon, known)),
    )


def _undone(
    considered: Iterable[tuple[Trigger | None, list[Match]]], reading: Reading, lexicon: Lexicon
) -> list[tuple[Token, Trigger | None, list[Match]]]:
    """Every considered word with its token: `weigh` names none for words that neither lexicon row fits."""
    named = {t.token.i: (t, fits) for t, fits in considered if t is not None}
    matcher = Matcher(reading.doc, lexicon)
    found: list[tuple[Token, Trigger | None, list[Match]]] = []
    for token in reading.doc:
        if token.i in named:
            found.append((token, *named[token.i]))
        elif not token.is_space and not token.is_punct:
            fits = matcher.match(token)
            if fits or (reading.heard is not None and reading.heard.event[token.i, 0] < 0.9):
                found.append((token, None, fits))
    return found


def _why_none(token: Token, fits: list[Match], reading: Reading) -> str:
    """Why `weigh` took a word for no trigger."""
    best = fits[0] if fits else None
    barred = best is not None and not best.entry.event
    if reading.heard is None:
        if best is None:
            return "no construction of the lexicon fits"
        if barred:
            return f"the lexicon says that this is not to be coded ({best.entry.source})"
        scores = f"{best.score:.2f} < {weights.LEXICON_ALONE:.2f}"
        return f"the construction asks for too little to be trusted alone ({scores})"
    p, by_event = distribution(token, fits, reading.heard)
    told = f"belief in some event {1 - p[0]:.2f} < {_asked(token, p, by_event):.2f}"
    if barred:
        return f"{told}; the lexicon says that this is not to be coded ({best.entry.source})" if best else told
    if best is not None:
        return f"{told}: the model hears no {best.entry.event} here, though {best.entry.source} fits"
    return f"{told}: no construction of the lexicon supports the model's guess"


def _asked(token: Token, p: np.ndarray, by_event: dict[str, Match]) -> float:
    """The belief asked of the word, read as its likeliest type."""
    return weights.asked(token, by_event.get(EVENTS[int(p[1:].argmax()) + 1]))


def _why_not(trigger: Trigger, reading: Reading) -> str:
    """Why a trigger did not become a record."""
    if reading.in_furniture(*_span(trigger.token)):
        return "stands in page furniture (byline, date line, caption ...), which is never coded"
    ((actor, recipient),) = parties_of([trigger], reading.actors, reading.heard)
    if not actor.entities and not recipient.entities:
        asked = "" if reading.heard is None else " and the belief is not high enough to code it without"
        return f"{trigger.event}, but no party is named{asked}"
    return f"{trigger.event}, but {_DECIDED_BEFORE} (told twice, or overruled by a neighbour)"


def _explained(act: Act, event: Event, fits: list[Match], reading: Reading, lexicon: Lexicon) -> ExplainedEvent:
    token, trigger = act.trigger.token, act.trigger
    parties = [*_found("actor", act.actor, reading), *_found("recipient", act.recipient, reading)]
    for speaker in act.speakers:
        parties += _found("speaker", speaker, reading)
    heard: Scores = ()
    if act.parent is not None and reading.heard is not None:
        row = reading.heard.inner[token.i]
        heard = tuple(sorted(((INNER[k], float(row[k])) for k in range(1, len(INNER))), key=lambda x: -x[1])[:3])
    return ExplainedEvent(
        event=event,
        predicate=_predicate(token, fits, reading, lexicon),
        made_by=trigger.made_by,
        used=_construction(trigger.match) if trigger.match else None,
        parties=tuple(parties),
        status=tuple(_status(act, reading)),
        date=_date(act),
        role_heard=heard,
    )


def _found(role: str, parties: Parties, reading: Reading) -> list[FoundParty]:
    """One line for each phrase in a role; a phrase that means several tells all."""
    made = []
    for token, how in zip(parties.tokens, parties.how, strict=True):
        span = reading.actors.span(token)
        meant = [e for e in parties.entities if e.span == span] or list(reading.actors.entities(token))
        why = reading.actors.why(token) or "not in the registry; sector by the model"
        label = " + ".join(dict.fromkeys(e.label or "unknown" for e in meant)) or "unknown"
        name = "; ".join(dict.fromkeys(e.name for e in meant if e.name))
        made.append(FoundParty(role, span, reading.doc.text[slice(*span)], label, name, how, why))
    return made


def _status(act: Act, reading: Reading) -> list[StatusHeard]:
    """Every mode that was given or that the model thinks possible."""
    row = None if reading.heard is None else reading.heard.status[act.trigger.token.i]
    found = []
    for k, value in enumerate(STATUS):
        p = None if row is None else float(row[k])
        given = value in act.status
        cues = tuple(reading.doc[a:b].text for kind, a, b in act.cues if kind == value)
        if given or (p is not None and p >= 0.1):
            found.append(StatusHeard(value, given, p, cues))
    return found


def _date(act: Act) -> DateFound | None:
    if act.date is None:
        return None
    time, interval = act.date
    start, end = interval.iso() if interval else (None, None)
    return DateFound(time.text, time.span, time.kind, start, end, interval.precision if interval else "")


def _predicate(token: Token, fits: list[Match], reading: Reading, lexicon: Lexicon) -> Predicate:
    heard = reading.heard
    model: Scores = ()
    weighed: Scores = ()
    none = belief = asked = None
    if heard is not None:
        row = heard.event[token.i]
        p, by_event = distribution(token, fits, heard)
        model, weighed = _first([float(x) for x in row]), _first([float(x) for x in p])
        none, belief, asked = float(row[0]), float(1 - p[0]), _asked(token, p, by_event)
    return Predicate(
        span=_span(token),
        text=token.text,
        lemma=token.lemma_,
        model=model,
        none=none,
        weighed=weighed,
        belief=belief,
        asked=asked,
        constructions=tuple(_construction(m) for m in fits[:TOLD]),
        rows=len(Matcher(reading.doc, lexicon).entries(token)),
    )


def _first(scores: list[float]) -> Scores:
    """The first three types of a distribution whose first place is "none"."""
    return tuple(sorted(((EVENTS[k], scores[k]) for k in range(1, len(EVENTS))), key=lambda x: -x[1])[:3])


def _construction(match: Match) -> Construction:
    e = match.entry
    example = _PARTY_MARK.sub(r"\1", e.example)
    return Construction(e.source, e.pattern, e.event, match.score, e.mode, e.cameo, example)


def _unfit(doc: Doc, lexicon: Lexicon, known: set[Span]) -> list[tuple[str, Span, int]]:
    """Words the lexicon knows, none of whose constructions fits here."""
    matcher, found = Matcher(doc, lexicon), []
    for token in doc:
        if token.is_space or token.is_punct or _span(token) in known:
            continue
        entries = matcher.entries(token)
        if entries and not matcher.match(token):
            found.append((token.text, _span(token), len(entries)))
    return found


def _sentences(reading: Reading) -> list[Sentence]:
    doc, made = reading.doc, []
    bounds = [(s.start, s.end) for s in doc.sents] if doc.has_annotation("SENT_START") else [(0, len(doc))]
    for first, last in bounds:
        words = [t for t in doc[first:last] if not t.is_space]
        if words:
            span = (words[0].idx, _span(words[-1])[1])
            made.append(Sentence(span, tuple(_word(t) for t in words), reading.in_furniture(*span)))
    return made


def _word(token: Token) -> Word:
    return Word(
        token.i, token.text, _span(token), token.lemma_, token.pos_, token.tag_, token.dep_.lower(), token.head.i,
        token.ent_type_,
    )  # fmt: skip


def _actors(reading: Reading) -> list[FoundActor]:
    return [
        FoundActor(
            mention.span,
            mention.text,
            tuple(dict.fromkeys(e.label or "unknown" for e in mention.entities)),
            tuple(dict.fromkeys(e.name for e in mention.entities if e.name)),
            mention.why,
        )
        for mention in reading.actors.mentions
    ]


def _span(token: Token) -> Span:
    return token.idx, token.idx + len(token.text)
