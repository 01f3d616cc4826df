"""Coding of a knowledge base: vectors for its records and passages, made when asked for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ..ingest.errors import MissingExtra, UsageError
from ..kb.lock import BuildLock
from ..kb.sqlite import SqliteStore

if TYPE_CHECKING:
    from ..extract.extraction import Extraction
    from ..extract.learned.encoder import Encoder
    from ..search.coding import CodingReport
    from ..search.hybrid import Ranking
    from ..search.index import Index


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
        encoder = Encoder(threads=threads)
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


def codes_for(
    index: Index, ranking: Ranking | None, *, say: Callable[[str], None] = lambda text: None
) -> Encoder | None:
    """What turns questions to ``index`` into vectors; None where words alone rank, as where it has no vectors.

    ``say`` is told where they cannot be used, though they are there. Raises UsageError or MissingExtra where
    ``ranking`` asks for vectors that are not there or cannot be used.
    """
    if ranking == "words":
        return None
    if not index.has_vectors:
        if ranking is not None:
            raise UsageError("there are no vectors to rank by: give `voltext vectors` first, and `voltext load` again")
        return None
    from ..extract.learned.encoder import Encoder

    try:
        return Encoder()
    except MissingExtra as error:
        if ranking is not None:
            raise
        say(f"ranked by words alone: {error}")
        return None
