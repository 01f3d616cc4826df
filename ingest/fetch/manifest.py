"""Manifest: what became of every paper that was asked for, a JSON object a line, beside the papers."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from ..bibliography import MANIFEST_SCHEMA
from ..errors import UsageError

NAME = "fetched.jsonl"
# fetched: the file is there. refused: what came is no such paper. unavailable: no copy under a wanted licence.
# failed: the network or a server failed, another run may succeed.
STATUSES = ("fetched", "refused", "unavailable", "failed")


@dataclass(frozen=True, slots=True)
class Row:
    """One paper. ``key`` is that of its Find; ``file`` and what belongs to it are None where none was fetched.

    ``retrieved`` is a date and time in UTC, ISO 8601.
    """

    key: str
    status: str
    source: str
    query: str | None
    doi: str | None
    title: str | None
    authors: tuple[str, ...] = ()
    orcids: tuple[str | None, ...] = ()
    journal: str | None = None
    year: int | None = None
    licence: str | None = None
    url: str | None = None
    file: str | None = None
    format: str | None = None
    sha256: str | None = None
    bytes: int | None = None
    retrieved: str | None = None
    reason: str | None = None
    message: str | None = None


class Manifest:
    """The manifest of ``folder``; the last row of a paper counts.

    A row is written only after its file has its name, and is on the disk before the next file is begun: a run that is
    killed leaves at worst one whole file without a row, which is then fetched again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / NAME
        self._rows: dict[str, Row] = {}
        self._ragged = False
        for row in self._read():
            self._rows[row.key] = row

    def get(self, key: str) -> Row | None:
        """The row of the paper with this key."""
        return self._rows.get(key)

    def rows(self) -> list[Row]:
        """All rows, in the order in which their papers were first met."""
        return list(self._rows.values())

    def holds(self, key: str) -> bool:
        """Whether the paper's file is there with the very bytes that were fetched."""
        row = self._rows.get(key)
        if row is None or row.status != "fetched" or not row.file:
            return False
        # The name comes from a file that others may have written: it must not lead out of the folder.
        path = self._folder / Path(row.file).name
        try:
            return path.stat().st_size == row.bytes and sha256(path.read_bytes()).hexdigest() == row.sha256
        except OSError:
            return False

    def add(self, row: Row) -> None:
        """Write ``row``, in place of an earlier one of its paper. Raises UsageError where the folder takes none."""
        text = json.dumps({"schema": MANIFEST_SCHEMA, **asdict(row)}, ensure_ascii=False)
        try:
            with self._path.open("ab") as file:
                if self._ragged:  # a killed run left half a line
                    file.write(b"\n")
                    self._ragged = False
                file.write(text.encode("utf-8", "replace") + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise UsageError(f"{self._path} cannot be written: {error.strerror or error}") from error
        self._rows[row.key] = row

    def _read(self) -> Iterator[Row]:
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            raise UsageError(f"{self._path} cannot be read: {error.strerror or error}") from error
        self._ragged = bool(data) and not data.endswith(b"\n")
        for line in data.splitlines():
            row = _row(line)
            if row is not None:
                yield row


def _row(line: bytes) -> Row | None:
    """The Row of a line, None where it is none: cut off, or of somebody else."""
    import msgspec

    try:
        value = json.loads(line)
        if not isinstance(value, dict) or value.pop("schema", None) != MANIFEST_SCHEMA:
            return None
        return msgspec.convert(value, Row)
    except (ValueError, RecursionError, msgspec.ValidationError):
        return None
