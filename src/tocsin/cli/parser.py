"""Commands and options; nothing heavy is imported here, so `tocsin --help` answers at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from tocsin import __version__

_CODE = """\
Reads news and writes one record for each political act it tells of.

INPUT is a .txt, .html, .jsonl (fields id, title, published, url, publisher, language, text), .csv, .tsv or
.parquet file, a folder, a pattern in quotes such as 'news/**/*.txt', or - for standard input."""
_ADD = """\
Codes articles and adds them, with their records, to a store: one DuckDB file, made if it does not exist.

INPUT is what tocsin code takes, or event data of others: GDELT event tables, ICEWS and POLECAT files, also zipped, kept
apart by the name of their coder (docs/exchange.md). Adding twice changes nothing, and the order of additions does not
matter. Articles with nearly the same text are kept as one text with many publishers. Batches are written whole: an
interrupt or a crash loses nothing that was written, and running the command again goes on where it ended."""
_RECODE = """\
Codes again the articles of a store that another version of tocsin has coded, or this one with other data files, model
or overlay, and tells which records that gains, loses and changes. May be interrupted and run again."""
_QUERY = """\
Answers a query on the views events, mentions, actors, stories, ledger, articles and drops (docs/store.md). Only reads,
and reaches nothing but the store.

  tocsin query news.duckdb "SELECT event, count(*) AS n FROM events GROUP BY event ORDER BY n DESC\""""
_QUOTES = """\
Reads news and writes one record for each quotation or report of speech, with its speakers: docs/record.md.

INPUT is what tocsin code takes."""
_FORMATS = ("jsonl", "csv", "parquet", "plover", "gdelt", "gdelt-mentions", "icews", "polecat", "phoenix")
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
    _add_quotes(commands)
    _add_relation(commands)
    _add_add(commands)
    _add_recode(commands)
    _add_query(commands)
    _add_archive(commands)
    _add_export(commands)
    _add_stories(commands)
    _add_ledger(commands)
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
        choices=(*_FORMATS, "table"),
        help="default: by the suffix of OUT; without OUT a table on a terminal and jsonl in a pipe",
    )
    _add_reading(code)
    _add_coding(code)


def _add_reading(command: argparse.ArgumentParser) -> None:
    """Options of commands that read articles."""
    command.add_argument("--published", metavar="DATE", type=_day, help="publication date of undated text (YYYY-MM-DD)")
    command.add_argument("--limit", metavar="N", type=_count, help="end after N articles")
    command.add_argument("--strict", action="store_true", help="fail at the first input that has to be dropped")
    command.add_argument(
        "--drops", type=Path, metavar="FILE", help="write dropped inputs with their reasons as JSON Lines"
    )


def _add_coding(command: argparse.ArgumentParser, *, judged: bool = True) -> None:
    """Options of commands that work through articles; `judged`: the trained judge has a say in what they write."""
    command.add_argument(
        "--jobs", metavar="N", type=_count, default=1, help="processes (default 1); the records are the same"
    )
    _add_settings(command, judged=judged)
    command.add_argument("--quiet", action="store_true", help="no list of drops and no progress")


def _add_settings(command: argparse.ArgumentParser, *, judged: bool = True) -> None:
    if judged:
        command.add_argument(
            "--lexicon-only",
            action="store_true",
            help="no trained judge: every record justified by a rule of the lexicon",
        )
    else:
        command.set_defaults(lexicon_only=False)
    command.add_argument("--overlay", type=Path, metavar="DIR", help="folder of your own data files, laid over ours")


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
    _add_settings(explain)
    form = explain.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument("--html", action="store_true", help="as a page")


def _add_quotes(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    raw = argparse.RawDescriptionHelpFormatter
    quotes = commands.add_parser(
        "quotes", help="find quotations and who is quoted", description=_QUOTES, epilog=_EXITS, formatter_class=raw
    )
    quotes.add_argument("inputs", nargs="+", metavar="INPUT", help="file, folder, pattern, or - for standard input")
    quotes.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help="file to write: .jsonl or .csv (default: standard output)"
    )
    quotes.add_argument(
        "--format",
        choices=("jsonl", "csv", "table"),
        help="default: by the suffix of OUT; without OUT a table on a terminal and jsonl in a pipe",
    )
    _add_reading(quotes)
    _add_coding(quotes, judged=False)


