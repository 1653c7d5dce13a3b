"""`tocsin code`: articles in, records out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tocsin.cli import EXIT_DROPPED, EXIT_FAILED, EXIT_OK
from tocsin.cli.progress import Drops, Progress, StrictError
from tocsin.cli.table import TableWriter
from tocsin.engines.local import Coded, code_articles
from tocsin.errors import SettingsError
from tocsin.exports.writers import Writer, format_for, open_output, open_text, stream_writer, told_left_out
from tocsin.settings import Settings
from tocsin.sources.files import find_inputs, read_articles


def run(args: argparse.Namespace) -> int:
    """Code all inputs; returns the exit code."""
    settings = settings_of(args)
    inputs = find_inputs(args.inputs)
    progress = Progress(shown=sys.stderr.isatty() and not args.quiet)
    try:
        drops = _code(args, inputs, settings, progress)
    except StrictError as e:
        print(f"tocsin: --strict: {e}", file=sys.stderr)
        return EXIT_FAILED
    finally:
        progress.clear()
    drops.tell_sum()
    return EXIT_DROPPED if drops.reasons else EXIT_OK


def settings_of(args: argparse.Namespace) -> Settings:
    """Settings that a command which codes was given."""
    if args.overlay and not args.overlay.is_dir():
        raise SettingsError(f"--overlay {args.overlay}: no such folder")
    return Settings(overlay=args.overlay, lexicon_only=args.lexicon_only)


def _code(args: argparse.Namespace, inputs: list[str | Path], settings: Settings, progress: Progress) -> Drops:
    """Read, code and write; a strict run ends here by `StrictError`, and its unfinished file goes."""
    with ExitStack() as stack:
        file = stack.enter_context(open_text(args.drops)) if args.drops else None
        drops = Drops(file=file, quiet=args.quiet, strict=args.strict, progress=progress)
        articles = read_articles(*inputs, published=args.published, limit=args.limit, on_drop=drops, settings=settings)
        coded = code_articles(articles, settings, jobs=args.jobs)
        writer = _open_writer(args, stack)
        _write(coded, writer, drops, progress)
    if writer.left_out and not args.quiet:
        progress.clear()
        print(told_left_out(writer, args.format), file=sys.stderr)
    return drops


def _open_writer(args: argparse.Namespace, stack: ExitStack) -> Writer:
    """Where the records go: a file, a terminal as a table, or a pipe."""
    if args.output:
        return stack.enter_context(open_output(args.output, format_for(args.output, args.format)))
    form = args.format or ("table" if sys.stdout.isatty() else "jsonl")
    if form == "table":
        return TableWriter(sys.stdout)
    return stream_writer(sys.stdout, form)


def _write(coded: Iterator[Coded], writer: Writer, drops: Drops, progress: Progress) -> None:
    """Write what comes, article by article."""
    for article, events, dropped in coded:
        for drop in dropped:
            drops(drop)
        writer.write(article, events)
        progress.add((article, events, dropped))
    sys.stdout.flush()
