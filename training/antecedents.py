"""Fit the weights that choose what a pronoun or "the group" takes up, on readings whose parties are such words.
``python training/antecedents.py --gold DIR --data DIR --out FILE``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from gold import Text, nearest
from homeland import Choice, parties_of, read_all, validated
from tocsin.actors import antecedents
from tocsin.actors.nominals import conjuncts
from tocsin.actors.resolver import ActorResolver


def choices(pairs: Iterable[tuple[Text, Doc]], resolver: ActorResolver) -> dict[str, list[Choice]]:
    """By kind of anaphor: one for each party of the readings that is such a word and whose party some phrase has."""
    made = defaultdict(list)
    weigh = antecedents.options
    for text, doc in pairs:
        weighed = {}

        def record(scene, token, kind, weighed=weighed):
            found, features = weigh(scene, token, kind)
            meant = [
                {p.code for item in (conjuncts(o) if kind == "people" else [o]) for p in scene.parties(item)}
                for o, _ in found
            ]
            weighed[token.i] = kind, meant, features
            return found, features

        antecedents.options = record
        try:
            actors = resolver.read(doc, text.published)
            for words, codes, place in parties_of(text):
                start, end = nearest(text.text, words, place)
                tokens = [t for t in doc if start <= t.idx < end]
                for token in tokens:
                    actors.entities(token)
                found = [weighed[t.i] for t in tokens if t.i in weighed]
                if found:
                    kind, meant, features = found[-1]
                    known = np.array([bool(m - {""}) for m in meant], bool)
                    right = np.array([m == codes for m in meant], bool)
                    if right.any() and known.sum() > 1:
                        made[kind].append(Choice(text.name, features[known], right[known], np.zeros(known.sum())))
        finally:
            antecedents.options = weigh
    return made


def main() -> None:
    made, out = read_all(__doc__, choices)
    report(made, out)


def report(made: dict[str, list[Choice]], out: Path) -> None:
    """Print cross-validated shares and write the weights."""
    tables = {k: dict(zip(antecedents.FEATURES, validated(k, made[k]), strict=True)) for k in antecedents.KINDS}
    out.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
