"""A store as a folder of Parquet files, for keeping and for other engines, and back.

    DIR/archive.json                          which tables, how many rows, of which version
    DIR/mentions/month=2016-01/part-0.parquet partitioned by month of publication (Hive style)
    DIR/codings/part-0.parquet                tables without a date are one part

Both directions stream; an archive or a store appears under its name only when it is whole.
"""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb

from tocsin import __version__
from tocsin.errors import OutputError, SourceError, StoreError
from tocsin.store import migrations
from tocsin.store.opening import connect
from tocsin.store.passing import passed
from tocsin.store.store import Store

MANIFEST = "archive.json"
# The day that gives the month of a row.
_MONTHS = {
    "copies": "published",
    "articles": "published",
    "mentions": "published",
    "stories": "first_report",
    "ledger": "made_on",
}
_BATCH = 20_000  # rows read at once


def archive(store: Store, folder: Path) -> dict[str, int]:
    """Write the store into a folder, in the place of an earlier archive there; returns the rows of each table.

    Raises `OutputError` for a folder that holds something else or cannot be written.
    """
    folder = folder.resolve()
    if folder.exists() and not (folder / MANIFEST).exists() and (folder.is_file() or any(folder.iterdir())):
        raise OutputError(f"{folder}: exists and is no archive of tocsin; give another folder")
    part = folder.with_name(folder.name + ".part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        rows = _write_tables(store, part)
        manifest = {"tocsin": __version__, "tables_of_step": migrations.CURRENT, "rows": rows}
        (part / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        _put_in_place(part, folder)
    except OSError as e:
        raise OutputError(f"{folder}: cannot be written: {e.strerror or e}") from e
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return rows


def _write_tables(store: Store, folder: Path) -> dict[str, int]:
    """All tables as one moment saw them."""
    import pyarrow.dataset as ds

    rows = {}
    with store.cursor() as cursor:
        for name in migrations.TABLES:
            day = _MONTHS.get(name)
            month = f", strftime({day}, '%Y-%m') AS month" if day else ""
            order = "ORDER BY month, id" if day else ""
            rows[name] = cursor.execute(f"SELECT count(*) FROM raw.{name}").fetchall()[0][0]
            ds.write_dataset(
                cursor.sql(f"SELECT *{month} FROM raw.{name} {order}").to_arrow_reader(_BATCH),
                folder / name,
                format="parquet",
                basename_template="part-{i}.parquet",
                partitioning=_by_month() if day else None,
                file_options=ds.ParquetFileFormat().make_write_options(compression="zstd"),
                max_open_files=64,
                max_partitions=10_000,  # months: eight centuries
            )
    return rows


def _put_in_place(part: Path, folder: Path) -> None:
    """The finished folder under its name; the one it replaces goes last."""
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    part.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def restore(folder: Path, path: Path) -> dict[str, int]:
    """Make a store from an archive, at a path where there is none; returns the rows of each table.

    Raises `SourceError` for a folder that is no archive, `OutputError` for a path that is taken, `StoreError` for an
    archive that is damaged or of a newer tocsin.
    """
    manifest = _manifest(folder)
    if path.exists():
        raise OutputError(f"{path}: exists already; an archive is restored into a new file")
    step = manifest["tables_of_step"]
    if step > migrations.CURRENT:
        raise StoreError(f"{folder}: written by a newer tocsin ({manifest.get('tocsin')}); upgrade and try again")
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        _read_tables(folder, part, step, manifest["rows"])
        part.rename(path)
    except OSError as e:
        raise OutputError(f"{path}: cannot be written: {e.strerror or e}") from e
    finally:
        for rest in (part, part.with_name(part.name + ".wal")):
            with suppress(OSError):
                rest.unlink(missing_ok=True)
    rows: dict[str, int] = manifest["rows"]
    return rows


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if isinstance(found["tables_of_step"], int) and isinstance(found["rows"], dict):
            return dict(found)
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise SourceError(f"{folder}: no archive of tocsin: {MANIFEST} is missing or broken ({e})") from e
    raise SourceError(f"{folder}: no archive of tocsin: {MANIFEST} says nothing of tables")


def _read_tables(folder: Path, path: Path, step: int, rows: dict[str, int]) -> None:
    """Load the tables as they were when the archive was written, then take the steps that have come since."""
    import pyarrow as pa

    con = connect(path, read_only=False)
    try:
        migrations.migrate(con, path, to=step)
        for name in rows:
            if name not in migrations.TABLES:
                raise StoreError(f"{folder}: the archive has a table {name!r} that this tocsin does not know")
            found = _read_table(con, folder / name, name)
            if found != rows[name]:
                raise StoreError(f"{folder}: damaged: {name} has {found} rows, {MANIFEST} says {rows[name]}")
        migrations.migrate(con, path)
    except (pa.ArrowInvalid, duckdb.Error) as e:
        raise StoreError(f"{folder}: damaged: {str(e).splitlines()[0]}") from e
    finally:
        con.close()


def _read_table(con: duckdb.DuckDBPyConnection, folder: Path, name: str) -> int:
    """Load one table; how many rows it has. A table without rows may have no folder."""
    import pyarrow.dataset as ds

    if not folder.is_dir():
        return 0
    dated = name in _MONTHS
    months = " EXCLUDE (month)" if dated else ""
    with passed(con, in_table=ds.dataset(folder, format="parquet", partitioning=_by_month() if dated else None)):
        con.execute(f"INSERT INTO raw.{name} BY NAME SELECT *{months} FROM in_table")
    found: int = con.execute(f"SELECT count(*) FROM raw.{name}").fetchall()[0][0]
    return found


def _by_month() -> Any:
    """Hive partitioning: `month=2016-01`; rows without a date are in `month=__HIVE_DEFAULT_PARTITION__`."""
    import pyarrow as pa
    import pyarrow.dataset as ds

    return ds.partitioning(pa.schema([("month", pa.string())]), flavor="hive")
