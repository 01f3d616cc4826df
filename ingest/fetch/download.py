"""Download: one file, under its own name only when it is whole; what came of a broken one is gone on with."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import FetchError
from .body import pieces
from .client import PoliteClient
from .content import check_content

if TYPE_CHECKING:
    import httpx

_RANGE = re.compile(r"bytes (\d{1,18})-\d{1,18}/(\d{1,18}|\*)")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was fetched: its checksum and size."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class _Version:
    """What tells whether two answers are of the same bytes. ``mark`` is a strong ETag or a date of change."""

    url: str
    mark: str
    total: int | None


def download(client: PoliteClient, url: str, path: Path, *, format: str) -> Stored:
    """Fetch ``url`` into ``path``; a file of that name is replaced, and only by a whole one.

    Bytes that came before are kept in hidden files beside it (``.NAME.part``, and ``.NAME.version`` with what they
    are of), and gone on with where the server says that they are of the same version. Raises FetchError.
    """
    held = path.with_name(f".{path.name}.part")
    note = path.with_name(f".{path.name}.version")

    def attempt() -> bytes:
        _receive(client, url, held, note)
        data = held.read_bytes()
        try:
            check_content(data, format, name=path.name)
        except FetchError:
            # Whatever these bytes are, more of them will not make them right.
            _forget(held, note)
            raise
        return data

    data = client.retried(url, attempt)
    held.replace(path)
    _forget(note)
    return Stored(sha256(data).hexdigest(), len(data))


def _receive(client: PoliteClient, url: str, held: Path, note: Path) -> None:
    """Bring ``held`` to the whole body of ``url``. Raises FetchError; what has come by then stays."""
    version, size = _earlier(url, held, note)
    # Without packing, so that bytes can be counted and gone on with.
    headers = {"Accept-Encoding": "identity"}
    if version is not None and size:
        headers |= {"Range": f"bytes={size}-", "If-Range": version.mark}
    end = client.clock.now() + client.patience.seconds
    try:
        with client.stream(url, None, headers) as response:
            start = _start(response, version, size)
            new = _version(url, response, start)
            if start is None:
                _forget(held, note)
                raise FetchError("bad_answer", "The server goes on with another file than it began with.", passing=True)
            if start == 0:
                held.unlink(missing_ok=True)
                _write(note, new)
            most = client.patience.file_mb * 2**20 - start
            with held.open("ab") as file:
                for piece in pieces(response, clock=client.clock, end=end, most=most):
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
    except FetchError as error:
        if error.reason in ("http_416", "limit_size", "malformed"):
            _forget(held, note)
        if error.reason == "http_416" and size:  # there is nothing behind what we hold: begin anew
            raise FetchError("bad_answer", error.message, passing=True) from error
        raise
    whole = new.total
    if whole is not None and held.stat().st_size != whole:
        message = f"{held.stat().st_size} of {whole} bytes came."
        if held.stat().st_size > whole:
            _forget(held, note)
        raise FetchError("truncated", message, passing=True)


def _start(response: httpx.Response, version: _Version | None, size: int) -> int | None:
    """At which byte the body begins; None where it begins elsewhere than asked, or is of another version."""
    if response.status_code == 200:
        return 0
    match = _RANGE.match(response.headers.get("content-range", ""))
    if match is None or version is None or int(match[1]) != size:
        return None
    total = None if match[2] == "*" else int(match[2])
    if version.total is not None and total is not None and total != version.total:
        return None
    mark = _mark(response)
    return size if mark is None or mark == version.mark else None


def _version(url: str, response: httpx.Response, start: int | None) -> _Version:
    total: int | None = None
    if start and (match := _RANGE.match(response.headers.get("content-range", ""))):
        total = None if match[2] == "*" else int(match[2])
    elif not start and not response.headers.get("content-encoding"):
        length = response.headers.get("content-length", "")
        total = int(length) if length.isdecimal() and len(length) < 19 else None
    return _Version(url, _mark(response) or "", total)


def _mark(response: httpx.Response) -> str | None:
    """A strong ETag, or the date of the last change."""
    tag: str = response.headers.get("etag", "")
    date: str | None = response.headers.get("last-modified")
    return tag if tag.startswith('"') else date


def _earlier(url: str, held: Path, note: Path) -> tuple[_Version | None, int]:
    """The version and number of the bytes that an earlier attempt left; (None, 0) where they cannot be gone on with."""
    try:
        row = json.loads(note.read_text(encoding="utf-8"))
        version = _Version(str(row["url"]), str(row["mark"]), row["total"] if isinstance(row["total"], int) else None)
        size = held.stat().st_size
    except (OSError, ValueError, KeyError, TypeError):
        return None, 0
    if version.url != url or not version.mark or not version.mark.isascii() or not version.mark.isprintable():
        return None, 0
    return version, size


def _write(note: Path, version: _Version) -> None:
    row = {"url": version.url, "mark": version.mark, "total": version.total}
    note.write_text(json.dumps(row), encoding="utf-8")


def _forget(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
