"""GraphStore: a property graph that extractions are loaded into and questions are put to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from .projection import GraphRows
from .questions import Question

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many nodes of each label and edges of each kind (``Measurement-OF->Sample``)."""

    nodes: Mapping[str, int] = field(default_factory=dict)
    edges: Mapping[str, int] = field(default_factory=dict)

    def __sub__(self, other: Counts) -> Counts:
        """What this has more than ``other``; kinds of which it has no more are left out."""
        return Counts(_more(self.nodes, other.nodes), _more(self.edges, other.edges))

    def __bool__(self) -> bool:
        return any(self.nodes.values()) or any(self.edges.values())

    @property
    def total_nodes(self) -> int:
        """All nodes."""
        return sum(self.nodes.values())

    @property
    def total_edges(self) -> int:
        """All edges."""
        return sum(self.edges.values())


def _more(left: Mapping[str, int], right: Mapping[str, int]) -> dict[str, int]:
    return {name: n - right.get(name, 0) for name, n in left.items() if n > right.get(name, 0)}


class GraphStore(Protocol):
    """Loads are idempotent: a document's rows take the place of those it had."""

    def load(self, batch: Sequence[GraphRows]) -> None:
        """Put the rows of some documents, all of them or none."""
        ...

    def link(self, batches: Iterable[GraphRows]) -> None:
        """Put the links between measurements (rows of ``link_rows``) in place of all that are there."""
        ...

    def remove(self, documents: Iterable[str]) -> None:
        """Take out what documents own, and the papers and materials that nothing holds any more."""
        ...

    def states(self) -> Mapping[str, str]:
        """The documents that are loaded, with their states."""
        ...

    def present(self, batch: Sequence[GraphRows]) -> Counts:
        """How many of the nodes and edges of ``batch`` are there."""
        ...

    def counts(self) -> Counts:
        """All nodes and edges."""
        ...

    def query(self, question: Question, **parameters: Any) -> list[Row]:
        """The rows that answer ``question``."""
        ...

    def clear(self) -> None:
        """Take out everything that voltext put there."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


def expected(batch: Iterable[GraphRows]) -> Counts:
    """How many distinct nodes and edges ``batch`` makes."""
    from .projection import joined

    nodes, edges = joined(batch)
    return Counts(
        {label.name: len(found) for label, found in nodes.items() if found},
        {kind_of(edge): len(found) for edge, found in edges.items() if found},
    )


def kind_of(edge: Any) -> str:
    """``Measurement-OF->Sample``."""
    return f"{edge.start.name}-{edge.type}->{edge.end.name}"
