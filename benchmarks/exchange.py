"""Reads event data of others, writes it again in its own format, and says column by column how much is the same.

    python benchmarks/exchange.py FILE...          # GDELT event tables, ICEWS or POLECAT files

Rows that are no acts in PLOVER (CAMEO 01, 02) are counted and left out; numbers are compared as numbers.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tocsin.exports import icews, polecat
from tocsin.exports.writers import stream_writer
from tocsin.records import Drop
from tocsin.sources.eventset_files import GDELT_EVENTS, RowError, first_line, members, recognise, rows
from tocsin.sources.eventsets import event_set_format, read_event_rows

COLUMNS = {"gdelt": GDELT_EVENTS, "icews": icews.COLUMNS, "polecat": polecat.COLUMNS}


@dataclass(slots=True)
class Column:
    """One column over all rows: how many cells are equal, and the commonest differences (theirs, ours)."""

    equal: int = 0
    lost: int = 0  # ours is empty
    differing: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """Share of equal cells, 0 to 1."""
        total = self.equal + self.differing.total()
        return self.equal / total if total else 1.0


@dataclass(slots=True)
class Comparison:
    """One file there and back."""

    rows: int
    drops: Counter[str]
    columns: dict[str, Column]


def compare(path: Path) -> Comparison:
    """Read a file, write its records in its own format, and set each row beside the one it came from."""
    form = (event_set_format(path) or "").split()[0]
    names = COLUMNS[form]
    stream, drops, kept = io.StringIO(), Counter[str](), list[str]()
    writer = stream_writer(stream, form)
    for item in read_event_rows(path):
        if isinstance(item, Drop):
            drops[item.reason] += 1
        else:
            writer.write(item[0], [item[1]])
            kept.append(item[0].source or "")
    assert not writer.left_out, writer.left_out
    lines = stream.getvalue().splitlines()[form != "gdelt" :]
    theirs = dict(_cells(path))
    columns = {name: Column() for name in names}
    for source, line in zip(kept, lines, strict=True):
        ours = dict(zip(names, line.split("\t"), strict=True))
        for name, column in columns.items():
            _compare_cells(column, _theirs(theirs[source], name), _blank(ours[name]))
    return Comparison(len(kept), drops, columns)


def _cells(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every row of the file by where it stands."""
    for name, file in members(path):
        first = first_line(file)
        if layout := recognise(first):
            for row in rows(file, name, first, layout):
                if not isinstance(row.cells, RowError):
                    yield row.source, row.cells


def _theirs(cells: Mapping[str, str], name: str) -> str:
    plain = name.lower().replace(" ", "_")
    if plain == "event_intensity" and plain not in cells:
        plain = "intensity"
    return cells.get(name, cells.get(plain, ""))


def _blank(cell: str) -> str:
    return "" if cell in ("NA", "None") else cell


def _compare_cells(column: Column, theirs: str, ours: str) -> None:
    if theirs == ours or _number(theirs) == _number(ours) is not None:
        column.equal += 1
    else:
        column.lost += not ours
        column.differing[theirs, ours] += 1


def _number(cell: str) -> float | None:
    """A cell as a number to six digits, if it is one."""
    try:
        return float(f"{float(cell):.6g}") if "." in cell else float(cell)
    except ValueError:
        return None


def main() -> None:
    """Print a table for each file."""
    for name in sys.argv[1:]:
        found = compare(Path(name))
        left = ", ".join(f"{reason} {count}" for reason, count in found.drops.most_common()) or "none"
        print(f"## {name}\n{found.rows} rows compared; not read: {left}\n")
        print("| column | equal | lost | commonest differences |")
        print("|---|---|---|---|")
        for title, column in found.columns.items():
            shown = "; ".join(f"`{a}` → `{b}` ({n})" for (a, b), n in column.differing.most_common(3))
            print(f"| {title} | {column.share:.1%} | {column.lost} | {shown[:200]} |")
        print()


if __name__ == "__main__":
    main()
