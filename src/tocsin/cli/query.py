"""`tocsin query`: SQL on a store."""

from __future__ import annotations

import argparse
import sys
from itertools import chain, islice
from typing import Any, TextIO

from tocsin.articles import legible
from tocsin.cli import EXIT_OK
from tocsin.cli.table import terminal_width
from tocsin.errors import QueryError
from tocsin.exports.answers import cell, print_answer, write_answer
from tocsin.exports.writers import format_for
from tocsin.store.queries import Answer, Limits, stream
from tocsin.store.store import open_store

_SHOWN_ROWS = 100  # of a table on a terminal, unless --max-rows says otherwise
_WIDEST = 60  # characters of a column, if the terminal is wide enough
_NARROWEST = 6


def run(args: argparse.Namespace) -> int:
    """Answer one query; returns the exit code."""
    sql = sys.stdin.read() if args.sql == "-" else args.sql
    if not sql.strip():
        raise QueryError("there is no query; give a SELECT on the views of docs/store.md, such as events")
    form = _form(args)
    table = form == "table"
    rows = args.max_rows or (_SHOWN_ROWS if table else None)
    limits = Limits(
        rows=rows + 1 if rows and table else rows,  # one more tells whether there is more
        seconds=args.seconds or None,
    )
    with (
        open_store(args.store, read_only=True, wait=args.wait, memory=args.memory) as store,
        stream(store.connection, sql, None, limits) as answer,
    ):
        if args.output:
            write_answer(args.output, form, answer.schema, answer.rows)
        elif table:
            print_table(sys.stdout, answer, rows or _SHOWN_ROWS)
        else:
            print_answer(sys.stdout, form, answer.schema, answer.rows)
        sys.stdout.flush()
    return EXIT_OK


def _form(args: argparse.Namespace) -> str:
    """Table on a terminal, JSON Lines in a pipe, by suffix in a file."""
    if args.output:
        return format_for(args.output, args.format)
    form: str = args.format or ("table" if sys.stdout.isatty() else "jsonl")
    return form


def print_table(stream: TextIO, answer: Answer, most: int, width: int | None = None) -> None:
    """Rows in columns that fit the terminal; long cells are cut, numbers stand right."""
    names = answer.schema.names
    rows = list(islice(chain.from_iterable(_rows(batch) for batch in answer.rows), most + 1))
    shown = [[_shown(value) for value in row] for row in rows[:most]]
    widths = _fit([max(map(len, column)) for column in zip(names, *shown, strict=True)], width or terminal_width())
    right = [bool(rows) and all(isinstance(row[i], (int, float)) for row in rows) for i in range(len(names))]
    for line in (names, ["-" * size for size in widths], *shown):
        cells = (
            _cut(text, size).rjust(size) if number else _cut(text, size).ljust(size)
            for text, size, number in zip(line, widths, right, strict=True)
        )
        print("  ".join(cells).rstrip(), file=stream)
    if len(rows) > most:
        print(f"... more than {most} rows: see --max-rows, or write them all with -o", file=stream)
    else:
        print(f"{len(rows)} row{'s' * (len(rows) != 1)}", file=stream)


def _rows(batch: Any) -> list[tuple[Any, ...]]:
    return list(zip(*(column.to_pylist() for column in batch.columns), strict=True))


def _shown(value: Any) -> str:
    """One line without control characters that could steer the terminal."""
    return " ".join(legible(f"{value:.4g}" if isinstance(value, float) else str(cell(value))).split())


def _fit(widths: list[int], room: int) -> list[int]:
    """Narrow the widest columns until the row fits."""
    widths = [min(size, _WIDEST) for size in widths]
    while sum(widths) + 2 * (len(widths) - 1) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else text[: size - 1] + "…"
