"""Files of records, written as they come: JSON Lines, CSV, Parquet, PLOVER JSON Lines.

A file appears under its name only when it is whole; until then it is `NAME.part`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol, TextIO

from tocsin.errors import OutputError
from tocsin.exports.flat import COLUMNS, flat_row
from tocsin.exports.plover import to_plover
from tocsin.records import Article, Event, event_schema, events_to_arrow

BY_SUFFIX = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}
FORMATS = ("jsonl", "csv", "parquet", "plover")
_ROW_GROUP = 5_000  # events held before they go to a Parquet file


class Writer(Protocol):
    """Takes the events of one article after the other."""

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
    if suffix and suffix != asked and not (asked == "plover" and suffix == "jsonl"):
        raise OutputError(f"{path}: ends like {suffix} but --format is {asked}; PLOVER's JSON goes into .jsonl")
    return asked


@contextmanager
def open_output(path: Path, form: str) -> Iterator[Writer]:
    """A writer for a file. What was written before an interrupt (Ctrl-C) is kept, an error leaves the old file."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _OPENERS[form](part) as writer:
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
        return path.open("w", encoding="utf-8")
    except OSError as e:
        raise OutputError(f"{path}: cannot be written: {e.strerror}") from e


def stream_writer(stream: TextIO, form: str) -> Writer:
    """A writer for an open text stream; Parquet needs a file."""
    if form == "parquet":
        raise OutputError("Parquet cannot go to a pipe; give a file with -o NAME.parquet")
    return _Table(stream) if form == "csv" else _Lines(stream, form)


class _Lines:
    """JSON Lines, ours or PLOVER's."""

    def __init__(self, stream: TextIO, form: str) -> None:
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
        self.rows = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        self.rows.writeheader()

    def write(self, article: Article, events: Iterable[Event]) -> None:
        self.rows.writerows(flat_row(event, article) for event in events)


class _Parquet:
    """Parquet in row groups."""

    def __init__(self, file: Any) -> None:
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
    "jsonl": lambda path: _open_text(path, "jsonl"),
    "plover": lambda path: _open_text(path, "plover"),
    "csv": lambda path: _open_text(path, "csv"),
    "parquet": _open_parquet,
}
