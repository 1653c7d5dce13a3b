"""`tocsin stories`: what happened, each happening once, with its reports."""

from __future__ import annotations

import argparse
import json
from typing import Any

from tocsin.cli import EXIT_OK
from tocsin.cli.happenings import column, current_store, deliver, first_day, matches
from tocsin.errors import SettingsError
from tocsin.events.ontology import load_ontology
from tocsin.store.store import Limits

_SQL = """
SELECT s.*, m.sentence FROM stories s LEFT JOIN mentions m ON m.id = s.head
WHERE s.mentions >= $least AND ($since IS NULL OR coalesce(s.date, s.first_report) >= CAST($since AS DATE))
ORDER BY coalesce(s.date, s.first_report), s.id
"""


def run(args: argparse.Namespace) -> int:
    """List the stories; returns the exit code."""
    if args.event is not None and args.event not in load_ontology().types:
        raise SettingsError(f"--event {args.event}: not one of {', '.join(load_ontology().types)}")
    values = {"least": args.least, "since": first_day(args.since)}
    with current_store(args) as store:
        table = store.query(_SQL, values, limits=Limits(seconds=None))
    table = deliver(args, table, lambda row: _wanted(row, args), print_story, args.limit)
    if not (args.output or args.json):
        print(f"{len(table)} stor{'y' if len(table) == 1 else 'ies'}")
    return EXIT_OK


def _wanted(row: dict[str, Any], args: argparse.Namespace) -> bool:
    return all(matches(row["parties"], party) for party in args.party) and args.event in (None, *row["events"])


def print_story(row: dict[str, Any], width: int) -> None:
    """One story: a line, its sentence, and what its reports disagree on."""
    day = str(row["date"] or f"≤{row['first_report'] or '?'}")
    reports = f"{row['mentions']} mention{'s' * (row['mentions'] != 1)}, {row['independent']} independent"
    reports += ", one-sided" if row["one_sided"] else ""
    print(f"{column(day, 11)} {column(row['event'], 10)} {column(', '.join(row['parties']) or '-', 36)} {reports}")
    print("            " + column(row["sentence"] or "", max(20, width - 13)).rstrip())
    for name, given in json.loads(row["disagreements"] or "{}").items():
        said = " | ".join(f"{one['value']} ({len(one['mentions'])})" for one in given)
        print("            " + column(f"{name}: {said}", max(20, width - 13)).rstrip())
