"""What a marked source did to a marked target: one PLOVER type for each pair, with a confidence.

Every word of the text is weighed as the predicate between the two: how likely it is each type, how strongly it links to
the source as actor and to the target as recipient, and whether it stands on the path between them in the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from spacy.tokens import Doc, Token

from tocsin.conventions import DECIDING, SAYING, by_convention
from tocsin.errors import SourceError
from tocsin.events.clauses import conjuncts
from tocsin.events.lexicon import Lexicon, load_lexicon
from tocsin.events.matching import Matcher
from tocsin.events.ontology import load_ontology
from tocsin.events.triggers import LOOK, distribution
from tocsin.language.closer import Closer, load_closer
from tocsin.language.labels import EVENTS, LINKS, STATUS
from tocsin.language.model import load
from tocsin.language.signals import Signals, signals
from tocsin.settings import Settings

BATCH = 64
# How much a word counts as the predicate: by its links to both parties, to one, by its place on the path between them,
# by the construction that names each, and at all; what is left of "no event" when one is known to be there; and of an
# act inside another. Chosen on 409 pairs made from held-out training readings.
BOTH, ONE, ON_PATH, ANYWHERE = 14.6, 0.145, 0.146, 0.011
BY_CONSTRUCTION = {"ACTOR": 0.456, "RECIPIENT": 0.423}
NO_EVENT, INNER = 0.08, 0.5
UNMARKED = 0.3  # link granted to a party that is not marked
# Share of the reading with both parties marked in the log-odds of the type.
MARKED = 0.45
# How far an act that is asked for, possible or threatened counts as one that is only announced, beside a future one.
POSSIBLE = 0.7
_COOPERATIVE = [EVENTS.index(x) for x in ("CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT")]
_AGREE = EVENTS.index("AGREE")
_HOSTILE = [EVENTS.index(x) for x in ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")]
_DECIDED = [*_HOSTILE, *(EVENTS.index(x) for x in ("CONCEDE", "RETREAT"))]
_FUTURE, _HYPOTHETICAL, _NEGATION = (STATUS.index(name) for name in ("future", "hypothetical", "negation"))
# What makes a hostile act come about by the word: its name, as the object, is no plan.
_DOING = frozenset(
    {"announce", "declare", "impose", "order", "issue", "introduce", "extend", "approve", "launch", "sign"}
)
_WILL = frozenset({"will", "shall", "'ll", "’ll"})
_PREDICATES = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "AUX"})


def relate(rows: Iterable[dict[str, Any]], settings: Settings | None = None) -> Iterator[dict[str, Any]]:
    """Answer marked pairs in order: rows {id, text, source, target} → {id, event, quad_code, confidence}.

    ``source`` and ``target`` are half-open character ranges or None. Every pair gets an answer; one whose text cannot
    be read at all gets the first type, AGREE, with confidence 0. Raises SourceError for a range outside its text.
    """
    settings = settings or Settings()
    nlp = load(settings.model, threads=settings.threads)
    lexicon = load_lexicon(settings.overlay)
    closer = load_closer(settings.model, settings.threads)
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        docs = nlp.pipe([row["text"] for row in batch], batch_size=BATCH)
        for row, doc in zip(batch, docs, strict=True):
            source, target = _tokens(doc, row, "source"), _tokens(doc, row, "target")
            scores = type_scores(doc, source, target, lexicon, closer)
            k = int(scores[1:].argmax()) + 1
            total = float(scores[1:].sum())
            event = EVENTS[k]
            share = float(scores[k]) / total if total else 0.0
            yield {
                "id": row.get("id"),
                "event": event,
                "quad_code": load_ontology().quad(event),
                "confidence": round(share, 3),
            }


def _tokens(doc: Doc, row: dict[str, Any], side: str) -> list[Token]:
    """Tokens of a marked range; [] when the range is None."""
    span = row.get(side)
    if span is None:
        return []
    start, end = span
    if not 0 <= start < end <= len(doc.text):
        raise SourceError(f"pair {row.get('id')!r}: {side} {span} lies outside the text of {len(doc.text)} characters")
    return [t for t in doc if t.idx < end and t.idx + len(t.text) > start and not t.is_space]


def type_scores(
    doc: Doc, source: list[Token], target: list[Token], lexicon: Lexicon, closer: Closer | None = None
) -> np.ndarray:
    """Score of each label of EVENTS for what the source did to the target."""
    heard = signals(doc)
    if heard is None:
        return np.zeros(len(EVENTS))
    heard.closer = closer
    heard.look(doc, [t.i for t in doc if t.pos_ in _PREDICATES and heard.event[t.i, 0] < 1.0 - LOOK])
    told = _by_words(doc, source, target, lexicon, heard)
    for verb, act in _decisions(doc, heard):
        told[verb] = told[verb].sum() * heard.event[act].astype(float)
    scores: np.ndarray = told.sum(axis=0)
    if closer is not None and source and target:
        heads = _head(source).i, _head(target).i
        marked = closer.pair(doc, heard, [t.i for t in source], [t.i for t in target], heads)
        odds = (1.0 - MARKED) * np.log(scores / scores[1:].sum()) + MARKED * marked
        scores = np.exp(odds - odds[1:].max())
    scores = by_convention(doc, told, scores, together=_side_by_side(source, target))
    return _what_is_announced(doc, scores, told, heard)


def _what_is_announced(doc: Doc, scores: np.ndarray, told: np.ndarray, heard: Signals) -> np.ndarray:
    """Give what is refused or not done to REJECT, promised cooperation to AGREE (codebook 2) and announced hostility to
    THREATEN (as pairs of the field have it, since a pair has no status to say that it is planned).

    ``told``: [word, label of EVENTS], what each word adds to each type.
    """
    status = _with_contents(doc, heard.status)
    announced = np.maximum(np.maximum(status[:, _FUTURE], _will(doc)), POSSIBLE * status[:, _HYPOTHETICAL])
    for verb, act in _decisions(doc, heard):
        announced[act] = announced[verb]
    mean = told / np.maximum(told.sum(axis=0), 1e-12)
    moved: np.ndarray = scores.copy()
    for types, whole, certain in (
        ([*_COOPERATIVE, _AGREE], "REJECT", status[:, _NEGATION]),
        ([*_COOPERATIVE, _AGREE], "THREATEN", _announces_hostility(doc, heard)),
        (_COOPERATIVE, "AGREE", announced),
        (_HOSTILE, "THREATEN", _unless_ordered(doc, announced)),
    ):
        parts = moved[types] * (certain @ mean[:, types])
        moved[types] -= parts
        moved[EVENTS.index(whole)] += parts.sum()
    return moved


def _will(doc: Doc) -> np.ndarray:
    """1 for each verb with "will" or "shall", 0 for other words."""
    return np.array(
        [float(t.dep_ != "acl:relcl" and any(c.dep_ == "aux" and c.lower_ in _WILL for c in t.children)) for t in doc]
    )


def _with_contents(doc: Doc, status: np.ndarray) -> np.ndarray:
    """[word, STATUS] where a verb of saying has the status of what is said too."""
    found = status.copy()
    for token in doc:
        if token.dep_ == "ccomp" and token.head.lemma_.lower() in SAYING:
            found[token.head.i] = np.maximum(found[token.head.i], status[token.i])
    return found


def _announces_hostility(doc: Doc, heard: Signals) -> np.ndarray:
    """For each verb of saying how likely what is said is a hostile act to come (0-1)."""
    found = np.zeros(len(doc))
    for token in doc:
        if token.dep_ == "ccomp" and token.head.lemma_.lower() in SAYING:
            found[token.head.i] = float(heard.event[token.i, _HOSTILE].sum() * heard.status[token.i, _FUTURE])
    return found


def _unless_ordered(doc: Doc, announced: np.ndarray) -> np.ndarray:
    """How far an act is only announced, where a noun that is the object of a verb of doing is as done as the verb."""
    found = announced.copy()
    for token in doc:
        if token.dep_ in ("obj", "nsubj:pass") and token.head.lemma_.lower() in _DOING:
            found[token.i] = announced[token.head.i]
    return found


def _decisions(doc: Doc, heard: Signals) -> list[tuple[int, int]]:
    """Verbs of deciding and the hostile act or the concession that was decided on: for a pair it is as good as done."""
    verbs = [t for t in doc if t.dep_ == "xcomp" and t.head.lemma_.lower() in DECIDING]
    return [(t.head.i, t.i) for t in verbs if heard.event[t.i, _DECIDED].sum() > 0.5]


def _by_words(doc: Doc, source: list[Token], target: list[Token], lexicon: Lexicon, heard: Signals) -> np.ndarray:
    """What every word that may be the predicate between the two adds to each type: [word, label of EVENTS]."""
    told = np.full((len(doc), len(EVENTS)), 1e-9 / len(doc))
    inside = {t.i for t in source} | {t.i for t in target}
    path = _path(source, target)
    matcher = Matcher(doc, lexicon)
    for token in doc:
        if token.is_space or token.is_punct:
            continue
        matches = matcher.match(token)
        p, _ = distribution(token, matches, heard)
        p[0] *= NO_EVENT
        p /= p.sum()
        weight = _by_links(token, source, target, heard) + (ON_PATH if token.i in path else 0.0)
        for role, words in (("ACTOR", source), ("RECIPIENT", target)):
            named = {t.i for m in matches[:2] for t in m.roles.get(role, ())}
            weight += BY_CONSTRUCTION[role] if named & {t.i for t in words} else 0.0
        if any(heard.event[a.i, 0] < 0.5 for a in token.ancestors):
            weight *= INNER
        if token.i in inside and token.i not in path:
            weight *= 0.1
        told[token.i] += weight * p
    return told


def _by_links(token: Token, source: list[Token], target: list[Token], heard: Signals) -> float:
    links = heard.links(token.i)
    actor, recipient = links[LINKS.index("actor")], links[LINKS.index("recipient")]
    a = max((float(actor[t.i]) for t in source), default=UNMARKED)
    r = max((float(recipient[t.i]) for t in target), default=UNMARKED)
    return ANYWHERE + BOTH * a * r + ONE * max(a, r)


def _path(source: list[Token], target: list[Token]) -> set[int]:
    """Tokens on the tree path from the source's head to the target's, both ends left out."""
    if not source or not target:
        return set()
    a, b = _head(source), _head(target)
    up = [a, *a.ancestors]
    down = [b, *b.ancestors]
    shared = {t.i for t in up} & {t.i for t in down}
    if not shared:
        return {t.i for t in (*up, *down)} - {t.i for t in (*source, *target)}
    path: set[int] = set()
    for chain in (up, down):
        for t in chain:
            path.add(t.i)
            if t.i in shared:
                break
    return path - {t.i for t in (*source, *target)}


def _side_by_side(source: list[Token], target: list[Token]) -> bool:
    """Whether both are named in one list ("Oman and Qatar")."""
    if not source or not target:
        return False
    first, second = sorted((_head(source), _head(target)), key=lambda t: t.i)
    return (
        any(t.i == second.i for t in conjuncts(first))
        or second.dep_ == first.dep_ == "conj"
        and second.head == first.head
    )


def _head(tokens: list[Token]) -> Token:
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0])
