"""TantivyIndex: the embedded index, on tantivy. One folder, one writer at a time, any number of readers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any as Anything

from ..extract.extraction import Extraction
from ..ingest.errors import StoreError
from .entry import FACETS, JOIN_FIELDS, KEYWORD_FIELDS, NUMBER_FIELDS, TEXT_FIELDS, IndexEntry, join_keys
from .index import FACET_SIZE, INDEX_VERSION, Hit, Order, Page, first_page
from .making import entries_of
from .plan import All, Every, Named, Plan
from .tantivy_query import query_of

if TYPE_CHECKING:
    from ..extract.learned.encoder import Vector
    from .vectors import VectorStore

VECTORS_FOLDER = "vectors"
VERSION_FILE = "voltext-index.json"
MINIMUM_MB = 16
# Of what can be joined at once; more than any index that fits one machine asks for.
MOST_KEYS = 1_000_000


class TantivyIndex:
    """An Index in a folder. The writer, and with it the folder's lock, is taken with the first change."""

    def __init__(self, index: Anything, schema: Anything, memory_mb: int, vectors: Path) -> None:
        self._index = index
        self._schema = schema
        self._memory = max(memory_mb, MINIMUM_MB) * 1_000_000
        self._writer: Anything = None
        self._vectors_folder = vectors

    @classmethod
    def open(cls, folder: Path, *, memory_mb: int = 64, vectors: Path | None = None) -> TantivyIndex:
        """The index in ``folder``; one of another version of voltext is emptied (the store says what to add again).

        ``vectors`` is the folder of its entries' vectors, by default beside it. Raises StoreError.
        """
        import tantivy

        schema = _schema()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if _version(folder) != INDEX_VERSION:
                _empty(folder)
                # Before the index itself: whoever is killed in between must find the folder to be ours.
                (folder / VERSION_FILE).write_text(json.dumps({"version": INDEX_VERSION}), encoding="utf-8")
            index = tantivy.Index(schema, path=str(folder), reuse=True)
        except (OSError, ValueError) as error:
            raise StoreError(f"the search index in {folder} cannot be opened: {error}") from error
        whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("voltext", whitespace)
        return cls(index, schema, memory_mb, vectors or folder.parent / VECTORS_FOLDER)

    def add(self, extraction: Extraction) -> None:
        """See Index."""
        self.add_entries(extraction.document.id, entries_of(extraction))

    def add_entries(self, document: str, entries: Iterable[IndexEntry]) -> None:
        """Put ``entries`` in the place of those of ``document``."""
        writer = self._writing()
        writer.delete_documents_by_term("document", document)
        for entry in entries:
            writer.add_document(_as_document(entry))

    def remove(self, document: str) -> None:
        """See Index."""
        self._writing().delete_documents_by_term("document", document)

    def clear(self) -> None:
        """See Index."""
        self._writing().delete_all_documents()

    def commit(self) -> None:
        """See Index."""
        if self._writer is None:
            return
        try:
            self._writer.commit()
        except (OSError, ValueError) as error:
            if "No space left" in str(error) or "os error 112" in str(error):  # as Unix and Windows say it
                raise StoreError(
                    "the search index cannot be written, the disk is full: make room and give the command again, "
                    "what is stored stays stored"
                ) from error
            raise StoreError(f"the search index cannot be written: {error}") from error
        self._index.reload()

    def search(
        self,
        plan: Plan,
        *,
        limit: int = 10,
        offset: int = 0,
        order: Order | None = None,
        facets: Collection[str] = (),
    ) -> Page:
        """See Index."""
        if not facets:
            return self._found(plan, limit, offset, order)
        # tantivy counts on one core while it ranks on another.
        with ThreadPoolExecutor(1) as pool:
            counting = pool.submit(self._counted, plan, facets)
            page = self._found(plan, limit, offset, order)
            return replace(page, facets=counting.result())

    def _found(self, plan: Plan, limit: int, offset: int, order: Order | None) -> Page:
        import tantivy

        searcher = self._index.searcher()
        query = query_of(self._schema, plan, scored=order is None)
        if order is None:
            result = searcher.search(query, limit=max(limit, 1), offset=offset, weight_by_field="weight")
        else:
            direction = tantivy.Order.Desc if order.descending else tantivy.Order.Asc
            result = searcher.search(
                query, limit=max(limit, 1), offset=offset, order_by_field=order.field, order=direction
            )
        hits = []
        for key, address in result.hits[:limit]:
            document = searcher.doc(address)
            score = float(key) if order is None else 0.0
            hits.append(Hit(document.get_first("id"), score, document.get_first("payload")))
        return Page(tuple(hits), int(result.count))

    @cached_property
    def _vectors(self) -> VectorStore:
        """Opened when first asked for: a search by words needs none of it."""
        from .vectors import VectorStore

        return VectorStore.open(self._vectors_folder)

    def put_vectors(self, document: str, vectors: Mapping[str, Vector]) -> None:
        """See Index."""
        self._vectors.add({document: ("put", tuple(vectors.items()))})

    @property
    def has_vectors(self) -> bool:
        """See Index."""
        return self._vectors_folder.is_dir() and bool(self._vectors.states)

    def coded(self) -> tuple[int, int]:
        """See Index."""
        documents = self.keys(Every(), "document")
        coded = join_keys(self._vectors.states) if self.has_vectors else ()
        return len(documents.intersection(coded)), len(documents)

    def near(self, vector: Vector, plan: Plan, *, limit: int = 10) -> tuple[Hit, ...]:
        """See Index."""
        found: list[Hit] = []
        for piece in self._vectors.nearest(vector):
            asked = All((plan, Named(frozenset(id for id, _ in piece))))
            fitting = {hit.id: hit for hit in self.search(asked, limit=len(piece)).hits}
            found += [replace(fitting[id], score=near) for id, near in piece if id in fitting]
            if len(found) >= limit:
                break
        return tuple(found[:limit])

    def first(
        self, plans: Iterable[Plan], *, limit: int, offset: int, order: Order | None, facets: Collection[str]
    ) -> tuple[int, Page]:
        """See Index."""
        return first_page(self, plans, limit=limit, offset=offset, order=order, facets=facets)

    def keys(self, plan: Plan, field: str) -> frozenset[int]:
        """See Index."""
        asked = {field: {"terms": {"field": f"join_{field}", "size": MOST_KEYS}}}
        found = self._index.searcher().aggregate(query_of(self._schema, plan, scored=False), asked)
        return frozenset(int(bucket["key"]) for bucket in found[field]["buckets"])

    def _counted(self, plan: Plan, facets: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        asked = {name: {"terms": {"field": f"facet_{name}", "size": FACET_SIZE * 5}} for name in facets}
        found = self._index.searcher().aggregate(query_of(self._schema, plan, scored=False), asked)
        return {name: _commonest(found[name]["buckets"], FACET_SIZE) for name in asked}

    def known(self, asked: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """See Index."""
        searcher = self._index.searcher()
        return frozenset(pair for pair in asked if searcher.doc_freq(*pair))

    def vocabulary(self, field: str, prefix: str, *, limit: int = 200) -> tuple[str, ...]:
        """See Index."""
        found = self._index.searcher().terms_with_prefix(field, prefix)
        return tuple(token for token, _ in sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit])

    def close(self) -> None:
        """See Index."""
        if self._writer is not None:
            self._writer.rollback()
            self._writer = None

    def _writing(self) -> Anything:
        if self._writer is None:
            try:
                self._writer = self._index.writer(heap_size=self._memory, num_threads=1)
            except ValueError as error:
                raise StoreError(f"the search index is being written by another process: {error}") from error
        return self._writer


def _schema() -> Anything:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("payload", stored=True)
    for field in TEXT_FIELDS:
        builder.add_text_field(field, tokenizer_name="voltext", index_option="position")
    for field in KEYWORD_FIELDS:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in JOIN_FIELDS:
        builder.add_unsigned_field(f"join_{field}", indexed=True, fast=True)
    for field in NUMBER_FIELDS:
        # Ranges and orders are read off the column.
        builder.add_float_field(field, indexed=False, fast=True)
    for field in FACETS:
        builder.add_text_field(f"facet_{field}", fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _as_document(entry: IndexEntry) -> Anything:
    from tantivy import Document

    document = Document()
    document.add_text("id", entry.id)
    document.add_bytes("payload", entry.payload)
    for field, text in entry.texts.items():
        document.add_text(field, text)
    for field, values in entry.keywords.items():
        for value in values:
            document.add_text(field, value)
    for field, keys in entry.joins.items():
        for key in keys:
            document.add_unsigned(f"join_{field}", key)
    for field, number in entry.numbers.items():
        document.add_float(field, number)
    for field, values in entry.facets.items():
        for value in values:
            document.add_text(f"facet_{field}", value)
    return document


def _commonest(buckets: list[dict[str, Anything]], limit: int) -> dict[str, int]:
    pairs = sorted(
        ((str(each["key"]), int(each["doc_count"])) for each in buckets), key=lambda pair: (-pair[1], pair[0])
    )
    return dict(pairs[:limit])


def _version(folder: Path) -> int | None:
    """The version that the folder's index was made with; None where there is none."""
    path = folder / VERSION_FILE
    if not path.is_file():
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None
    return int(found["version"]) if isinstance(found, dict) and isinstance(found.get("version"), int) else None


def _empty(folder: Path) -> None:
    """Take out an index of another version; a folder that is not an index of ours is left alone."""
    if any(folder.iterdir()) and not (folder / VERSION_FILE).exists() and not (folder / "meta.json").exists():
        raise StoreError(f"{folder} is not empty and holds no search index")
    # What marks the folder as ours goes last, for the same reason.
    for path in sorted(folder.iterdir(), key=lambda path: path.name in ("meta.json", VERSION_FILE)):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
