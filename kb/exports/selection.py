"""Selection: what of a knowledge base an export holds, given in an order that is always the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from ...extract.extraction import Extraction
from ...ingest.document import Header
from ..agreement import Link
from ..entry import StoredRecord
from ..places import Places
from ..store import ALL_RECORDS, RecordFilter, RecordStore


def _unwatched(number: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The records of ``wanted``, and of these (where ``chosen`` is given) those with an id that it has, by document.

    ``watch`` is told how many records have been given, for progress. Papers name their file from the folder on that the
    knowledge base was built from: an export goes to other people.
    """

    store: RecordStore
    wanted: RecordFilter = ALL_RECORDS
    chosen: Mapping[str, frozenset[str]] | None = None
    watch: Callable[[int], None] = _unwatched

    @property
    def everything(self) -> bool:
        """Whether it is all that counts, papers without a record among it."""
        return self.chosen is None and replace(self.wanted, rejected=False) == ALL_RECORDS

    @property
    def whole_papers(self) -> bool:
        """Whether it has all that counts of each of its papers."""
        return self.chosen is None and replace(self.wanted, document=None, rejected=False) == ALL_RECORDS

    def records(self) -> Iterator[StoredRecord]:
        """The records, by document and place."""
        places = self._places()
        for number, stored in enumerate(self._records(), 1):
            yield replace(stored, header=_shown(stored.header, places))
            if number % 100 == 0:
                self.watch(number)

    def _places(self) -> Places:
        return Places.of(header.source for header in self.store.headers())

    def _records(self) -> Iterator[StoredRecord]:
        for stored in self.store.query(self.wanted):
            if self.chosen is None or stored.record.id in self.chosen.get(stored.header.id, ()):
                yield stored

    def headers(self) -> Iterator[Header]:
        """The papers, one of each work, by id: all of them, or those of the records that were asked for."""
        held = None if self.everything else {stored.header.id for stored in self._records()}
        places = self._places()
        for edition in self.store.editions():
            if edition.work in (None, edition.header.id) and (held is None or edition.header.id in held):
                yield _shown(edition.header, places)

    def extractions(self) -> Iterator[Extraction]:
        """The extractions of these papers as they count, with the records that were asked for."""
        ids: dict[str, set[str]] = {}
        if not self.everything:
            for stored in self._records():
                ids.setdefault(stored.header.id, set()).add(stored.record.id)
        given = 0
        for header in self.headers():
            entry = self.store.get(header.id)
            if entry is None:
                continue
            extraction = replace(self.store.curated(entry.extraction()), document=header)
            if not self.everything:
                kept = tuple(record for record in extraction.records if record.id in ids[header.id])
                extraction = replace(extraction, records=kept)
            given += len(extraction.records)
            yield extraction
            self.watch(given)

    def links(self) -> Iterator[Link]:
        """The links between records that are both of the selection."""
        if self.everything:
            yield from self.store.links()
            return
        held = {(stored.header.id, stored.record.id) for stored in self._records()}
        for link in self.store.links():
            if (link.document, link.record) in held and (link.other_document, link.other_record) in held:
                yield link


def _shown(header: Header, places: Places) -> Header:
    return replace(header, source=places.shown(header.source))
