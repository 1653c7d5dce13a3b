"""Whose a party is that nobody names: its country weighed by what it does in the act.

``homeland`` answers for a phrase wherever it stands: "two vessels" of a text about Iran are Iranian. In an act more is
known: who seizes two vessels seldom seizes his own, whom the police arrest is mostly of the country, companies of a
sanctions list are the other side's or of many countries. The countries of the text, no country, and PLOVER's codes
without one are weighed by a small network that readings trained (``allegiance.npz`` beside the reader, made by
training/allegiance.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from spacy.tokens import Token

from tocsin.actors import homeland
from tocsin.actors.antecedents import shares
from tocsin.actors.coreference import is_pronoun
from tocsin.actors.nominals import SUBJECTS, is_definite, is_plural, possessor, role_of
from tocsin.actors.scene import Party, Scene
from tocsin.actors.vocabulary import ME, WE
from tocsin.language.labels import EVENTS, KINDS, SECTORS
from tocsin.language.signals import Home

# What a party may be besides a country: nobody's, or one of PLOVER's actors without a country.
STATELESS = ("", "IGO", "MNC", "NGO", "IMG", "ISM")
# Weights of what the reader takes a phrase for, and of the words that the second reading takes to say whose it is. Of
# 2,798 open phrases of readings that nothing learned from, 79.4 % of those in corpus/ get the right code with both,
# 77.9 without the words, 75.9 with neither; of those in news 86.4, 86.3 and 86.1.
HEARD = 2.0
HOME = 0.7
ACT = (
    "answer", "own", "not_own", "own_known", "beside", "not_beside", "beside_known", "named_twice",
    "taken_up", "not_taken_up",
)  # fmt: skip
_SECTORS = ("", *SECTORS)
_NOUNS = ("vessel ship boat tanker aircraft plane drone company firm bank militant fighter gunman attacker rebel group "
          "people person man woman civilian child citizen resident national protester demonstrator student worker "
          "journalist activist migrant refugee prisoner hostage soldier troop force police officer official minister "
          "government authority president leader ambassador diplomat embassy envoy mission base camp village city "
          "town building school hospital target position infrastructure facility site country nation state side "
          "party court judge parliament lawmaker army military navy member organisation organization individual "
          "entity family victim suspect territory border airport port").split()  # fmt: skip
PLAIN = (
    "recipient", "pronoun", "name", "plural", "definite", "numbered", "subject", "possessed", "guessed",
    *(f"is_{e}" for e in EVENTS[1:]), *(f"of_{s}" for s in _SECTORS), *(f"noun_{n}" for n in _NOUNS),
)  # fmt: skip
OPTION = (*homeland.FEATURES, *ACT, *(f"code_{c or 'none'}" for c in STATELESS))


@dataclass(frozen=True, slots=True)
class Part:
    """What a phrase does in an act: its role, the act's type, and the codes that are sure on either side."""

    role: str
    event: str
    others: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()


def is_open(scene: Scene, token: Token, found: tuple[Party, ...]) -> bool:
    """Was the one answer for `token` taken from the text around it rather than from its own words?"""
    if len(found) != 1 or (token.lower_ in ME | WE and scene.speaker(token) is not None):
        return False
    taken_up = token.pos_ != "PROPN" and token.i in scene.taken_up
    return token.i in scene.guessed or is_pronoun(token) or taken_up


def options(scene: Scene, token: Token, found: Party, part: Part) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The codes weighed, their OPTION features one row each, and the PLAIN features of the phrase."""
    codes, of_country = homeland.options(scene, token, official=bool(scene.guessed.get(token.i)))
    if found.code and found.code not in codes and found.code not in STATELESS:
        codes = [*codes, found.code]
        of_country = np.vstack([of_country, np.zeros((1, of_country.shape[1]), np.float32)])
    rows = np.zeros((len(codes) + len(STATELESS), len(OPTION)), np.float32)
    rows[: len(codes), : of_country.shape[1]] = of_country
    base = len(homeland.FEATURES)
    taken = shares(scene, token)
    for k, code in enumerate([*codes, *STATELESS]):
        values = (
            code == found.code,
            code in part.others,
            bool(part.others) and code not in part.others,
            bool(part.others),
            code in part.beside,
            bool(part.beside) and code not in part.beside,
            bool(part.beside),
            code in part.others and code in part.beside,
            taken.get(code, 0.0),
            bool(taken) and code not in taken,
        )
        rows[k, base : base + len(ACT)] = values
        if k >= len(codes):
            rows[k, base + len(ACT) + k - len(codes)] = 1.0
    return [*codes, *STATELESS], rows, _plain(scene, token, found, part)


def _plain(scene: Scene, token: Token, found: Party, part: Part) -> np.ndarray:
    lemma = token.lemma_.lower()
    values = [
        part.role == "recipient",
        is_pronoun(token),
        token.pos_ == "PROPN",
        is_plural(token),
        is_definite(token),
        any(c.dep_ == "nummod" for c in token.children) or token.pos_ == "NUM",
        role_of(token) in SUBJECTS,
        possessor(token) is not None,
        token.i in scene.guessed,
        *(part.event == e for e in EVENTS[1:]),
        *((found.sector[:1] or ("",))[0] == s for s in _SECTORS),
        *(lemma == n for n in _NOUNS),
    ]
    return np.array(values, np.float32)


def weigh(rows: np.ndarray, plain: np.ndarray, weights: dict[str, np.ndarray]) -> np.ndarray:
    """Log-odds of each option: a linear part and one hidden layer over its features and those of the phrase."""
    hidden = np.tanh(rows @ weights["option"] + plain @ weights["plain"] + weights["bias"])
    scores: np.ndarray = hidden @ weights["out"] + rows @ weights["linear"]
    return scores


def code_of(
    scene: Scene,
    token: Token,
    found: Party,
    part: Part,
    folder: Path,
    kind: np.ndarray,
    home: Home | None = None,
) -> str:
    """The code that weighs most for a phrase in its part.

    ``kind``: what the reader takes it for (KINDS, 0-1); ``home``: the first token of a stretch of text, and
    of each of its words how likely it says whose the phrase is.
    """
    codes, rows, plain = options(scene, token, found, part)
    heard = [kind[KINDS.index(c or "none" if c in STATELESS else "state")] for c in codes]
    scores = weigh(rows, plain, _weights(folder)) + HEARD * np.log(np.clip(heard, 0.02, 1.0))
    if home is not None:
        scores += HOME * np.log(np.clip(_said(scene, codes, home), 0.02, 1.0))
    return codes[int(np.argmax(scores))]


def _said(scene: Scene, codes: list[str], home: Home) -> list[float]:
    """How likely the words of a stretch of text say each code; of those that it does not name, that none of it does."""
    start, row = home
    found: dict[str, float] = {}
    for code in codes:
        inside = [i - start for i in homeland.bearers(scene).get(code, ()) if start <= i < start + len(row)]
        if inside:
            found[code] = float(row[inside].max())
    left = 1.0 - max(found.values(), default=0.0)
    return [found.get(code, left) for code in codes]


@lru_cache(maxsize=2)
def _weights(folder: Path) -> dict[str, np.ndarray]:
    with np.load(folder / "allegiance.npz") as table:
        return {name: table[name] for name in table.files}
