"""Typed fields out of rows: what every `from_dict` reads with, so that an error names the field and its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from tocsin.errors import RecordError

Span = tuple[int, int]
T = TypeVar("T")

# The fields of a place that PLOVER names (manual, chapter Data Fields).
PLACE_TEXTS = (
    "extracted_place",
    "resolved_place",
    "geonameid",
    "city",
    "district",
    "province",
    "country",
    "country_code",
    "feature_class",
    "feature_code",
)
PLACE_FIELDS = (*PLACE_TEXTS, "lat", "lon", "resolution", "span")  # span: the words it was read from

MISSING: Any = object()


def get(row: Mapping[str, Any], name: str, read: Callable[[Any], T], default: Any = MISSING) -> T:
    """`row[name]` through `read`; a missing or null field gives `default`, or an error that names it."""
    value = row.get(name)
    if value is None:
        if default is MISSING:
            raise RecordError(f"field {name!r} is missing; it is one of the fields docs/record.md lists as required")
        return default  # type: ignore[no-any-return]
    try:
        return read(value)
    except (TypeError, ValueError, AttributeError) as e:
        raise RecordError(f"field {name!r} has the value {value!r}: {e}; see docs/record.md") from e


def as_text(value: Any) -> str:
    """Text, and nothing that merely looks like it."""
    if not isinstance(value, str):
        raise TypeError("expected text")
    return value


def as_opt_text(value: Any) -> str | None:
    """Text; the type says that None is allowed as a default."""
    return as_text(value)


def as_words(value: Any) -> tuple[str, ...]:
    """A list of texts."""
    if isinstance(value, str):
        raise TypeError("expected a list of texts")
    return tuple(as_text(item) for item in value)


def as_span(value: Any) -> Span:
    """Two whole numbers, start and end."""
    start, end = value
    if isinstance(start, bool) or not isinstance(start, int) or not isinstance(end, int):
        raise TypeError("expected two whole numbers")
    return (start, end)


def as_opt_span(value: Any) -> Span | None:
    """A span; the type says that None is allowed as a default."""
    return as_span(value)


def list_of(read: Callable[[Any], T]) -> Callable[[Any], tuple[T, ...]]:
    """A reader for lists of what `read` reads."""
    return lambda value: tuple(read(item) for item in value)


def as_place(value: Any) -> dict[str, Any]:
    """A place in its JSON form: known fields only, empty ones left out (Arrow fills them with null), spans as lists."""
    place = dict(value)
    if unknown := place.keys() - set(PLACE_FIELDS):
        raise RecordError(f"event_loc has the unknown fields {sorted(unknown)}; it knows {', '.join(PLACE_FIELDS)}")
    return {name: list(item) if isinstance(item, tuple) else item for name, item in place.items() if item is not None}
