"""Quotations of many articles, in one process or several, over the engine that runs the coder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from tocsin.engines.local import code_articles
from tocsin.quotation import Quote
from tocsin.records import Article, Drop
from tocsin.settings import Settings

READER = "tocsin.quotation:QuoteReader"
Read = tuple[Article, list[Quote], list[Drop]]


def read_quotes(articles: Iterable[Article], settings: Settings | None = None, *, jobs: int = 1) -> Iterator[Read]:
    """Each article with its quotations and drops, in the order of the articles; it streams."""
    # The engine hands on what its reader yields; only its type says events.
    return cast(Iterator[Read], code_articles(articles, settings, jobs=jobs, coder=READER))
