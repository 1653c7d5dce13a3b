"""tocsin: news text in, political event records out that people can check.

Names are loaded when first used, so `import tocsin` costs nothing:

>>> import tocsin
>>> tocsin.Article(text="Seoul condemned the test.").id
'745e20bf31ca08ec'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from tocsin.api import code as code
    from tocsin.api import quotes as quotes
    from tocsin.errors import TocsinError as TocsinError
    from tocsin.explain import explain as explain
    from tocsin.language.model import load as load
    from tocsin.records import Article as Article
    from tocsin.records import Drop as Drop
    from tocsin.records import Entity as Entity
    from tocsin.records import Event as Event
    from tocsin.records import Events as Events
    from tocsin.records import Evidence as Evidence
    from tocsin.records import events_to_arrow as events_to_arrow
    from tocsin.relation import relate as relate
    from tocsin.settings import Settings as Settings
    from tocsin.sources.files import read_articles as read_articles
    from tocsin.store.store import open_store as open_store

_HOME = {
    "code": "tocsin.api",
    "explain": "tocsin.explain",
    "load": "tocsin.language.model",
    "open_store": "tocsin.store.store",
    "quotes": "tocsin.api",
    "read_articles": "tocsin.sources.files",
    "relate": "tocsin.relation",
    "events_to_arrow": "tocsin.records",
    "Article": "tocsin.records",
    "Drop": "tocsin.records",
    "Entity": "tocsin.records",
    "Event": "tocsin.records",
    "Events": "tocsin.records",
    "Evidence": "tocsin.records",
    "Settings": "tocsin.settings",
    "TocsinError": "tocsin.errors",
}

__all__ = [*_HOME]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    """Import a public name from its module on first use, and keep it."""
    if name not in _HOME:
        raise AttributeError(f"module 'tocsin' has no attribute {name!r}; it has {', '.join(_HOME)}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value  # also over the submodule of the same name (`tocsin.explain`) that the import has just set
    return value


def __dir__() -> list[str]:
    return sorted([*_HOME, "__version__"])
