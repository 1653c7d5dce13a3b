"""The lexicon: predicates with their constructions, written as plain English skeletons, compiled to requirements.

A row says ``impose  verb  ACTOR impose @sanctions on RECIPIENT``. Words in capitals are roles (optional unless marked
``!``), ``@name`` a class of words, everything else must literally stand in the clause. Format: data/lexicon/README.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tocsin.errors import DataFileError
from tocsin.events.ontology import load_ontology
from tocsin.settings import DATA
from tocsin.tables import Line, read_table

COLUMNS = ("predicate", "pos", "pattern", "mode", "cameo", "context", "example")
PARTS_OF_SPEECH = {"verb", "noun", "adj"}
ROLES = {"ACTOR", "RECIPIENT", "CONTENT", "PLACE", "TARGET", "ANY"}
PREPOSITIONS = frozenset(
    "on to with against for from of by in at over into about between among toward towards under after off out up down "
    "back through upon across as away ahead apart aside along together forward open onto behind before near around "
    "within without during until amid alongside despite outside inside beyond per via".split()
)
_MARKERS = {"to", "that", "ing"}


@dataclass(frozen=True, slots=True)
class Slot:
    """A role and where it stands: ``before`` the predicate, bare ``after`` it, or behind a preposition."""

    role: str
    place: str
    required: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a construction of a predicate. ``event`` is "" for what must not be coded.

    ``words`` are literals and ``classes`` names of word classes that must stand in the clause; ``particles`` must hang
    on the predicate itself; ``clause`` is to, that, ing or "".
    """

    predicate: str
    pos: str
    event: str
    pattern: str
    mode: str
    cameo: str
    context: tuple[str, ...]
    example: str
    slots: tuple[Slot, ...]
    words: tuple[str, ...]
    classes: tuple[str, ...]
    particles: tuple[str, ...]
    clause: str
    source: str

    @property
    def specificity(self) -> float:
        """How much the construction asks for; the more, the rather it wins over others of the same predicate."""
        demanded = sum(s.required for s in self.slots)
        return 2.0 * (len(self.words) + len(self.classes)) + 1.0 * len(self.particles) + 0.75 * demanded


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by (predicate lemma, part of speech), and the word classes."""

    entries: dict[tuple[str, str], tuple[Entry, ...]]
    classes: dict[str, frozenset[str]]

    def __iter__(self) -> Iterator[Entry]:
        for group in self.entries.values():
            yield from group

    def of(self, lemma: str, pos: str) -> tuple[Entry, ...]:
        """Entries of a predicate; () when unknown."""
        return self.entries.get((lemma, pos), ())


def compile_pattern(pattern: str, predicate: str, pos: str) -> tuple[tuple[Slot, ...], dict[str, tuple[str, ...]], str]:
    """Slots, requirements (words, classes, particles) and clause type of a skeleton.

    Raises ValueError when the predicate does not stand in it or a role is unknown.
    """
    tokens = pattern.split()
    at = next((i for i, t in enumerate(tokens) if t.rstrip("!") == predicate), -1)
    if at < 0:
        raise ValueError(f"the pattern {pattern!r} does not contain its predicate {predicate!r}")
    slots: list[Slot] = []
    need: dict[str, list[str]] = {"words": [], "classes": [], "particles": []}
    clause = ""
    for tok in tokens[:at]:
        _take(tok, "before", slots, need)
    rest, i = tokens[at + 1 :], 0
    while i < len(rest):
        tok, following = rest[i], rest[i + 1] if i + 1 < len(rest) else ""
        if tok in _MARKERS and following.rstrip("!") == "CONTENT":
            clause = tok
            slots.append(Slot("CONTENT", tok, following.endswith("!")))
            i += 2
            continue
        if tok in PREPOSITIONS:
            if not following or following in PREPOSITIONS or following in _MARKERS:
                need["particles"].append(tok)
                i += 1
                continue
            _take(following, tok, slots, need)
            direct = i == 0 and pos == "verb" and following.rstrip("!") in ROLES
            if direct:
                need["particles"].append(tok)
            i += 2
            continue
        _take(tok, "after", slots, need)
        i += 1
    return tuple(slots), {k: tuple(v) for k, v in need.items()}, clause


def _take(token: str, place: str, slots: list[Slot], need: dict[str, list[str]]) -> None:
    """File one word of a skeleton as role, class or literal."""
    word = token.rstrip("!")
    if word == "'s" or (word == "and" and place == "before"):
        return
    if word.isupper() and len(word) > 2 and word.isalpha():
        if word in ROLES:
            slots.append(Slot(word, place, token.endswith("!")))
            return
        if word.rstrip("S") not in {"US", "UN", "EU"}:
            raise ValueError(f"unknown role {word!r}; known are {', '.join(sorted(ROLES))}")
    if word.startswith("@"):
        need["classes"].append(word[1:])
    elif word not in ("a", "an", "the"):
        need["words"].append(word.lower())


def parse_entry(line: Line, event: str, classes: dict[str, frozenset[str]]) -> Entry:
    """One row of a lexicon file; raises DataFileError naming file and line."""
    pos = line.one_of("pos", sorted(PARTS_OF_SPEECH))
    try:
        slots, need, clause = compile_pattern(line["pattern"], line["predicate"], pos)
    except ValueError as e:
        raise line.error(str(e)) from e
    for name in need["classes"]:
        if name not in classes:
            raise line.error(f"word class @{name} has no file classes/{name}.txt")
    known = load_ontology()
    mode = line["mode"]
    if event and mode and mode not in known.types[event].modes:
        raise line.error(f"mode {mode!r} is not a mode of {event}; known are {', '.join(known.types[event].modes)}")
    if line["cameo"] and line["cameo"] not in known.cameo:
        raise line.error(f"CAMEO code {line['cameo']!r} is not in ontology/cameo.tsv")
    return Entry(
        predicate=line["predicate"],
        pos=pos,
        event=event,
        pattern=line["pattern"],
        mode=mode,
        cameo=line["cameo"],
        context=line.values("context"),
        example=line["example"],
        slots=slots,
        words=need["words"],
        classes=need["classes"],
        particles=need["particles"],
        clause=clause,
        source=f"{line.path.name}:{line.number}",
    )


def load_classes(folder: Path) -> dict[str, frozenset[str]]:
    """Word classes: one file each, one lemma or phrase a line."""
    found = {}
    for path in sorted(folder.glob("*.txt")):
        lines = (raw.strip().lower() for raw in path.read_text(encoding="utf-8").splitlines())
        found[path.stem] = frozenset(x for x in lines if x and not x.startswith("#"))
        if not found[path.stem]:
            raise DataFileError(path, 0, "the class is empty; add one lemma a line or delete the file")
    return found


@lru_cache(maxsize=4)
def load_lexicon(overlay: Path | None = None) -> Lexicon:
    """The shipped lexicon, with the rows and classes of ``overlay/lexicon`` added.

    A row of the overlay with the same predicate, part of speech and pattern replaces ours. Raises DataFileError.
    """
    folders = [DATA / "lexicon"] + ([overlay / "lexicon"] if overlay and (overlay / "lexicon").is_dir() else [])
    classes: dict[str, frozenset[str]] = {}
    for folder in folders:
        for name, words in load_classes(folder / "classes").items():
            classes[name] = classes.get(name, frozenset()) | words
    rows: dict[tuple[str, str, str], Entry] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.tsv")):
            event = "" if path.stem.startswith("none") else path.stem.upper()
            if event and event not in load_ontology().types:
                raise DataFileError(path, 0, f"{event} is not a PLOVER type; name the file after one, or none_*.tsv")
            for line in read_table(path, COLUMNS):
                entry = parse_entry(line, event, classes)
                rows[entry.predicate, entry.pos, f"{entry.pattern} {event}"] = entry
    grouped: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in rows.values():
        grouped[entry.predicate, entry.pos].append(entry)
    return Lexicon({k: tuple(v) for k, v in grouped.items()}, classes)
