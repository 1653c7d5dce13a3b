"""Event data of others (GDELT 1 and 2, ICEWS, POLECAT) as our records, marked as theirs by `coder`.

Such a record has no words: the spans of its evidence and parties are `(0, 0)`, its article has no text, and the
evidence's `rule` keeps what the row says of where its words stand ("lead paragraph", "story 47400351, sentence 2").
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tocsin.errors import SourceError
from tocsin.records import Article, Drop, Event
from tocsin.sources.eventset_files import (
    BROKEN,
    SUFFIXES,
    Layout,
    RowError,
    SetRow,
    first_line,
    members,
    recognise,
    rows,
)
from tocsin.sources.eventset_records import READERS


def event_set_format(path: str | os.PathLike[str]) -> str | None:
    """`gdelt 1.0`, `gdelt 2.0`, `icews` or `polecat`, by the first line of a file or of a zip's first table; else None.

    Looks at files that end in .csv, .tsv, .tab, .txt, .zip or .gz only; one that cannot be opened gives None.
    """
    layout = _layout(Path(path))
    return layout.format if layout and layout.format in READERS else None


def read_event_set(path: str | os.PathLike[str]) -> Iterator[Event | Drop]:
    """The records of a file, one at a time; a row that gives none is a drop with its line and reason.

    Raises `SourceError` at once if the file does not exist or is no event data we know.
    """
    return (item if isinstance(item, Drop) else item[1] for item in read_event_rows(path))


def read_event_rows(path: str | os.PathLike[str]) -> Iterator[tuple[Article, Event] | Drop]:
    """As `read_event_set`, each record with its own article: no text, but address, publisher and date if given."""
    file = Path(path)
    if not file.exists():
        raise SourceError(f"{file}: no such file")
    layout = _layout(file)
    if layout is None:
        raise SourceError(
            f"{file}: not event data we know; it must be GDELT's event table (57, 58 or 61 columns without header), or "
            "ICEWS or POLECAT with their header line"
        )
    if layout.format not in READERS:
        raise SourceError(f"{file}: GDELT's table of mentions names no acts; give its event table (.export.CSV)")
    return _read(file)


def _layout(path: Path) -> Layout | None:
    """The layout of the first table of a file that is one we know."""
    if path.suffix.lower() not in (*SUFFIXES, ".zip", ".gz"):
        return None
    with suppress(*BROKEN):
        for _, file in members(path):
            if layout := recognise(first_line(file)):
                return layout
    return None


def _read(path: Path) -> Iterator[tuple[Article, Event] | Drop]:
    """All tables of a file; what is broken in it ends that file, not the run."""
    source = path.as_posix()
    try:
        for source, file in members(path):
            first = first_line(file)
            layout = recognise(first)
            if layout is None or layout.format not in READERS:
                yield Drop(source, None, "unknown format", f"the table begins {first[:60]!r}")
                continue
            for row in rows(file, source, first, layout):
                yield _record(row, layout.format)
    except BROKEN as e:
        yield Drop(source, None, "unreadable", str(e) or type(e).__name__)


def _record(row: SetRow, coder: str) -> tuple[Article, Event] | Drop:
    try:
        if isinstance(row.cells, RowError):
            raise row.cells
        article, event = READERS[coder](row.cells, coder)
    except RowError as e:
        return Drop(row.source, None, e.reason, e.detail)
    return replace(article, source=row.source), event
