"""Opening the DuckDB file, and saying who holds it when it is locked."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path

import duckdb

from tocsin.errors import SourceError, StoreError, StoreLockedError

_RETRY = 0.1  # seconds between two tries on a locked file
_HOLDER = re.compile(r"lock is held in (?P<program>.*?) \(PID (?P<pid>\d+)\)")
# A query of a user reaches the store only: no files, no network, no variables of the calling Python code.
_CLOSED = {
    "enable_external_access": "false",
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def connect(path: Path, *, read_only: bool, wait: float = 0.0, memory: str | None = None) -> duckdb.DuckDBPyConnection:
    """A connection to the file, which is made if it is to be written and does not exist.

    `wait` is how many seconds to try on while another process holds the file; `memory` what DuckDB may use (`"2GB"`):
    a writer goes to disk beyond it, a reader fails.
    Raises `SourceError` if there is nothing to read, `StoreLockedError`, or `StoreError` for what is no store.
    """
    if read_only and not path.exists():
        raise SourceError(f"{path}: no such store; make it with: tocsin add {path} INPUT...")
    if path.is_dir():
        raise SourceError(f"{path}: a folder, expected a DuckDB file; an archive is read with tocsin restore")
    config: dict[str, str | bool | int | float | list[str]] = {**_CLOSED}
    if memory:
        config["memory_limit"] = memory
        if read_only:
            config["temp_directory"] = ""
    until = time.monotonic() + wait
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only, config=config)
        except duckdb.Error as e:
            locked = "Could not set lock" in str(e)
            if not locked or time.monotonic() >= until:
                raise _explained(path, e, locked=locked) from e
        time.sleep(_RETRY)


def _explained(path: Path, error: duckdb.Error, *, locked: bool) -> StoreError:
    """The error in words that say what to do."""
    text = str(error)
    if locked:
        return StoreLockedError(
            f"{path}: in use by {_holder(text)}; DuckDB lets one process write or several read. "
            "Wait until it is done, or end it, and try again"
        )
    if "Parser Error: Memory" in text:
        return StoreError("memory: cannot be read; write a number and a unit, such as 2GB")
    if "different configuration" in text:
        return StoreLockedError(f"{path}: this process has opened it in another way; close that store first")
    if "not a valid DuckDB database" in text:
        return StoreError(f"{path}: not a DuckDB file; give the path of a store, or of a file that does not exist yet")
    return StoreError(f"{path}: cannot be opened: {text.splitlines()[0]}")


def _holder(text: str) -> str:
    """The process that holds the lock: its number and, where the system tells, its command line."""
    found = _HOLDER.search(text)
    if not found:
        return "another process"
    pid, command = found["pid"], found["program"]
    with suppress(OSError):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        command = " ".join(word.decode(errors="replace") for word in words if word) or command
    return f"process {pid} ({command[:200]})"
