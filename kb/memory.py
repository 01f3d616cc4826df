"""MemoryStore: the in-memory twin of the record store, for tests and for questions that need no files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, replace

from ..extract.extraction import Extraction
from ..ingest.document import Header
from .agreement import Link, Measured, links_of
from .curation import Curation
from .decision import Decision
from .entry import Entry, FileEntry, StoredRecord, fingerprint
from .identity import material_key
from .store import ALL_RECORDS, RecordFilter
from .synonyms import Synonym, learned, papers_needed
from .works import Edition


class MemoryStore:
    """A RecordStore in dictionaries; see the protocol for what each method promises."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._files: dict[str, FileEntry] = {}
        self._decisions: dict[str, Decision] = {}
        self._synonyms: dict[str, Synonym] = {}
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
            for stored in self._stored(id):
                if wanted.matches(stored):
                    yield stored

    def count(self, wanted: RecordFilter = ALL_RECORDS) -> int:
        """How many records ``query`` would give."""
        return sum(1 for _ in self.query(wanted))

    def _stored(self, id: str) -> Iterator[StoredRecord]:
        extraction = self._entries[id].extraction()
        for judged in self._curation().judge(extraction.document, extraction.records):
            record = judged.record
            yield StoredRecord(
                fingerprint(id, judged.original or record),
                extraction.document,
                record,
                judged.verdict,
                judged.original,
                material_key(record.material),
            )

    def _curation(self) -> Curation:
        return Curation(self._decisions.values(), {name: each.composition for name, each in self._synonyms.items()})

    def write(self, decisions: Iterable[Decision]) -> int:
        """Add decisions."""
        new = {decision.id: decision for decision in decisions if decision.id not in self._decisions}
        return self._changing(lambda: self._decisions.update(new), len(new))

    def decisions(self) -> Iterator[Decision]:
        """All decisions, in their order."""
        return iter(sorted(self._decisions.values(), key=lambda decision: decision.order))

    def curated(self, extraction: Extraction) -> Extraction:
        """``extraction`` as it counts."""
        return self._curation().apply(extraction)

    def synonyms(self) -> Mapping[str, Synonym]:
        """The learned synonyms, by name."""
        return dict(self._synonyms)

    def learn(self) -> int:
        """Learn synonyms anew."""
        named = (
            (record.material.name, record.material.composition, self._works.get(id, id))
            for id, entry in self._entries.items()
            for record in entry.records()
        )
        found = learned(named, papers=papers_needed())
        names = [name for name in found.keys() | self._synonyms.keys() if found.get(name) != self._synonyms.get(name)]

        def keep() -> None:
            self._synonyms = found

        return self._changing(keep, len(names))

    def _changing(self, change: Callable[[], None], number: int) -> int:
        """Make ``change``; the documents whose records it changes are no longer indexed."""
        before = {id: list(self._stored(id)) for id in self._entries}
        change()
        self._indexed -= {id for id, records in before.items() if list(self._stored(id)) != records}
        return number

    def links(self, document: str | None = None) -> Iterator[Link]:
        """The links between records of different works."""
        measured = [
            Measured(stored.identity, stored.header.id, stored.header.id, stored.record.id, stored.record)
            for stored in self.query()
        ]
        measured.sort(key=lambda each: (each.identity, each.record.property, each.document))
        found = sorted(links_of(measured), key=lambda link: astuple(link)[1:5])
        return (link for link in found if document in (None, link.document, link.other_document))

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
