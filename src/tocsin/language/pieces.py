"""Words to the encoder's input arrays: word pieces, shapes, first and last piece of every word.

Shared by training and by the bundled reader, so that both see text the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

CLS, SEP, PAD, UNK = 101, 102, 0, 100
# Word pieces of a pack, [CLS] and [SEP] included; the encoder's own limit is 512 and attention grows with the square.
PACK_PIECES = 160
# A "word" of more pieces (a URL, a 100,000-character line) is cut: its tail says nothing about syntax.
WORD_PIECES = 12

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " ", "‑": "-"})
LOWER, TITLE, UPPER, MIXED, DIGIT, OTHER, INITIAL, SPECIAL = range(8)


def word_shape(word: str) -> int:
    """One of eight shapes; the encoder itself is uncased."""
    if not any(c.isalnum() for c in word):
        return OTHER
    if any(c.isdigit() for c in word):
        return DIGIT
    if word.islower():
        return LOWER
    if word.isupper():
        return INITIAL if len(word.strip(".")) == 1 else UPPER
    return TITLE if word[0].isupper() and word[1:].islower() else MIXED


@dataclass(slots=True)
class Pieces:
    """Word pieces of some words, without special tokens: ``ids[k]`` are the pieces of word k."""

    ids: list[list[int]]
    shapes: list[int]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def size(self) -> int:
        """Number of pieces, [CLS] and [SEP] included."""
        return sum(map(len, self.ids)) + 2


class PieceMaker:
    """Turns words into word pieces with the encoder's own vocabulary (a ``tokenizer.json``)."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known: dict[str, tuple[list[int], int]] = {}

    def word(self, word: str) -> list[int]:
        """Piece ids of one word, never empty, at most WORD_PIECES."""
        return self._look_up(word)[0]

    def words(self, words: Sequence[str]) -> Pieces:
        found = [self._look_up(w) for w in words]
        return Pieces([ids for ids, _ in found], [shape for _, shape in found])

    def _look_up(self, word: str) -> tuple[list[int], int]:
        found = self._known.get(word)
        if found is None:
            plain = word[:200].translate(_PLAIN)
            ids = self._tokenizer.encode(plain, add_special_tokens=False).ids[:WORD_PIECES] or [UNK]
            found = ids, word_shape(word)
            if len(self._known) < 200_000:
                self._known[word] = found
        return found


def batch_arrays(packs: Sequence[Pieces], multiple: int = 1) -> dict[str, np.ndarray]:
    """Pad packs to arrays: ids, mask, shapes [batch, pieces]; first, last [batch, words] (int64).

    Widths are rounded up to a multiple of ``multiple`` (kernels are cached by shape).
    """
    width = -(-max(p.size for p in packs) // multiple) * multiple
    length = -(-max(len(p) for p in packs) // multiple) * multiple
    ids = np.zeros((len(packs), width), np.int64)
    mask = np.zeros_like(ids)
    shapes = np.full_like(ids, SPECIAL)
    first = np.zeros((len(packs), length), np.int64)
    last = np.zeros_like(first)
    for b, pack in enumerate(packs):
        counts = np.array([len(word) for word in pack.ids], np.int64)
        ends = np.cumsum(counts)
        end = int(ends[-1]) + 1 if len(ends) else 1
        ids[b, :end] = [CLS, *chain.from_iterable(pack.ids)]
        ids[b, end] = SEP
        shapes[b, 1:end] = np.repeat(pack.shapes, counts)
        first[b, : len(pack)] = ends - counts + 1
        last[b, : len(pack)] = ends
        mask[b, : end + 1] = 1
    return {"ids": ids, "mask": mask, "shapes": shapes, "first": first, "last": last}
