"""Task: what a worker is asked to do with one file; Outcome: what became of it. Both cross a process boundary."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from .. import __version__
from ..extract.means import RULES, means_digest
from ..ingest.source import NO_AIDS, Aids, Limits
from ..ingest.vocabulary import EXTENSION_VARIABLE

_PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read and to extract from.

    ``payload`` is the packed Extraction of a document read before: extraction then starts from the stored Document.
    ``extract`` False stops after reading. ``name`` is what people know the file by; ``sha256`` that of its bytes.
    ``archive`` and ``member`` say where an unpacked file came from. ``means`` is what it is extracted by, ``rules`` or
    a model file.
    """

    name: str
    sha256: str
    limits: Limits
    path: bytes
    payload: bytes | None = None
    passwords: tuple[str, ...] = ()
    extract: bool = True
    aids: Aids = NO_AIDS
    archive: bytes | None = None
    member: str = ""
    means: str = RULES


@dataclass(frozen=True, slots=True)
class Outcome:
    """The packed Extraction of a Task; its header holds failure and warnings.

    ``version`` is the extractor's, or the reader's where there is no text; ``signature`` the MinHash of the text.
    """

    payload: bytes
    version: str
    signature: bytes = b""


# The reasons that a limit can be for what is missing of a document.
LIMIT_REASONS = ("limit_time", "limit_memory", "limit_size")


def limits_text(limits: Limits) -> str:
    """``limits`` as they are noted beside a document, so that a build with others tries again."""
    return f"{limits.seconds:g} s, {limits.memory_mb} MB, {limits.pages} pages, {limits.unpacked_mb} MB unpacked"


@cache
def extractor_version(means: str = RULES) -> str:
    """The version of voltext and a digest of the extractor's code, vocabularies (the user's own too) and model.

    A digest, not a number to be raised by hand: it can't be forgotten, and a vocabulary extended changes it too.
    """
    extension = os.environ.get(EXTENSION_VARIABLE)
    version = _version("extract", sorted(Path(extension).glob("*.yaml")) if extension else [])
    return version if means == RULES else f"{version}-{means_digest(means)}"


@cache
def reader_version() -> str:
    """The same for the readers: what failed under another one is tried again."""
    return _version("ingest", [])


def _version(folder: str, more: list[Path]) -> str:
    files = sorted(file for file in (_PACKAGE / folder).rglob("*") if file.suffix in (".py", ".yaml", ".json"))
    digest = sha256()
    for file in files + more:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()[:12]}"
