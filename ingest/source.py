"""Source: the bytes of one file and where they came from; Limits: what reading it may cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from .beside import Folder, Neighbours
from .document import Document


@dataclass(frozen=True, slots=True)
class Aids:
    """What a reader may use beyond its own code, because the user asked for it.

    ``ocr``: scanned pages go through Tesseract. ``grobid``: PDFs go to the GROBID service at this address.
    ``figures``: images of figures are kept in this folder.
    """

    ocr: bool = False
    grobid: str | None = None
    figures: str | None = None


NO_AIDS = Aids()


@dataclass(frozen=True)
class Source:
    """The bytes of one file. ``name`` is shown to people; the format is told from ``data``, never from ``name``.

    ``beside`` are the files around it, looked at for what a LaTeX source inputs, and for the pictures of its figures
    where ``aids`` ask for them.
    """

    name: str
    data: bytes = field(repr=False)
    passwords: tuple[str, ...] = ()
    aids: Aids = NO_AIDS
    beside: Neighbours | None = field(default=None, repr=False, compare=False)

    @classmethod
    def from_path(
        cls, path: Path, *, name: str | None = None, passwords: tuple[str, ...] = (), aids: Aids = NO_AIDS
    ) -> Source:
        """Read ``path``. Raises OSError where the file cannot be read."""
        return cls(name or str(path), path.read_bytes(), passwords, aids, Folder(path))

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the bytes."""
        return sha256(self.data).hexdigest()

    @property
    def id(self) -> str:
        """The document id: the first 16 hex digits of the SHA-256."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost; whoever passes a limit fails with ``limit_time``, ``limit_memory`` or ``limit_size``."""

    seconds: float = 60.0
    memory_mb: int = 1200
    file_mb: int = 200
    unpacked_mb: int = 500
    pages: int = 2000
    depth: int = 256
    cells: int = 200_000


class Reader(Protocol):
    """One format. ``read`` raises ReadError where the file gives no Document."""

    name: str

    def read(self, source: Source, *, limits: Limits) -> Document:
        """The Document of ``source``."""
        ...
