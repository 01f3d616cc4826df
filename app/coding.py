"""Coding of a knowledge base: vectors for its records and passages, made when asked for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ..kb.lock import BuildLock
from ..kb.sqlite import SqliteStore

if TYPE_CHECKING:
    from ..extract.extraction import Extraction
    from ..search.coding import CodingReport


def code_kb(
    kb: Path, *, threads: int | None = None, watch: Callable[[int, int], None] | None = None
) -> tuple[CodingReport, int]:
    """Give every record and passage of ``kb`` its vector; what that did, and how many vectors there are now.

    ``watch`` hears after each paper how many are done, and of how many.
    Raises StoreError where there is no knowledge base or another coding is at work, MissingExtra without onnxruntime.
    """
    from ..extract.learned.encoder import Encoder
    from ..search.coding import code
    from ..search.tantivy_index import VECTORS_FOLDER
    from ..search.vectors import VectorStore

    with closing(SqliteStore.open(kb)) as store, BuildLock(kb, name="vectors.lock", work="coding"):
        encoder = Encoder.load(threads=threads)
        vectors = VectorStore.open(kb / VECTORS_FOLDER)
        editions = [each for each in store.editions() if each.header.failure is None]
        ids = [each.header.id for each in editions if each.work in (None, each.header.id)]

        def extraction_of(id: str) -> Extraction | None:
            entry = store.get(id)
            return store.curated(entry.extraction()) if entry is not None else None

        def progress(papers: int, _: int) -> None:
            if watch is not None:
                watch(papers, len(ids))

        return code(vectors, encoder, ids, extraction_of, progress=progress), len(vectors)
