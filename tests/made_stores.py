"""Articles coded without a model, and everything that is in a store."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from fake_coder import condemned
from tocsin.records import Article, Drop, Event
from tocsin.store.migrations import TABLES
from tocsin.store.store import Added, Store

Coded = tuple[Article, list[Event], list[Drop]]


def coded(article: Article, coder: str = "fake 1") -> Coded:
    """What `FakeCoder` makes of an article, under this coder's name."""
    events = [condemned(article, match).changed(coder=coder) for match in re.finditer("condemned", article.text)]
    return article, events, [Drop("file", article.id, "skipped")] if "SKIP" in article.text else []


def contents(store: Store) -> dict[str, list[str]]:
    """Every row of every table, in one order."""
    return {
        name: sorted(repr(sorted(row.items())) for row in store.query(f"FROM raw.{name}").to_pylist())
        for name in TABLES
    }


def rows(store: Store, sql: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = store.query(sql).to_pylist()
    return found


def add(store: Store, articles: Iterable[Article], coder: str = "fake 1") -> Added:
    return store.add([coded(article, coder) for article in articles], coder=coder)
