"""Answers of queries in files: JSON Lines, CSV, Parquet. Nested cells of CSV are JSON.

As with records, a file appears under its name only when it is whole.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from tocsin.errors import OutputError

if TYPE_CHECKING:
    import pyarrow as pa

_ROW_GROUP = 50_000  # rows


def write_answer(path: Path, form: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Write an answer to a file. Raises `OutputError`."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if form == "parquet":
            _write_parquet(part, schema, batches)
        else:
            with part.open("w", encoding="utf-8", newline="") as stream:
                print_answer(stream, form, schema, batches)
        part.replace(path)
    except OSError as e:
        raise OutputError(f"{path}: cannot be written: {e.strerror or e}") from e
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def print_answer(stream: TextIO, form: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Write an answer to a text stream as `jsonl` or `csv`."""
    if form not in ("jsonl", "csv"):
        raise OutputError(f"{form} cannot go to a pipe; give a file with -o NAME.{form}")
    table = csv.writer(stream, lineterminator="\n") if form == "csv" else None
    if table:
        table.writerow(schema.names)
    for batch in batches:
        for row in batch.to_pylist():
            if table:
                table.writerow([cell(value) for value in row.values()])
            else:
                stream.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")


def cell(value: Any) -> Any:
    """A plain cell: nested values as JSON, absent ones empty.

    >>> cell(["visit"])
    '["visit"]'
    """
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return "" if value is None else value


def _write_parquet(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    held = 0
    waiting: list[pa.RecordBatch] = []
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for batch in batches:
            waiting.append(batch)
            held += batch.num_rows
            if held >= _ROW_GROUP:
                file.write_table(pa.Table.from_batches(waiting, schema))
                held = 0
                waiting.clear()
        file.write_table(pa.Table.from_batches(waiting, schema))
