"""The lexicon: predicates with their constructions, written as plain English skeletons, compiled to requirements.

A row says ``impose  verb  ACTOR impose @sanctions on RECIPIENT``. Words in capitals are roles (optional unless marked
``!``), ``@name`` a class of words, everything else must literally stand in the clause. Format: data/lexicon/README.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from tocsin.errors import DataFileError
from tocsin.events.ontology import load_ontology
from tocsin.events.patterns import BEHIND_PLACES, Pattern, compile_pattern
from tocsin.settings import DATA
from tocsin.tables import Line, read_table

COLUMNS = ("predicate", "pos", "pattern", "mode", "cameo", "context", "example")
PARTS_OF_SPEECH = frozenset({"verb", "noun", "adj"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a construction of a predicate. ``event`` is "" for what must not be coded.

    ``mutual``: those with whom it is done do it too, by one of the predicate's rows ("clash with ACTOR").
    """

    predicate: str
    pos: str
    event: str
    pattern: str
    mode: str
    cameo: str
    context: tuple[str, ...]
    example: str
    form: Pattern
    source: str
    specificity: float
    mutual: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Literals that must stand in the clause."""
        return tuple(i.value for _, i in self.form.items if i.kind == "word")

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the word classes of which a word must stand in the clause."""
        return tuple(i.value for _, i in self.form.items if i.kind == "class")


def specificity(form: Pattern, event: str = "") -> float:
    """How much a construction asks for; the more, the rather it wins over others of the same predicate.

    A row of what is not coded is an exception to rows of a type, so its literals add 1.5.
    """
    worth = {"word": 3.0, "class": 2.9, "role": 0.0}
    demanded = sum(worth[i.kind] + (0.75 if i.required else 0.0) + (0.25 if i.tone else 0.0) for _, i in form.items)
    behind = sum(0.5 for p in form.phrases if p.literals and p.place in BEHIND_PLACES)
    asks = bool(form.particles) or any(i.kind != "role" for _, i in form.items)
    exception = 1.5 if asks and not event else 0.0
    return demanded + 1.0 * len(form.particles) + behind + exception


def _is_done_together(form: Pattern) -> bool:
    """Does a construction name doers after "with", and nobody it is done to?"""
    roles = {(place, item.value) for place, item in form.items if item.kind == "role"}
    return ("with", "ACTOR") in roles and all(role != "RECIPIENT" for _, role in roles)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by (predicate lemma, part of speech), and the word classes, turned for look-up by word.

    ``class_of``: word → its classes; ``phrases``: first word → (further words, classes); ``hyphens``: predicates that
    are written with a hyphen; ``vocabulary``: every word in it.
    """

    entries: dict[tuple[str, str], tuple[Entry, ...]]
    classes: dict[str, frozenset[str]]
    class_of: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
    hyphens: frozenset[str]
    vocabulary: frozenset[str]

    @classmethod
    def of_rows(cls, rows: Iterable[Entry], classes: dict[str, frozenset[str]]) -> Lexicon:
        """Group rows by predicate and turn the classes."""
        grouped: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        rows = list(rows)
        mutual = {(e.predicate, e.pos, e.event) for e in rows if _is_done_together(e.form)}
        for entry in rows:
            together = (entry.predicate, entry.pos, entry.event) in mutual
            grouped[entry.predicate, entry.pos].append(replace(entry, mutual=together))
        names: dict[str, list[str]] = defaultdict(list)
        for name, members in classes.items():
            for member in members:
                names[member].append(name)
        phrases: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
        for member, owners in names.items():
            for words in {tuple(member.split()), tuple(member.replace("-", " - ").split())}:
                if len(words) > 1:
                    phrases[words[0]].append((words[1:], tuple(owners)))
        return cls(
            entries={k: tuple(v) for k, v in grouped.items()},
            classes=classes,
            class_of={k: tuple(v) for k, v in names.items() if " " not in k},
            phrases={k: tuple(v) for k, v in phrases.items()},
            hyphens=frozenset(predicate for predicate, _ in grouped if "-" in predicate),
            vocabulary=frozenset(
                [predicate for predicate, _ in grouped]
                + [word for group in grouped.values() for entry in group for word in entry.words]
                + [word for member in names for word in member.split()]
            ),
        )

    def __iter__(self) -> Iterator[Entry]:
        for group in self.entries.values():
            yield from group

    def of(self, lemma: str, pos: str) -> tuple[Entry, ...]:
        """Entries of a predicate; () when unknown."""
        return self.entries.get((lemma, pos), ())


def parse_entry(line: Line, event: str, classes: dict[str, frozenset[str]]) -> Entry:
    """One row of a lexicon file; raises DataFileError naming file and line."""
    pos = line.one_of("pos", sorted(PARTS_OF_SPEECH))
    try:
        form = compile_pattern(line["pattern"], line["predicate"], pos)
    except ValueError as e:
        raise line.error(str(e)) from e
    for _, item in form.items:
        if item.kind == "class" and item.value not in classes:
            raise line.error(f"word class @{item.value} has no file classes/{item.value}.txt")
    known = load_ontology()
    mode = line["mode"]
    if event and mode and mode not in known.types[event].modes:
        raise line.error(f"mode {mode!r} is not a mode of {event}; known are {', '.join(known.types[event].modes)}")
    if line["cameo"] and line["cameo"] not in known.cameo:
        raise line.error(f"CAMEO code {line['cameo']!r} is not in ontology/cameo.tsv")
    for name in line.values("context"):
        if name not in known.contexts:
            raise line.error(f"context {name!r} is not in ontology/plover_contexts.tsv")
    return Entry(
        predicate=line["predicate"],
        pos=pos,
        event=event,
        pattern=line["pattern"],
        mode=mode,
        cameo=line["cameo"],
        context=line.values("context"),
        example=line["example"],
        form=form,
        source=f"{line.path.name}:{line.number}",
        specificity=specificity(form, event),
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

    A row of the overlay with the same type, predicate, part of speech and pattern replaces ours. Raises DataFileError.
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
    return Lexicon.of_rows(rows.values(), classes)
