"""Data files: UTF-8 tab-separated tables with a header line, `#` comment lines, and list cells split by `; `."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tocsin.errors import DataFileError


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its cells by column, and the line of the file for errors."""

    path: Path
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of a column."""
        return self.cells[column]

    def values(self, column: str) -> tuple[str, ...]:
        """A cell that holds several values.

        >>> Line(Path("x.tsv"), 2, {"mode": "visit; phone"}).values("mode")
        ('visit', 'phone')
        """
        cell = self.cells[column]
        return tuple(part.strip() for part in cell.split(";") if part.strip()) if cell else ()

    def number_in(self, column: str, low: float, high: float) -> float:
        """A number within bounds, both inclusive; raises `DataFileError`."""
        text = self.cells[column]
        try:
            value = float(text)
        except ValueError as e:
            raise self.error(f"{column} {text!r} is not a number") from e
        if not low <= value <= high:
            raise self.error(f"{column} {value:g} is outside {low:g}..{high:g}")
        return value

    def one_of(self, column: str, allowed: Callable[[str], bool] | Sequence[str]) -> str:
        """A cell that must hold a known word; raises `DataFileError`."""
        value = self.cells[column]
        if not (allowed(value) if callable(allowed) else value in allowed):
            known = "" if callable(allowed) else f"; known are {', '.join(allowed)}"
            raise self.error(f"{column} {value!r} is not known{known}")
        return value

    def error(self, problem: str) -> DataFileError:
        """An error that names this file and line."""
        return DataFileError(self.path, self.number, problem)


def read_table(path: Path, columns: Sequence[str]) -> Iterator[Line]:
    """Rows of a data file, which must have exactly these columns; raises `DataFileError` with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as e:
        raise DataFileError(path, 0, "the file is missing; is the package installed completely?") from e
    except UnicodeDecodeError as e:
        raise DataFileError(path, 0, f"not UTF-8 at byte {e.start}") from e
    header: list[str] | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip() or raw.startswith("#"):
            continue
        cells = [cell.strip() for cell in raw.split("\t")]
        if header is None:
            header = cells
            if cells != list(columns):
                raise DataFileError(path, number, f"columns are {cells}, expected {list(columns)}")
            continue
        if len(cells) > len(header):
            raise DataFileError(path, number, f"{len(cells)} cells, expected {len(header)}: {raw[:80]!r}")
        cells += [""] * (len(header) - len(cells))  # editors strip trailing tabs
        yield Line(path, number, dict(zip(header, cells, strict=True)))
    if header is None:
        raise DataFileError(path, 0, f"no header line; expected {list(columns)}")
