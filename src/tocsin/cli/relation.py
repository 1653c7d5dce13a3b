"""`tocsin relation`: the type of what one marked party did to another."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from tocsin.cli import EXIT_DROPPED, EXIT_OK
from tocsin.errors import ArticleError, SourceError
from tocsin.exports.writers import open_text
from tocsin.settings import Settings
from tocsin.sources.tabular import jsonl_rows


def run(args: argparse.Namespace) -> int:
    """Answer every pair of the file; returns the exit code."""
    problems: list[str] = []
    with ExitStack() as stack:
        file = sys.stdin.buffer if args.file == "-" else stack.enter_context(_open_input(Path(args.file)))
        out: TextIO = sys.stdout
        if args.output:
            out = stack.enter_context(open_text(args.output))
        from tocsin.relation import relate

        for answer in relate(_pairs(file, args.file, problems)):
            print(json.dumps(answer, ensure_ascii=False), file=out)
    if problems:
        print(f"{len(problems)} lines could not be read as pairs", file=sys.stderr)
    return EXIT_DROPPED if problems else EXIT_OK


def _open_input(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as e:
        raise SourceError(f"{path}: {e.strerror}") from e


def _pairs(file: BinaryIO, name: str, problems: list[str]) -> Iterator[dict[str, Any]]:
    """The pairs of the file; a line that is none is told and left out."""
    for row in jsonl_rows(file, name, Settings().max_chars):
        fields: Any = row.fields
        problem = str(fields) if isinstance(fields, ArticleError) else _problem(fields)
        if problem:
            problems.append(problem)
            print(f"{row.source}: {problem}", file=sys.stderr)
        else:
            yield fields


def _problem(pair: Any) -> str | None:
    """What keeps a row from being a marked pair."""
    if not isinstance(pair, dict) or "id" not in pair:
        return "not an object with an id"
    if not isinstance(pair.get("text"), str):
        return f"pair {pair['id']!r} has no text"
    for side in ("source", "target"):
        span = pair.get(side)
        if span is None:
            continue
        whole = isinstance(span, list) and len(span) == 2 and all(type(place) is int for place in span)
        if not whole or not 0 <= span[0] < span[1] <= len(pair["text"]):
            return f"pair {pair['id']!r}: {side} {span!r} is not [start, end] within its text"
    return None
