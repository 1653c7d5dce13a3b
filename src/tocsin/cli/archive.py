"""`tocsin archive`: a store as Parquet files."""

from __future__ import annotations

import argparse

from tocsin.cli import EXIT_OK
from tocsin.store.archive import archive
from tocsin.store.store import open_store


def run(args: argparse.Namespace) -> int:
    """Write the archive; returns the exit code."""
    with open_store(args.store, read_only=True, wait=args.wait) as store:
        rows = archive(store, args.folder)
    print(f"{args.folder}: " + ", ".join(f"{count} {name}" for name, count in rows.items() if count))
    return EXIT_OK
