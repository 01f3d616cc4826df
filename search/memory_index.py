"""MemoryIndex: the in-memory twin, which says in plain Python what every index must answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import log, log2
from typing import TYPE_CHECKING, NamedTuple

from ..extract.extraction import Extraction
from .entry import TEXT_FIELDS, IndexEntry
from .index import FACET_SIZE, Hit, Order, Page, first_page
from .making import entries_of
from .plan import All, Among, Any, AtLeast, Bound, Every, Filter, Named, Never, OneOf, Plan, Token, Tokens

if TYPE_CHECKING:
    from ..extract.learned.encoder import Vector

_K1, _B = 1.2, 0.75


class _Indexed(NamedTuple):
    entry: IndexEntry
    tokens: dict[str, list[str]]
    keywords: dict[str, frozenset[str]]


class MemoryIndex:
    """An Index in plain dictionaries; it scores as BM25 is written in the books."""

    def __init__(self) -> None:
        self._entries: dict[str, _Indexed] = {}
        self._waiting: list[tuple[str, tuple[IndexEntry, ...]]] = []
        self._lengths: dict[str, float] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._vectors: dict[str, dict[str, Vector]] = {}

    def add(self, extraction: Extraction) -> None:
        """See Index."""
        self._waiting.append((extraction.document.id, tuple(entries_of(extraction))))

    def remove(self, document: str) -> None:
        """See Index."""
        self._waiting.append((document, ()))

    def clear(self) -> None:
        """See Index."""
        self._waiting += [(entry.entry.document, ()) for entry in self._entries.values()]

    def commit(self) -> None:
        """See Index."""
        for document, entries in self._waiting:
            self._entries = {id: each for id, each in self._entries.items() if each.entry.document != document}
            for entry in entries:
                tokens = {field: text.split() for field, text in entry.texts.items()}
                keywords = {field: frozenset(values) for field, values in entry.keywords.items()}
                self._entries[entry.id] = _Indexed(entry, tokens, keywords)
        self._waiting.clear()
        self._count()

    def put_vectors(self, document: str, vectors: Mapping[str, Vector]) -> None:
        """See Index."""
        self._vectors[document] = dict(vectors)

    @property
    def has_vectors(self) -> bool:
        """See Index."""
        return any(self._vectors.values())

    def coded(self) -> tuple[int, int]:
        """See Index."""
        documents = {each.entry.document for each in self._entries.values()}
        return len(documents & self._vectors.keys()), len(documents)

    def near(self, vector: Vector, plan: Plan, *, limit: int = 10) -> tuple[Hit, ...]:
        """See Index."""
        found: list[Hit] = []
        for each, _ in self._fitting(plan):
            own = self._vectors.get(each.entry.document, {}).get(each.entry.id)
            if own is not None:
                found.append(Hit(each.entry.id, float(own @ vector), each.entry.payload))
        return tuple(sorted(found, key=lambda hit: -hit.score)[:limit])

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
        found = self._fitting(plan)
        if order is None:
            found = [(each, score * log2(2 + each.entry.numbers.get("weight", 0.0))) for each, score in found]
            found.sort(key=lambda pair: -pair[1])
        else:
            sign = -1.0 if order.descending else 1.0
            found = [(each, 0.0) for each, _ in found]
            found.sort(
                key=lambda pair: (
                    order.field not in pair[0].entry.numbers,
                    sign * pair[0].entry.numbers.get(order.field, 0.0),
                )
            )
        page = found[offset : offset + limit]
        hits = tuple(Hit(each.entry.id, score, each.entry.payload) for each, score in page)
        return Page(hits, len(found), {name: _commonest(name, found) for name in facets})

    def first(
        self, plans: Iterable[Plan], *, limit: int, offset: int, order: Order | None, facets: Collection[str]
    ) -> tuple[int, Page]:
        """See Index."""
        return first_page(self, plans, limit=limit, offset=offset, order=order, facets=facets)

    def keys(self, plan: Plan, field: str) -> frozenset[int]:
        """See Index."""
        return frozenset(key for each, _ in self._fitting(plan) for key in each.entry.joins.get(field, ()))

    def known(self, asked: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """See Index."""
        return frozenset(self._counts.keys() & set(asked))

    def vocabulary(self, field: str, prefix: str, *, limit: int = 200) -> tuple[str, ...]:
        """See Index."""
        found = [(-n, token) for (name, token), n in self._counts.items() if name == field and token.startswith(prefix)]
        return tuple(token for _, token in sorted(found)[:limit])

    def close(self) -> None:
        """See Index."""
        self._waiting.clear()

    def _fitting(self, plan: Plan) -> list[tuple[_Indexed, float]]:
        scored = ((each, self._score(plan, each)) for each in self._entries.values())
        return [(each, score) for each, score in scored if score is not None]

    def _count(self) -> None:
        self._counts = {}
        lengths: dict[str, list[int]] = {field: [] for field in TEXT_FIELDS}
        for each in self._entries.values():
            pairs = {(field, token) for field, tokens in each.tokens.items() for token in tokens}
            pairs |= {(field, value) for field, values in each.keywords.items() for value in values}
            for pair in pairs:
                self._counts[pair] = self._counts.get(pair, 0) + 1
            for field in TEXT_FIELDS:
                lengths[field].append(len(each.tokens.get(field, ())))
        self._lengths = {field: sum(found) / len(found) if found else 1.0 for field, found in lengths.items()}

    def _score(self, plan: Plan, each: _Indexed) -> float | None:
        """The score of an entry, None where it does not fit."""
        if isinstance(plan, Every):
            return 1.0
        if isinstance(plan, Token):
            found = self._occurrences(plan.field, (plan.token,), each)
            return plan.boost * self._bm25(plan.field, (plan.token,), found, each) if found else None
        if isinstance(plan, Tokens):
            found = self._occurrences(plan.field, plan.tokens, each)
            return plan.boost * self._bm25(plan.field, plan.tokens, found, each) if found else None
        if isinstance(plan, Bound):
            value = each.entry.numbers.get(plan.field)
            return 0.0 if value is not None and plan.allows(value) else None
        if isinstance(plan, OneOf):
            return 0.0 if plan.values & each.keywords.get(plan.field, frozenset()) else None
        if isinstance(plan, Among):
            return 0.0 if not plan.keys.isdisjoint(each.entry.joins.get(plan.field, ())) else None
        if isinstance(plan, Named):
            return 0.0 if each.entry.id in plan.ids else None
        if isinstance(plan, Filter):
            return None if self._score(plan.part, each) is None else 0.0
        if isinstance(plan, Never):
            return 0.0 if self._score(plan.part, each) is None else None
        scores = [self._score(part, each) for part in plan.parts]
        fitting = [score for score in scores if score is not None]
        if isinstance(plan, All):
            return sum(fitting) if len(fitting) == len(scores) else None
        if isinstance(plan, AtLeast):
            return sum(fitting) if len(fitting) >= plan.count else None
        assert isinstance(plan, Any)
        return sum(fitting) if fitting else None

    def _occurrences(self, field: str, wanted: tuple[str, ...], each: _Indexed) -> int:
        if field not in TEXT_FIELDS:
            return int(wanted[0] in each.keywords.get(field, frozenset()))
        tokens = each.tokens.get(field, [])
        if len(wanted) == 1:
            return tokens.count(wanted[0])
        width = len(wanted)
        return sum(tuple(tokens[i : i + width]) == wanted for i in range(len(tokens) - width + 1))

    def _bm25(self, field: str, wanted: tuple[str, ...], found: int, each: _Indexed) -> float:
        total = len(self._entries)
        rarity = 0.0
        for token in wanted:
            n = self._counts.get((field, token), 0)
            rarity += log(1 + (total - n + 0.5) / (n + 0.5))
        if field not in TEXT_FIELDS:
            return rarity  # a keyword is there or not: no frequency, no length
        length = len(each.tokens.get(field, ())) / (self._lengths[field] or 1.0)
        return rarity * found * (_K1 + 1) / (found + _K1 * (1 - _B + _B * length))


def _commonest(name: str, found: Sequence[tuple[_Indexed, float]]) -> dict[str, int]:
    counter = Counter(value for each, _ in found for value in set(each.entry.facets.get(name, ())))
    return dict(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))[:FACET_SIZE])
