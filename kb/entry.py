"""Entry: a document of a knowledge base; FileEntry: a file that a build met; StoredRecord: a fact of a paper."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field, replace
from hashlib import sha256

import msgspec

from ..extract.extraction import Extraction, Record
from ..ingest.document import Header

# Level 1 packs the JSON of a paper to a quarter within milliseconds; higher levels cost more than they save.
_PACK_LEVEL = 1


def pack(extraction: Extraction) -> bytes:
    """``extraction`` as compressed JSON."""
    return zlib.compress(msgspec.json.encode(extraction), _PACK_LEVEL)


def unpack(payload: bytes) -> Extraction:
    """The Extraction that ``pack`` was given."""
    return msgspec.json.decode(zlib.decompress(payload), type=Extraction)


@dataclass(frozen=True, slots=True)
class _Records:
    """The records of an Extraction alone: what else it holds is passed over, not built."""

    records: tuple[Record, ...]


def unpack_records(payload: bytes) -> tuple[Record, ...]:
    """The records of the Extraction that ``pack`` was given, at a fraction of the cost of all of it."""
    return msgspec.json.decode(zlib.decompress(payload), type=_Records).records


def status_of(header: Header) -> str:
    """``failed`` where there is no text, ``partial`` where the reader met something, else ``done``."""
    if header.failure is not None:
        return "failed"
    return "partial" if header.warnings else "done"


def fingerprint(document: str, record: Record) -> str:
    """A key for a fact that outlives re-extraction: equal records of one document have equal fingerprints."""
    bare = replace(record, id="", confidence=0.0, conflict=(), rule="", evidence=(), sample=None, cell=None)
    return sha256(document.encode() + msgspec.json.encode(bare, order="deterministic")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a knowledge base, identified by the SHA-256 of its bytes.

    ``version`` names the extractor and vocabularies that made it, or the readers where there is no text; ``limits``
    the limits that it was read under, as text. ``payload`` is the packed Extraction, which holds the whole Document.
    ``signature`` is the MinHash of its text. Two entries are equal when all of it is.
    """

    header: Header
    version: str
    limits: str
    payload: bytes = field(repr=False)
    signature: bytes = field(default=b"", repr=False)

    @classmethod
    def of(cls, extraction: Extraction, *, version: str, limits: str, signature: bytes = b"") -> Entry:
        """The entry of ``extraction``."""
        return cls(extraction.document, version, limits, pack(extraction), signature)

    @property
    def id(self) -> str:
        """The document id."""
        return self.header.id

    @property
    def status(self) -> str:
        """``done``, ``partial`` or ``failed``."""
        return status_of(self.header)

    @property
    def reason(self) -> str | None:
        """The reason code of a failure; of a partial document the code of its first warning."""
        if self.header.failure is not None:
            return self.header.failure.reason
        return self.header.warnings[0].code if self.header.warnings else None

    @property
    def message(self) -> str | None:
        """The failure, or the warnings, in words."""
        if self.header.failure is not None:
            return self.header.failure.message
        return " ".join(warning.message for warning in self.header.warnings) or None

    def records(self) -> tuple[Record, ...]:
        """The records of the extraction."""
        return unpack_records(self.payload)

    def extraction(self) -> Extraction:
        """What was read and extracted, unpacked anew on each call."""
        return unpack(self.payload)


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file that a build met. ``path`` is absolute and identifies it (``archive.zip!member`` within an archive).

    ``name`` is the path as the user gave it. ``document`` is the id of the document with these bytes, or None where
    the file was skipped or could not be opened; ``status`` is then ``skipped`` or ``failed`` and ``message`` says why.
    """

    path: str
    name: str
    document: str | None
    status: str
    reason: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record, as it counts now, with the paper that it comes from; ``key`` is its fingerprint as extracted.

    ``verdict`` is the curators' (accepted, rejected, edited), if any; ``original`` the record as it was extracted,
    where that is another; ``identity`` the key under which all papers' records of its material agree.
    """

    key: str
    header: Header
    record: Record
    verdict: str | None = None
    original: Record | None = None
    identity: str = ""
