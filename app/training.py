"""Training: the table that a property model learns from, out of a knowledge base, its graph, a server or a file."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from ..ingest.errors import QueryError, UsageError
from ..insight.models.reading import Gathered, table_of
from ..insight.models.row import Row, Table
from ..insight.trends.points import property_codes
from ..kb.graph.memory import MemoryGraph
from ..kb.graph.projection import rows_of
from ..kb.graph.store import GraphStore
from ..kb.sqlite import SqliteStore
from ..kb.store import RecordFilter
from ..search.parser import parse
from ..search.query import And, Comparison
from .bar import Bar

# Names of conditions as rows have them; the others have the name of their key.
_YEAR = "year"


def table_of_kb(
    kb: Path, name: str, *, conditions: str = "", unit: str | None = None, own: bool | None = True, limits: bool = False
) -> Table:
    """The training table of the property ``name``, each paper of ``kb`` read as the graph would hold it.

    Raises UsageError for a property or condition that there is not, StoreError where there is no knowledge base.
    """
    codes = property_codes(name)
    bounds = conditions_of(conditions)
    gathered = Gathered()
    with closing(SqliteStore.open(kb)) as store, Bar("papers") as bar:
        standing = {each.header.id for each in store.editions() if each.work in (None, each.header.id)}
        asked = {stored.header.id for code in codes for stored in store.query(RecordFilter(property=code))}
        documents = sorted(standing & asked)
        for number, document in enumerate(documents):
            bar.show(total=len(documents), ended=number, failed=0)
            entry = store.get(document)
            if entry is not None:
                with closing(MemoryGraph()) as graph:
                    graph.load([rows_of(store.curated(entry.extraction()))])
                    gathered.ask(graph, codes)
    return kept(table_of(gathered, name, unit=unit, own=own, limits=limits), bounds)


def table_of_graph(
    graph: GraphStore, name: str, *, conditions: str = "", unit: str | None = None, own: bool | None = True,
    limits: bool = False,
) -> Table:  # fmt: skip
    """The same table out of a graph that was loaded before. Raises UsageError, and StoreError where it refuses."""
    codes = property_codes(name)
    bounds = conditions_of(conditions)
    gathered = Gathered()
    gathered.ask(graph, codes)
    return kept(table_of(gathered, name, unit=unit, own=own, limits=limits), bounds)


def conditions_of(text: str) -> tuple[Comparison, ...]:
    """``rate<=0.2C temperature:20..30`` as comparisons, in canonical units. Raises UsageError for anything else."""
    if not text.strip():
        return ()
    try:
        root = parse(text).root
    except QueryError as error:
        raise UsageError(f"--conditions {text[:60]}: {error}") from error
    parts = root.parts if isinstance(root, And) else (root,)
    for part in parts:
        if not isinstance(part, Comparison) or part.subject not in ("condition", "year"):
            raise UsageError(f"--conditions {text[:60]}: {part} is no condition such as rate<=0.2C or temperature:25C")
    return tuple(part for part in parts if isinstance(part, Comparison))


def kept(table: Table, bounds: tuple[Comparison, ...]) -> Table:
    """The rows of ``table`` within all ``bounds``; those that do not say the condition are left out, and counted."""
    rows, unsaid, outside = [], 0, 0
    for row in table.rows:
        numbers = [_number(row, bound) for bound in bounds]
        if any(number is None for number in numbers):
            unsaid += 1
        elif all(
            bound.allows(number, number) for bound, number in zip(bounds, numbers, strict=True) if number is not None
        ):
            rows.append(row)
        else:
            outside += 1
    counts: Mapping[str, int] = {"condition not said": unsaid, "outside the conditions": outside}
    return replace(
        table, rows=tuple(rows), left_out={**table.left_out, **{why: count for why, count in counts.items() if count}}
    )


def _number(row: Row, bound: Comparison) -> float | None:
    if bound.subject == _YEAR:
        return float(row.place.year) if row.place is not None and row.place.year is not None else None
    return next((row.numbers[code] for code in bound.codes if code in row.numbers), None)
