"""`tocsin quotes`: articles in, quotations with their speakers out."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import TextIO

from tocsin.cli import EXIT_DROPPED, EXIT_FAILED, EXIT_OK
from tocsin.cli.code import settings_of
from tocsin.cli.progress import Drops, Progress, StrictError
from tocsin.cli.table import fit, terminal_width
from tocsin.engines.quotes import read_quotes
from tocsin.errors import OutputError
from tocsin.exports.writers import format_for, open_text
from tocsin.quotation import Quote
from tocsin.records import Article, Entity
from tocsin.sources.files import find_inputs, read_articles

COLUMNS = ("article", "published", "kind", "speaker", "speakers", "chain", "cue", "content", "start", "end", "id")
_WIDTHS = (8, 28, 16)  # kind, speaker, cue; the words take the rest

Write = Callable[[Article, Iterable[Quote]], None]


def run(args: argparse.Namespace) -> int:
    """Read all inputs for quotations; returns the exit code."""
    settings = settings_of(args)
    inputs = find_inputs(args.inputs)
    progress = Progress(shown=sys.stderr.isatty() and not args.quiet, noun="quotations")
    try:
        with ExitStack() as stack:
            file = stack.enter_context(open_text(args.drops)) if args.drops else None
            drops = Drops(file=file, quiet=args.quiet, strict=args.strict, progress=progress)
            write = _writer(args, stack)
            articles = read_articles(
                *inputs, published=args.published, limit=args.limit, on_drop=drops, settings=settings
            )
            for article, quotes, dropped in read_quotes(articles, settings, jobs=args.jobs):
                for drop in dropped:
                    drops(drop)
                write(article, quotes)
                progress.count(len(quotes))
    except StrictError as e:
        print(f"tocsin: --strict: {e}", file=sys.stderr)
        return EXIT_FAILED
    finally:
        progress.clear()
    sys.stdout.flush()
    drops.tell_sum()
    return EXIT_DROPPED if drops.reasons else EXIT_OK


def _writer(args: argparse.Namespace, stack: ExitStack) -> Write:
    """What writes an article's quotations, in the form asked for."""
    if args.output:
        form = format_for(args.output, args.format)
    else:
        form = args.format or ("table" if sys.stdout.isatty() else "jsonl")
    if form not in _FORMS:
        raise OutputError(f"{args.output}: quotations are not written as {form}; end the name in .jsonl or .csv")
    return _FORMS[form](stack.enter_context(open_text(args.output)) if args.output else sys.stdout)


def _lines(stream: TextIO) -> Write:
    def write(article: Article, quotes: Iterable[Quote]) -> None:
        for quote in quotes:
            print(json.dumps(quote.to_dict(), ensure_ascii=False), file=stream)

    return write


def _cells(stream: TextIO) -> Write:
    rows = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    rows.writeheader()

    def write(article: Article, quotes: Iterable[Quote]) -> None:
        rows.writerows(flat(quote, article.text) for quote in quotes)

    return write


def flat(quote: Quote, text: str) -> dict[str, str | int | None]:
    """A quotation in plain cells: codes joined by `; `, the chain by ` > `, the parts of its content by ` … `."""
    words = quote.words(text)
    return {
        "article": quote.article,
        "published": quote.published,
        "kind": quote.kind,
        "speaker": "".join(words["speaker"]),
        "speakers": _codes(quote.speakers),
        "chain": " > ".join(_codes(link) for link in quote.chain),
        "cue": words["cue"][0],
        "content": " … ".join(words["content"]),
        "start": quote.content[0][0],
        "end": quote.content[-1][1],
        "id": quote.id,
    }


def _codes(entities: Iterable[Entity]) -> str:
    return "; ".join(entity.label or entity.text for entity in entities)


def _table(stream: TextIO) -> Write:
    width = terminal_width()

    def write(article: Article, quotes: Iterable[Quote]) -> None:
        print(
            fit(" ".join(filter(None, (article.published, article.title or article.source or article.id))), width),
            file=stream,
        )
        told = [_row(flat(quote, article.text), width) for quote in quotes] or ["  no quotations"]
        print("\n".join([*told, ""]), file=stream)

    return write


def _row(cells: dict[str, str | int | None], width: int) -> str:
    codes = f" ({cells['speakers']})" if cells["speakers"] else ""
    shown = (str(cells["kind"]), f"{cells['speaker'] or '-'}{codes}", str(cells["cue"]))
    row = "  " + " ".join(fit(cell, size).ljust(size) for cell, size in zip(shown, _WIDTHS, strict=True))
    return f"{row} {fit(str(cells['content']), max(20, width - len(row) - 1))}"


_FORMS: dict[str, Callable[[TextIO], Write]] = {"jsonl": _lines, "csv": _cells, "table": _table}
