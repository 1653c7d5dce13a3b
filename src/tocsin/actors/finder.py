"""Where a text names a known country, place, organisation, person or role."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from tocsin.actors.phrases import Piece, pieces
from tocsin.actors.registry import Entry, Registry
from tocsin.actors.vocabulary import AGAINST, BACKED, TITLES

__all__ = ["GEO", "NAMES", "Match", "Matches", "find_matches"]

GEO = frozenset(["country", "adjective", "people", "capital", "seat", "region"])
ORGANISED = frozenset(["international", "armed", "party", "media", "institution", "company", "ngo"])
NAMES = GEO | ORGANISED | {"person"}

_FORMS_OF_ADDRESS = TITLES | frozenset(
    ["president", "minister", "secretary", "chancellor", "king", "queen", "premier", "pope"]
)
_LINKED = frozenset(["flat", "goeswith"])


@dataclass(frozen=True, slots=True)
class Match:
    """A known phrase at tokens [start, end): the entries it may mean; `foreign` if only a backer or target."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    foreign: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its entries."""
        return frozenset(entry.kind for entry in self.entries)

    def of(self, kinds: frozenset[str] | set[str]) -> Entry | None:
        """Its first entry of one of `kinds`."""
        return next((entry for entry in self.entries if entry.kind in kinds), None)


class Matches:
    """The matches of a document, in order and by token."""

    def __init__(self, found: list[Match]) -> None:
        self.all = found
        self._ends = [match.end for match in found]
        self.at: dict[int, list[Match]] = {}
        for match in found:
            for i in range(match.start, match.end):
                self.at.setdefault(i, []).append(match)

    def before(self, i: int) -> Iterator[Match]:
        """The matches that end before token `i`, the nearest first."""
        for at in range(bisect_right(self._ends, i) - 1, -1, -1):
            yield self.all[at]

    def on(self, i: int) -> Match | None:
        """The last match that covers token `i`."""
        here = self.at.get(i)
        return here[-1] if here else None


def find_matches(doc: Doc, registry: Registry, date: str | None) -> Matches:
    """All known phrases of `doc`, longest first from the left; entries not valid on `date` left out."""
    found: list[Match] = []
    if not len(doc):
        return Matches(found)
    whole = doc.text
    text = pieces(whole)
    starts = [token.idx for token in doc]
    longest = registry.phrases.longest
    at, count = 0, len(text)
    while at < count:
        hit = longest(text, at)
        if hit is None:
            at += 1
            continue
        n, entries = hit
        if n > 1 and _overtaken(longest, text, at, n):
            at += 1
            continue
        entries = _valid(entries, date)
        if entries:
            first = bisect_right(starts, text[at].start) - 1
            last = bisect_right(starts, text[at + n - 1].start) - 1
            found.append(Match(first, last + 1, entries, _is_foreign(whole, text, at, n)))
        at += n
    titles = {i for m in found if m.kinds & (GEO | {"role"}) for i in range(m.start, m.end)}
    return Matches([m for m in found if not _part_of_a_name(doc, m, titles)])


_Find = Callable[[list[Piece], int], tuple[int, tuple[Entry, ...]] | None]


def _overtaken(longest: _Find, text: list[Piece], at: int, n: int) -> bool:
    """Does a longer phrase begin inside this one: "The National" in "The National Transportation Safety Board"?

    Behind "the" one as long will do: "The National Assembly" is no paper.
    """
    as_long = 1 if text[at].key == "the" else 0
    return any((hit := longest(text, k)) is not None and hit[0] > n - as_long for k in range(at + 1, at + n))


def _valid(entries: tuple[Entry, ...], date: str | None) -> tuple[Entry, ...]:
    # An old name of a country still means it ("the former Zaire"), and people are dated by office: only
    # organisations whose name was taken over by another go by date.
    if len(entries) < 2 or date is None:
        return entries
    now = tuple(e for e in entries if e.kind == "person" or e.covers(date))
    return now or entries


def _is_foreign(text: str, parts: list[Piece], at: int, n: int) -> bool:
    after = at + n
    if after < len(parts) and parts[after].key in BACKED:
        gap = text[parts[after - 1].end : parts[after].start]
        if gap.strip(" .") in ("-", "–", "‑"):
            return True
    if at and parts[at - 1].key in AGAINST:
        return text[parts[at - 1].end : parts[at].start].strip() in ("-", "–", "‑", "")
    return False


def _part_of_a_name(doc: Doc, match: Match, titles: set[int]) -> bool:
    """Whether a place or role is only a piece of a longer name: "Israel Katz", "Chad Smith"."""
    kinds = match.kinds
    if kinds == {"person"} and match.end - match.start == 1:
        return _one_of_several(doc[match.start], titles)
    if kinds == {"media"}:
        return _begins_a_name(doc, match, titles)
    if "person" in kinds or kinds & ORGANISED or not doc[match.start].text[:1].isupper():
        return False
    for token in doc[match.start : match.end]:
        if token.dep_ in _LINKED and not match.start <= token.head.i < match.end:
            return not (kinds & {"role"}) and _names_a_person(token.head, match)
        if any(_follows(child, match) for child in token.rights):
            return not kinds & {"role", "modifier"}
    return False


def _begins_a_name(doc: Doc, match: Match, titles: set[int]) -> bool:
    """Whether the name of a paper is the beginning of another: "The National [Party]", "The Sun [Valley School]"."""
    last, after = doc[match.end - 1], doc[match.end] if match.end < len(doc) else None
    if after is None or doc[match.start].lower_ != "the" or last.dep_ not in ("compound", "amod", "flat"):
        return False
    return last.head.i >= match.end and after.pos_ == "PROPN" and after.text.istitle() and after.i not in titles


def _one_of_several(token: Token, titles: set[int]) -> bool:
    """Whether a family name known alone belongs here to another first name: "Melania [Trump]"."""
    before = token.nbor(-1) if token.i else token
    if (
        before.i != token.i
        and before.i not in titles
        and before.pos_ == "PROPN"
        and before.text.isalpha()
        and _one_phrase(before, token)
    ):
        return before.lower_ not in _FORMS_OF_ADDRESS
    return any(child.dep_ in _LINKED and child.pos_ == "PROPN" and child.i == token.i + 1 for child in token.children)


def _one_phrase(first: Token, second: Token) -> bool:
    """Whether two neighbours are parts of a name, however the parser hung them."""
    if first.head.i == second.i:
        return first.dep_ in ("compound", "flat")
    side_by_side = first.head.i == second.head.i and first.dep_ == second.dep_
    return side_by_side or (second.head.i == first.i and second.dep_ in _LINKED)


def _follows(child: Token, match: Match) -> bool:
    return child.dep_ in _LINKED and child.i == match.end and child.pos_ == "PROPN"


def _names_a_person(head: Token, match: Match) -> bool:
    """Whether a linked head stands right before, only words of the name between: not the first of a list."""
    between = head.doc[head.i : match.start]
    return len(between) > 0 and all(token.pos_ == "PROPN" and token.text[:1].isupper() for token in between)