def _add_relation(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    relation = commands.add_parser(
        "relation",
        help="type what one marked party did to another",
        description="For each line {id, text, source: [start, end] or null, target: [start, end] or null} gives "
        "{id, event, quad_code, confidence}: the PLOVER type of what source did to target. Types follow "
        "CAMEO, as such pairs do, where it differs from the codebook (data/crosswalk/README.md).",
        epilog=_EXITS,
    )
    relation.add_argument("file", metavar="FILE.jsonl", help="marked pairs, or - for standard input")
    relation.add_argument("-o", "--output", type=Path, metavar="OUT", help="file to write (default: standard output)")


def _add_store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("store", type=Path, metavar="DB", help="the store")


def _add_add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    raw = argparse.RawDescriptionHelpFormatter
    add = commands.add_parser(
        "add", help="code articles and add them to a store", description=_ADD, epilog=_EXITS, formatter_class=raw
    )
    add.add_argument("store", type=Path, metavar="DB", help="the store: a DuckDB file")
    add.add_argument("inputs", nargs="+", metavar="INPUT", help="file, folder, pattern, or - for standard input")
    _add_reading(add)
    _add_coding(add)


def _add_recode(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    raw = argparse.RawDescriptionHelpFormatter
    recode = commands.add_parser(
        "recode", help="code a store's articles again", description=_RECODE, epilog=_EXITS, formatter_class=raw
    )
    _add_store(recode)
    recode.add_argument("--all", action="store_true", help="those this very coder has coded too")
    recode.add_argument("--limit", metavar="N", type=_count, help="end after N articles")
    recode.add_argument("--report", type=Path, metavar="FILE", help="write every change as JSON Lines")
    _add_coding(recode)


def _add_query(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    raw = argparse.RawDescriptionHelpFormatter
    query = commands.add_parser(
        "query", help="ask a store with SQL", description=_QUERY, epilog=_EXITS, formatter_class=raw
    )
    _add_store(query)
    query.add_argument("sql", metavar="SQL", help="one SELECT, or - for standard input")
    query.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="OUT",
        help="file to write: .jsonl, .csv or .parquet (default: standard output)",
    )
    query.add_argument(
        "--format",
        choices=("jsonl", "csv", "parquet", "table"),
        help="default: by the suffix of OUT; without OUT a table on a terminal and jsonl in a pipe",
    )
    query.add_argument("--max-rows", metavar="N", type=_count, help="end after N rows (default: 100 of a table)")
    query.add_argument(
        "--seconds", metavar="S", type=float, default=60.0, help="give up after S seconds (default 60; 0: never)"
    )
    query.add_argument("--memory", metavar="M", default="1GB", help="give up beyond this memory (default 1GB)")
    _add_wait(query)


def _add_archive(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    archive = commands.add_parser(
        "archive",
        help="write a store as Parquet files",
        description="Writes all tables of a store into a folder of Parquet files, partitioned by month, for keeping "
        "and for other engines. An earlier archive there is replaced.",
    )
    _add_store(archive)
    archive.add_argument("folder", type=Path, metavar="DIR", help="the folder to write")
    _add_wait(archive)
    restore = commands.add_parser(
        "restore",
        help="make a store from an archive",
        description="Makes a store from the Parquet files that tocsin archive wrote.",
    )
    restore.add_argument("folder", type=Path, metavar="DIR", help="the folder with archive.json")
    restore.add_argument("store", type=Path, metavar="DB", help="the store to make; there must be none yet")


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = commands.add_parser(
        "export",
        help="write a store's records as one file",
        description="Writes the records of a store in our formats or those of the field (docs/exchange.md).",
    )
    _add_store(export)
    export.add_argument("-o", "--output", type=Path, metavar="OUT", required=True, help="file to write")
    export.add_argument("--format", choices=_FORMATS, help="default: by the suffix of OUT (.jsonl, .csv, .parquet)")
    export.add_argument("--coder", metavar="NAME", help="only its records: tocsin, gdelt, icews or polecat")
    export.add_argument(
        "--once",
        action="store_true",
        help="each happening once, by the record that stands for it, with GDELT's counts of mentions, sources and "
        "articles; gdelt-mentions: every record, with the number of its happening",
    )
    _add_wait(export)


def _add_stories(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    stories = commands.add_parser(
        "stories",
        help="list what happened, each happening once",
        description="Lists the stories of a store: the mentions of one happening, across articles and days, with their "
        "parties, day, sources, and what they disagree on (docs/stories.md).",
    )
    _add_store(stories)
    stories.add_argument("--party", metavar="P", action="append", default=[], help="with this party: KOR, KOR/GOV ...")
    stories.add_argument("--event", metavar="TYPE", type=str.upper, help="of this PLOVER type")
    stories.add_argument("--since", metavar="D", help="from this day, month or year on")
    stories.add_argument("--least", metavar="N", type=_count, default=1, help="told by at least N records (default 1)")
    stories.add_argument("--limit", metavar="N", type=_count, help="end after N stories")
    _add_listing(stories)


def _add_ledger(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    ledger = commands.add_parser(
        "ledger",
        help="list demands, threats and promises, and what became of them",
        description="Lists who demanded, threatened or promised what, and what later records say of it, with the "
        "evidence on both sides (docs/ledger.md). What no later record decides is open.",
    )
    _add_store(ledger)
    ledger.add_argument("--from", dest="by", metavar="P", help="made by this party: KOR, KOR/GOV ...")
    ledger.add_argument("--to", metavar="P", help="made to this party")
    ledger.add_argument("--since", metavar="D", help="from this day, month or year on")
    ledger.add_argument("--kind", choices=("demand", "threat", "promise"), help="only these")
    ledger.add_argument("--open", action="store_true", help="only what still hangs")
    _add_listing(ledger)


def _add_listing(command: argparse.ArgumentParser) -> None:
    """Options of commands that list rows for people or programs."""
    command.add_argument("--json", action="store_true", help="as JSON Lines")
    command.add_argument("-o", "--output", type=Path, metavar="OUT", help="file to write: .jsonl, .csv or .parquet")
    _add_wait(command)


def _add_wait(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--wait",
        metavar="S",
        type=float,
        default=10.0,
        help="try S seconds long while another process writes the store (default 10)",
    )


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
