"""RecordStore: the system of record of a knowledge base. Graph and index are projections of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..extract.extraction import Extraction, Record
from ..ingest.document import Header
from .agreement import Link
from .decision import Decision
from .entry import Entry, FileEntry, StoredRecord
from .synonyms import Synonym
from .works import Edition

STORE_NAME = "kb.sqlite"


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which records to give. None leaves a field open; ``low`` and ``high`` are in the property's canonical unit.

    ``material`` is compared with name and composition without regard to case. A range matches where any part of it
    lies within the bounds. Records that the curator rejected are left out unless ``rejected`` is True; those of a
    document for which another stands (the same work in a worse format) unless ``document`` asks for it. ``key`` is the
    beginning of a fingerprint, in hexadecimal digits.
    """

    document: str | None = None
    property: str | None = None
    material: str | None = None
    low: float | None = None
    high: float | None = None
    own: bool | None = None
    rejected: bool = False
    key: str | None = None

    def matches(self, stored: StoredRecord) -> bool:
        """Whether ``stored`` is asked for. The SQL of a store says the same."""
        record = stored.record
        if self.document is not None and stored.header.id != self.document:
            return False
        if self.property is not None and record.property != self.property:
            return False
        if self.material is not None:
            names = {record.material.name.lower(), (record.material.composition or "").lower()}
            if self.material.lower() not in names:
                return False
        if self.key is not None and not stored.key.startswith(self.key):
            return False
        if self.own is not None and record.own != self.own:
            return False
        if stored.verdict == "rejected" and not self.rejected:
            return False
        if self.low is None and self.high is None:
            return True
        bottom, top = bounds(record)
        if bottom is None or top is None:
            return False
        return (self.low is None or top >= self.low) and (self.high is None or bottom <= self.high)


ALL_RECORDS = RecordFilter()


def bounds(record: Record) -> tuple[float | None, float | None]:
    """The lower and upper end of the normalised value; both None where it has no number."""
    normalised = record.normalised
    if normalised is None:
        return None, None
    if normalised.value is not None:
        return normalised.value, normalised.value
    return normalised.min, normalised.max


class RecordStore(Protocol):
    """Documents, their records, the files they came from, and the curators' decisions."""

    def add(self, entry: Entry, files: Iterable[FileEntry] = ()) -> None:
        """Put ``entry`` (in place of one with its id) and note ``files``, in one transaction.

        Every file that is known to hold this document gets the status of ``entry``. The document counts as not
        indexed until ``mark_indexed``.
        """
        ...

    def note(self, files: Iterable[FileEntry]) -> None:
        """Put ``files`` (in place of those of the same path) without touching documents."""
        ...

    def remove(self, ids: Iterable[str]) -> None:
        """Take out documents with their records, in one transaction; files and verdicts stay."""
        ...

    def get(self, id: str) -> Entry | None:
        """The document with this id."""
        ...

    def headers(self) -> Iterator[Header]:
        """The headers of all documents, failed ones too, by id."""
        ...

    def files(self) -> Iterator[FileEntry]:
        """All files, by path."""
        ...

    def query(self, wanted: RecordFilter = ALL_RECORDS) -> Iterator[StoredRecord]:
        """The records that ``wanted`` asks for, as they count, by document id and place in the paper."""
        ...

    def count(self, wanted: RecordFilter = ALL_RECORDS) -> int:
        """How many records ``query`` would give."""
        ...

    def write(self, decisions: Iterable[Decision]) -> int:
        """Add decisions, in one transaction; gives back how many were new. What they change counts as not indexed."""
        ...

    def decisions(self) -> Iterator[Decision]:
        """All decisions that were ever made, undone ones too, in their order."""
        ...

    def curated(self, extraction: Extraction) -> Extraction:
        """``extraction`` as it counts: rejected records left out, edited ones edited, materials under their identity.

        What goes into the graph, the index and the exports is this; ``get`` gives what was extracted.
        """
        ...

    def synonyms(self) -> Mapping[str, Synonym]:
        """The names that were learned to stand for a composition, by name."""
        ...

    def learn(self) -> int:
        """Learn synonyms anew from all records; gives back how many names came, went or changed.

        Documents that this changes count as not indexed.
        """
        ...

    def links(self, document: str | None = None) -> Iterator[Link]:
        """The links between records of different works (or those of ``document``), brought up to date first."""
        ...

    def editions(self) -> Iterator[Edition]:
        """All documents with text, by id, as far as it matters for telling which are one work."""
        ...

    def settle(self, works: Mapping[str, str]) -> None:
        """Write down for document ids which document stands for their work, in one transaction.

        Documents that come to stand for a work, or cease to, count as not indexed.
        """
        ...

    def unindexed(self) -> Iterator[str]:
        """Ids of the documents that the search index does not hold yet in their present state."""
        ...

    def mark_indexed(self, ids: Iterable[str], *, indexed: bool = True) -> None:
        """Write down that the index holds these documents (or, of all that it lost, that it does not)."""
        ...

    def close(self) -> None:
        """Let go of files and locks."""
        ...


def find(store: RecordStore, key: str) -> list[Header]:
    """The documents that ``key`` names: an id or its beginning (6 digits or more), a DOI, a file's path or name."""
    wanted = key.strip().lower().removeprefix("https://doi.org/").removeprefix("doi:")
    headers = list(store.headers())
    exact = [header for header in headers if header.id == wanted or (header.doi or "").lower() == wanted]
    if exact:
        return exact
    by_id = {header.id: header for header in headers}
    path = str(Path(key).absolute())
    by_path = [file for file in store.files() if path == file.path or key == file.name]
    by_name = [file for file in store.files() if key == re.split(r"[!/\\\\]", file.path)[-1]]
    for files in (by_path, by_name):
        found = [by_id[file.document] for file in files if file.document in by_id]
        if found:
            return list(dict.fromkeys(found))
    return [header for header in headers if len(wanted) >= 6 and header.id.startswith(wanted)]
