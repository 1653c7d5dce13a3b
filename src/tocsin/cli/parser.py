"""Commands and options; nothing heavy is imported here, so `tocsin --help` answers at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from tocsin import __version__

_CODE = """\
Reads news and writes one record for each political act it tells of.

INPUT is a .txt, .html, .jsonl (fields id, title, published, url, publisher, language, text), .csv, .tsv or
.parquet file, a folder, a pattern in quotes such as 'news/**/*.txt', or - for standard input."""
_EXITS = """\
exit codes: 0 done; 1 failed; 2 wrong use; 3 done, but some input was dropped (reasons on standard error);
130 interrupted"""


def build_parser() -> argparse.ArgumentParser:
    """The parser of `tocsin`, with a sub-command in `command`."""
    parser = argparse.ArgumentParser(
        prog="tocsin",
        description="News text in, political event records out that people can check.",
        epilog=_EXITS,
    )
    parser.add_argument("--version", action="version", version=f"tocsin {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_code(commands)
    _add_explain(commands)
    _add_relation(commands)
    return parser


def _add_code(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    raw = argparse.RawDescriptionHelpFormatter
    code = commands.add_parser(
        "code", help="code articles into events", description=_CODE, epilog=_EXITS, formatter_class=raw
    )
    code.add_argument("inputs", nargs="+", metavar="INPUT", help="file, folder, pattern, or - for standard input")
    code.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="OUT",
        help="file to write: .jsonl, .csv or .parquet (default: standard output)",
    )
    code.add_argument(
        "--format",
        choices=("jsonl", "csv", "parquet", "plover", "table"),
        help="default: by the suffix of OUT; without OUT a table on a terminal and jsonl in a pipe",
    )
    code.add_argument("--published", metavar="DATE", type=_day, help="publication date of undated text (YYYY-MM-DD)")
    code.add_argument("--limit", metavar="N", type=_count, help="end after N articles")
    code.add_argument(
        "--jobs", metavar="N", type=_count, default=1, help="processes (default 1); the records are the same"
    )
    code.add_argument("--strict", action="store_true", help="fail at the first input that has to be dropped")
    code.add_argument(
        "--drops", type=Path, metavar="FILE", help="write dropped inputs with their reasons as JSON Lines"
    )
    code.add_argument(
        "--lexicon-only", action="store_true", help="no trained judge: every record justified by a rule of the lexicon"
    )
    code.add_argument("--overlay", type=Path, metavar="DIR", help="folder of your own data files, laid over ours")
    code.add_argument("--quiet", action="store_true", help="no list of drops and no progress")


def _add_explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    explain = commands.add_parser(
        "explain",
        help="show how a sentence is read",
        description="Shows tokens and relations, parties and why, triggers and their lexicon entries, status and "
        "attribution cues, and what was considered and rejected.",
    )
    explain.add_argument("text", metavar="SENTENCE", help="a sentence or paragraph, or - for standard input")
    explain.add_argument(
        "--date", metavar="D", type=_day, help="publication date, for 'Monday' and for who held office"
    )
    form = explain.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument("--html", action="store_true", help="as a page")


def _add_relation(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    relation = commands.add_parser(
        "relation",
        help="type what one marked party did to another",
        description="For each line {id, text, source: [start, end] or null, target: [start, end] or null} gives "
        "{id, event, quad_code, confidence}: the PLOVER type of what source did to target.",
        epilog=_EXITS,
    )
    relation.add_argument("file", metavar="FILE.jsonl", help="marked pairs, or - for standard input")
    relation.add_argument("-o", "--output", type=Path, metavar="OUT", help="file to write (default: standard output)")


def _count(text: str) -> int:
    """A whole number from 1 up."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} must be a whole number, 1 or more")
    return int(text)


def _day(text: str) -> str:
    """An ISO day."""
    from tocsin.articles.published import parse_date

    try:
        return parse_date(text)
    except ValueError as e:
        raise argparse.ArgumentTypeError(str(e)) from e
