"""Projection: keeps the search index in step with the record store, whenever a build may be killed.

A document is stored first, marked as not indexed; then added to the index; then, once the index has committed, marked
as indexed. A build that is killed in between finds the mark and adds the document again, which changes nothing if the
index had it already.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from ..extract.extraction import Extraction
from ..ingest.errors import StoreError
from ..kb.lock import BuildLock
from ..kb.sqlite import SqliteStore
from ..kb.store import RecordStore
from ..kb.works import works_of
from ..search.index import INDEX_FOLDER, Index, open_index
from ..search.plan import Every
from ..search.tantivy_index import VECTORS_FOLDER

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
        """Add a stored document as it counts, in place of an earlier state of it."""
        header = extraction.document
        if header.failure is None and header.id not in self._lesser:
            self._index.add(self._store.curated(extraction))
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
        """Tell which documents are one work, let the index hold the best of each, and learn what names stand for."""
        editions = list(self._store.editions())
        works = works_of(editions)
        # Compared, not noted: a bibliography or another reader may have said more of documents that were there.
        moved = any(edition.work != works[edition.header.id] for edition in editions)
        if moved:
            self._store.settle(works)
        if self._store.learn() or moved:
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


@contextmanager
def current_index(kb: Path) -> Iterator[Index]:
    """The index of the knowledge base ``kb``, for reading; one that is lost or outdated is made again from the store.

    A knowledge base that cannot be written is read all the same: tantivy wants lock files beside the index, which then
    stand, beside links to its files, in a folder that goes with the context. Raises StoreError where there is no
    knowledge base.
    """
    with closing(SqliteStore.open(kb)) as store, ExitStack() as stack:
        folder = kb
        if not _is_writable(kb):
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="voltext-index-")))
            _link(kb / INDEX_FOLDER, folder / INDEX_FOLDER)
            _link(kb / VECTORS_FOLDER, folder / VECTORS_FOLDER)
        index = stack.enter_context(closing(open_index(folder)))
        if not index.search(Every(), limit=1).total and any(header.failure is None for header in store.headers()):
            if folder == kb:
                Projection(store, index).catch_up()
            else:
                _fill(index, store)
        elif folder == kb and next(store.unindexed(), None) is not None:
            # Decisions were written and the index was not told, by a kill; or a build is at work, which will tell it.
            with suppress(StoreError), BuildLock(kb):
                Projection(store, index).catch_up()
        yield index


def bring_up_to_date(kb: Path, store: RecordStore) -> None:
    """Let the index of ``kb`` follow what decisions changed; while a build is at work, that will do it."""
    if next(store.unindexed(), None) is None:
        return
    with suppress(StoreError), BuildLock(kb), closing(open_index(kb)) as index:
        Projection(store, index).catch_up()


def _is_writable(kb: Path) -> bool:
    index = kb / INDEX_FOLDER
    return os.access(kb, os.W_OK) and (not index.exists() or os.access(index, os.W_OK))


def _link(index: Path, folder: Path) -> None:
    """Links to the files of ``index`` in ``folder``; copies where the system makes no links."""
    folder.mkdir()
    for path in index.iterdir() if index.is_dir() else ():
        if path.name.endswith(".lock"):
            continue
        try:
            (folder / path.name).symlink_to(path.absolute())
        except OSError:
            shutil.copyfile(path, folder / path.name)


def _fill(index: Index, store: RecordStore) -> None:
    """Put into ``index`` what the store holds, without a word of it in the store, which cannot be written."""
    for edition in store.editions():
        entry = store.get(edition.header.id)
        if edition.work in (None, edition.header.id) and entry is not None:
            index.add(store.curated(entry.extraction()))
    index.commit()
