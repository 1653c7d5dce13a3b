"""PLOVER's types, modes, contexts and sectors, and CAMEO's codes: loaded from data files and checked as they load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from tocsin.errors import TocsinError
from tocsin.settings import DATA
from tocsin.tables import Line, read_table


class OntologyError(TocsinError):
    """A type, mode, context, sector or code that the ontology does not know."""


@dataclass(frozen=True, slots=True)
class Mode:
    """A finer kind of a type; `score` runs from -10 to 10."""

    name: str
    score: float
    meaning: str


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the 16 types. `quad`: 1 verbal cooperation, 2 material cooperation, 3 verbal and 4 material conflict."""

    name: str
    meaning: str
    recipient_required: bool
    quad: int
    score: float
    modes: Mapping[str, Mode]


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code; `event` is "" for plain statements and appeals, which PLOVER does not code."""

    code: str
    name: str
    goldstein_gdelt: float | None
    goldstein_icews: float | None
    event: str
    mode: str
    context: tuple[str, ...]

    @property
    def root(self) -> str:
        """The first two digits."""
        return self.code[:2]


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector of actors, or (kind `nonstate`) a code that stands in the place of a country."""

    code: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything a record's codes are checked against."""

    types: Mapping[str, EventType]
    contexts: Mapping[str, str]
    sectors: Mapping[str, Sector]
    nonstates: Mapping[str, Sector]
    cameo: Mapping[str, CameoCode]

    def type(self, name: str) -> EventType:
        """The event type; raises `OntologyError` for an unknown one."""
        if name not in self.types:
            raise OntologyError(f"event type {name!r} is not one of {', '.join(self.types)}")
        return self.types[name]

    def quad(self, event: str) -> int:
        """Quad code of a type, 1 to 4.

        >>> load_ontology().quad("SANCTION")
        4
        """
        return self.type(event).quad

    def scale(self, event: str, modes: tuple[str, ...] = ()) -> float:
        """Score of a type with its modes: the mode that departs most from zero counts, else the type's own.

        >>> load_ontology().scale("ASSAULT", ("beat", "firearms")), load_ontology().scale("AGREE")
        (-9.0, 2.5)
        """
        known = self.type(event)
        for mode in modes:
            if mode not in known.modes:
                raise OntologyError(f"{event} has no mode {mode!r}; it has {', '.join(known.modes) or 'none'}")
        return max((known.modes[mode].score for mode in modes), key=abs, default=known.score)

    def problems(self, event: str, modes: tuple[str, ...], contexts: tuple[str, ...], cameo: str) -> list[str]:
        """What in these codes the ontology does not know; empty if all is well."""
        found = []
        if event not in self.types:
            return [f"unknown event type {event!r}"]
        found += [f"{event} has no mode {mode!r}" for mode in modes if mode not in self.types[event].modes]
        found += [f"unknown context {context!r}" for context in contexts if context not in self.contexts]
        if cameo and cameo not in self.cameo:
            found.append(f"unknown CAMEO code {cameo!r}")
        return found


@cache
def load_ontology(folder: Path = DATA / "ontology") -> Ontology:
    """The ontology of a folder's tables, ours unless another is given.

    Raises `DataFileError` with file and line for whatever does not fit.
    """
    contexts = {
        line["context"]: _filled(line, "meaning") for line in _rows("plover_contexts", "context meaning", folder)
    }
    actors = [
        (line, Sector(line["code"], line.one_of("kind", _KINDS), _filled(line, "meaning")))
        for line in _rows("plover_sectors", "code kind meaning", folder)
    ]
    for line, sector in actors:
        if len(sector.code) != 3 or not sector.code.isupper():
            raise line.error(f"code {sector.code!r} must be three capital letters")
    types = _load_types(folder)
    return Ontology(
        types=MappingProxyType(types),
        contexts=MappingProxyType(contexts),
        sectors=MappingProxyType({sector.code: sector for _, sector in actors if sector.kind != "nonstate"}),
        nonstates=MappingProxyType({sector.code: sector for _, sector in actors if sector.kind == "nonstate"}),
        cameo=MappingProxyType(_load_cameo(folder, types, contexts)),
    )


_KINDS = ("state", "security", "society", "other", "nonstate")


def _load_types(folder: Path) -> dict[str, EventType]:
    """Types with their modes."""
    heads = list(_rows("plover_types", "type meaning recipient quad score", folder))
    names = [line["type"] for line in heads]
    scores = {line["type"]: line.number_in("score", -10, 10) for line in heads}
    modes: dict[str, dict[str, Mode]] = {name: {} for name in names}
    for line in _rows("plover_modes", "type mode score meaning", folder):
        event, name = line.one_of("type", names), _filled(line, "mode")
        score = line.number_in("score", -10, 10) if line["score"] else scores[event]
        modes[event][name] = Mode(name, score, _filled(line, "meaning"))
    return {
        line["type"]: EventType(
            name=line["type"],
            meaning=_filled(line, "meaning"),
            recipient_required=line.one_of("recipient", ("required", "optional")) == "required",
            quad=int(line.one_of("quad", ("1", "2", "3", "4"))),
            score=scores[line["type"]],
            modes=MappingProxyType(modes[line["type"]]),
        )
        for line in heads
    }


def _load_cameo(folder: Path, types: Mapping[str, EventType], contexts: Mapping[str, str]) -> dict[str, CameoCode]:
    """CAMEO codes, each with a PLOVER reading that exists."""
    found = {}
    for line in _rows("cameo", "code name goldstein_gdelt goldstein_icews type mode context", folder):
        code, event, mode = line["code"], line["type"], line["mode"]
        if not (code.isdigit() and 2 <= len(code) <= 4):
            raise line.error(f"code {code!r} must be two to four digits, leading zero included")
        if event:
            line.one_of("type", list(types))
        if mode and (not event or mode not in types[event].modes):
            raise line.error(f"{event or 'no type'} has no mode {mode!r}")
        for context in line.values("context"):
            if context not in contexts:
                raise line.error(f"context {context!r} is not known")
        found[code] = CameoCode(
            code,
            _filled(line, "name"),
            _number(line, "goldstein_gdelt"),
            _number(line, "goldstein_icews"),
            event,
            mode,
            line.values("context"),
        )
    return found


def _rows(name: str, columns: str, folder: Path) -> Iterator[Line]:
    """Rows of one table; raises on a key that is empty or given twice."""
    names = columns.split()
    keys = 2 if name == "plover_modes" else 1
    seen: set[tuple[str, ...]] = set()
    for line in read_table(folder / f"{name}.tsv", names):
        key = tuple(line[column] for column in names[:keys])
        if key in seen or not all(key):
            raise line.error(f"{'/'.join(key)!r} is empty or stands here twice")
        seen.add(key)
        yield line


def _filled(line: Line, column: str) -> str:
    """A cell that must not be empty."""
    if not line[column]:
        raise line.error(f"{column} is empty")
    return line[column]


def _number(line: Line, column: str) -> float | None:
    return line.number_in(column, -10, 10) if line[column] else None
