"""Arrow schema of the records, and the step there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from tocsin.rows import PLACE_TEXTS

if TYPE_CHECKING:
    import pyarrow as pa


class Row(Protocol):
    """Anything with a JSON-ready dict."""

    def to_dict(self) -> dict[str, Any]:
        """The row."""
        ...


def event_schema() -> pa.Schema:
    """Arrow schema of the events; nested fields as in JSON, spans as lists of two int32."""
    import pyarrow as pa

    text, texts, span = pa.string(), pa.list_(pa.string()), pa.list_(pa.int32())
    entity = pa.struct(
        [("code", text), ("sector", texts), ("text", text), ("name", text), ("identifier", text), ("span", span)]
    )
    cue = pa.struct([("kind", text), ("span", span)])
    evidence = pa.struct(
        [("sentence", span), ("trigger", span), ("actor", pa.list_(span)), ("recipient", pa.list_(span))]
        + [("date", span), ("cues", pa.list_(cue)), ("rule", text)]
    )
    place = pa.struct(
        [(name, text) for name in PLACE_TEXTS]
        + [("lat", pa.float64()), ("lon", pa.float64()), ("resolution", pa.int8()), ("span", span)]
    )
    return pa.schema(
        [("id", text), ("article", text), ("published", text), ("event", text), ("mode", texts), ("context", texts)]
        + [("cameo", text), ("quad_code", pa.int8()), ("event_scale", pa.float64())]
        + [("actor", pa.list_(entity)), ("recipient", pa.list_(entity))]
        + [("date", text), ("enddate", text), ("date_precision", text), ("auxiliary", texts)]
        + [("attribution", pa.list_(pa.list_(entity))), ("parent", text), ("role", text), ("event_loc", place)]
        + [("confidence", pa.float64()), ("evidence", evidence), ("coder", text)]
    )


def article_schema() -> pa.Schema:
    """Arrow schema of the articles, text last."""
    import pyarrow as pa

    names = ("id", "title", "published", "published_source", "publisher", "url", "language", "source", "text")
    return pa.schema([(name, pa.string()) for name in names])


def drop_schema() -> pa.Schema:
    """Arrow schema of the drops."""
    import pyarrow as pa

    return pa.schema([(name, pa.string()) for name in ("source", "article", "reason", "detail")])


def events_to_arrow(events: Iterable[Row]) -> pa.Table:
    """One Arrow table; `Event.from_dict` reads each row of `table.to_pylist()` back."""
    import pyarrow as pa

    return pa.Table.from_pylist([event.to_dict() for event in events], schema=event_schema())
