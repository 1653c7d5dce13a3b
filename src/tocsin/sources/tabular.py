"""Rows out of JSON Lines, CSV and Parquet, streamed; a broken row is handed on as the error it is."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from tocsin.articles import decode
from tocsin.errors import ArticleError

_HEAD = 65_536  # bytes a CSV file's encoding is judged by
_BATCH = 64  # articles of a Parquet file in memory at once


@dataclass(frozen=True, slots=True)
class Row:
    """One row and where it stands (`news.jsonl:17`), or why it could not be read."""

    source: str
    fields: Any | ArticleError


def jsonl_rows(file: BinaryIO, source: str, max_chars: int) -> Iterator[Row]:
    """One row for each line that is not blank; never holds more than one line.

    A line longer than any article (eight bytes a character and room for the other fields) is skipped unread.
    """
    most = 8 * max_chars + 65_536
    number = 0
    while line := file.readline(most):
        number += 1
        where = f"{source}:{number}"
        if len(line) == most and not line.endswith(b"\n"):
            while (rest := file.readline(most)) and not rest.endswith(b"\n"):
                pass
            yield Row(where, ArticleError("too long", f"a line of more than {most:,} bytes"))
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield Row(where, _parsed(line))


def _parsed(line: bytes) -> Any | ArticleError:
    """The JSON value of a line, or what is wrong with it."""
    try:
        return json.loads(decode(line))
    except ArticleError as e:
        return e
    except ValueError as e:
        return ArticleError("bad JSON", f"{e}; the line begins {line[:60]!r}")
    except RecursionError:
        return ArticleError("bad JSON", f"nested too deeply; the line begins {line[:60]!r}")


def csv_rows(file: BinaryIO, source: str, max_chars: int) -> Iterator[Row]:
    """One row for each record of a CSV or TSV file with a header line."""
    head = file.peek(_HEAD)[:_HEAD] if isinstance(file, io.BufferedReader) else b""
    if not head.strip():
        yield Row(source, ArticleError("empty", "the file has no rows"))
        return
    try:
        encoding = _csv_encoding(head)
    except ArticleError as e:
        yield Row(source, e)
        return
    csv.field_size_limit(min(4 * max_chars, sys.maxsize))
    with io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="") as text:
        yield from _csv_records(text, source)


def _csv_records(text: io.TextIOWrapper, source: str) -> Iterator[Row]:
    """Records by the header's names; a record that csv cannot read is an error of its own."""
    first = text.readline()
    separator = max(("\t", ",", ";"), key=first.count)
    header = next(csv.reader([first], delimiter=separator), [])
    records = csv.reader(text, delimiter=separator)
    while True:
        line = records.line_num + 2  # the header is line 1
        try:
            cells = next(records)
        except StopIteration:
            return
        except csv.Error as e:
            yield Row(f"{source}:{line}", ArticleError("bad CSV", str(e)))
            continue
        if not cells:
            continue
        if len(cells) > len(header):
            problem = f"{len(cells)} cells under {len(header)} columns; is a quote or separator missing?"
            yield Row(f"{source}:{line}", ArticleError("bad CSV", problem))
            continue
        # An empty cell is a missing one, except the text itself, which is then reported as empty.
        yield Row(f"{source}:{line}", {n: c for n, c in zip(header, cells, strict=False) if c or n.strip() == "text"})


def _csv_encoding(head: bytes) -> str:
    """Encoding of a CSV file from its first bytes; raises `ArticleError` for binary files."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    decode(head)
    try:
        head.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        return "utf-8-sig" if e.start > len(head) - 4 else "cp1252"  # a character cut by the end of the sample
    return "utf-8-sig"


def parquet_rows(file: BinaryIO, source: str, max_chars: int) -> Iterator[Row]:
    """One row for each row of a Parquet file, read in small batches."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        for batch in pq.ParquetFile(file).iter_batches(batch_size=_BATCH):
            for fields in batch.to_pylist():
                number += 1
                yield Row(f"{source}:{number}", fields)
    except (pa.ArrowException, OSError) as e:
        yield Row(source, ArticleError("bad Parquet", f"after row {number}: {str(e).splitlines()[0][:200]}"))
