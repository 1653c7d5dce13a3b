"""Which earlier phrase a pronoun or "the group" takes up: all that agree are weighed.

The weights were learned from readings (``antecedents.json`` beside the reader, made by training/antecedents.py): for
each kind of anaphor a table of how far back, in which place of its clause, how often named its antecedents stand.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from spacy.tokens import Token

from tocsin.actors.homeland import share_of
from tocsin.actors.nominals import (
    CORE,
    SUBJECTS,
    ancestors,
    case_of,
    clause_of,
    conjuncts,
    core,
    is_definite,
    is_plural,
    possessor,
    role_of,
)
from tocsin.actors.scene import Scene
from tocsin.actors.vocabulary import FEMALE, HE, IT, MALE, REFLEXIVE, SAY, SHE, THEY
from tocsin.settings import DATA

REACH = 3  # sentences; further back a pronoun's antecedent is nearly always repeated by name
NATURES = ("person", "people", "organisation", "country", "place")
# Kinds of anaphors and what each can take up.
KINDS = {
    "person": ("person",),
    "thing": ("organisation", "country", "place"),
    "people": ("people", "organisation", "country", "person"),
    "group": ("organisation", "people"),
    "state": ("country", "organisation", "person", "place"),
}
_ROLES = ("nsubj", "nsubj:pass", "obl:agent", "obj", "iobj", "nmod:poss", "root", "appos", "obl", "nmod")
FEATURES = (
    *NATURES, *_ROLES, "same_sentence", "sentences", "words", "joined", "parallel", "main_subject", "opens", "pronoun",
    "name", "definite", "number", "share", "in_clause", "same_as_subject", "quoted", "owner_subject",
    "patient", "dealt_with", "sayer",
)  # fmt: skip
_DEALT = frozenset(
    "arrest detain sentence ban sanction attack charge indict convict accuse kill strike expel fine jail bar block "
    "deport shoot hit bomb clash fire suspend remove sue oust impeach release free rescue raid condemn".split()
)
_TAKEN_UP = dict.fromkeys(HE | SHE, "person") | dict.fromkeys(IT, "organisation") | dict.fromkeys(THEY, "people")


def candidates(scene: Scene) -> list[tuple[int, str]]:
    """Index and nature of every phrase that can be taken up later, in order."""
    if scene.candidates is None:
        scene.candidates = []
        for token in scene.doc:
            if token.lower_ in _TAKEN_UP and token.text != "US":
                scene.candidates.append((token.i, _TAKEN_UP[token.lower_]))
            elif token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") and token.dep_ not in CORE:
                nature = scene.nature(token)
                if not nature and token.pos_ == "NOUN" and role_of(token) in SUBJECTS and _of_a_nation(scene, token):
                    nature = "organisation"  # "the South Korean side said that it ..."
                if nature:
                    scene.candidates.append((token.i, nature))
    return scene.candidates


def _of_a_nation(scene: Scene, token: Token) -> bool:
    matches = (scene.match(child) for child in token.children if child.i < token.i)
    return any(m is not None and not m.foreign and m.of({"adjective", "country"}) is not None for m in matches)


def earlier(scene: Scene, token: Token, kind: str) -> Iterator[tuple[Token, str]]:
    """Earlier phrases that an anaphor of one of KINDS can take up, the likeliest first, with their natures."""
    found, features = options(scene, token, kind)
    scene.anaphors[token.i] = kind
    if found:
        for k in np.argsort(-(features @ _weights()[kind]), kind="stable"):
            yield found[int(k)]


def shares(scene: Scene, token: Token) -> dict[str, float]:
    """How likely each country or actor is whom an anaphor takes up: the weights of the phrases of that code, 0-1."""
    if token.i not in scene.shares:
        scene.shares[token.i] = _shares(scene, token)
    return scene.shares[token.i]


def _shares(scene: Scene, token: Token) -> dict[str, float]:
    kind = scene.anaphors.get(token.i)
    if kind is None:
        return {}
    found, features = options(scene, token, kind)
    if not found:
        return {}
    scores = features @ _weights()[kind]
    weights = np.exp(scores - scores.max())
    out: dict[str, float] = {}
    for (other, _), weight in zip(found, weights / weights.sum(), strict=True):
        for code in {p.code for item in conjuncts(other) for p in scene.parties(item)}:
            out[code] = out.get(code, 0.0) + float(weight)
    return out


def options(scene: Scene, token: Token, kind: str) -> tuple[list[tuple[Token, str]], np.ndarray]:
    """The phrases weighed for ``token``, the nearest first, and their FEATURES, one row each."""
    answer_in_order(scene, token)
    at = scene.sentence_of[token.i]
    quoted = scene.quoted[token.i]  # whoever speaks does not mean himself by "he" or "they"
    known = candidates(scene)
    found = []
    first = bisect_left(scene.sentence_of, at - REACH)
    for i, nature in known[bisect_left(known, (first, "")) :]:
        if i >= token.i:
            break
        back = at - scene.sentence_of[i]
        if back > REACH or nature not in KINDS[kind]:
            continue
        other = scene.doc[i]
        said = quoted and not scene.quoted[i] and back == 0
        if not said and _agrees(kind, token, other, nature) and not _coargument(other, token):
            found.append((other, nature))
    found.reverse()
    return found, np.array([_features(scene, token, o, n) for o, n in found], np.float32)


def _agrees(kind: str, token: Token, other: Token, nature: str) -> bool:
    """Do number and gender allow it?"""
    if kind == "person":
        excluded = FEMALE if token.lower_ in HE else MALE
        several = is_plural(other) and other.pos_ not in ("PROPN", "PRON")
        return not several and not any(w.lower_ in excluded for w in core(other))
    if kind == "thing":
        return not (is_plural(other) and other.pos_ in ("NOUN", "PRON"))
    if kind == "people" and nature == "person":
        return len(conjuncts(other)) > 1 or (is_plural(other) and other.pos_ != "PRON")
    return True


def _features(scene: Scene, token: Token, other: Token, nature: str) -> list[float]:
    role = role_of(other)
    back = scene.sentence_of[token.i] - scene.sentence_of[other.i]
    codes = {p.code for p in scene.parties(other) if p.code}
    verb = clause_of(token)
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i != token.i), None)
    theirs = {p.code for p in scene.parties(subject)} if subject is not None and subject.i < token.i else set()
    owner = possessor(token.head) if token.dep_ == "nmod" else None  # "his visit to the country" is to another's
    if owner is not None and owner.i < token.i:
        theirs |= {p.code for p in scene.parties(owner)}
    values = {
        nature: 1.0,
        role: 1.0,
        "same_sentence": back == 0,
        "sentences": back,
        "words": (token.i - other.i) / 50.0,
        "joined": len(conjuncts(other)) > 1,
        "parallel": (role in SUBJECTS) == (role_of(token) in SUBJECTS),
        "main_subject": role in SUBJECTS and _head(other).dep_.lower() == "root",
        "opens": other.i - other.sent.start < 4,
        "pronoun": other.lower_ in _TAKEN_UP,
        "name": other.pos_ == "PROPN",
        "definite": is_definite(other),
        "number": is_plural(other) == (token.lower_ in THEY),
        "share": share_of(scene, codes),
        "in_clause": clause_of(other).i == verb.i,
        "same_as_subject": bool(codes & theirs),
        "quoted": scene.quoted[other.i] == scene.quoted[token.i],
        "owner_subject": token.dep_ == "nmod:poss" and role in SUBJECTS and back == 0,
        **_above(token, other, role),
    }
    return [float(values.get(name, 0.0)) for name in FEATURES]


def _above(token: Token, other: Token, role: str) -> dict[str, bool]:
    """Is the earlier phrase what is acted on by a verb above the pronoun's clause ("arrest men after *they* ...",
    ``dealt_with`` where that is harsh), or who says the clause?"""
    verb = _head(other)
    over = any(a.i == verb.i for a in ancestors(token)) and clause_of(token).i != verb.i
    patient = over and (
        role in ("obj", "nsubj:pass") or (role == "obl" and case_of(other) in ("with", "against", "on"))
    )
    says = over and role == "nsubj" and verb.lemma_.lower() in SAY and role_of(token) in SUBJECTS
    return {"patient": patient, "dealt_with": patient and verb.lemma_.lower() in _DEALT, "sayer": says}


def _head(token: Token) -> Token:
    return conjuncts(token)[0].head


def _coargument(other: Token, token: Token) -> bool:
    """Whether both hang on one verb, so that they cannot be the same ("Johnson met him")."""
    if token.dep_ in ("nmod:poss",) or token.lower_ in REFLEXIVE:
        return any(a.i == other.i for a in ancestors(token))
    if other.head.i == token.head.i or any(a.i == other.i for a in ancestors(token)):
        return True
    return token.dep_ in ("obj", "iobj", "obl") and any(c.i == other.i for c in _understood(token.head))


def _understood(verb: Token) -> list[Token]:
    """Who does what a verb without a subject says: "Cuban officers arrested ten men, *accusing* them of a plot"; of
    "urged Biden to *meet* him" the one urged."""
    for _ in range(4):
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is not None:
            return [] if subject.dep_ == "nsubj:pass" else [subject, *conjuncts(subject)]
        if verb.dep_ not in ("advcl", "xcomp", "conj") or verb.head.i == verb.i:
            return []
        asked = [c for c in verb.head.children if c.dep_ in ("obj", "iobj")] if verb.dep_ == "xcomp" else []
        if asked:
            return [x for c in asked for x in conjuncts(c)]
        verb = verb.head
    return []


def answer_in_order(scene: Scene, token: Token) -> None:
    """Answer the pronouns before `token` first, from the left: chains of pronouns then never nest deeply."""
    if scene.ordering:
        return
    scene.ordering = True
    known = candidates(scene)
    while scene.answered < len(known) and known[scene.answered][0] < token.i:
        other = scene.doc[known[scene.answered][0]]
        scene.answered += 1
        if other.lower_ in _TAKEN_UP:
            scene.parties(other)
    scene.ordering = False


@lru_cache(maxsize=1)
def _weights() -> dict[str, np.ndarray]:
    tables = json.loads((DATA / "model" / "antecedents.json").read_text(encoding="utf-8"))
    return {kind: np.array([tables[kind][name] for name in FEATURES], np.float32) for kind in KINDS}
