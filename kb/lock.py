"""BuildLock: one build at a time on one knowledge base; a killed build leaves no lock behind."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType

from ..ingest.errors import StoreError


class BuildLock:
    """Held within a ``with`` block. Raises StoreError on entry where another build holds it.

    It is the write lock of an SQLite file of its own: the system frees it when the process ends, in whatever way, on
    every system alike.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> BuildLock:
        connection = sqlite3.connect(self._folder / "build.lock", timeout=0, isolation_level=None)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            connection.close()
            raise StoreError(f"another build is at work on {self._folder}: wait for it, or end it") from error
        self._connection = connection
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._connection is not None:
            self._connection.close()
