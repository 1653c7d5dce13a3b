"""`tocsin restore`: a store from its archive."""

from __future__ import annotations

import argparse

from tocsin.cli import EXIT_OK
from tocsin.store.archive import restore


def run(args: argparse.Namespace) -> int:
    """Make the store; returns the exit code."""
    rows = restore(args.folder, args.store)
    print(f"{args.store}: " + ", ".join(f"{count} {name}" for name, count in rows.items() if count))
    return EXIT_OK
