"""Words that could name a party of an event, and what speaks for each: trained links and their place in the clause."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from spacy.tokens import Span, Token

from tocsin.actors.resolver import DocActors
from tocsin.events.clauses import agents, case_of, conjuncts, is_passive, light_subject, objects, owners, subjects
from tocsin.events.triggers import Trigger
from tocsin.language.labels import LINKS
from tocsin.language.signals import Signals

ROLES = ("actor", "recipient")
# How many words away a party of the same sentence is looked for; longer "sentences" are lists or lack full stops.
REACH = 100
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_PARTIAL = frozenset({"flat", "compound", "amod", "nmod:desc", "nummod", "det", "nmod:poss", "nmod:unmarked"})
# Places that are nobody's, said without a name.
_NOWHERE = frozenset({"region", "area", "world", "continent"})
_INNER = _PARTIAL | {"nmod", "appos"}
_CLOSED = frozenset({"ADP", "CCONJ", "SCONJ", "PART", "PUNCT"})
_PREPOSITIONS = frozenset({"of", "to", "in", "by", "for", "from", "with", "at", "on", "and", "or"})
_CLITICS = frozenset({"'s", "’s", "'", "’"})
_TOWARD = frozenset({"to", "against", "for", "with", "on", "at", "toward", "towards", "over", "from", "into"})
FEATURES = (
    "bias", "link", "link_head", "link_other", "sure", "nested", "nested_link", "doer", "object", "agent_by",
    "oblique_toward", "with", "of", "between", "in_at",
    "owner_possessive", "owner_word", "light_subject", "lexicon", "lexicon_other", "known", "pronoun", "outside",
    "before", "distance", "noun_trigger", "doer_of_noun", "inner_subject", "verbal",
)  # fmt: skip
_VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})


# Below this link a word without a place in the trigger's clause was never a party on held-out readings.
UNLINKED = 0.03
# A word of another sentence is weighed from this link on.
FAR = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word with its features for each role, in the order of FEATURES."""

    token: Token
    features: dict[str, np.ndarray]


def logit(p: float) -> float:
    p = min(max(p, 0.02), 0.98)  # beyond that a link says no more, and models differ in how far they go
    return float(np.log(p / (1 - p)))


def candidates(trigger: Trigger, actors: DocActors, heard: Signals) -> list[Candidate]:
    """Heads of noun phrases near the trigger: those of its sentence, and beyond it what the links are sure of."""
    token = trigger.token
    links = heard.links(token.i)
    rows = {role: links[LINKS.index(role)] for role in ROLES}
    strongest = np.maximum(rows["actor"], rows["recipient"])
    places = _places(trigger)
    found = []
    sentence = token.sent
    far = np.flatnonzero(strongest > FAR)
    near = range(max(sentence.start, token.i - REACH), min(sentence.end, token.i + REACH + 1))
    reach = sorted({*near, *(int(i) for i in far)})
    placed = set().union(*places.values())
    for i in reach:
        if strongest[i] < UNLINKED and i not in placed:
            continue
        word = token.doc[i]
        if word.i == token.i or word.tag_ == "POS" or word.lower_ in _CLITICS or _is_hyphened(word):
            continue
        if not _is_head(word, actors, strongest[i]):
            continue
        found.append(Candidate(word, {r: _features(word, r, trigger, rows, places, actors, sentence) for r in ROLES}))
    return found


def against(word: Token) -> bool:
    """Does "anti-" stand before the word, as in "anti-government protests"?"""
    if word.text.startswith("anti") or word.lower_.startswith(("anti-", "anti‑")):
        return True
    doc, i = word.doc, word.i
    return i > 1 and doc[i - 1].text in "-‑–" and doc[i - 2].lower_ == "anti"


def opposed(word: Token, trigger: Token) -> bool:
    """Is what "anti-" stands before opposed by the act, as said of its noun or its doers ("anti-war protesters")?"""
    acting = [trigger, *subjects(trigger), *owners(trigger)]
    acting += [c for t in acting[1:] for c in t.children if case_of(c) == "of"]  # "thousands of anti-war protesters"
    doers = {t.i for t in acting}
    above = word.head.head if word.head.dep_ in _PARTIAL else word.head  # "anti-government street protests"
    return word.head.i in doers or above.i in doers


def _is_hyphened(word: Token) -> bool:
    """Is a common noun only the first part of a compound ("director-level talks")?"""
    if word.pos_ != "NOUN" or word.whitespace_ or word.i + 2 >= len(word.doc):
        return False
    hyphen = word.nbor(1)
    return hyphen.text in ("-", "–") and not hyphen.whitespace_


