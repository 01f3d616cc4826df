"""MemoryStore: the in-memory twin of the record store, for tests and for questions that need no files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..ingest.document import Header
from ..ingest.errors import StoreError
from .entry import Entry, FileEntry, StoredRecord, fingerprint
from .store import ALL_RECORDS, VERDICTS, RecordFilter
from .works import Edition


class MemoryStore:
    """A RecordStore in dictionaries; see the protocol for what each method promises."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._files: dict[str, FileEntry] = {}
        self._verdicts: dict[str, str] = {}
        self._indexed: set[str] = set()
        self._works: dict[str, str] = {}

    def add(self, entry: Entry, files: Iterable[FileEntry] = ()) -> None:
        """Put ``entry`` and note ``files`` in one transaction."""
        self._entries[entry.id] = entry
        self._indexed.discard(entry.id)
        self.note(files)
        for path, file in self._files.items():
            if file.document == entry.id:
                self._files[path] = replace(file, status=entry.status, reason=entry.reason, message=entry.message)

    def note(self, files: Iterable[FileEntry]) -> None:
        """Put ``files``."""
        self._files.update((file.path, file) for file in files)

    def remove(self, ids: Iterable[str]) -> None:
        """Take out documents."""
        for id in ids:
            self._entries.pop(id, None)
            self._works.pop(id, None)
            self._indexed.discard(id)

    def get(self, id: str) -> Entry | None:
        """The document with this id."""
        return self._entries.get(id)

    def headers(self) -> Iterator[Header]:
        """All headers, by id."""
        return iter([self._entries[id].header for id in sorted(self._entries)])

    def files(self) -> Iterator[FileEntry]:
        """All files, by path."""
        return iter([self._files[path] for path in sorted(self._files)])

    def query(self, wanted: RecordFilter = ALL_RECORDS) -> Iterator[StoredRecord]:
        """The records that ``wanted`` asks for."""
        for id in sorted(self._entries):
            if self._works.get(id, id) != id and wanted.document is None:
                continue
            extraction = self._entries[id].extraction()
            for record in extraction.records:
                key = fingerprint(id, record)
                stored = StoredRecord(key, extraction.document, record, self._verdicts.get(key))
                if wanted.matches(stored):
                    yield stored

    def decide(self, key: str, verdict: str | None, *, note: str = "") -> None:
        """Write down or take back a verdict."""
        if verdict is None:
            self._verdicts.pop(key, None)
            return
        if verdict not in VERDICTS:
            raise StoreError(f"no verdict {verdict!r}: it is one of {', '.join(VERDICTS)}")
        if all(stored.key != key for stored in self.query(RecordFilter(rejected=True))):
            raise StoreError(f"no record with the key {key!r}")
        self._verdicts[key] = verdict

    def editions(self) -> Iterator[Edition]:
        """All documents with text."""
        entries = [self._entries[id] for id in sorted(self._entries)]
        return iter(
            [
                Edition(entry.header, entry.signature, len(entry.payload), self._works.get(entry.id))
                for entry in entries
                if entry.header.failure is None
            ]
        )

    def settle(self, works: Mapping[str, str]) -> None:
        """Write down which document stands for which."""
        for id, work in works.items():
            if (self._works.get(id, id) == id) != (work == id):
                self._indexed.discard(id)
            self._works[id] = work

    def unindexed(self) -> Iterator[str]:
        """Ids that the index does not hold yet."""
        return iter(sorted(set(self._entries) - self._indexed))

    def mark_indexed(self, ids: Iterable[str], *, indexed: bool = True) -> None:
        """Write down what the index holds."""
        self._indexed = self._indexed.union(ids) if indexed else self._indexed.difference(ids)

    def close(self) -> None:
        """Nothing to let go of."""
