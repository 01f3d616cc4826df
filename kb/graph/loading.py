"""Loading a knowledge base into a graph: in batches, from where the last load stopped, proven by counts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from ...extract.extraction import Extraction
from ..agreement import Link
from .projection import GraphRows, link_rows, rows_of, state_of
from .store import Counts, GraphStore, expected

# What a transaction may hold: a hundred facts or so a paper.
BATCH_ROWS = 20_000
BATCH_DOCUMENTS = 50
REMOVED_AT_ONCE = 500
# Seconds before what seems to be missing is counted again: a load at the same time may be writing those very rows anew,
# and a count that runs across its commit meets neither the old ones nor the new.
PAUSES = (0.2, 1.0, 3.0)


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: documents written now, there already, taken out; what was asked for and what is missing.

    ``mended`` are documents that were there only in part, and were written again.
    """

    loaded: int
    unchanged: int
    removed: int
    mended: int = 0
    expected: Counts = field(default_factory=Counts)
    missing: Counts = field(default_factory=Counts)

    @property
    def complete(self) -> bool:
        """Whether every node and edge is there."""
        return not self.missing


def load_graph(
    graph: GraphStore,
    ids: Iterable[str],
    extraction_of: Callable[[str], Extraction | None],
    *,
    prune: bool = True,
    progress: Callable[[int], None] = lambda n: None,
    links: Callable[[], Iterable[Link]] = tuple,
) -> LoadReport:
    """Bring ``graph`` to the state of the documents ``ids``, link their measurements, count that nothing is missing.

    ``extraction_of`` gives a document's extraction, or None where there is none. ``prune`` takes out the documents
    that the graph has and ``ids`` has not. ``progress`` is told how many documents have been dealt with. ``links``
    gives what takes the place of all links between measurements; it is asked twice.
    """
    wanted = list(ids)
    states = dict(graph.states())
    gone = sorted(set(states) - set(wanted)) if prune else []
    for start in range(0, len(gone), REMOVED_AT_ONCE):
        graph.remove(gone[start : start + REMOVED_AT_ONCE])
    unchanged = 0

    def changed() -> Iterator[GraphRows]:
        nonlocal unchanged
        for id in wanted:
            extraction = extraction_of(id)
            if extraction is None:
                continue
            if states.get(id) == state_of(extraction):
                unchanged += 1
                progress(1)
            else:
                yield rows_of(extraction)

    loaded = 0
    for number in _written(graph, batches(changed())):
        loaded += number
        progress(number)
    graph.link(link_rows(links()))
    total, missing, mended = _proof(graph, wanted, extraction_of, links)
    return LoadReport(loaded, unchanged, len(gone), mended, total, missing)


def _written(graph: GraphStore, made: Iterable[list[GraphRows]]) -> Iterator[int]:
    """Load each batch, and make the next one while the server is at work; gives how many documents are in each."""
    with ThreadPoolExecutor(1) as writer:
        waiting: tuple[Future[None], int] | None = None
        for batch in made:
            if waiting is not None:
                waiting[0].result()
                yield waiting[1]
            waiting = writer.submit(graph.load, batch), len(batch)
        if waiting is not None:
            waiting[0].result()
            yield waiting[1]


def batches(rows: Iterable[GraphRows]) -> Iterator[list[GraphRows]]:
    """``rows`` in lists that a transaction can hold."""
    batch: list[GraphRows] = []
    size = 0
    for each in rows:
        batch.append(each)
        size += sum(map(len, each.nodes.values())) + sum(map(len, each.edges.values()))
        if size >= BATCH_ROWS or len(batch) >= BATCH_DOCUMENTS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _proof(
    graph: GraphStore,
    ids: list[str],
    extraction_of: Callable[[str], Extraction | None],
    links: Callable[[], Iterable[Link]],
) -> tuple[Counts, Counts, int]:
    """What the documents ask for and what of it is missing, summed over batches, and how many documents were mended.

    A batch that lacks something is written again: somebody deleted it by hand, or files were damaged.
    """
    asked: list[Counts] = []
    lacking: list[Counts] = []
    mended = 0
    found = (extraction for id in ids if (extraction := extraction_of(id)) is not None)
    for batch in batches(rows_of(extraction) for extraction in found):
        asked.append(expected(batch))
        missing = _lacking(graph, batch, asked[-1])
        if missing:
            graph.load(batch)
            mended += len(batch)
            missing = asked[-1] - graph.present(batch)
        lacking.append(missing)
    if mended:
        graph.link(link_rows(links()))  # what was written again lost its links
    for rows in link_rows(links()):
        asked.append(expected([rows]))
        lacking.append(_lacking(graph, [rows], asked[-1]))
    return _sum(asked), _sum(lacking), mended


def _lacking(graph: GraphStore, batch: list[GraphRows], asked: Counts) -> Counts:
    lacking = asked - graph.present(batch)
    for pause in PAUSES:
        if not lacking:
            break
        time.sleep(pause)
        lacking = asked - graph.present(batch)
    return lacking


def _sum(counts: list[Counts]) -> Counts:
    nodes: dict[str, int] = {}
    edges: dict[str, int] = {}
    for each in counts:
        for name, n in each.nodes.items():
            nodes[name] = nodes.get(name, 0) + n
        for name, n in each.edges.items():
            edges[name] = edges.get(name, 0) + n
    return Counts(nodes, edges)