def _is_head(word: Token, actors: DocActors, link: float) -> bool:
    """Is this word the head of a phrase that could name a party?"""
    if word.pos_ in _CLOSED or word.lower_ in _PREPOSITIONS:
        return False
    if against(word):
        return True
    if word.lemma_.lower() in _NOWHERE and not any(c.text[:1].isupper() for c in word.children):  # "in the region"
        return False
    if word.pos_ == "ADJ" and word.text.islower() and word.dep_ in _PARTIAL:  # "public gatherings", "former President"
        return False
    if word.pos_ in _NOMINAL and word.dep_ not in _PARTIAL:
        return True
    if word.dep_ in ("nmod:poss", "compound", "amod", "nmod:desc") or word.pos_ == "ADJ":
        return (
            link > 0.15
            or (word.dep_ == "nmod:poss" and word.pos_ in _NOMINAL)
            or bool(word.pos_ in ("PROPN", "ADJ") and word.text[:1].isupper() and actors.entities(word))
        )
    return link > 0.5 and word.pos_ in ("VERB", "ADJ", "NUM", "DET", "X") and not word.is_punct


def phrase_of(word: Token) -> list[int]:
    """Indices of a noun phrase's own words: names, titles, numbers, adjectives with their head, no further phrases."""
    found, queue = [word.i], [word]
    while queue:
        for child in queue.pop().children:
            if child.dep_ in ("flat", "compound", "amod", "nmod:desc", "nummod", "det", "appos") and not child.is_punct:
                if child.dep_ == "appos" and abs(child.i - word.i) > 3:
                    continue
                found.append(child.i)
                queue.append(child)
    return found


def _places(trigger: Trigger) -> dict[str, set[int]]:
    """Token indices by their place around the trigger."""
    token = trigger.token
    places: dict[str, set[int]] = {}

    def put(name: str, tokens: list[Token]) -> None:
        places[name] = {x.i for t in tokens for x in conjuncts(t)}

    passive = is_passive(token)
    nominal = token.pos_ in ("NOUN", "PROPN")
    put("doer", agents(token) if passive else ([] if nominal else subjects(token)))
    put("object", [] if nominal else objects(token))
    put("agent_by", agents(token))
    source = [token, *[c for c in token.children if c.dep_ in ("obj", "xcomp")]]
    if nominal and token.dep_ in ("obj", "obl", "nsubj:pass"):
        source.append(token.head)
    obliques = [c for s in source for c in s.children if c.dep_ in ("obl", "nmod", "obl:agent") and c.i != token.i]
    put("oblique_toward", [c for c in obliques if case_of(c) in _TOWARD])
    put("with", [c for c in obliques if case_of(c) in ("with", "alongside", "along", "together")])
    put("of", [c for c in obliques if case_of(c) == "of"])
    put("between", [c for c in obliques if case_of(c) in ("between", "among")])
    put("in_at", [c for c in obliques if case_of(c) in ("in", "at", "near", "during")])
    own = owners(token) if nominal else []
    put("owner_possessive", [c for c in own if c.dep_ == "nmod:poss"])
    put("owner_word", [c for c in own if c.dep_ != "nmod:poss"])
    put("light_subject", light_subject(token) if nominal else [])
    put("doer_of_noun", subjects(token.head) if nominal and token.head.pos_ == "VERB" else [])
    put("inner_subject", [s for c in token.children if c.dep_ in ("ccomp", "xcomp") for s in subjects(c)])
    for role in ("ACTOR", "RECIPIENT"):
        places[role] = {t.i for t in trigger.match.roles.get(role, ())} if trigger.match else set()
    return places


def _features(
    word: Token,
    role: str,
    trigger: Trigger,
    rows: dict[str, np.ndarray],
    places: dict[str, set[int]],
    actors: DocActors,
    sentence: Span,
) -> np.ndarray:
    token = trigger.token
    other = "recipient" if role == "actor" else "actor"
    phrase = phrase_of(word)
    p, q = (max(float(rows[r][i]) for i in phrase) for r in (role, other))
    inner = word.dep_ in _INNER and word.head.i != word.i
    above = float(rows[role][word.head.i]) if inner else 0.0
    nested = inner and above > 0.3 and above > 0.4 * p
    outside = not sentence.start <= word.i < sentence.end
    values = {
        "bias": 1.0,
        "link": logit(p),
        "link_other": logit(q),
        "link_head": logit(float(rows[role][word.i])),
        "sure": float(p > 0.5),
        "nested": nested,
        "nested_link": logit(p) if nested else 0.0,
        "lexicon": word.i in places["ACTOR" if role == "actor" else "RECIPIENT"],
        "lexicon_other": word.i in places["RECIPIENT" if role == "actor" else "ACTOR"],
        "known": bool(actors.entities(word)),
        "pronoun": word.pos_ == "PRON",
        "outside": outside,
        "before": word.i < token.i,
        "distance": float(np.log1p(abs(word.i - token.i))),
        "noun_trigger": token.pos_ in ("NOUN", "PROPN"),
        "verbal": trigger.event in _VERBAL,
    }
    return np.array([float(values[f] if f in values else word.i in places.get(f, ())) for f in FEATURES], np.float32)
