"""Files of other event data, down to rows: zip, gz, tab or comma, streamed; a broken row is handed on as such."""

from __future__ import annotations

import csv
import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tocsin.errors import TocsinError

SUFFIXES = (".csv", ".tsv", ".tab", ".txt")
BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError)  # of a file or archive
_LONGEST = 1_000_000  # bytes of a line; the longest rows at hand have 600
_MISSING = frozenset(("", "NA", "NULL", "None", "---"))


def _geography(side: str, *, second: bool) -> tuple[str, ...]:
    names = ("Type", "FullName", "CountryCode", "ADM1Code", *(("ADM2Code",) if second else ()))
    return tuple(f"{side}Geo_{name}" for name in (*names, "Lat", "Long", "FeatureID"))


def _gdelt(*, second: bool, url: bool) -> tuple[str, ...]:
    """Columns of GDELT's event table; version 1 has no second-level regions, its files before 2013 no address."""
    party = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
    return (
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *(f"{side}{name}" for side in ("Actor1", "Actor2") for name in party.split()),
        *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
        *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
        *(name for side in ("Actor1", "Actor2", "Action") for name in _geography(side, second=second)),
        *("DATEADDED", *(("SOURCEURL",) if url else ())),
    )


GDELT_EVENTS = _gdelt(second=True, url=True)
GDELT_MENTIONS = (
    *("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier"),
    *("SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence"),
    *("MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
)
_GDELT_BY_WIDTH = {
    len(columns): (name, columns)
    for name, columns in (
        ("gdelt 2.0", GDELT_EVENTS),
        ("gdelt 1.0", _gdelt(second=False, url=True)),
        ("gdelt 1.0", _gdelt(second=False, url=False)),
        ("gdelt mentions", GDELT_MENTIONS),
    )
}
_NEEDED = {
    "icews": frozenset(("event_id", "event_date", "source_name", "target_name")),
    "polecat": frozenset(("event_id", "event_date", "event_type", "actor_name", "recipient_name")),
}


class RowError(TocsinError):
    """A row of another data set cannot become a record; `reason` is the short phrase of the drop row."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[RowError], tuple[str, str]]:
        """Keep reason and detail when the error crosses a process border."""
        return type(self), (self.reason, self.detail)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a file is: its data set, columns (those of a header in lower case, `_` for spaces) and separator."""

    format: str
    columns: tuple[str, ...]
    separator: str
    header: bool


@dataclass(frozen=True, slots=True)
class SetRow:
    """One row and where it stands (`2018.zip/events.tab:17`): cells by column, "" for what is missing."""

    source: str
    cells: Mapping[str, str] | RowError


def recognise(line: bytes) -> Layout | None:
    """The layout of a file by its first line; None if it is no event data we know.

    GDELT has no header: 61 columns are version 2, 58 or 57 version 1, 16 the table of mentions.
    """
    text = _decoded(line).lstrip("\ufeff").rstrip("\r\n")
    cells = text.split("\t")
    titled = cells[0].lower() == "globaleventid"
    if len(cells) in _GDELT_BY_WIDTH and (titled or (cells[0].isdigit() and cells[1][:4].isdigit())):
        return Layout(*_GDELT_BY_WIDTH[len(cells)], separator="\t", header=titled)
    for separator in ("\t", ","):
        columns = tuple(_plain(name) for name in next(csv.reader([text], delimiter=separator), []))
        for name, needed in _NEEDED.items():
            if needed <= set(columns):
                return Layout(name, columns, separator, header=True)
    return None


def members(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    """The tables of a file, opened one after the other, with their names; raises what `BROKEN` lists."""
    name = path.as_posix()
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                inside = Path(info.filename)
                if info.flag_bits & 1:
                    raise zipfile.BadZipFile(f"{info.filename} is encrypted; unpack it with its password first")
                # macOS puts a shadow `__MACOSX/._x.csv` beside each file
                if inside.suffix.lower() in SUFFIXES and not inside.name.startswith("._"):
                    with archive.open(info) as file:
                        yield f"{name}/{info.filename}", file  # type: ignore[misc]  # an IO[bytes]
    elif path.suffix.lower() == ".gz":
        with gzip.open(path) as packed:
            yield name, packed  # type: ignore[misc]
    else:
        with path.open("rb") as plain:
            yield name, plain


def rows(file: BinaryIO, source: str, first: bytes, layout: Layout) -> Iterator[SetRow]:
    """Every row after the header; `first` is the line that `recognise` was given, already read from `file`."""
    numbered = _lines(file, first)
    if layout.header:
        next(numbered)
    read = _tab_cells if layout.separator == "\t" else _comma_cells
    for number, cells in read(numbered, layout):
        yield SetRow(f"{source}:{number}", _named(cells, layout))


def first_line(file: BinaryIO) -> bytes:
    """The first line that is not blank, as far as any row may reach."""
    for line in iter(lambda: file.readline(_LONGEST), b""):
        if line.strip():
            return line
    return b""


def _lines(file: BinaryIO, first: bytes) -> Iterator[tuple[int, bytes]]:
    """Numbered lines; of one that is too long only the beginning, which is then a row of the wrong width."""
    number, line = 1, first
    while line:
        yield number, line
        while len(line) == _LONGEST and not line.endswith(b"\n"):
            line = file.readline(_LONGEST)
        line = file.readline(_LONGEST)
        number += 1


def _tab_cells(lines: Iterator[tuple[int, bytes]], layout: Layout) -> Iterator[tuple[int, list[str] | RowError]]:
    """Cells between tabs; quotes mean nothing there, except those pandas writes round a whole cell of POLECAT's."""
    for number, line in lines:
        if not line.strip():
            continue
        if len(line) >= _LONGEST:
            yield number, RowError("too long", f"a line of {_LONGEST:,} bytes or more")
            continue
        cells = _decoded(line).rstrip("\r\n").split("\t")
        if layout.format == "polecat":
            cells = [_unquoted(cell) for cell in cells]
        yield number, cells


def _comma_cells(lines: Iterator[tuple[int, bytes]], layout: Layout) -> Iterator[tuple[int, list[str] | RowError]]:
    """Cells of comma-separated records, whose quoted cells may hold line ends."""
    seen = [1]  # the line read last; a record may take several

    def texts() -> Iterator[str]:
        for at, line in lines:
            seen[0] = at
            yield _decoded(line)

    records = csv.reader(texts(), delimiter=layout.separator)
    while True:
        number = seen[0] + 1
        try:
            cells = next(records)
        except StopIteration:
            return
        except csv.Error as e:
            yield number, RowError("bad row", f"{e}; lines {number} to {seen[0]}")
            continue
        if cells:
            yield number, cells


def _named(cells: list[str] | RowError, layout: Layout) -> Mapping[str, str] | RowError:
    """Cells by column, or what is wrong with their number."""
    if isinstance(cells, RowError):
        return cells
    if len(cells) != len(layout.columns):
        problem = f"{len(cells)} cells, a row of this {layout.format} file has {len(layout.columns)}"
        return RowError("bad row", f"{problem}; it begins {' | '.join(cells)[:60]!r}")
    return {
        name: "" if cell.strip() in _MISSING else cell.strip() for name, cell in zip(layout.columns, cells, strict=True)
    }


def _decoded(line: bytes) -> str:
    """Text of a line: UTF-8, else the western code page that older releases are in."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


def _plain(name: str) -> str:
    """A column's name in the one form we know it by: `Event ID`, `event_id` and `Event.ID` are the same."""
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")
