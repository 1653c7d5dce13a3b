"""The country a phrase without nationality belongs to: "the police", "the foreign ministry", a person nobody knows.

A rule of thumb (places of its clause, nations of its sentence and the sentences before, the nation of whoever speaks)
gives one answer; the countries of the text are then weighed, that answer among them, by weights learned from readings
(``homeland.json`` beside the reader, made by training/homeland.py).
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from spacy.tokens import Token

from tocsin.actors.belonging import not_meant
from tocsin.actors.context import Place, place_code, ranked, sentence_places
from tocsin.actors.nominals import (
    CORE,
    PLACE_WORDS,
    SUBJECTS,
    ancestors,
    case_of,
    clause_of,
    complements,
    is_plural,
    role_of,
)
from tocsin.actors.scene import Scene
from tocsin.actors.vocabulary import STRIKES
from tocsin.settings import DATA

# How many sentences back a place still holds; current news paragraphs have two or three sentences.
REACH = 4
# How many words around a phrase its sentence is looked at: longer "sentences" are lists.
WIDE = 150
# Countries of a text that are weighed: those it names most.
CANDIDATES = 10
RULES = ("speaker", "phrase", "clause", "above", "sentence", "before", "most", "people")
FEATURES = (
    *RULES, "share", "first", "second", "opening", "lead", "here_before", "here_after", "here_place", "near", "last",
    "subject_before", "agent", "patient", "same_noun", "official_share", "official_first", "official_near",
    "official_here", "name_share", "name_near", "name_opening", "rule_here", "rule_far",
    "local_clause", "local_share", "local_near", "local_here", "object_agent", "subject_patient",
    "alone", "clause_alone", "harm_agent", "harm_place",
)  # fmt: skip
# Verbs whose doer, if a nation, rarely does it to its own: "an Israeli airstrike killed eight civilians".
_HARM = frozenset(
    "kill wound injure attack strike hit shoot bomb shell target massacre murder abduct kidnap capture".split()
)
# Sectors of those who act at home: police, courts, crowds.
_LOCAL = frozenset([("COP",), ("JUD",), ("CVL",), ("EDU",), ("MED",), ("LAB",)])


def home(scene: Scene, token: Token, *, official: bool = False) -> str:
    """ISO code of the country in force at ``token``, or nothing.

    An ``official`` body ("the army") rather belongs to the nation that speaks of it: "Israel's minister says that the
    army ...".
    """
    codes, features = options(scene, token, official=official)
    scene.guessed[token.i] = official
    return codes[int(np.argmax(features @ _weights()))] if len(codes) > 1 else "".join(codes)


def options(scene: Scene, token: Token, *, official: bool) -> tuple[list[str], np.ndarray]:
    """The countries weighed for ``token`` and their FEATURES, one row each."""
    key = token.i, official
    found = scene.weighed.get(key) or _options(scene, token, official)
    if not scene.asking:
        scene.weighed[key] = found
    return found


def _options(scene: Scene, token: Token, official: bool) -> tuple[list[str], np.ndarray]:
    answer, rule = _by_rule(scene, token, official)
    others = not_meant(scene, token)
    if others and is_plural(token):  # which of them, the text does not say
        return [], np.zeros((0, len(FEATURES)), np.float32)
    codes = [c for c in ranked(scene)[:CANDIDATES] if c not in others]
    answer = "" if answer in others else answer
    if answer and answer not in codes:
        codes = [*codes, answer]
    if len(codes) < 2:
        return codes, np.zeros((len(codes), len(FEATURES)), np.float32)
    seen = _seen(scene, token, official, answer, rule)
    return codes, np.array([_features(scene, token, code, seen) for code in codes], np.float32)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is the same for all countries weighed for a token; ``here``: those its sentence names."""

    official: bool
    answer: str
    rule: str
    total: int
    latest: int
    opening: int
    here: frozenset[str]
    subjects: set[str]
    owners: set[str]
    local: bool
    subject: bool
    harm: bool


def _seen(scene: Scene, token: Token, official: bool, answer: str, rule: str) -> _Seen:
    at = scene.sentence_of[token.i]
    named = _mentions(scene)
    role = scene.role(token)
    return _Seen(
        official,
        answer,
        rule,
        total=sum(len(places) for places in named.values()),
        latest=max((p[k - 1][0] for p in named.values() if (k := bisect_left(p, (token.i,)))), default=-1),
        opening=min((places[0][0] for places in named.values()), default=-1),
        here=frozenset(code for _, code, _ in sentence_places(scene).get(at, ())),
        subjects=_subject_before(scene, at),
        owners=_same_noun(scene, token),
        local=role is not None and role.sector[:1] in _LOCAL,
        subject=role_of(token) in SUBJECTS,
        harm=clause_of(token).lemma_.lower() in _HARM or token.head.lemma_.lower() in STRIKES,
    )


