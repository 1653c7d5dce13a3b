"""Parsed Docs written by hand, so that rules over trees are tested without any model."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

_NLP = spacy.blank("en")


def parsed(table: str) -> Doc:
    """A Doc from one word per `/`-joined cell: `form/POS/TAG/head/relation[/lemma]`, heads counted from 1, 0 the root.

    >>> parsed("They/PRON/PRP/2/nsubj met/VERB/VBD/0/root/meet")[1].lemma_
    'meet'
    """
    rows = [cell.split("/") for cell in table.split()]
    if bad := [row for row in rows if len(row) not in (5, 6)]:
        raise ValueError(f"cells need 5 or 6 parts: {bad}")
    words = [row[0] for row in rows]
    spaces = [i + 1 < len(words) and words[i + 1] not in (",", ".", "'s", ";", "-") for i in range(len(words))]
    heads = [int(row[3]) - 1 if row[3] != "0" else i for i, row in enumerate(rows)]
    lemmas = [row[5] if len(row) == 6 else row[0] if row[1] == "PROPN" else row[0].lower() for row in rows]
    deps = [row[4] if row[4] != "root" else "ROOT" for row in rows]
    return Doc(
        _NLP.vocab, words, spaces, pos=[row[1] for row in rows], tags=[row[2] for row in rows], heads=heads, deps=deps,
        lemmas=lemmas,
    )  # fmt: skip


def word(doc: Doc, form: str) -> int:
    """The index of the only token written `form`."""
    (found,) = [token.i for token in doc if token.text == form]
    return found
