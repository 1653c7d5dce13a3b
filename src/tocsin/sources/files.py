"""Articles out of files, folders, patterns and standard input, one at a time: memory does not grow with their number.

Whatever cannot become an article becomes a `Drop` with its reason, and the next item is read.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from tocsin.articles import article_from_fields, article_from_html, article_from_text, decode
from tocsin.articles.published import parse_date
from tocsin.errors import ArticleError, SourceError
from tocsin.records import Article, Drop
from tocsin.settings import Settings
from tocsin.sources.tabular import Row, csv_rows, jsonl_rows, parquet_rows

log = logging.getLogger(__name__)

TEXTS = {".txt", ".text"}
PAGES = {".html", ".htm", ".xhtml"}
TABLES: dict[str, Callable[[BinaryIO, str, int], Iterator[Row]]] = {
    ".jsonl": jsonl_rows,
    ".ndjson": jsonl_rows,
    ".csv": csv_rows,
    ".tsv": csv_rows,
    ".parquet": parquet_rows,
}
SUFFIXES = (*sorted(TEXTS), *sorted(PAGES), *TABLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How to read: the date for undated text and the longest article taken, in characters."""

    published: str | None = None
    max_chars: int = Settings().max_chars


def read_articles(
    *inputs: str | os.PathLike[str],
    published: str | None = None,
    limit: int | None = None,
    on_drop: Callable[[Drop], None] | None = None,
    settings: Settings | None = None,
) -> Iterator[Article]:
    """Articles of files, folders, patterns (`news/**/*.txt`) and `-` (standard input), in order of their names.

    `published` dates undated text, `limit` ends after that many articles. What is dropped goes to `on_drop`, else to
    the log. Raises `SourceError` at once if an input does not exist, `ValueError` for an impossible `published`.

    >>> [article.title for article in read_articles("examples/articles/*.txt", limit=0)]
    []
    """
    paths = find_inputs(inputs)
    items = read_items(paths, published=published, settings=settings)
    return islice(_without_drops(items, on_drop or _log_drop), limit)


def read_items(
    paths: Iterable[str | Path], *, published: str | None = None, settings: Settings | None = None
) -> Iterator[Article | Drop]:
    """Articles and drops of these inputs, in order; `-` is standard input."""
    how = Reading(published=parse_date(published) if published else None, max_chars=(settings or Settings()).max_chars)
    return (item for path in paths for item in (_read_stdin(how) if str(path) == "-" else _read_file(Path(path), how)))


def find_inputs(inputs: Iterable[str | os.PathLike[str]], suffixes: tuple[str, ...] = SUFFIXES) -> list[str | Path]:
    """Files named by the inputs: a file is itself, a folder all files in it with these suffixes, a pattern its matches.

    Raises `SourceError` if an input names nothing.
    """
    found: list[str | Path] = []
    for given in inputs:
        name = os.fspath(given)
        if name == "-":
            found.append("-")
            continue
        path = Path(name).expanduser()
        if path.is_dir():
            inside = _readable(path.rglob("*"), suffixes)
            if not inside:
                raise SourceError(f"{name}: the folder has no file that ends in {', '.join(suffixes)}")
            found += inside
        elif path.exists():
            found.append(path)
        elif any(mark in name for mark in "*?["):
            matches = _matches(path, suffixes)
            if not matches:
                raise SourceError(f"{name}: nothing matches this pattern that ends in {', '.join(suffixes)}")
            found += matches
        else:
            raise SourceError(f"{name}: no such file or folder")
    return found


def _readable(paths: Iterable[Path], suffixes: tuple[str, ...]) -> list[Path]:
    """Files with a known suffix, sorted; hidden ones and what lies in hidden folders are left out."""
    return sorted(path for path in paths if path.suffix.lower() in suffixes and not _hidden(path) and path.is_file())


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") and part not in (".", "..") for part in path.parts)


