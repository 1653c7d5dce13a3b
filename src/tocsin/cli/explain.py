"""`tocsin explain`: the analysis of a sentence."""

from __future__ import annotations

import argparse
import json
import os
import sys
from shutil import get_terminal_size

from tocsin.cli import EXIT_OK
from tocsin.cli.code import settings_of
from tocsin.errors import SourceError


def run(args: argparse.Namespace) -> int:
    """Explain one text; returns the exit code."""
    text = sys.stdin.read() if args.text == "-" else args.text
    if not text.strip():
        raise SourceError("there is nothing to explain: the sentence is empty")
    from tocsin.explain import explain

    explanation = explain(text, published=args.date, settings=settings_of(args))
    if args.json:
        print(json.dumps(explanation.to_dict(), ensure_ascii=False, indent=2))
    elif args.html:
        print(explanation.to_html())
    else:
        colored = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        width = min(get_terminal_size((100, 24)).columns, 120) if sys.stdout.isatty() else 100
        print(explanation.to_text(width=width, color=colored))
    return EXIT_OK
