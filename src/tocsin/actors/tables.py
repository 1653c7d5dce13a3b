"""The actor tables: rows of the package's files with the user's laid over them, and cells that carry dates."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from tocsin.actors.phrases import fold
from tocsin.tables import Line, read_table

__all__ = ["Line", "date", "dated", "overlaid", "where"]

_DATED = re.compile(r"^(?P<name>.*?)\s*\[(?P<start>[\d-]*)\.\.(?P<end>[\d-]*)\]$")
_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


def where(line: Line) -> str:
    """File and line, as shown in explanations."""
    return f"{line.path.name}:{line.number}"


def date(line: Line, value: str) -> str:
    """An ISO date, year or month, or nothing; raises `DataFileError` for anything else."""
    if value and not (_DATE.match(value) and _is_day((value + "-01-01")[:10])):
        raise line.error(f"{value!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD, or leave it empty")
    return value


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def dated(line: Line, column: str) -> list[tuple[str, str, str]]:
    """The parts of a list cell with their validity: `Zaire [1971..1997]` is (Zaire, 1971, 1997)."""
    out = []
    for part in line.values(column):
        match = _DATED.match(part)
        name, start, end = match.group("name", "start", "end") if match else (part, "", "")
        if "[" in name or "]" in name:
            raise line.error(f"{column} has {part!r}: write a period of validity as `Name [1971..1997]`")
        out.append((name, date(line, start), date(line, end)))
    return out


def overlaid(name: str, columns: tuple[str, ...], folders: list[Path]) -> list[Line]:
    """The rows of file `name` in all `folders`; a later folder's rows replace earlier ones with the same first cell."""
    kept: dict[str, list[Line]] = {}
    for folder in folders:
        path = folder / name
        if not path.exists():
            continue
        here: dict[str, list[Line]] = {}
        for line in read_table(path, columns):
            here.setdefault(fold(line[columns[0]]), []).append(line)
        kept.update(here)
    return [line for lines in kept.values() for line in lines]
