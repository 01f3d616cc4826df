"""BuildLock: one build (or other work) at a time on one folder; a killed one leaves no lock behind."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType

from ..ingest.errors import StoreError
from .connection import primary_code


class BuildLock:
    """Held within a ``with`` block. Raises StoreError on entry where another ``work`` holds it or it cannot be made.

    It is the write lock of an SQLite file of its own: the system frees it when the process ends, in whatever way, on
    every system alike.
    """

    def __init__(self, folder: Path, *, name: str = "build.lock", work: str = "build") -> None:
        self._folder = folder
        self._name = name
        self._work = work
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> BuildLock:
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(self._folder / self._name, timeout=0, isolation_level=None)
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if connection is not None:
                connection.close()
            if primary_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                message = f"another {self._work} is at work on {self._folder}: wait for it, or end it"
            else:
                message = f"{self._folder} cannot be locked for a {self._work}: {error}"
            raise StoreError(message) from error
        self._connection = connection
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._connection is not None:
            self._connection.close()
