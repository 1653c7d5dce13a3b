"""The command line: thin shells over plain functions, imported when a command needs them."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

EXIT_OK, EXIT_FAILED, EXIT_USAGE, EXIT_DROPPED, EXIT_INTERRUPTED = 0, 1, 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 failed, 2 wrong use, 3 done with dropped input, 130 Ctrl-C."""
    from tocsin.cli.parser import build_parser

    args = build_parser().parse_args(argv)
    # One process has one thread; the reader's small matrix products triple in cost when numpy spreads them over two.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _prepare_output()
    try:
        return _run(args.command)(args)
    except KeyboardInterrupt:
        print("tocsin: interrupted", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # `tocsin code ... | head`: the reader has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except Exception as e:
        from tocsin.errors import OutputError, QueryError, SettingsError, SourceError, TocsinError

        if not isinstance(e, TocsinError):
            raise
        print(f"tocsin: {e}", file=sys.stderr)
        return EXIT_USAGE if isinstance(e, (OutputError, QueryError, SettingsError, SourceError)) else EXIT_FAILED


def _run(command: str) -> Callable[[argparse.Namespace], int]:
    """The function of a command, imported now."""
    run: Callable[[argparse.Namespace], int] = import_module(f"tocsin.cli.{command}").run
    return run


def _prepare_output() -> None:
    """Pipes get UTF-8 whatever the locale says; a terminal that cannot show a character gets a question mark."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8")
