"""The constructions of the lexicon, compiled: a plain English skeleton becomes phrases of roles, literals and classes.

``ACTOR impose @sanctions on RECIPIENT`` reads: before the predicate an ACTOR, bare after it a word of the class
*sanctions*, behind "on" a RECIPIENT. The notation is described in data/lexicon/README.md.
"""

from __future__ import annotations

from dataclasses import dataclass

ROLES = frozenset({"ACTOR", "RECIPIENT", "CONTENT", "PLACE", "TARGET", "ANY"})
PREPOSITIONS = frozenset(
    "on to with against for from of by in at over into about between among toward towards under after off out up down "
    "back through upon across as away ahead apart aside along together forward open onto behind before near around "
    "within without during until amid alongside despite outside inside beyond per via".split()
)
# The places "before" and "after" of a phrase mean the predicate's own sides, never the prepositions.
BEHIND_PLACES = PREPOSITIONS - {"before", "after"}
CLAUSES = frozenset({"to", "that", "ing"})
_SKIPPED = frozenset({"a", "an", "the"})
_NAMES = frozenset({"US", "UN", "EU"})


@dataclass(frozen=True, slots=True)
class Item:
    """One word of a skeleton: ``kind`` is role, word or class.

    ``required`` (``!``) roles must be filled; ``tone`` of a CONTENT is "+" (must not be hostile), "-" (must be) or "".
    ``owner``: the role stands before ``'s``.
    """

    kind: str
    value: str
    required: bool = False
    tone: str = ""
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Items that stand together: ``place`` is before (the predicate), after (bare), a preposition, or to, that, ing."""

    place: str
    items: tuple[Item, ...]

    @property
    def literals(self) -> tuple[Item, ...]:
        """Its words and classes."""
        return tuple(i for i in self.items if i.kind != "role")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled skeleton. ``particles`` must hang on the predicate itself."""

    before: Phrase
    phrases: tuple[Phrase, ...]
    particles: tuple[str, ...]

    @property
    def items(self) -> tuple[tuple[str, Item], ...]:
        """All items with their place, in reading order."""
        return tuple((p.place, i) for p in (self.before, *self.phrases) for i in p.items)


def compile_pattern(pattern: str, predicate: str, pos: str) -> Pattern:
    """Phrases and particles of a skeleton.

    Raises ValueError when the predicate does not stand in it or a role is unknown.

    >>> compile_pattern("ACTOR call on RECIPIENT to CONTENT", "call", "verb").particles
    ('on',)
    """
    words = pattern.split()
    at = next((i for i, w in enumerate(words) if w.rstrip("!") == predicate), -1)
    if at < 0:
        raise ValueError(
            f"the pattern {pattern!r} does not contain its predicate {predicate!r}; write it as one of the words"
        )
    before = Phrase("before", tuple(_items(words[:at])))
    rest = [w for w in words[at + 1 :] if w not in _SKIPPED]
    phrases: list[Phrase] = []
    particles: list[str] = []
    place, held = "after", list[str]()
    for i, word in enumerate(rest):
        following = rest[i + 1] if i + 1 < len(rest) else ""
        marker = word in CLAUSES and following and (word != "ing" or following.startswith("CONTENT"))
        if not marker and word not in PREPOSITIONS:
            held.append(word)
            continue
        particle = not following or (following in PREPOSITIONS and not marker)
        if (
            particle and place in CLAUSES and held and not _is_role(held[0])
        ):  # "agree to step down": down goes with step
            held.append(word)
            continue
        _close(phrases, place, held)
        place, held = "after", []
        if particle:
            particles.append(word)
            continue
        place = word
        if i == 0 and pos == "verb" and word in PREPOSITIONS and word != "to" and _is_role(following):
            particles.append(word)
    _close(phrases, place, held)
    return Pattern(before, tuple(phrases), tuple(dict.fromkeys(particles)))


def _close(phrases: list[Phrase], place: str, words: list[str]) -> None:
    if words:
        phrases.append(Phrase(place, tuple(_items(words))))


def _is_role(word: str) -> bool:
    return word.rstrip("!+-") in ROLES


def _items(words: list[str]) -> list[Item]:
    """Roles, classes and literals among the words of one phrase."""
    items: list[Item] = []
    for word in words:
        name = word.rstrip("!+-")
        if word == "'s":
            if items and items[-1].kind == "role":
                items[-1] = Item("role", items[-1].value, items[-1].required, items[-1].tone, owner=True)
        elif name in ROLES:
            tone = next((c for c in word[len(name) :] if c in "+-"), "")
            items.append(Item("role", name, "!" in word, tone))
        elif name.isupper() and len(name) > 2 and name.rstrip("S") not in _NAMES:
            raise ValueError(f"unknown role {name!r}; known are {', '.join(sorted(ROLES))}")
        elif word.startswith("@"):
            items.append(Item("class", word[1:]))
        elif word not in _SKIPPED and word != "and":
            items.append(Item("word", word.lower()))
    return items