def _features(scene: Scene, token: Token, code: str, seen: _Seen) -> list[float]:
    at = scene.sentence_of[token.i]
    order = ranked(scene)
    mine = _mentions(scene).get(code, [])
    official, rule, total, local = seen.official, seen.rule, seen.total, seen.local
    before = bisect_left(mine, (token.i,))  # how many stand before
    near_by = mine[bisect_left(mine, (token.i - WIDE,)) : bisect_left(mine, (token.i + WIDE,))]
    here = [m for m in near_by if scene.sentence_of[m[0]] == at]
    distance = at - scene.sentence_of[mine[before - 1][0]] if before else 99
    relations = {_relation(scene, token, m[0]) for m in here if not m[2]}
    share = len(mine) / total if total else 0.0
    near = 1.0 / (1.0 + distance) if before else 0.0
    by_rule = code == seen.answer
    alone = seen.here == {code}
    values = {
        rule: by_rule,
        "share": share,
        "first": bool(order) and code == order[0],
        "second": len(order) > 1 and code == order[1],
        "opening": bool(mine) and mine[0][0] == seen.opening,
        "lead": any(scene.sentence_of[m[0]] == 0 for m in mine),
        "here_before": any(m[0] < token.i for m in here),
        "here_after": any(m[0] > token.i for m in here),
        "here_place": any(m[2] for m in here),
        "near": near,
        "last": bool(before) and mine[before - 1][0] == seen.latest,
        "subject_before": code in seen.subjects,
        "agent": "agent" in relations,
        "patient": "patient" in relations,
        "same_noun": code in seen.owners,
        "official_share": official * share,
        "official_first": official and bool(order) and code == order[0],
        "official_near": official * near,
        "official_here": official and bool(here),
        "name_share": share if token.pos_ == "PROPN" else 0.0,
        "name_near": near if token.pos_ == "PROPN" else 0.0,
        "name_opening": token.pos_ == "PROPN" and bool(mine) and scene.sentence_of[mine[0][0]] == 0,
        "rule_here": by_rule and bool(here),
        "rule_far": by_rule and distance > 1,
        "local_clause": local and by_rule and rule in ("phrase", "clause"),
        "local_share": local * share,
        "local_near": local * near,
        "local_here": local and bool(here),
        "alone": alone,
        "clause_alone": alone and by_rule and rule in ("phrase", "clause"),
        "object_agent": not seen.subject and "agent" in relations,
        "subject_patient": seen.subject and "patient" in relations,
        "harm_agent": seen.harm and ("patient" if seen.subject else "agent") in relations,
        "harm_place": seen.harm and any(m[2] for m in here),
    }
    return [float(values.get(name, 0.0)) for name in FEATURES]


def share_of(scene: Scene, codes: set[str]) -> float:
    """Share of a text's mentions of countries that are of ``codes``, 0-1."""
    named = _mentions(scene)
    total = sum(map(len, named.values()))
    return sum(len(named.get(code, ())) for code in codes) / total if total else 0.0


def _mentions(scene: Scene) -> dict[str, list[Place]]:
    """Where each country is named, in order."""
    if scene.named is None:
        scene.named = {}
        for places in sentence_places(scene).values():
            for place in places:
                scene.named.setdefault(place[1], []).append(place)
        for places in scene.named.values():
            places.sort()
    return scene.named


def bearers(scene: Scene) -> dict[str, set[int]]:
    """Words that say a country by its code: its names and people, places in it, those who hold office there."""
    if scene.bearers is not None:
        return scene.bearers
    found = {code: {place[0] for place in places} for code, places in _mentions(scene).items()}
    for match in scene.matches.all:
        for entry in match.entries:
            if entry.code in scene.registry.countries and not match.foreign:
                found.setdefault(entry.code, set()).update(range(match.start, match.end))
    scene.bearers = found
    return found


def _relation(scene: Scene, token: Token, other: int) -> str:
    """What a nation does in the clause of ``token``: agent, something else in it (patient), or nothing."""
    verb = clause_of(token)
    node = scene.doc[other]
    mine = {token.i, *(a.i for a in ancestors(token))}
    for _ in range(12):
        doing = node.dep_ in ("amod", "nmod:poss") or (node.dep_ in CORE and _is_state(scene, node))
        if doing and node.head.lemma_.lower() in STRIKES and node.head.i not in mine:
            return "agent"  # "killed in Israeli strikes", not "in the Mumbai attacks"
        if case_of(node) in ("on", "against", "upon") and node.head.lemma_.lower() in STRIKES:
            return "patient"
        if node.head.i == verb.i or node.head.i == node.i:
            break
        node = node.head
    if node.head.i != verb.i or node.i == verb.i or node.i in mine:
        return ""
    done_by = node.dep_ in SUBJECTS - {"nsubj:pass"} or node.dep_ == "obl:agent" or case_of(node) == "by"
    return "agent" if done_by else "patient"


