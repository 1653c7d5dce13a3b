"""Arrow tables passed to DuckDB for the length of some statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import duckdb


@contextmanager
def passed(con: duckdb.DuckDBPyConnection, **tables: Any) -> Iterator[None]:
    """Within, SQL knows these tables by their names."""
    for name, table in tables.items():
        con.register(name, table)
    try:
        yield
    finally:
        with suppress(duckdb.TransactionException):  # after an error the transaction only takes a rollback
            for name in tables:
                con.unregister(name)
