"""Bytes → text, without guessing wildly and without altering a character.

A byte order mark is part of the encoding, not of the text, and is taken off; everything else stays, line ends included.
"""

from __future__ import annotations

import codecs
import re

from tocsin.errors import ArticleError

# First bytes of what people hand in by mistake.
_MAGIC = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP, DOCX or EPUB",
    b"\x89PNG": "PNG image",
    b"\xff\xd8\xff": "JPEG image",
    b"GIF8": "GIF image",
    b"\x7fELF": "program",
    b"\x1f\x8b": "gzip",
    b"\xd0\xcf\x11\xe0": "old Office document",
    b"SQLite format 3": "SQLite database",
    b"PAR1": "Parquet",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LOOK = 65_536  # bytes looked at to tell text from binary


def decode(data: bytes) -> str:
    """Text of a file; raises `ArticleError` with the reason `binary` or `encoding`.

    Tried in order: byte order mark, UTF-8, UTF-16 without a mark, UTF-8 with a few broken bytes (they become U+FFFD),
    Windows-1252.

    >>> decode("Köhler visits Kraków".encode("cp1250"))
    'Köhler visits Kraków'
    """
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            raise ArticleError("binary", f"this is a {name} file; give its text as .txt, .html or .jsonl")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as e:
                raise ArticleError("encoding", f"marked as {encoding} but broken at byte {e.start}") from e
    return _decode_unmarked(data)


def _decode_unmarked(data: bytes) -> str:
    """UTF-8, else UTF-16 by its zero bytes, else damaged UTF-8, else Windows-1252."""
    wide = _utf16_by_zeros(data[:_LOOK])
    if wide:
        try:
            return data.decode(wide)
        except UnicodeDecodeError as e:
            raise ArticleError("encoding", f"looks like {wide} but is broken at byte {e.start}") from e
    head = data[:_LOOK]
    if len(_CONTROL.findall(head)) > len(head) * 0.02:  # real news with stray control characters stays under 1 in 500
        raise ArticleError("binary", "more than one byte in fifty is a control character")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    loose = data.decode("utf-8", "replace")
    broken = loose.count("\ufffd")
    sound = sum(1 for char in loose if char > "\x7f" and char != "\ufffd")
    if broken <= sound:
        return loose
    text = data.decode("cp1252", "replace")
    if sum(1 for char in text if char > "\x7f") > len(text) * 0.2:  # French and Polish stay below 1 in 10
        raise ArticleError("encoding", "neither UTF-8 nor a western 8-bit encoding; save the file as UTF-8")
    return text


def _utf16_by_zeros(head: bytes) -> str | None:
    """`utf-16-le` or `-be` if every other byte is mostly zero, as in Latin text without a byte order mark."""
    if len(head) < 4:
        return None
    half = len(head) // 2
    if head[1::2].count(0) > half * 0.7 and head[0::2].count(0) < half * 0.1:
        return "utf-16-le"
    if head[0::2].count(0) > half * 0.7 and head[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return None


def sound(text: str) -> str:
    """The text with lone surrogates (JSON can carry them, UTF-8 cannot) as U+FFFD; length and offsets stay."""
    return _SURROGATE.sub("\ufffd", text)
