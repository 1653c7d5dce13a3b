"""Files of records, written as they come: JSON Lines, CSV, Parquet, and the formats of the field.

A file appears under its name only when it is whole; until then it is `NAME.part`.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TextIO

from tocsin.errors import OutputError
from tocsin.exports import gdelt, icews, phoenix, polecat
from tocsin.exports.dyads import obstacle
from tocsin.exports.flat import COLUMNS, flat_row
from tocsin.exports.plover import to_plover
from tocsin.records import Article, Event, event_schema, events_to_arrow

BY_SUFFIX = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}
# Formats of the field with cells between tabs: what makes the rows, and the header line if they have one.
FIELD: dict[str, tuple[Callable[..., Iterator[list[str]]], tuple[str, ...]]] = {
    "gdelt": (gdelt.event_rows, ()),
    "gdelt-mentions": (gdelt.mention_rows, ()),
    "icews": (icews.icews_rows, icews.COLUMNS),
    "polecat": (polecat.polecat_rows, polecat.COLUMNS),
    "phoenix": (phoenix.phoenix_rows, ()),
}
FORMATS = ("jsonl", "csv", "parquet", "plover", *FIELD)
_ROW_GROUP = 5_000  # events held before they go to a Parquet file


class Writer(Protocol):
    """Takes the events of one article after the other; `left_out` counts those the format cannot hold, by reason."""

    left_out: Counter[str]

    def write(self, article: Article, events: Iterable[Event]) -> None:
        """Write the events of this article."""
        ...


def format_for(path: Path | None, asked: str | None) -> str:
    """Format of an output file: what was asked, else by suffix; raises `OutputError` if the two cannot agree."""
    suffix = BY_SUFFIX.get(path.suffix.lower()) if path else None
    if asked is not None and asked not in FORMATS:
        raise OutputError(f"--format {asked} is for the terminal; for {path} choose one of {', '.join(FORMATS)}")
    if asked is None:
        if path and suffix is None:
            raise OutputError(f"{path}: cannot tell a format from this name; end it in {', '.join(BY_SUFFIX)}")
        return suffix or "jsonl"
    fits = (asked, "jsonl") if asked == "plover" else (asked, "csv") if asked in FIELD else (asked,)  # .export.CSV
    if suffix and suffix not in fits:
        if asked in FIELD:
            raise OutputError(
                f"{path}: ends like {suffix} but --format {asked} is a table; end it in .txt, .tab or .csv"
            )
        ending = "jsonl" if asked == "plover" else asked
        raise OutputError(
            f"{path}: ends like {suffix} but --format is {asked}; leave --format out or end the name in .{ending}"
        )
    return asked


@contextmanager
def open_output(path: Path, form: str, told: Mapping[str, gdelt.Telling] | None = None) -> Iterator[Writer]:
    """A writer for a file. What was written before an interrupt (Ctrl-C) is kept, an error leaves the old file.

    `told` says of records, by id, how often their happening was told: for GDELT's counts and numbers.
    """
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _OPENERS[form](part) as writer:
            if told and isinstance(writer, _Field) and form.startswith("gdelt"):
                writer.told = told
            try:
                yield writer
            except KeyboardInterrupt:
                interrupted = True
            else:
                interrupted = False
        part.replace(path)
    except OSError as e:
        raise OutputError(f"{path}: cannot be written: {e.strerror or e}") from e
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    if interrupted:
        raise KeyboardInterrupt


def open_text(path: Path) -> TextIO:
    """A text file to write; raises `OutputError`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("w", encoding="utf-8")
    except OSError as e:
        raise OutputError(f"{path}: cannot be written: {e.strerror}") from e


def stream_writer(stream: TextIO, form: str) -> Writer:
    """A writer for an open text stream; Parquet needs a file."""
    if form == "parquet":
        raise OutputError("Parquet cannot go to a pipe; give a file with -o NAME.parquet")
    if form in FIELD:
        return _Field(stream, form)
    return _Table(stream) if form == "csv" else _Lines(stream, form)


def told_left_out(writer: Writer, form: str) -> str:
    """One line about the records that a format cannot hold."""
    reasons = ", ".join(f"{reason} {count}" for reason, count in writer.left_out.most_common())
    total = writer.left_out.total()
    return f"{total} records not written, {form} has no place for them: {reasons} (docs/exchange.md)"


class _Lines:
    """JSON Lines, ours or PLOVER's."""

    def __init__(self, stream: TextIO, form: str) -> None:
        self.left_out: Counter[str] = Counter()
        self.stream = stream
        self.row: Callable[[Event, Article], dict[str, Any]] = to_plover if form == "plover" else _own

    def write(self, article: Article, events: Iterable[Event]) -> None:
        for event in events:
            json.dump(self.row(event, article), self.stream, ensure_ascii=False)
            self.stream.write("\n")


def _own(event: Event, article: Article) -> dict[str, Any]:
    return event.to_dict()


class _Table:
    """CSV with a header line."""

    def __init__(self, stream: TextIO) -> None:
        self.left_out: Counter[str] = Counter()
        self.rows = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        self.rows.writeheader()

    def write(self, article: Article, events: Iterable[Event]) -> None:
        self.rows.writerows(flat_row(event, article) for event in events)


class _Field:
    """One of the formats of the field: cells between tabs, no quotes."""

    def __init__(self, stream: TextIO, form: str) -> None:
        self.left_out: Counter[str] = Counter()
        self.stream = stream
        self.told: Mapping[str, gdelt.Telling] = {}
        self.pairs = form != "polecat"  # POLECAT keeps all parties in one row, and rows without any
        self.rows, header = FIELD[form]
        if header:
            self._line(header)

    def write(self, article: Article, events: Iterable[Event]) -> None:
        for event in events:
            if reason := obstacle(event, parties=self.pairs):
                self.left_out[reason] += 1
                continue
            told = self.told.get(event.id)
            for row in self.rows(event, article, told) if told else self.rows(event, article):
                self._line(row)

    def _line(self, cells: Iterable[str]) -> None:
        self.stream.write("\t".join(cells) + "\n")


class _Parquet:
    """Parquet in row groups."""

    def __init__(self, file: Any) -> None:
        self.left_out: Counter[str] = Counter()
        self.file = file
        self.held: list[Event] = []

    def write(self, article: Article, events: Iterable[Event]) -> None:
        self.held += events
        if len(self.held) >= _ROW_GROUP:
            self.flush()

    def flush(self) -> None:
        self.file.write_table(events_to_arrow(self.held))
        self.held.clear()


@contextmanager
def _open_text(path: Path, form: str) -> Iterator[Writer]:
    # newline="": CSV cells may hold line ends of the article
    with path.open("w", encoding="utf-8", newline="") as stream:
        yield stream_writer(stream, form)


@contextmanager
def _open_parquet(path: Path) -> Iterator[Writer]:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(path, event_schema(), compression="zstd") as file:
        writer = _Parquet(file)
        yield writer
        writer.flush()


_OPENERS: dict[str, Callable[[Path], Any]] = {
    **{form: partial(_open_text, form=form) for form in FORMATS if form != "parquet"},
    "parquet": _open_parquet,
}
