"""The word lists of what is no politics: sport, accidents, animals. Format: data/apolitical/README.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

from tocsin.errors import DataFileError
from tocsin.settings import DATA

LEMMAS = frozenset({"mishaps", "vehicles", "beasts", "faults", "breakdowns", "handlers"})
TEXTS = frozenset(
    {"games", "of_games", "matches", "sport", "politics", "sport_bodies", "violence", "intent", "guilt"},
)


@dataclass(frozen=True, slots=True)
class Apolitical:
    """The lists by name, as sets of lemmas and as patterns over text."""

    lemmas: dict[str, frozenset[str]]
    patterns: dict[str, re.Pattern[str]]
    of_a_game: re.Pattern[str]

    def is_one(self, token: Token, *names: str) -> bool:
        """Is the token's lemma in one of these lists?"""
        lemma = token.lemma_.lower()
        return any(lemma in self.lemmas[name] for name in names)

    def told(self, text: str, *names: str) -> bool:
        """Does a word of one of these lists stand in the text?"""
        return any(self.patterns[name].search(text) for name in names)

    def opens_with_game(self, text: str) -> bool:
        """Does the text say first which game it is about ("In ice hockey, ...")?"""
        return bool(self.of_a_game.match(text))


def alternatives(words: Iterable[str]) -> str:
    """A pattern for the lines of a list, the longest first.

    >>> alternatives(["Cup", "detain*"])
    '(?i:detain)\\\\w*|Cup\\\\b'
    """
    return "|".join(_pattern(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def _pattern(word: str) -> str:
    stem = re.escape(word.removesuffix("*"))
    exact = stem if stem != stem.lower() else f"(?i:{stem})"
    return exact + (r"\w*" if word.endswith("*") else r"\b")


@lru_cache(maxsize=4)
def load_apolitical(overlay: Path | None = None) -> Apolitical:
    """The shipped lists with the lines of ``overlay/apolitical`` added; raises DataFileError."""
    words: dict[str, frozenset[str]] = {name: frozenset() for name in LEMMAS | TEXTS}
    for folder in [DATA / "apolitical"] + ([overlay / "apolitical"] if overlay else []):
        for path in sorted(folder.glob("*.txt")):
            if path.stem not in words:
                raise DataFileError(path, 0, f"no list is called {path.stem!r}; known are {', '.join(sorted(words))}")
            words[path.stem] |= frozenset(_lines(path))
    patterns = {name: re.compile(rf"\b(?:{alternatives(words[name])})") for name in TEXTS}
    before, games = alternatives(words["of_games"]), alternatives(words["games"])
    of_a_game = re.compile(rf"In (?:(?:{before}) )*(?:{games})")
    return Apolitical({name: words[name] for name in LEMMAS}, patterns, of_a_game)


def _lines(path: Path) -> Iterable[str]:
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        word = raw.strip()
        if not word or word.startswith("#"):
            continue
        if path.stem in LEMMAS and not re.fullmatch(r"[a-z-]+", word):
            raise DataFileError(path, number, f"{word!r} is not one word in small letters, as {path.stem} asks")
        if "*" in word[:-1] or word == "*":
            raise DataFileError(path, number, f"{word!r}: an asterisk may only stand at the end of a word")
        yield word
