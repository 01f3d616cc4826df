"""TantivyIndex: the embedded index, on tantivy. One folder, one writer at a time, any number of readers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any as Anything

from ..extract.extraction import Extraction
from ..ingest.errors import StoreError
from .entry import FACETS, JOIN_FIELDS, KEYWORD_FIELDS, NUMBER_FIELDS, TEXT_FIELDS, IndexEntry
from .index import INDEX_VERSION, Hit, Order, Page
from .making import entries_of
from .plan import All, Among, Any, AtLeast, Bound, Every, Filter, Never, OneOf, Plan, Token, Tokens

VERSION_FILE = "voltext-index.json"
MINIMUM_MB = 16
# Of what can be joined at once; more than any index that fits one machine asks for.
MOST_KEYS = 1_000_000


class TantivyIndex:
    """An Index in a folder. The writer, and with it the folder's lock, is taken with the first change."""

    def __init__(self, index: Anything, schema: Anything, memory_mb: int) -> None:
        self._index = index
        self._schema = schema
        self._memory = max(memory_mb, MINIMUM_MB) * 1_000_000
        self._writer: Anything = None

    @classmethod
    def open(cls, folder: Path, *, memory_mb: int = 64) -> TantivyIndex:
        """The index in ``folder``; one of another version of voltext is emptied (the store says what to add again)."""
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
        return cls(index, schema, memory_mb)

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

    def search(self, plan: Plan, *, limit: int = 10, offset: int = 0, order: Order | None = None) -> Page:
        """See Index."""
        import tantivy

        searcher = self._index.searcher()
        query = self._query(plan, scored=order is None)
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

    def keys(self, plan: Plan, field: str) -> frozenset[int]:
        """See Index."""
        asked = {field: {"terms": {"field": f"join_{field}", "size": MOST_KEYS}}}
        found = self._index.searcher().aggregate(self._query(plan, scored=False), asked)
        return frozenset(int(bucket["key"]) for bucket in found[field]["buckets"])

    def facets(self, plan: Plan, names: Iterable[str], *, limit: int = 10) -> Mapping[str, Mapping[str, int]]:
        """See Index."""
        asked = {name: {"terms": {"field": f"facet_{name}", "size": limit * 5}} for name in names}
        found = self._index.searcher().aggregate(self._query(plan, scored=False), asked)
        return {name: _commonest(found[name]["buckets"], limit) for name in asked}

    def frequency(self, field: str, token: str) -> int:
        """See Index."""
        return int(self._index.searcher().doc_freq(field, token))

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

    def _query(self, plan: Plan, *, scored: bool = True) -> Anything:
        """The query of ``plan``; where nobody asks for scores, what only scores is left out."""
        from tantivy import FieldType, Occur, Query

        if isinstance(plan, Every):
            return Query.const_score_query(Query.all_query(), 1.0)
        if isinstance(plan, Token):
            option = "freq" if plan.field in TEXT_FIELDS else "basic"
            return Query.boost_query(Query.term_query(self._schema, plan.field, plan.token, option), plan.boost)
        if isinstance(plan, Tokens):
            return Query.boost_query(Query.phrase_query(self._schema, plan.field, list(plan.tokens)), plan.boost)
        if isinstance(plan, Bound):
            bounds = Query.range_query(
                self._schema, plan.field, FieldType.Float, plan.low, plan.high,
                not plan.low_open or plan.low is None, not plan.high_open or plan.high is None,
            )  # fmt: skip
            return Query.const_score_query(bounds, 0.0)
        if isinstance(plan, OneOf):
            return Query.const_score_query(Query.term_set_query(self._schema, plan.field, sorted(plan.values)), 0.0)
        if isinstance(plan, Among):
            keys = sorted(plan.keys)
            return Query.const_score_query(Query.term_set_query(self._schema, f"join_{plan.field}", keys), 0.0)
        if isinstance(plan, Filter):
            return Query.const_score_query(self._query(plan.part, scored=False), 0.0)
        if isinstance(plan, Never):
            every = Query.const_score_query(Query.all_query(), 0.0)
            return Query.boolean_query([(Occur.Must, every), (Occur.MustNot, self._query(plan.part, scored=False))])
        if isinstance(plan, All):
            return self._conjunction(plan, scored)
        if not plan.parts:
            return Query.empty_query()
        if isinstance(plan, AtLeast) and plan.count > 1:
            parts = [(Occur.Should, self._query(part, scored=scored)) for part in plan.parts]
            return Query.boolean_query(parts, minimum_number_should_match=plan.count)
        return Query.boolean_query([(Occur.Should, self._query(part, scored=scored)) for part in _alternatives(plan)])

    def _conjunction(self, plan: All, scored: bool) -> Anything:
        """All parts at once; tantivy walks through every entry for a part that every entry fits, so those go."""
        from tantivy import Occur, Query

        parts = list(_flat(plan))
        filters: list[Plan] = []
        needed: list[Plan] = []
        optional: list[Plan] = []
        for part in parts:
            if isinstance(part, Any) and Filter(Every()) in part.parts:
                optional += [each for each in part.parts if each != Filter(Every())]
            elif isinstance(part, Filter):
                filters.append(part.part)
            elif not isinstance(part, Every):
                needed.append(part)
        base = float(sum(isinstance(part, Every) for part in parts))
        filters = list(dict.fromkeys(filters))
        if not filters and (base or not needed):
            filters.append(Every())
        # The constant of the parts that every entry fits is scored by the first filter.
        scores = [base, *[0.0] * len(filters)]
        clauses = [
            (Occur.Must, Query.const_score_query(self._query(each, scored=False), score))
            for each, score in zip(filters, scores, strict=False)
        ]
        clauses += [(Occur.Must, self._query(each, scored=scored)) for each in needed]
        clauses += [(Occur.Should, self._query(each)) for each in optional if scored]
        return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)


def _flat(plan: All) -> Iterator[Plan]:
    for part in plan.parts:
        if isinstance(part, All):
            yield from _flat(part)
        else:
            yield part


def _alternatives(plan: Any | AtLeast) -> Iterator[Plan]:
    for part in plan.parts:
        if isinstance(part, Any) or (isinstance(part, AtLeast) and part.count == 1):
            yield from _alternatives(part)
        else:
            yield part


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
        builder.add_float_field(field, indexed=True, fast=True)
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
