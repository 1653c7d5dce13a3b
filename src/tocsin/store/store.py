"""The store as one object: open, add, recode, read, close."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import duckdb

from tocsin.arrow import article_schema, drop_schema, event_schema, events_to_arrow
from tocsin.errors import RecordError, StoreError
from tocsin.records import Article, Drop, Event
from tocsin.store import adding, coders, migrations, queries, recoding
from tocsin.store.adding import Added
from tocsin.store.duplicates import refresh
from tocsin.store.opening import connect
from tocsin.store.queries import Limits
from tocsin.store.recoding import Change

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Added", "Change", "Limits", "Store", "open_store"]

Coded = tuple[Article, Sequence[Event], Sequence[Drop]]
_BATCH = 1_000  # articles of one transaction: a second of writing


def open_store(
    path: str | PathLike[str], *, read_only: bool = False, wait: float = 0.0, memory: str | None = None
) -> Store:
    """The store in this file, made if it does not exist and is not only to be read.

    `wait` is how many seconds to try on while another process holds the file, `memory` what DuckDB may use (`"2GB"`;
    by default most of the machine's): a query of a store opened for reading fails beyond it. Raises `SourceError` for a
    missing file, `StoreLockedError`, or `StoreError`.

        with tocsin.open_store("news.duckdb") as store:
            store.add((article, tocsin.code(article), []) for article in tocsin.read_articles("news/"))
            store.query("SELECT event, count(*) FROM events GROUP BY event").to_pandas()
    """
    return Store(Path(path), read_only=read_only, wait=wait, memory=memory)


class Store:
    """An open store. One thread uses it; other threads read through a `cursor()` of their own.

    `connection` is DuckDB's own, for the modules that fill stories and ledger; use it within `transaction()`.
    """

    def __init__(self, path: Path, *, read_only: bool, wait: float, memory: str | None) -> None:
        self.path, self.read_only = path, read_only
        self._depth, self._failed = 0, False
        self.connection = connect(path, read_only=read_only, wait=wait, memory=memory)
        try:
            if read_only and migrations.version(self.connection, path) < migrations.CURRENT:
                self.connection.close()  # the one time a reader writes: views of an older store know too little
                with Store(path, read_only=False, wait=wait, memory=memory):
                    pass
                self.connection = connect(path, read_only=True, wait=wait, memory=memory)
            elif not read_only:
                migrations.migrate(self.connection, path)
                with self.transaction():
                    refresh(self.connection)
        except BaseException:
            self.connection.close()
            raise

    def close(self) -> None:
        """Give the file free; what is committed is there."""
        self.connection.close()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *args: object) -> None:
        """Close."""
        self.close()

    # --- writing -----------------------------------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Everything within is written together or not at all. Within another transaction it is part of that one.

        Raises `StoreError` where the disk or memory is full, or where an error within an inner part was passed over.
        """
        if self.read_only:
            raise StoreError(f"{self.path}: opened for reading; open it with open_store(path)")
        if self._depth == 0:
            self.connection.begin()
        self._depth += 1
        try:
            yield self.connection
            if self._depth == 1 and self._failed:
                raise StoreError(f"{self.path}: a part of this transaction failed, so nothing of it is written")
            if self._depth == 1:
                self.connection.commit()
        except BaseException as e:
            self._failed = self._depth > 1
            if self._depth == 1:
                self._undo()
            if isinstance(e, (duckdb.IOException, duckdb.OutOfMemoryException)):
                reason = str(e).splitlines()[0]
                raise StoreError(f"{self.path}: this batch is not written: {reason}; make room and run it again") from e
            raise
        finally:
            self._depth -= 1

    def _undo(self) -> None:
        """Roll back; DuckDB has done so itself where it could not commit."""
        with suppress(duckdb.TransactionException):
            self.connection.rollback()

    def add(self, coded: Iterable[Coded], *, coder: str | None = None) -> Added:
        """Add articles with their records and drops, as engines yield them; one transaction for each thousand.

        `coder` stands for articles without records (default: this version of tocsin). Adding twice changes nothing, and
        the order does not matter. Raises `RecordError` for a record that cannot stand; its batch is then not there.
        """
        total, rest = Added(), iter(coded)
        while batch := list(islice(rest, _BATCH)):
            with self.transaction():
                for part in _parts(batch):
                    total += self._add_part(part, coder or coders.current())
        return total

    def _add_part(self, part: list[Coded], coder: str) -> Added:
        events = {event.id: event for _, found, _ in part for event in found}
        drops = [drop for _, _, dropped in part for drop in dropped]
        return adding.write_batch(
            self.connection,
            _to_arrow([article for article, _, _ in part], article_schema()),
            events_to_arrow(events.values()),
            _to_arrow(drops, drop_schema()),
            coder,
        )

    def add_arrow(
        self, articles: pa.Table, mentions: pa.Table, drops: pa.Table | None = None, *, coder: str | None = None
    ) -> Added:
        """Add tables in the shape of `arrow.article_schema`, `event_schema` and `drop_schema`; one transaction.

        Columns may be missing where they may be null. Raises `RecordError` for an unknown column, a missing id, or an
        id that stands twice.
        """
        tables = (
            _shaped(articles, article_schema(), "articles", ids=True),
            _shaped(mentions, event_schema(), "mentions", ids=True),
            _shaped(drop_schema().empty_table() if drops is None else drops, drop_schema(), "drops"),
        )
        with self.transaction():
            return adding.write_batch(self.connection, *tables, coder or coders.current())

    def add_drops(self, drops: Iterable[Drop]) -> int:
        """Add input that never reached a coder; returns how many are new."""
        with self.transaction():
            return adding.write_drops(self.connection, _to_arrow(drops, drop_schema()))

    def recode(self, coded: Iterable[Coded], *, coder: str | None = None) -> list[Change]:
        """Replace the records of stored articles; returns what was gained, lost and changed, by article.

        One transaction for all of them. An article that is stored with another text or date is left as it is.
        """
        batch = list(coded)
        events = {event.id: event for _, found, _ in batch for event in found}
        with self.transaction():
            return recoding.replace_records(
                self.connection,
                _to_arrow([article for article, _, _ in batch], article_schema()),
                events_to_arrow(events.values()),
                _to_arrow([drop for _, _, drops in batch for drop in drops], drop_schema()),
                coder or coders.current(),
            )

    # --- reading -----------------------------------------------------------------------------------------------------

    def query(self, sql: str, values: object = None, *, limits: Limits | None = None) -> pa.Table:
        """The answer of a read-only query on the views (docs/store.md), as an Arrow table.

        `values` fill `?` or `$name`. Raises `QueryError` for wrong or writing SQL, `QueryLimitError` beyond the limits.
        """
        return queries.query(self.connection, sql, values, limits or Limits())

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A reader for another thread: it sees the store as it is now, whatever is added meanwhile, and only reads."""
        with queries.reading(self.connection) as cursor:
            yield cursor

    def articles(self, ids: Iterable[str] | None = None) -> Iterator[Article]:
        """The stored articles, all or these, by id."""
        where, values = _where("id", ids)
        for row in self._rows(recoding.ARTICLES + where + " ORDER BY id", values):
            yield Article.from_dict(row)

    def mentions(self, ids: Iterable[str] | None = None, *, articles: Iterable[str] | None = None) -> Iterator[Event]:
        """The stored records, all or these or those of these articles, by article and id."""
        where, values = _where("id", ids) if articles is None else _where("article", articles)
        for row in self._rows(recoding.RECORDS + where + " ORDER BY article, id", values):
            yield Event.from_dict(row)

    def mentions_to_arrow(self) -> pa.Table:
        """All records as an Arrow table in `event_schema`."""
        return self.connection.sql(recoding.RECORDS + " ORDER BY article, id").to_arrow_table().cast(event_schema())

    def known(self, articles: Sequence[Article], *, coder: str | None = None) -> set[int]:
        """Positions of the articles that are stored as they are and read by this coder, or a later version of it."""
        return recoding.known(self.connection, _to_arrow(articles, article_schema()), coder or coders.current())

    def outdated(self, *, coder: str | None = None, every: bool = False) -> list[str]:
        """Ids of the articles that another version of this coder has read (`every`: any version), sorted."""
        return recoding.outdated(self.connection, coder or coders.current(), every=every)

    def _rows(self, sql: str, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Rows as dicts, streamed on a cursor of their own so that the store can be written meanwhile."""
        with self.connection.cursor() as cursor:
            for batch in cursor.sql(sql, params=values).to_arrow_reader(1_000):
                yield from batch.to_pylist()


def _parts(batch: list[Coded]) -> Iterator[list[Coded]]:
    """Runs of the batch in which no article id stands twice."""
    part: list[Coded] = []
    ids: set[str] = set()
    for coded in batch:
        if coded[0].id in ids:
            yield part
            part, ids = [], set()
        part.append(coded)
        ids.add(coded[0].id)
    if part:
        yield part


def _to_arrow(items: Iterable[Article] | Iterable[Drop], schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pylist([item.to_dict() for item in items], schema=schema)


def _shaped(table: pa.Table, schema: pa.Schema, what: str, *, ids: bool = False) -> pa.Table:
    """The table in this schema; missing columns are null."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if unknown := set(table.column_names) - set(schema.names):
        raise RecordError(f"{what}: unknown columns {sorted(unknown)}; known are {', '.join(schema.names)}")
    columns = [
        table[field.name] if field.name in table.column_names else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    try:
        shaped = pa.Table.from_arrays(columns, schema.names).cast(schema)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as e:
        raise RecordError(
            f"{what}: {e}; its shape is in tocsin.arrow (article_schema, event_schema, drop_schema)"
        ) from e
    if ids and (shaped["id"].null_count or pc.count_distinct(shaped["id"]).as_py() < shaped.num_rows):
        raise RecordError(f"{what}: ids are missing or stand twice; each row needs an id of its own")
    return shaped


def _where(column: str, ids: Iterable[str] | None) -> tuple[str, dict[str, Any]]:
    """A condition on a column, empty if there are no ids to choose."""
    if ids is None:
        return "", {}
    return f" WHERE {column} IN (SELECT unnest($ids::VARCHAR[]))", {"ids": list(ids)}
