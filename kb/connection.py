"""Connection: SQLite's, with what it refuses as StoreError in a sentence that names the folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..ingest.errors import StoreError

BUSY_SECONDS = 30.0
_WORDS = {
    sqlite3.SQLITE_FULL: "the disk is full: make room and give the command again, what is stored stays stored",
    sqlite3.SQLITE_BUSY: "another process is writing it: wait for it, or end it",
    sqlite3.SQLITE_LOCKED: "another process is writing it: wait for it, or end it",
    sqlite3.SQLITE_READONLY: "it cannot be written: check its permissions",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: check its permissions",
    sqlite3.SQLITE_PERM: "it cannot be opened: check its permissions",
    sqlite3.SQLITE_CORRUPT: "it is damaged: build it anew",
    sqlite3.SQLITE_NOTADB: "it is no readable knowledge base: build it anew, or name another",
}
# What SQLite says where it would have to write to read.
_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_FULL)


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code of ``error`` (0 where the error is Python's own)."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


class Connection(sqlite3.Connection):
    """A connection whose errors are StoreErrors naming ``folder``."""

    folder: Path = Path()

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        """See sqlite3. Raises StoreError."""
        with _refusals(self.folder):
            return self.cursor(_Cursor).execute(*arguments)

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        """See sqlite3. Raises StoreError."""
        with _refusals(self.folder):
            return super().executemany(*arguments)

    def executescript(self, *arguments: Any) -> sqlite3.Cursor:
        """See sqlite3. Raises StoreError."""
        with _refusals(self.folder):
            return super().executescript(*arguments)


class _Cursor(sqlite3.Cursor):
    """A cursor whose rows come with the same errors: a page of the file may be damaged."""

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.Error as error:
            assert isinstance(self.connection, Connection)
            raise _refusal(self.connection.folder, error) from error

    def fetchone(self) -> Any:
        """See sqlite3. Raises StoreError."""
        return next(self, None)


class Transaction:
    """BEGIN IMMEDIATE … COMMIT, or ROLLBACK where anything goes wrong."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> Connection:
        self._connection.execute("BEGIN IMMEDIATE")
        return self._connection

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._connection.execute("COMMIT")
        elif self._connection.in_transaction:  # a full disk has rolled it back by itself
            self._connection.execute("ROLLBACK")


def connect(folder: Path, name: str, *, reading: bool = False) -> Connection:
    """A connection to the database ``name`` of ``folder``.

    ``reading`` where the folder cannot be written: a database that nobody is writing is then taken as it lies, without
    the files that SQLite keeps beside it. Raises StoreError where it cannot be opened.
    """
    address = (folder / name).absolute().as_uri()
    modes = ("mode=ro", "mode=ro&immutable=1") if reading else ("mode=rwc",)
    with _refusals(folder):
        for mode in modes:
            connection = sqlite3.connect(
                f"{address}?{mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False,
                factory=Connection,
            )  # fmt: skip
            connection.folder = folder
            try:
                sqlite3.Connection.execute(connection, "PRAGMA user_version").fetchone()
            except sqlite3.Error as error:
                connection.close()
                if mode == modes[-1] or primary_code(error) not in _UNWRITABLE:
                    raise
            else:
                return connection
    raise AssertionError("the last mode returns or raises")


@contextmanager
def _refusals(folder: Path) -> Iterator[None]:
    """What SQLite refuses, as StoreError."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise  # our own bug
    except sqlite3.Error as error:
        raise _refusal(folder, error) from error


def _refusal(folder: Path, error: sqlite3.Error) -> StoreError:
    return StoreError(f"{folder}: {_WORDS.get(primary_code(error), f'SQLite refuses: {error}')}")
