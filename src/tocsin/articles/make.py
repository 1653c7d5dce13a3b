"""One raw item → one `Article`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tocsin.articles.encoding import decode, sound
from tocsin.articles.english import foreign_language
from tocsin.articles.furniture import furniture
from tocsin.articles.published import Published, parse_date, published_in_name, published_in_text
from tocsin.errors import ArticleError
from tocsin.records import Article

MAX_CHARS = 2_000_000  # the longest single news text; ten times the longest magazine feature

# What the columns of other people's files are called, after lower-casing; the first that is there counts.
ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "articleid", "doc_id", "docid", "uid", "guid"),
    "text": ("text", "body", "content", "article", "article_text", "maintext", "main_text", "story_text", "sentence"),
    "title": ("title", "headline"),
    "published": ("published", "date", "publication_date", "published_date", "pub_date", "pubdate", "date_published"),
    "publisher": ("publisher", "publication", "source", "outlet", "source_name"),
    "url": ("url", "link", "source_url"),
    "language": ("language", "lang"),
}


def article_from_text(
    text: str, source: str, *, name: str = "", published: str | None = None, max_chars: int = MAX_CHARS
) -> Article:
    """An article from plain text, which is kept character by character.

    `name` is the file name (a date in it counts after one in the text), `published` the date for undated text.
    Raises `ArticleError` (`empty`, `too long`, `not English`).
    """
    text = _checked_text(text, max_chars)
    found = published_in_text(text) or published_in_name(name) or _option(published)
    return _article(Article(text=text, source=source), found)


def article_from_html(
    data: bytes | str, source: str, *, name: str = "", published: str | None = None, max_chars: int = MAX_CHARS
) -> Article:
    """An article from a web page: its main text, title, date, publisher and language, found by trafilatura.

    Raises `ArticleError` (`no text in page`, and those of `article_from_text`).
    """
    if isinstance(data, bytes):
        data = _decode_page(data)
    if not data.strip():
        raise ArticleError("empty", "nothing but whitespace")
    if len(data) > 10 * max_chars:
        raise ArticleError("too long", f"a page of {len(data):,} characters; the limit is {10 * max_chars:,}")
    import trafilatura

    try:
        page = trafilatura.bare_extraction(
            data,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as e:  # other people's parsers on other people's pages: anything can come, and the run goes on
        raise ArticleError("broken page", f"{type(e).__name__}: {e}") from e
    found = {} if page is None else page if isinstance(page, dict) else page.as_dict()
    text = found.get("text")
    if not text or not text.strip():
        raise ArticleError("no text in page", "trafilatura finds no main text; is this an index page or a script?")
    text = _checked_text(text, max_chars)
    date = _page_date(found.get("date")) or published_in_text(text) or published_in_name(name) or _option(published)
    article = Article(
        text=text,
        source=source,
        title=found.get("title") or None,
        publisher=found.get("sitename") or None,
        url=found.get("url") or None,
        language=_page_language(data),
    )
    return _article(article, date)


def article_from_fields(
    row: Mapping[str, Any], source: str, *, published: str | None = None, max_chars: int = MAX_CHARS
) -> Article:
    """An article from a JSON object or a table row; column names such as `body` or `headline` are understood.

    Raises `ArticleError` (`not a record`, `missing field`, `bad field`, `impossible date`, and those of
    `article_from_text`).
    """
    if not isinstance(row, Mapping):
        raise ArticleError("not a record", f"expected an object with a text, found {type(row).__name__}")
    fields = {str(name).strip().lower(): value for name, value in row.items()}
    values = {target: _first(fields, names) for target, names in ALIASES.items()}
    if values["text"] is None:
        raise ArticleError("missing field", f"no text; the row has {', '.join(fields) or 'no fields at all'}")
    if not isinstance(values["text"], str):
        raise ArticleError("bad field", f"text is {type(values['text']).__name__}, expected a string")
    text = _checked_text(values["text"], max_chars)
    article = Article(
        text=text,
        id=_plain(values["id"]) or "",
        source=source,
        **{name: _plain(values[name]) for name in ("title", "publisher", "url", "language")},
    )
    return _article(article, _field_date(values["published"]) or published_in_text(text) or _option(published))


def _article(article: Article, found: Published | None) -> Article:
    """Add date and title, and refuse other languages."""
    _check_language(article)
    return replace(
        article,
        id=article.id,
        title=article.title or _headline(article.text),
        published=found.date if found else None,
        published_source=found.source if found else None,
        language=article.language or "en",
    )


def _checked_text(text: str, max_chars: int) -> str:
    """The text, unless it is empty or beyond any article."""
    if len(text) > max_chars:
        raise ArticleError("too long", f"{len(text):,} characters; the limit is {max_chars:,} (setting max_chars)")
    if not re.search(r"\w", text):
        raise ArticleError("empty", f"no word in {len(text)} characters" if text else "no characters at all")
    return sound(text)


def _check_language(article: Article) -> None:
    """Text decides; the field only where the text says nothing clear (fewer than 20 words)."""
    found = foreign_language(article.text)
    if found:
        raise ArticleError("not English", f"reads like {found}")
    declared = (article.language or "en").strip().lower()
    if not declared.startswith("en") and len(article.text[:2_000].split()) < 20:
        raise ArticleError("not English", f"language is given as {article.language!r}")


def _headline(text: str) -> str | None:
    """The first line, if it is a headline."""
    head = text[:2_000]
    first = next(iter(furniture(head)), None)
    return head[first[0] : first[1]] if first and first[2] == "headline" and not head[: first[0]].strip() else None


def _option(published: str | None) -> Published | None:
    return Published(published, "option") if published else None


def _page_date(value: str | None) -> Published | None:
    """trafilatura's date, if it is one."""
    try:
        return Published(parse_date(value), "page") if value else None
    except ValueError:
        return None


def _field_date(value: object) -> Published | None:
    """The date a row states; an impossible one is the row's fault and said so."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return Published(parse_date(value), "field")
    except ValueError as e:
        raise ArticleError("impossible date", str(e)) from e


def _page_language(page: str) -> str | None:
    match = re.search(r"<html[^>]{0,2000}?\blang\s*=\s*[\"']?([A-Za-z-]{2,12})", page[:20_000], re.IGNORECASE)
    return match.group(1).lower() if match else None


def _decode_page(data: bytes) -> str:
    """Text of a page: the charset it declares, else as any text."""
    match = re.search(rb"charset\s*=\s*[\"']?([\w-]{3,20})", data[:4096], re.IGNORECASE)
    if match and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(match.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((fields[name] for name in names if fields.get(name) is not None), None)


def _plain(value: Any) -> str | None:
    """A field as text; numbers and links become their text, emptiness None."""
    if value is None:
        return None
    if isinstance(value, (list, dict)):
        raise ArticleError("bad field", f"expected one value, found {type(value).__name__}: {str(value)[:60]}")
    return sound(str(value)).strip() or None
