"""`tocsin ledger`: demands, threats and promises, and what became of them."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from typing import Any

from tocsin.cli import EXIT_OK
from tocsin.cli.happenings import column, current_store, deliver, first_day, matches
from tocsin.store.store import Limits

_SQL = """
SELECT l.*, m.sentence FROM ledger l LEFT JOIN mentions m ON m.id = l.mention
WHERE ($since IS NULL OR l.made_on >= CAST($since AS DATE)) AND ($kind IS NULL OR l.kind = $kind)
    AND (NOT $open OR l.status = 'open')
ORDER BY l.made_on, l.id
"""
_SIDES = {
    "for": "for",
    "partly": "in part",
    "against": "against",
    "overtaken": "overtaken by",
    "condition": "spoken of, and came",
}
_INDENT = " " * 12


def run(args: argparse.Namespace) -> int:
    """Print the ledger; returns the exit code."""
    values = {"since": first_day(args.since), "kind": args.kind, "open": args.open}
    with current_store(args) as store:
        table = store.query(_SQL, values, limits=Limits(seconds=None))
    table = deliver(args, table, lambda row: _wanted(row, args), print_entry)
    if not (args.output or args.json):
        print(_sum(table.column("status").to_pylist()))
    return EXIT_OK


def _wanted(row: dict[str, Any], args: argparse.Namespace) -> bool:
    return matches(row["by_parties"], args.by) and matches(row["to_parties"], args.to)


def _sum(statuses: list[str]) -> str:
    """How many entries, by status."""
    counted = ", ".join(f"{count} {status}" for status, count in Counter(statuses).most_common())
    entries = f"{len(statuses)} entr{'y' if len(statuses) == 1 else 'ies'}"
    return f"{entries}: {counted}" if counted else entries


def print_entry(row: dict[str, Any], width: int) -> None:
    """One entry: who to whom and what became of it; its words; content and condition; the evidence."""
    room = max(20, width - len(_INDENT) - 1)
    verdict = row["status"]
    if row["confidence"] is not None:
        verdict += f" ({row['confidence']:.2f}) after {row['days']} days"
    parties = f"{', '.join(row['by_parties'])} → {', '.join(row['to_parties']) or '?'}"
    print(f"{column(row['made_on'], 11)} {column(row['kind'], 8)} {column(parties, 34)} {verdict}")
    print(_INDENT + column(row["sentence"] or "", room).rstrip())
    for name in ("content", "condition"):
        for act in json.loads(row[name] or "[]"):
            print(_INDENT + column(f"{name}: {_act(act)}", room).rstrip())
    for side, found in json.loads(row["verdict"] or "{}").items():
        for deed in found:
            print(
                _INDENT
                + column(
                    f"{_SIDES[side]}: {deed['day']} {_act(deed)} ({deed['points']:.2f}) “{deed['words']}”", room
                ).rstrip()
            )


def _act(act: dict[str, Any]) -> str:
    kind = "/".join([act["event"], *act["mode"]])
    return f"{', '.join(act['actor']) or '?'} {kind} {', '.join(act['recipient'])}".strip()
