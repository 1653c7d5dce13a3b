"""Read-only queries with limits on rows, time and memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from tocsin.errors import QueryError, QueryLimitError

if TYPE_CHECKING:
    import pyarrow as pa

_READING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
_ROWS_AT_ONCE = 2_048  # DuckDB's own vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a query may use; None is no limit."""

    rows: int | None = None  # more are cut off
    seconds: float | None = 60.0
    memory: str | None = None  # of sorting and grouping (`"1GB"`); beyond it they go to disk, where the store may


def query(con: duckdb.DuckDBPyConnection, sql: str, values: object, limits: Limits) -> pa.Table:
    """The answer as an Arrow table; see `stream` for the errors."""
    with stream(con, sql, values, limits) as batches:
        import pyarrow as pa

        return pa.Table.from_batches(list(batches.rows), batches.schema)


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of an answer, the rows in Arrow batches that are read once."""

    schema: pa.Schema
    rows: Iterator[pa.RecordBatch]


@contextmanager
def stream(con: duckdb.DuckDBPyConnection, sql: str, values: object, limits: Limits) -> Iterator[Answer]:
    """Run one reading statement and give its answer batch by batch, in a transaction that cannot write.

    Raises `QueryError` for SQL that is wrong or would change something, `QueryLimitError` beyond time or memory.
    """
    _check(sql)
    with reading(con) as cursor:
        clock = threading.Timer(limits.seconds, cursor.interrupt) if limits.seconds else None
        if clock:
            clock.daemon = True
            clock.start()
        try:
            with _explained(limits):
                if limits.memory:
                    cursor.execute("SET SESSION operator_memory_limit = ?", [limits.memory])
                reader = cursor.sql(sql, params=values).to_arrow_reader(_ROWS_AT_ONCE)
            yield Answer(reader.schema, _cut(reader, limits))
        finally:
            if clock:
                clock.cancel()
                clock.join()  # it holds the cursor


@contextmanager
def reading(con: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor in a read-only transaction: it sees the store as it was when the transaction began."""
    cursor = con.cursor()
    try:
        cursor.execute("BEGIN TRANSACTION READ ONLY")
        yield cursor
    finally:
        cursor.close()


def _check(sql: str) -> None:
    """One statement, and one that reads."""
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as e:
        raise QueryError(f"the query cannot be read: {_said(e)}") from e
    if len(statements) != 1:
        raise QueryError(f"{len(statements)} statements; give one SELECT")
    if statements[0].type not in _READING:
        raise QueryError(f"{statements[0].type.name} is not for queries, which only read; give one SELECT")


def _cut(reader: pa.RecordBatchReader, limits: Limits) -> Iterator[pa.RecordBatch]:
    """Batches up to so many rows."""
    left = limits.rows
    while left is None or left > 0:
        try:
            with _explained(limits):
                batch = reader.read_next_batch()
        except StopIteration:
            return
        yield batch if left is None else batch.slice(0, left)
        left = None if left is None else left - batch.num_rows


@contextmanager
def _explained(limits: Limits) -> Iterator[None]:
    """DuckDB's errors as ours; Arrow wraps those that come while rows are read."""
    try:
        yield
    except duckdb.InterruptException as e:
        raise _too_long(limits) from e
    except duckdb.OutOfMemoryException as e:
        raise _too_large(limits) from e
    except (duckdb.Error, OSError, RuntimeError) as e:
        if "INTERRUPT" in str(e):
            raise _too_long(limits) from e
        if "Out of Memory" in str(e):
            raise _too_large(limits) from e
        raise QueryError(f"the query fails: {_said(e)}") from e


def _too_long(limits: Limits) -> QueryLimitError:
    return QueryLimitError(
        f"the query took more than {limits.seconds:g} seconds; narrow it or allow more (--seconds, Limits)"
    )


def _too_large(limits: Limits) -> QueryLimitError:
    memory = limits.memory or "the store was opened with"
    return QueryLimitError(f"the query needs more memory than {memory}; narrow it or allow more (--memory)")


def _said(error: Any) -> str:
    """DuckDB's message without the picture of the statement."""
    text = str(error).partition("\n\nLINE")[0].strip()
    return " ".join(text.split())
