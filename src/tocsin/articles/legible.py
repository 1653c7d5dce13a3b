"""The same text as a reader wants it: odd characters replaced one by one, so that every offset stays."""

from __future__ import annotations

import unicodedata

# One character to one character, never more or fewer.
_PLAIN = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u201b": "'",
    "\u02bc": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u201f": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "-",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u0085": "\n",
    "\r": "\n",
}


class _Legible(dict[int, str]):
    """Translation table that decides about a character when it first meets it."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = _PLAIN.get(char, char)
        if char not in _PLAIN and char not in "\n\t":
            # Zs: non-breaking and thin spaces; Cc, Cf: control characters, right-to-left marks, zero-width characters
            plain = " " if unicodedata.category(char) in ("Zs", "Cc", "Cf") else char
        self[code] = plain
        return plain


_TABLE = _Legible()


def legible(text: str) -> str:
    """A copy of equal length with plain quotes, spaces and no control characters, marks or soft hyphens.

    >>> legible("\\u201cNo\\u201d,\\u00a0said\\u200f Yoon")
    '"No", said  Yoon'
    """
    return text.translate(_TABLE)