def _matches(pattern: Path, suffixes: tuple[str, ...]) -> list[Path]:
    """What a pattern names; folders among the matches give their files."""
    root = Path(pattern.anchor) if pattern.anchor else Path()
    parts = pattern.parts[1:] if pattern.anchor else pattern.parts
    found: set[Path] = set()
    for match in root.glob(str(Path(*parts))):
        found.update(_readable(match.rglob("*") if match.is_dir() else [match], suffixes))
    return sorted(found)


def _read_file(path: Path, how: Reading) -> Iterator[Article | Drop]:
    """Articles and drops of one file."""
    source, suffix = path.as_posix(), path.suffix.lower()
    try:
        if suffix in TABLES:
            with path.open("rb") as file:
                yield from _from_rows(TABLES[suffix](file, source, how.max_chars), how)
        elif suffix in TEXTS or suffix in PAGES:
            yield _single(_bounded(path, how.max_chars), source, path.name, how, page=suffix in PAGES)
        else:
            yield Drop(source, None, "unknown suffix", f"{suffix or 'no suffix'}; readable are {', '.join(SUFFIXES)}")
    except OSError as e:
        yield Drop(source, None, "unreadable", e.strerror or str(e))


def _bounded(path: Path, max_chars: int) -> bytes | ArticleError:
    """Bytes of a file, or what is wrong with its size, without reading a disk image into memory."""
    size, most = path.stat().st_size, 40 * max_chars  # 4 bytes a character, pages ten times their text
    if size > most:
        return ArticleError("too long", f"{size:,} bytes; one article is never longer than {most:,}")
    return path.read_bytes()


def _single(data: bytes | ArticleError, source: str, name: str, how: Reading, *, page: bool) -> Article | Drop:
    """The one article of a text file or web page."""
    try:
        if isinstance(data, ArticleError):
            raise data
        if not data:
            raise ArticleError("empty", "the file has no bytes")
        if page:
            return article_from_html(data, source, name=name, published=how.published, max_chars=how.max_chars)
        text = decode(data)
        return article_from_text(text, source, name=name, published=how.published, max_chars=how.max_chars)
    except ArticleError as e:
        return Drop(source, None, e.reason, e.detail)


def _from_rows(rows: Iterable[Row], how: Reading) -> Iterator[Article | Drop]:
    """The articles of a table, each row for itself."""
    for row in rows:
        try:
            if isinstance(row.fields, ArticleError):
                raise row.fields
            yield article_from_fields(row.fields, row.source, published=how.published, max_chars=how.max_chars)
        except ArticleError as e:
            given = row.fields.get("id") if isinstance(row.fields, dict) else None
            yield Drop(row.source, None if given is None else str(given), e.reason, e.detail)


def _read_stdin(how: Reading) -> Iterator[Article | Drop]:
    """Standard input: JSON Lines if its first line is a JSON object, a page if it starts like one, else one text."""
    stream = sys.stdin.buffer
    head = stream.peek(4096)[:4096].lstrip(b"\xef\xbb\xbf \t\r\n") if hasattr(stream, "peek") else b""
    if head.startswith(b"{"):
        yield from _from_rows(jsonl_rows(stream, "-", how.max_chars), how)
        return
    data = stream.read(40 * how.max_chars + 1)
    if len(data) > 40 * how.max_chars:
        yield Drop(
            "-", None, "too long", f"more than {40 * how.max_chars:,} bytes of text; give many articles as JSONL"
        )
        return
    page = re.match(rb"\s*(?:<!doctype html|<html|<\?xml)", data[:200], re.IGNORECASE) is not None
    yield _single(data, "-", "", how, page=page)


def _without_drops(items: Iterable[Article | Drop], on_drop: Callable[[Drop], None]) -> Iterator[Article]:
    for item in items:
        if isinstance(item, Drop):
            on_drop(item)
        else:
            yield item


def _log_drop(drop: Drop) -> None:
    log.warning("dropped %s: %s (%s)", drop.source, drop.reason, drop.detail)
