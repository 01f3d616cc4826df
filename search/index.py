"""Index: what finds entries. tantivy on a laptop, its twin in memory, a server where one machine is too small."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..extract.extraction import Extraction
from ..ingest.errors import UsageError
from .plan import Plan

if TYPE_CHECKING:
    from ..extract.learned.encoder import Vector

INDEX_FOLDER = "index"
# Grows whenever fields or analysis change: an index of another version is built anew from the store.
INDEX_VERSION = 18
FACET_SIZE = 10
SORTABLE = ("value", "year", "confidence")


@dataclass(frozen=True, slots=True)
class Order:
    """Sort by a number field instead of by score; entries without it come last."""

    field: str
    descending: bool = True


def order_of(text: str) -> Order | None:
    """The Order that ``value``, ``-value`` (lowest first), ``year``, … names; None for ``relevance``.

    Raises UsageError on any other word.
    """
    name = text.removeprefix("-")
    if text == "relevance":
        return None
    if name not in SORTABLE:
        raise UsageError(
            f"cannot sort by {text!r}; choose relevance, {', '.join(SORTABLE)}, or one of them with - before"
        )
    return Order(name, descending=not text.startswith("-"))


@dataclass(frozen=True, slots=True)
class Hit:
    """A found entry: its id, its score (0 under an Order) and its payload."""

    id: str
    score: float
    payload: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """The hits of one page, how many entries fit in all, and the counts of the facets that were asked for."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Index(Protocol):
    """A projection of the store. What is added or removed is found (or not) after ``commit``."""

    def add(self, extraction: Extraction) -> None:
        """Put the entries of a paper in the place of those it had; adding it again changes nothing."""
        ...

    def remove(self, document: str) -> None:
        """Take out the entries of the document with this id; none is fine."""
        ...

    def commit(self) -> None:
        """Make all changes since the last commit visible and durable, at once."""
        ...

    def clear(self) -> None:
        """Take out everything."""
        ...

    def search(
        self,
        plan: Plan,
        *,
        limit: int = 10,
        offset: int = 0,
        order: Order | None = None,
        facets: Collection[str] = (),
    ) -> Page:
        """The entries that fit ``plan``: best first (the entry's weight tells), or by ``order``.

        For each of ``facets`` the page has its FACET_SIZE commonest values among all that fit, with their counts.
        """
        ...

    def first(
        self, plans: Iterable[Plan], *, limit: int, offset: int, order: Order | None, facets: Collection[str]
    ) -> tuple[int, Page]:
        """The place of the first of ``plans`` (one at least) that an entry fits, and its page as ``search`` gives it.

        Where none fits, the last and an empty page.
        """
        ...

    def keys(self, plan: Plan, field: str) -> frozenset[int]:
        """The join keys in ``field`` (group or document) of all entries that fit ``plan``."""
        ...

    def put_vectors(self, document: str, vectors: Mapping[str, Vector]) -> None:
        """Give entries of ``document`` (by id) their vectors; it is added before the same commit."""
        ...

    @property
    def has_vectors(self) -> bool:
        """Whether any entry has one."""
        ...

    def coded(self) -> tuple[int, int]:
        """How many documents have been given vectors, and how many there are."""
        ...

    def near(self, vector: Vector, plan: Plan, *, limit: int = 10) -> tuple[Hit, ...]:
        """Of the entries with vectors that fit ``plan`` the nearest to ``vector``; scores are cosines."""
        ...

    def known(self, asked: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """Those of ``asked``, pairs of a text or keyword field and a token, that some entry has."""
        ...

    def vocabulary(self, field: str, prefix: str, *, limit: int = 200) -> tuple[str, ...]:
        """Tokens of the text ``field`` that begin with ``prefix``, commonest first, for suggestions."""
        ...

    def close(self) -> None:
        """Let go of files and locks; what is not committed is lost."""
        ...


def open_index(folder: Path, *, memory_mb: int = 64) -> Index:
    """The index of the knowledge base ``folder``, made where there is none.

    ``memory_mb`` is what a writer may gather before it writes a part of the index; it opens one with the first change.
    Raises StoreError where the folder holds something else or cannot be written.
    """
    from .tantivy_index import TantivyIndex

    return TantivyIndex.open(folder / INDEX_FOLDER, memory_mb=memory_mb)


def first_page(
    index: Index, plans: Iterable[Plan], *, limit: int, offset: int, order: Order | None, facets: Collection[str]
) -> tuple[int, Page]:
    """``Index.first`` of an index that answers at once: one plan after the other."""
    found = (0, Page((), 0))
    for place, plan in enumerate(plans):
        found = (place, index.search(plan, limit=limit, offset=offset, order=order, facets=facets))
        if found[1].total:
            break
    return found
