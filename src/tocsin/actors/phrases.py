"""Phrases found in running text: the piece is a run of letters or digits, so the tokeniser does not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

# A full stop counts only before a blank: "U.S. troops" gives U S . troops both in a name and in a text,
# while "Iraq. Iran" can never be read as one name. Hyphens and apostrophes separate without leaving a piece.
_PIECE = re.compile(r"[^\W_]+|[\n,;:()\[\]\"“”!?/]|\.(?=\s)")
_LETTERS = re.compile(r"\w(?: \w)+")
_ROUND = str.maketrans("øØłŁđĐıßæÆœŒðþʼ", "oOlLdDisaAoOdt'")
_SHORT = {"us": ("u", "s"), "un": ("u", "n"), "uk": ("u", "k"), "eu": ("e", "u")}


def fold(word: str) -> str:
    """The word without case and diacritics.

    >>> fold("Erdoğan")
    'erdogan'
    """
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(_ROUND))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a dividing mark of a text; `start` and `end` are character offsets, half-open.

    `dotted`: a full stop stands right before it, as before the S of "U.S.".
    """

    raw: str
    key: str
    start: int
    end: int
    dotted: bool = False


def pieces(text: str) -> list[Piece]:
    """The pieces of a text from left to right."""
    return [
        Piece(raw := m.group(), fold(raw), m.start(), m.end(), text[m.start() - 1 : m.start()] == ".")
        for m in _PIECE.finditer(text)
        if text[m.end() : m.end() + 1] != "$"  # "US$5" is money
    ]


def _needs(raw: str) -> str:
    """What case a text must have to be this word: `A` the same capitals, `U` a capital first, `-` any."""
    if raw.isupper() and 1 < len(raw) < 6:
        return "A"
    return "U" if raw[:1].isupper() else "-"


def _fits(need: str, raw: str, name: str) -> bool:
    return need == "-" or (raw[:1].isupper() if need == "U" else raw == name)


@dataclass(frozen=True, slots=True)
class _Row(Generic[T]):
    raws: tuple[str, ...]
    value: T


class PhraseTable(Generic[T]):
    """Values by phrase, looked up longest first.

    A capital in the phrase asks for a capital in the text, a short acronym for the very same letters
    ("US", never "us"); a phrase in small letters is found in any case.

    >>> table = PhraseTable()
    >>> table.add("Islamic State", "IMG")
    >>> table.longest(pieces("the Islamic State group"), 1)
    (2, ('IMG',))
    """

    def __init__(self) -> None:
        self._rows: dict[str, list[_Row[T]]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}

    def add(self, phrase: str, value: T) -> None:
        """Keep `value` under `phrase`; "US", "UN", "UK" and "EU" also stand for the dotted forms."""
        raws = _PIECE.findall(phrase)
        parts = list(zip(raws, fold(phrase).split(), strict=False)) if phrase.replace(" ", "").isalpha() else []
        if len(parts) != len(raws):
            parts = [(raw, fold(raw)) for raw in raws]
        if parts:
            self._put(parts, value)
        if any(key in _SHORT and raw.isupper() for raw, key in parts):
            self._put(_dotted(parts), value)

    def _put(self, parts: list[tuple[str, str]], value: T) -> None:
        raws, keys = zip(*parts, strict=True)
        row = _Row(raws, value)
        rows = self._rows.setdefault(" ".join(keys), [])
        if row not in rows:
            rows.append(row)
        lengths = self._lengths.get(keys[0], ())
        if len(keys) not in lengths:
            self._lengths[keys[0]] = tuple(sorted((*lengths, len(keys)), reverse=True))

    def longest(self, text: list[Piece], at: int, most: int = 99) -> tuple[int, tuple[T, ...]] | None:
        """Number of pieces and values of the longest phrase of up to `most` pieces from piece `at`, or None."""
        lengths = self._lengths.get(text[at].key)
        if lengths is None:
            return None
        for n in lengths:
            if at + n > len(text) or n > most:
                continue
            key = text[at].key if n == 1 else " ".join([p.key for p in text[at : at + n]])
            rows = self._rows.get(key)
            if rows is None or (_LETTERS.fullmatch(key) and not text[at + 1].dotted):  # "a U.S. base" is no A.U.
                continue
            values = tuple(row.value for row in rows if self._agrees(row, text, at))
            if values:
                return n, values
        return None

    @staticmethod
    def _agrees(row: _Row[T], text: list[Piece], at: int) -> bool:
        return all(_fits(_needs(raw), text[at + i].raw, raw) for i, raw in enumerate(row.raws))

    def get(self, phrase: str) -> tuple[T, ...]:
        """Values of exactly this phrase, in any case."""
        rows = self._rows.get(" ".join(p.key for p in pieces(phrase)), ())
        return tuple(row.value for row in rows)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _dotted(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for i, (raw, key) in enumerate(parts):
        if raw.isupper() and key in _SHORT:
            out += [(letter.upper(), letter) for letter in _SHORT[key]]
            out += [(".", ".")] if i + 1 < len(parts) else []
        else:
            out.append((raw, key))
    return out
