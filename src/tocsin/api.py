"""The verbs a notebook needs; streams and processes are in `coder`, `sources` and `engines`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tocsin.articles import article_from_fields, article_from_text
from tocsin.articles.published import parse_date
from tocsin.engines.local import code_articles
from tocsin.errors import ArticleError
from tocsin.records import Article, Drop, Event, Events
from tocsin.settings import Settings

if TYPE_CHECKING:
    from tocsin.quotation import Quotes

Codable = str | Article | Mapping[str, Any]


def code(
    text_or_articles: Codable | Iterable[Codable],
    *,
    published: str | None = None,
    jobs: int = 1,
    settings: Settings | None = None,
) -> Events:
    """The events of a text, an article, or many of either; what could not be coded is in `.drops`.

    `published` (a date) is used for what has none of its own. A mapping is read like a row of JSON Lines. With `jobs`
    above 1 the calling script must be importable (`if __name__ == "__main__":`). Everything is kept in memory: for
    more than some thousand articles use `tocsin.engines.local.code_articles`, which streams.

        events = tocsin.code("South Korea urged China to stop the test.", published="2022-11-28")
        events[0].event, events[0].actor[0].code        # ('REQUEST', 'KOR')
    """
    events: list[Event] = []
    drops: list[Drop] = []
    for _, found, dropped in code_articles(
        _articles(text_or_articles, published, settings, drops), settings, jobs=jobs
    ):
        events += found
        drops += dropped
    return Events(events, drops)


def quotes(
    text_or_articles: Codable | Iterable[Codable],
    *,
    published: str | None = None,
    jobs: int = 1,
    settings: Settings | None = None,
) -> Quotes:
    """The quotations and reports of speech in a text, an article, or many of either, with who is quoted.

    Takes what `code` takes; what could not be read is in `.drops`. Speech is reported whatever it is about, politics or
    not; who cannot be coded as an actor is still named by the words at `speaker`.

        found = tocsin.quotes('“We are ready,” said the North Korean envoy.')
        found[0].kind, found[0].speakers[0].code        # ('direct', 'PRK')
    """
    from tocsin.engines.quotes import read_quotes
    from tocsin.quotation import Quote, Quotes

    found: list[Quote] = []
    drops: list[Drop] = []
    for _, read, dropped in read_quotes(_articles(text_or_articles, published, settings, drops), settings, jobs=jobs):
        found += read
        drops += dropped
    return Quotes(found, drops)


def _articles(
    given: Codable | Iterable[Codable], published: str | None, settings: Settings | None, drops: list[Drop]
) -> Iterator[Article]:
    """Articles of whatever was given; what is none goes to `drops`. A bad date raises at once."""
    day = parse_date(published) if published else None
    many = [given] if isinstance(given, (str, Article, Mapping)) else given
    return _each(many, day, settings, drops)


def _each(many: Iterable[Any], day: str | None, settings: Settings | None, drops: list[Drop]) -> Iterator[Article]:
    limit = (settings or Settings()).max_chars
    for number, item in enumerate(many, 1):
        source = f"item {number}"
        try:
            if isinstance(item, Article):
                yield item
            elif isinstance(item, str):
                yield article_from_text(item, source, published=day, max_chars=limit)
            else:
                yield article_from_fields(item, source, published=day, max_chars=limit)
        except ArticleError as e:
            drops.append(Drop(source, None, e.reason, e.detail))
