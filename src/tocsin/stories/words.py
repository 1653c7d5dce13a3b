"""What the words around an act weigh when two sentences are compared: names and numbers much, everyday words little.

The weights come from a fixed table (data/stories/words.tsv), never from the store, so that a pair of mentions has the
same score whatever else has been added.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from tocsin.settings import DATA
from tocsin.tables import read_table

WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?|\d[\d.,:/]*")
NAME, NUMBER = 1.6, 1.0
_OF_ALL = 10_000  # sentences the table counts by
LEAST = 10.0  # sentences of them; rarer words are not in the table
_COMMON = 1_000.0  # words as common as this tell nothing
_ENDINGS = "izations ization isations isation ations ation ments ment ions ion ings ing ies ied ers er es ed s".split()
_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
# "Jan. 13, 2016", "13 January", "in 2016": when is told elsewhere. A bare month may be a name, a bare year a number.
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:19|20)\d\d\b"
_DAY = re.compile(
    rf"\b\d{{1,2}} {_MONTH}(?!\w)(?:,? {_YEAR})?|\b{_MONTH} \d{{1,2}}\b(?:,? {_YEAR})?|\b{_MONTH} {_YEAR}"
    rf"|\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|of|late|early) {_YEAR}"
)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_COUNTING = frozenset(_CARDINALS[1:])
_COUNTED = re.compile(r"(?<![\w-])(?:\d[\d,]*|[a-z]+)(?![\w-])")
_SPELT = {word: str(number) for words in (_CARDINALS, _ORDINALS) for number, word in enumerate(words, 1)}


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without its inflection and its commonest nominal endings: good enough to compare, not to read.

    >>> [stem(w) for w in ("condemned", "condemnation", "Launches", "launched", "talks")]
    ['condemn', 'condemn', 'launch', 'launch', 'talk']
    """
    word = word.casefold().replace("’", "'").removesuffix("'s").strip("'")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    else:
        if word.endswith("s") and len(word) > 3 and not word.endswith("ss"):
            word = word[:-1]
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


def keyed(word: str) -> str:
    """What two words must share to count as one: the number, or the stem; names keep their capital.

    >>> [keyed(w) for w in ("fifth", "1,200", "tests", "Kaesong's")]
    ['5', '1200', 'test', 'Kaesong']
    """
    if word[0].isdigit():
        return word.rstrip(".,:/").replace(",", "")
    if word.casefold() in _SPELT:
        return _SPELT[word.casefold()]
    stemmed = stem(word)
    return stemmed[:1].upper() + stemmed[1:] if word[0].isupper() else stemmed


@lru_cache(maxsize=1)
def _rates() -> dict[str, float]:
    """Key of a word → in how many of ten thousand sentences it stands."""
    table = read_table(DATA / "stories" / "words.tsv", ("word", "sentences"))
    return {line["word"]: line.number_in("sentences", 0.0, _OF_ALL) for line in table}


def weight(key: str) -> float:
    """What a word weighs, by its key: from 0 for the commonest to 1 for rare words and 1.6 for rare names."""
    if key[0].isdigit():
        return NUMBER
    rate = max(_rates().get(key, 0.0), LEAST)
    rarity = math.log(_COMMON / rate) / math.log(
        _COMMON / LEAST
    )  # 1 for the rarest, 0 for what every tenth sentence has
    return max(0.0, rarity) * (NAME if key[0].isupper() else 1.0)


def weighed(text: str, without: Iterable[tuple[int, int]] = (), offset: int = 0) -> dict[str, float]:
    """The words of a sentence with their weights, without its dates.

    `without` are spans, counted from `offset`, that are left out.

    >>> sorted(weighed("Marines shelled Mariupol on 13 January as 2000 people fled by May 5, 2022."))
    ['2000', 'Marin', 'Mariupol', 'fled', 'shell']
    """
    left_out = [(start - offset, end - offset) for start, end in without]
    left_out += [match.span() for match in _DAY.finditer(text)]
    found: dict[str, float] = {}
    for match in WORD.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in left_out):
            continue
        key = keyed(match.group())
        if match.start() == 0 and stem(match.group()) in _rates():
            key = stem(match.group())  # "Police" at the head of a sentence is no name
        worth = weight(key)
        if worth > 0.05:
            found[key] = worth
    return found


def numbers_in(text: str) -> set[str]:
    """How many a phrase counts, spelt or not, as digits; ordinals, ages and "one" count nothing.

    >>> sorted(numbers_in("1,200 people, three soldiers of the 7th Fleet, a 20-year-old, the Second Army"))
    ['1200', '3']
    """
    return {keyed(word) for word in _COUNTED.findall(text) if word in _COUNTING or word[0].isdigit()}


def is_name(key: str) -> bool:
    """Does this key stand for a name?"""
    return key[0].isupper()


def likeness(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two bags of weighed words, 0 to 1; 0 if one is empty."""
    if not a or not b:
        return 0.0
    if len(b) < len(a):
        a, b = b, a
    shared = sum(worth * worth for word, worth in a.items() if word in b)
    return shared / math.sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values()))


def is_common(key: str) -> bool:
    """Is this word in the table: no rare word, or the name of a country or of somebody much in the news?"""
    return key in _rates()
