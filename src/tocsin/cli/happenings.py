"""What the commands `stories` and `ledger` share: a store brought up to date before it is read, and lines that fit."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from tocsin.cli.table import fit, terminal_width
from tocsin.errors import SettingsError
from tocsin.exports.answers import print_answer, write_answer
from tocsin.exports.writers import format_for
from tocsin.store.store import Store, open_store

if TYPE_CHECKING:
    import pyarrow as pa


@contextmanager
def current_store(args: argparse.Namespace) -> Iterator[Store]:
    """The store, opened for reading, with stories and ledger as its records have them."""
    from tocsin.ledger.updating import is_current, update_ledger
    from tocsin.stories.updating import update_stories

    with open_store(args.store, read_only=True, wait=args.wait) as store:
        current = is_current(store)
    if not current:
        print("bringing stories and ledger up to date", file=sys.stderr)
        with open_store(args.store, wait=args.wait) as store:
            update_stories(store)
            update_ledger(store)
    with open_store(args.store, read_only=True, wait=args.wait) as store:
        yield store


def deliver(
    args: argparse.Namespace,
    table: pa.Table,
    wanted: Callable[[dict[str, Any]], bool],
    show: Callable[[dict[str, Any], int], None],
    limit: int | None = None,
) -> pa.Table:
    """The wanted rows of a table to the file, as JSON Lines or line by line for people; returns them."""
    import pyarrow as pa

    rows = [i for i, row in enumerate(table.to_pylist()) if wanted(row)][:limit]
    table = table.take(pa.array(rows, pa.int64()))
    if args.output:
        write_answer(args.output, format_for(args.output, None), table.schema, iter(table.to_batches()))
    elif args.json:
        print_answer(sys.stdout, "jsonl", table.schema, iter(table.to_batches()))
    else:
        for row in table.to_pylist():
            show(row, terminal_width())
    return table


def column(text: object, width: int) -> str:
    """One line of exactly this width."""
    return fit(str(text), width).ljust(width)


def first_day(text: str | None) -> str | None:
    """The first day of `2016`, `2016-09` or `2016-09-09`; raises `SettingsError` for anything else."""
    if text is None:
        return None
    parts = [*text.split("-"), "01", "01"][:3]
    try:
        return date(*(int(part) for part in parts)).isoformat()
    except (TypeError, ValueError) as e:
        raise SettingsError(f"{text!r} is no day; write 2016, 2016-09 or 2016-09-09") from e


def matches(labels: Sequence[str], wanted: str | None) -> bool:
    """Is the wanted party among these labels? `KOR` stands for all of `KOR/GOV`, `KOR/MIL` ..."""
    if wanted is None:
        return True
    return any(label == wanted or label.startswith(wanted + "/") for label in labels)
