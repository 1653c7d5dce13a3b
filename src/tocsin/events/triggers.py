"""Which words name an event, of which type: the trained judge and the lexicon heard together.

The judge gives every word a probability for each type; a construction of the lexicon that fits adds to the log-odds of
its type (or of "no event", for what must not be coded). Without the judge the lexicon decides alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc, Token

from tocsin.events.clauses import is_passive
from tocsin.events.lexicon import Entry, Lexicon
from tocsin.events.matching import Match, Matcher
from tocsin.events.ontology import load_ontology
from tocsin.language.labels import CONTEXTS, EVENTS
from tocsin.language.signals import Signals

# Weights of the lexicon in the log-odds and the probability of "some event" asked for; chosen on held-out batches of
# the training readings (see docs/accuracy.md).
LEXICON_WEIGHT = 1.5
SPECIFIC_WEIGHT = 0.15
NONE_WEIGHT = 1.0
# A construction that asks for several literal words speaks for itself, whatever the judge has seen.
DECISIVE_WEIGHT, DECISIVE_FROM = 1.5, 4.0
THRESHOLD = 0.75
# The same of a construction that is plainly negated: readings seldom hold what did not happen, and the judge knows it.
THRESHOLD_DENIED = 0.65
_NOT = frozenset({"not", "n't", "n’t", "never"})
# Words this likely to name an event are read a second time.
LOOK = 0.1
CONTEXT_THRESHOLD = 0.5
# A construction this full is believed against the judge's silence.
UNHEARD = 5.0
# Without the judge: constructions that ask for less than this fire on too much harmless text.
LEXICON_ALONE = 0.75
# Except where somebody suffers it and no doer is told ("was arrested", 30 of 34 right on training readings), and nouns
# of these types, which seldom name anything else ("anti-mining protests", 36 of 44).
SUFFERED_ALONE = 0.25
NAMED_ALONE = frozenset({"PROTEST", "COERCE", "CONSULT"})
_REFERRING = frozenset({"the", "this", "that", "these", "those"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event. ``made_by``: model, lexicon or both; ``heard``: the judge's belief in the type.

    ``promised``: the type that the word was read as where the record is of the promise to do it; ``heard`` is of that.
    """

    token: Token
    event: str
    probability: float
    heard: float
    made_by: str
    match: Match | None
    promised: str = ""

    @property
    def own_entry(self) -> Entry | None:
        """The construction that says this type, if one does; one of what is promised says its contexts only."""
        return self.match.entry if self.match and not self.promised else None

    @property
    def rule(self) -> str:
        """What the evidence names as its source."""
        entry = f"lexicon {self.match.entry.source} “{self.match.entry.pattern}”" if self.match else ""
        heard = f"model {self.promised or self.event} {self.heard:.2f}" if self.made_by != "lexicon" else ""
        word = f"the promise is {self.event}" if self.promised else ""
        return "; ".join(x for x in (entry if self.made_by != "model" else "", heard, word) if x)


def find_triggers(doc: Doc, lexicon: Lexicon, heard: Signals | None) -> list[Trigger]:
    """Triggers of a Doc in reading order. ``heard`` None: the lexicon alone."""
    return [t for t, _ in weigh(doc, lexicon, heard) if t is not None]


def weigh(doc: Doc, lexicon: Lexicon, heard: Signals | None) -> Iterator[tuple[Trigger | None, list[Match]]]:
    """Every word that either the judge or the lexicon takes for a predicate, with the matches considered.

    None in place of the trigger means: considered and rejected.
    """
    matcher = Matcher(doc, lexicon)
    considered = [(t, matcher.match(t)) for t in doc if not (t.is_space or t.is_punct)]
    if heard is None:
        yield from ((_by_lexicon(token, matches), matches) for token, matches in considered if matches)
        return
    considered = [(t, m) for t, m in considered if m or heard.event[t.i, 0] < 1.0 - LOOK]
    heard.look(doc, [t.i for t, m in considered if 1.0 - distribution(t, m, heard)[0][0] >= LOOK])
    yield from ((_by_both(token, matches, heard), matches) for token, matches in considered)


def _by_lexicon(token: Token, matches: list[Match]) -> Trigger | None:
    best = matches[0]
    if not best.entry.event or best.score < _asked_alone(token, best):
        return None
    rivals = {m.entry.event for m in matches if m.score >= best.score - 0.5 and m.entry.event}
    probability = min(0.9, 0.5 + 0.08 * best.score) / max(1, len(rivals))
    match = best.beside(m for m in matches[1:] if m.entry.event == best.entry.event)
    return Trigger(token, best.entry.event, probability, 0.0, "lexicon", match)


