"""What the older formats (GDELT, ICEWS, Phoenix) ask of a record: one doer, one receiver, one CAMEO code, one number.

Their rows say that something happened. A record that says it did not, or may, or will, has no place there and is left
out: `obstacle` says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tocsin.events.ontology import load_ontology
from tocsin.records import Article, Entity, Event, content_id

# Types whose parties act on each other when all of them are actors (a meeting without host, a two-sided fight).
MUTUAL = frozenset(("CONSULT", "AGREE", "COOPERATE", "ASSAULT"))
UNTOLD = ("negation", "hypothetical", "future")  # statuses of what is not told as done
_OWN_ID = re.compile(r"[0-9a-f]{16}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
# Where a sentence ends, near enough for a number: an end mark before a capital, or a line end.
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n\s*")

Pair = tuple[Entity | None, Entity | None]


def obstacle(event: Event, *, parties: bool = True) -> str:
    """Why a record cannot stand in a format that knows no status and needs a day; "" if it can."""
    for status in UNTOLD:
        if status in event.auxiliary:
            return status
    if not (event.date or event.published):
        return "no date"
    return "no party" if parties and not (event.actor or event.recipient) else ""


def pairs(event: Event) -> list[Pair]:
    """Each doer with each receiver; of mutual acts without a receiver, each party with each other one, both ways."""
    if event.event in MUTUAL and not event.recipient and len(event.actor) > 1:
        return [(one, other) for one in event.actor for other in event.actor if one is not other]
    return [(doer, receiver) for doer in event.actor or (None,) for receiver in event.recipient or (None,)]


def numbered(event: Event, family: str, bits: int) -> Iterator[tuple[int, Entity | None, Entity | None]]:
    """The pairs, each with a number of its own that depends on the record only.

    A row that came from `family` (`gdelt`, `icews`) gets its own number back. Of our records the first pair's number is
    the beginning of the id, read as a hexadecimal number of at most `bits` bits.
    """
    whose, _, rest = event.id.partition(":")
    native = rest.partition(":")[0]
    for index, (doer, receiver) in enumerate(pairs(event)):
        if not index and whose == family and native.isdigit():
            number = int(native)
        else:
            digits = event.id if not index and _OWN_ID.fullmatch(event.id) else content_id(family, event.id, index)
            number = int(digits, 16) >> (64 - bits)
        yield number, doer, receiver


def day_of(event: Event) -> str:
    """The first day of the act, else that of publication, as YYYY-MM-DD; "" if neither is known."""
    return event.date or event.published or ""


def cameo_of(event: Event) -> str:
    """The CAMEO code with three digits at least (04 is 040), else the most general one of this type and mode."""
    code = event.cameo or _general_cameo(event.event, event.mode[:1])
    return f"{code}0" if len(code) == 2 and f"{code}0" in load_ontology().cameo else code


@cache
def _general_cameo(event: str, mode: tuple[str, ...]) -> str:
    from tocsin.events.triggers import default_cameo  # brings in spaCy

    return default_cameo(event, *mode or ("",))


def goldstein(code: str, scale: str) -> float:
    """The Goldstein value of a CAMEO code in `gdelt` or `icews`; of a code they lack, that of the code above it."""
    known = load_ontology().cameo
    for length in (4, 3, 2):
        if found := known.get(code[:length]):
            value: float | None = getattr(found, f"goldstein_{scale}")
            if value is not None:
                return value
    return 0.0


def sentence_number(event: Event, article: Article) -> int | None:
    """Which sentence of the article tells it, from 1: counted by end marks, or what an imported row says."""
    if article.text:
        start = event.evidence.sentence[0]
        return 1 + sum(found.end() <= start for found in _SENTENCE_END.finditer(article.text))
    return pointed(event, "sentence")


def pointed(event: Event, what: str) -> int | None:
    """A number in the pointer that an imported record keeps: of `story 47400351, sentence 2` the `sentence` is 2."""
    found = re.search(rf"\b{what} (\d+)", event.evidence.rule)
    return int(found[1]) if found and not event.evidence.trigger[1] else None


def shown_name(entity: Entity) -> str:
    """The name of a party, else the words it was read from, else its codes."""
    return entity.name or entity.text or entity.label


def cell(value: object) -> str:
    """One cell of a file without quotes: no tabs, no line ends, numbers without needless digits.

    >>> cell(21.0), cell("two\\nlines"), cell(None)
    ('21', 'two lines', '')
    """
    if value is None:
        return ""
    return f"{value:.10g}" if isinstance(value, float) else _CONTROL.sub(" ", str(value)).strip()
