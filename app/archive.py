"""Archives of papers: their members, one after the other, within bounds; no name of theirs is ever written to.

An archive may lie about everything. Members are unpacked into numbered files of a folder that the caller gives, each
read stops at the limit, and names that point elsewhere, links and devices are refused. Archives within archives are not
opened.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from ..ingest.errors import FULL_DISK
from ..ingest.source import Limits

_CHUNK = 1 << 20
# A tar header may ask for a block of any size for the names that it carries.
_READ_LIMIT = 1 << 24
# The list of contents of a zip is read whole; 64 MB list half a million members.
_DIRECTORY_LIMIT = 64 << 20
_MEMBER_LIMIT = 500_000
_OFFICE_MARKS = ("[Content_Types].xml", "mimetype", "META-INF/container.xml")
# What zipfile and tarfile raise on damage; the last two are versions, methods and locks that they do not know.
_UNPACK_ERRORS = (
    OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, ValueError, struct.error,
    OverflowError, NotImplementedError, RuntimeError,
)  # fmt: skip
_DRIVE = re.compile(r"[A-Za-z]:")
_OPENERS = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open))


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: unpacked to ``path``, or refused with a reason code and a sentence."""

    name: str
    path: Path | None
    reason: str | None = None
    message: str | None = None


class _Over(Exception):  # noqa: N818 - not an error, a bound reached
    """More would be unpacked than the limits allow."""


def is_archive(path: Path) -> bool:
    """Whether the bytes are those of an archive of files (a Word file is a zip, but no archive in this sense)."""
    with path.open("rb") as file:
        head = file.read(512)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if _directory_size(path) > _DIRECTORY_LIMIT:
            return True
        try:
            with zipfile.ZipFile(path) as archive:
                return not any(name in _OFFICE_MARKS for name in archive.namelist()[:50])
        except _UNPACK_ERRORS:
            # A broken zip is a broken archive only by its name; a broken Word file is the reader's to tell of.
            return path.suffix.lower() == ".zip"
    return head[257:262] == b"ustar" or any(head.startswith(mark) for mark, _ in _OPENERS)


def members(path: Path, *, limits: Limits, into: Path) -> Iterator[Member]:
    """The members of the archive ``path``, unpacked into ``into``; whoever takes one may delete its file."""
    with path.open("rb") as file:
        head = file.read(8)
    budget = _Budget(limits)
    try:
        if head.startswith(b"PK"):
            yield from _zip_members(path, budget, into)
        else:
            opener = next((opener for mark, opener in _OPENERS if head.startswith(mark)), None)
            with cast("IO[bytes]", opener(path) if opener else path.open("rb")) as stream:
                yield from _stream_members(path, stream, budget, into)
    except _Over as over:
        yield Member("", None, "limit_size", str(over))
    except _UNPACK_ERRORS as error:
        _not_ours(error)
        reason = "truncated" if isinstance(error, EOFError) or "truncated" in str(error) else "malformed"
        yield Member("", None, reason, f"The archive is broken ({str(error)[:100]}). Download it again.")


def _not_ours(error: Exception) -> None:
    """Raise ``error`` again where it tells of our own disk, which is full, and not of the archive."""
    if isinstance(error, OSError) and error.errno in FULL_DISK:
        raise error