def _is_state(scene: Scene, token: Token) -> bool:
    match = scene.match(token)
    return match is not None and match.of({"country", "adjective"}) is not None


def _subject_before(scene: Scene, at: int) -> set[str]:
    """Countries whose mention is the subject of the sentence before."""
    codes = set()
    for index, code, _ in sentence_places(scene).get(at - 1, ()):
        node = scene.doc[index]
        while node.head.i != node.i and node.dep_ not in SUBJECTS and node.dep_ in ("nmod:poss", "compound", "amod"):
            node = node.head
        if node.dep_ in SUBJECTS:
            codes.add(code)
    return codes


def _same_noun(scene: Scene, token: Token) -> set[str]:
    """Countries whose name stands before the same noun elsewhere in the text: "the Kenyan police ... police"."""
    if scene.owned is None:
        scene.owned = {}
        for code, places in _mentions(scene).items():
            for index, _, _ in places:
                node = scene.doc[index]
                if node.dep_ in ("amod", "compound", "nmod:poss", "nmod:desc", "nmod") and node.head.i != node.i:
                    scene.owned.setdefault(node.head.lemma_.lower(), set()).add(code)
    return scene.owned.get(token.lemma_.lower(), set())


@lru_cache(maxsize=1)
def _weights() -> np.ndarray:
    table = json.loads((DATA / "model" / "homeland.json").read_text(encoding="utf-8"))
    return np.array([table[name] for name in FEATURES], np.float32)


# -- the rule of thumb --


def _by_rule(scene: Scene, token: Token, official: bool) -> tuple[str, str]:
    """The country in force at `token` (or nothing) and which of RULES says so.

    In order: places in the token's own clause and those above it; places, then nations of the sentence; the same of
    the sentences before; the country the document names most. An `official` body first belongs to
    the nation that speaks of it.
    """
    if official:
        code = _quoted_nation(scene, token)
        if not code and role_of(token) in SUBJECTS:
            code = _speaker_nation(scene, token)
        if code:
            return code, "speaker"
    verb = clause_of(token).i
    for here in (token, *ancestors(token)):
        rule = "phrase" if here.i == token.i else "clause" if here.i == verb else "above"
        for case, phrase in complements(here):
            if case in PLACE_WORDS or phrase.dep_ in ("nmod:unmarked", "obl:unmarked"):
                code = place_code(scene, phrase)
                if code:
                    return code, rule
        for child in here.children:
            if child.dep_ == "obl" and child.i < here.i and case_of(child) in PLACE_WORDS:
                code = place_code(scene, child)
                if code:
                    return code, rule
    places = sentence_places(scene)
    at = scene.sentence_of[token.i]
    code = _nearest(places.get(at, []), token.i)
    if code:
        return code, "sentence"
    for back in range(at - 1, max(-1, at - 1 - REACH), -1):
        code = _strongest(places.get(back, []))
        if code:
            return code, "before"
    most = next(iter(ranked(scene)), "")
    return (most, "most") if most else (_of_people(scene, token), "people")


def _of_people(scene: Scene, token: Token) -> str:
    """The country of the first person of the document whose country is known: all there is to go by."""
    for cluster in scene.names.clusters:
        if cluster.mentions[0] != token.i:
            code = next((p.code for p in scene.parties(scene.doc[cluster.mentions[0]]) if p.code), "")
            if code in scene.registry.countries:
                return code
    return ""


def _quoted_nation(scene: Scene, token: Token) -> str:
    """The country of who says the quotation around the token."""
    said = scene.speaker(token)
    if said is None or said.i == token.i:
        return ""
    return next((p.code for p in scene.parties(said) if p.code in scene.registry.countries), "")


def _speaker_nation(scene: Scene, token: Token) -> str:
    """The country of the subject of a clause above the token's own."""
    own = clause_of(token)
    for verb in ancestors(own):
        for child in verb.children:
            if child.dep_ in SUBJECTS and child.i < own.i and child.i != token.i:
                return next((p.code for p in scene.parties(child) if p.code in scene.registry.countries), "")
    return ""


def _nearest(places: list[Place], at: int) -> str:
    """The nation named last before `at`, a place named as such first; else the first one after."""
    before = [p for p in places if p[0] < at]
    there = [p for p in places if p[2]]
    if there:
        return min(there, key=lambda p: abs(p[0] - at))[1]
    if before:
        return before[-1][1]
    after = [p for p in places if p[0] > at]
    return after[0][1] if after else ""


def _strongest(places: list[Place]) -> str:
    there = [p for p in places if p[2]]
    if there:
        return there[-1][1]
    return Counter(p[1] for p in places).most_common(1)[0][0] if places else ""
