"""Projection: keeps the search index in step with the record store, whenever a build may be killed.

A document is stored first, marked as not indexed; then added to the index; then, once the index has committed, marked
as indexed. A build that is killed in between finds the mark and adds the document again, which changes nothing if the
index had it already.
"""

from __future__ import annotations

import time
from pathlib import Path

from ..extract.extraction import Extraction
from ..kb.sqlite import SqliteStore
from ..kb.store import RecordStore
from ..kb.works import works_of
from ..search.index import Index, open_index
from ..search.plan import Every

# A commit costs tens of milliseconds, whatever it holds; so much may be done again after a kill.
_COMMIT_DOCUMENTS = 500
_COMMIT_SECONDS = 15.0


class Projection:
    """The index of one knowledge base during a build."""

    def __init__(self, store: RecordStore, index: Index) -> None:
        self._store = store
        self._index = index
        self._waiting: list[str] = []
        # Documents for which another stands: the same work in a better format.
        self._lesser: set[str] = set()
        self._committed = time.monotonic()

    def catch_up(self) -> None:
        """Add what the store holds and the index does not: after a kill, or where the index was lost or outdated."""
        if not self._index.search(Every(), limit=1).total:
            # Marked before the first addition, so that a kill during this very repair is repaired too.
            self._store.mark_indexed([header.id for header in self._store.headers()], indexed=False)
        self._lesser = {each.header.id for each in self._store.editions() if each.work not in (None, each.header.id)}
        for id in self._store.unindexed():
            entry = self._store.get(id)
            if entry is not None:
                self.put(entry.extraction())
        self.flush()

    def put(self, extraction: Extraction) -> None:
        """Add a stored document, in place of an earlier state of it."""
        header = extraction.document
        if header.failure is None and header.id not in self._lesser:
            self._index.add(extraction)
        else:
            self._index.remove(header.id)
        self._waiting.append(header.id)
        if len(self._waiting) >= _COMMIT_DOCUMENTS or time.monotonic() - self._committed > _COMMIT_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Commit the index, then mark in the store what it holds."""
        if self._waiting:
            self._index.commit()
            self._store.mark_indexed(self._waiting)
            self._waiting.clear()
        self._committed = time.monotonic()

    def settle(self) -> None:
        """Tell which documents are one work, and let the index hold the best of each."""
        editions = list(self._store.editions())
        ids = {edition.header.id for edition in editions}
        if all(edition.work in ids for edition in editions):
            return
        self._store.settle(works_of(editions))
        self.catch_up()

    def sweep(self) -> None:
        """Take out the documents that no file holds any more: their files have other bytes now."""
        held = {file.document for file in self._store.files()}
        orphans = [header.id for header in self._store.headers() if header.id not in held]
        if not orphans:
            return
        self.flush()
        for id in orphans:
            self._index.remove(id)
        self._index.commit()
        self._store.remove(orphans)


def open_current_index(kb: Path) -> Index:
    """The index of the knowledge base ``kb``; one that is lost or of an older version is made again from the store.

    Raises StoreError where there is no knowledge base.
    """
    store = SqliteStore.open(kb)
    try:
        index = open_index(kb)
        if not index.search(Every(), limit=1).total and any(header.failure is None for header in store.headers()):
            Projection(store, index).catch_up()
    finally:
        store.close()
    return index
