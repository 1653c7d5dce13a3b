"""Is this English? A small check by script and function words: no model, no dependency, about a millisecond.

It drops what is surely another language and lets through what is too short to tell, so a headline without a single
function word stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from operator import itemgetter

from tocsin.settings import DATA
from tocsin.tables import read_table

_FILE = DATA / "language" / "function_words.tsv"

_SAMPLE = 20_000  # characters looked at, from the beginning
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _function_words() -> dict[str, frozenset[str]]:
    """Function words by language, English first; words shared with English count for English only."""
    rows = {line["language"]: frozenset(line["words"].split()) for line in read_table(_FILE, ("language", "words"))}
    english = rows.pop("English")
    return {"English": english, **{name: words - english for name, words in rows.items()}}


def foreign_language(text: str) -> str | None:
    """Name of the language or script if the text is surely not English, else None.

    >>> foreign_language("Le président a condamné les essais et il a demandé des sanctions pour la Corée du Nord.")
    'French'
    >>> foreign_language("Seoul condemns missile launch") is None
    True
    """
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return None
    script = _foreign_script(words)
    if script:
        return script
    counts = Counter(words)
    hits = {name: sum(counts[word] for word in known) for name, known in _function_words().items()}
    english = hits.pop("English")
    name, foreign = max(hits.items(), key=itemgetter(1))
    # 4 hits: "La Paz" and "Das Island" stay English; in real foreign prose every third word is in its list, and
    # English ("a", "in", "on") seldom reaches a third of that.
    if foreign >= 4 and foreign > 2 * english and foreign > len(words) * 0.12:
        return name
    return None


def _foreign_script(words: list[str]) -> str | None:
    """The script, if more letters are non-Latin than Latin."""
    scripts: Counter[str] = Counter()
    for word in words:
        first = word[0]
        scripts["LATIN" if first < "\u0250" else unicodedata.name(first, "UNKNOWN").split()[0]] += len(word)
    name, size = scripts.most_common(1)[0]
    return None if name == "LATIN" or size <= sum(scripts.values()) * 0.5 else f"{name.title()} script"