def _asked_alone(token: Token, match: Match) -> float:
    """The score that a construction must reach without the judge."""
    if match.entry.pos == "noun" and match.entry.event in NAMED_ALONE:
        refers_back = any(c.lower_ in _REFERRING for c in token.children)
        return 0.0 if token.pos_ == "NOUN" and not refers_back else LEXICON_ALONE
    suffered = match.entry.pos == "verb" and match.roles.get("RECIPIENT") and is_passive(token)
    return SUFFERED_ALONE if suffered else LEXICON_ALONE


def distribution(token: Token, matches: list[Match], heard: Signals) -> tuple[np.ndarray, dict[str, Match]]:
    """Probability of each label of EVENTS ("none" first) for one word, and the best construction of each type."""
    odds = np.log(np.clip(heard.event[token.i].astype(float), 1e-6, 1.0))
    best_by_event: dict[str, Match] = {}
    for match in matches:
        best_by_event.setdefault(match.entry.event, match)
    best_none = best_by_event.get("")
    top = matches[0].score if matches else 0.0
    for event, match in best_by_event.items():
        strength = max(0.0, 1.0 - 0.25 * (top - match.score))
        decisive = DECISIVE_WEIGHT * max(0.0, match.score - DECISIVE_FROM) if match.score >= top else 0.0
        if event and best_none is not None and best_none.score >= match.score + 1.0:
            continue  # "an earthquake struck": the fuller construction says it is no act at all
        if event:
            weight = LEXICON_WEIGHT * strength * (1.0 + SPECIFIC_WEIGHT * min(match.score, 6.0))
            odds[EVENTS.index(event)] += weight + decisive
        elif match.score >= top:
            odds[0] += NONE_WEIGHT + decisive
    p = np.exp(odds - odds.max())
    return p / p.sum(), best_by_event


def _by_both(token: Token, matches: list[Match], heard: Signals) -> Trigger | None:
    p, best_by_event = distribution(token, matches, heard)
    k = int(p[1:].argmax()) + 1
    match = best_by_event.get(EVENTS[k])
    if 1.0 - p[0] < asked(token, match):
        return _unheard(token, matches, heard)
    raw = heard.event[token.i]
    made_by = "model" if match is None else "lexicon" if raw[0] > 0.8 else "both"
    return Trigger(token, EVENTS[k], float(1.0 - p[0]), float(raw[k]), made_by, match)


def asked(token: Token, match: Match | None) -> float:
    """The belief in some event that a word must reach (0-1), with the construction that fits it."""
    denied = match is not None and any(c.lower_ in _NOT for c in token.children)
    return THRESHOLD_DENIED if denied else THRESHOLD


def _unheard(token: Token, matches: list[Match], heard: Signals) -> Trigger | None:
    """What the judge passes over though a full construction stands there with its doer ("conducted a nuclear test")."""
    if not matches or matches[0].score < UNHEARD or not matches[0].entry.event:
        return None
    best = matches[0]
    if not best.roles.get("ACTOR"):
        return None
    raw = float(heard.event[token.i, EVENTS.index(best.entry.event)])
    return Trigger(token, best.entry.event, 0.5, raw, "lexicon", best)


def contexts_of(trigger: Trigger, heard: Signals | None) -> tuple[str, ...]:
    """PLOVER contexts, in the ontology's order: those of the construction and those the judge is sure of."""
    own = set(trigger.match.entry.context) if trigger.match else set()
    if heard is not None:
        row = heard.context[trigger.token.i]
        own |= {c for c, p in zip(CONTEXTS, row, strict=True) if p >= CONTEXT_THRESHOLD}
    return tuple(c for c in load_ontology().contexts if c in own)


def cameo_of(trigger: Trigger, modes: tuple[str, ...]) -> str:
    """The construction's CAMEO code, else the first code whose PLOVER reading is this type and mode."""
    if trigger.own_entry and trigger.own_entry.cameo:
        return trigger.own_entry.cameo
    return default_cameo(trigger.event, modes[0] if modes else "")


def default_cameo(event: str, mode: str) -> str:
    """The most general CAMEO code that stands for a PLOVER type and mode; "" when there is none."""
    codes = sorted(load_ontology().cameo.values(), key=lambda c: (len(c.code), c.code))
    for wanted in (mode, ""):
        for code in codes:
            if code.event == event and code.mode == wanted and len(code.code) > 2:
                return code.code
    return next((c.code for c in codes if c.event == event), "")