class _Budget:
    """How much may still be unpacked."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._bytes = 0
        self._members = 0

    def count(self) -> None:
        """Note one more member. Raises _Over where there are too many."""
        self._members += 1
        if self._members > _MEMBER_LIMIT:
            raise _Over(f"The archive has more than {_MEMBER_LIMIT} files. Split it.")

    def unpack(self, stream: IO[bytes], target: Path) -> bool:
        """Copy ``stream`` to ``target``; False where it is over the limit of one file (nothing is left then).

        Raises _Over where the whole archive is over its limit.
        """
        size = 0
        with target.open("wb") as file:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self._bytes += len(chunk)
                if self._bytes > self._limits.unpacked_mb * 2**20:
                    target.unlink()
                    raise _Over(f"The archive unpacks to more than {self._limits.unpacked_mb} MB. Split it.")
                if size > self._limits.file_mb * 2**20:
                    target.unlink()
                    return False
                file.write(chunk)
        return True

    def member(self, name: str, stream: IO[bytes], into: Path) -> Member:
        """``stream`` unpacked, or refused for its size."""
        target = into / f"{self._members:06}"
        if self.unpack(stream, target):
            return Member(name, target)
        return Member(name, None, "limit_size", f"It unpacks to more than the limit of {self._limits.file_mb} MB.")


def _refusal(name: str) -> Member | None:
    if not name:
        return Member("(no name)", None, "malformed", "It has no name; it is not unpacked. Pack it anew.")
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or parts[0].startswith("/") or ".." in parts or _DRIVE.match(parts[0]):
        return Member(name, None, "malformed", "Its name points out of the archive; it is not unpacked. Pack it anew.")
    return None


def _zip_members(path: Path, budget: _Budget, into: Path) -> Iterator[Member]:
    if _directory_size(path) > _DIRECTORY_LIMIT:
        raise _Over("The archive lists too many files. Split it.")
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            budget.count()
            if info.filename.endswith("/"):
                continue
            refusal = _refusal(info.filename)
            mode = info.external_attr >> 16
            if refusal is not None:
                yield refusal
            elif mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                yield Member(info.filename, None, None, "It is a link or a device, no file.")
            elif info.flag_bits & 1:
                message = "It is locked within the archive. Unpack the archive and give the folder."
                yield Member(info.filename, None, "encrypted", message)
            else:
                try:
                    with archive.open(info) as stream:
                        member = budget.member(info.filename, stream, into)
                except _UNPACK_ERRORS as error:
                    _not_ours(error)
                    message = f"It can't be unpacked ({str(error)[:100]}). Download the archive again."
                    member = Member(info.filename, None, "malformed", message)
                yield member


def _stream_members(path: Path, stream: IO[bytes], budget: _Budget, into: Path) -> Iterator[Member]:
    """The members of a tar, packed or not; or the one file that was packed without a tar around it."""
    capped = _Capped(stream)
    try:
        archive = tarfile.open(fileobj=cast("IO[bytes]", capped), mode="r:")  # noqa: SIM115 - closed by the caller
    except tarfile.ReadError:
        stream.seek(0)
        budget.count()
        yield budget.member(path.name.removesuffix(path.suffix), stream, into)
        return
    for info in archive:
        budget.count()
        archive.members = []  # type: ignore[attr-defined]  # it would keep every header that it has seen
        if info.isdir():
            continue
        refusal = _refusal(info.name)
        if refusal is not None:
            yield refusal
        elif not info.isreg():
            yield Member(info.name, None, None, "It is a link or a device, no file.")
        else:
            body = archive.extractfile(info)
            assert body is not None
            yield budget.member(info.name, body, into)


def picked(path: Path, wanted: Callable[[str, int], bool], *, most_tar: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the regular members of ``path`` that ``wanted`` (told name and size) asks for.

    It may be asked again to look at names only. A tar of more than ``most_tar`` bytes gives nothing; a broken archive
    gives what comes before the break.
    """
    try:
        with path.open("rb") as file:
            head = file.read(8)
        if head.startswith(b"PK"):
            with zipfile.ZipFile(path) as archive:
                for info in archive.infolist():
                    if not info.is_dir() and not info.flag_bits & 1 and wanted(info.filename, info.file_size):
                        with archive.open(info) as stream:  # it may lie about its size
                            yield info.filename, stream.read(info.file_size)
            return
        if path.stat().st_size > most_tar:
            return
        opener = next((opener for mark, opener in _OPENERS if head.startswith(mark)), None)
        with cast("IO[bytes]", opener(path) if opener else path.open("rb")) as stream:
            capped = cast("IO[bytes]", _Capped(stream))
            with tarfile.open(fileobj=capped, mode="r:") as tar:
                for entry in tar:
                    tar.members = []  # type: ignore[attr-defined]  # it would keep every header that it has seen
                    if entry.isreg() and wanted(entry.name, entry.size):
                        body = tar.extractfile(entry)
                        assert body is not None
                        yield entry.name, body.read()
    except (*_UNPACK_ERRORS, _Over):
        return


class _Capped(io.RawIOBase):
    """A stream of which no single read may be large."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes. Raises _Over where ``size`` is beyond what an honest archive asks for."""
        if size < 0 or size > _READ_LIMIT:
            raise _Over("The archive asks for a block of memory that no honest one needs.")
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move within the stream."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """Where the next read begins."""
        return self._stream.tell()

    def seekable(self) -> bool:
        """True: a packed stream moves by unpacking."""
        return True

    def readable(self) -> bool:
        """True."""
        return True


def _directory_size(path: Path) -> int:
    """The size of a zip's list of contents as its last record states it (0 where there is none)."""
    with path.open("rb") as file:
        file.seek(0, io.SEEK_END)
        length = file.tell()
        file.seek(max(0, length - 65_557))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return 0
    return int(struct.unpack_from("<I", tail, at + 12)[0])
