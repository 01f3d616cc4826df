"""MemoryGraph: the in-memory twin of a graph server."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .projection import GraphRows, Properties, joined
from .questions import Question
from .schema import EDGES, LABELS, Edge
from .store import Counts, Row, kind_of

Node = tuple[str, str]


class MemoryGraph:
    """A GraphStore in dictionaries."""

    def __init__(self) -> None:
        self._nodes: dict[Node, Properties] = {}
        self._edges: dict[Edge, dict[tuple[Any, ...], Properties]] = {edge: {} for edge in EDGES}
        self._out: dict[tuple[Node, str], dict[Node, None]] = {}

    def load(self, batch: Sequence[GraphRows]) -> None:
        """See GraphStore."""
        self._take_out({rows.document for rows in batch})
        self._uncite({rows.paper for rows in batch})
        nodes, edges = joined(batch)
        for label, found in nodes.items():
            for key, properties in found.items():
                self._nodes.setdefault((label.name, key), {label.key: key}).update(properties)
        for edge, links in edges.items():
            for ends, properties in links.items():
                self._edges[edge].setdefault(ends, {}).update(properties)
        self._link()

    def link(self, batches: Iterable[GraphRows]) -> None:
        """See GraphStore."""
        links = [edge for edge in EDGES if edge.type in ("AGREES_WITH", "CONFLICTS_WITH")]
        for edge in links:
            self._edges[edge].clear()
        for rows in batches:
            for edge in links:
                self._edges[edge].update(
                    (ends, dict(properties))
                    for ends, properties in rows.edges[edge].items()
                    if {(edge.start.name, ends[0]), (edge.end.name, ends[1])} <= self._nodes.keys()
                )
        self._link()

    def remove(self, documents: Iterable[str]) -> None:
        """See GraphStore."""
        gone = set(documents)
        papers = {each["paper"] for (label, key), each in self._nodes.items() if label == "Loaded" and key in gone}
        self._take_out(gone)
        self._uncite(papers)
        self._sweep()
        self._link()

    def states(self) -> Mapping[str, str]:
        """See GraphStore."""
        return {key: each["state"] for (label, key), each in self._nodes.items() if label == "Loaded"}

    def present(self, batch: Sequence[GraphRows]) -> Counts:
        """See GraphStore."""
        nodes, edges = joined(batch)
        here = {label.name: sum((label.name, key) in self._nodes for key in found) for label, found in nodes.items()}
        links = {kind_of(edge): sum(ends in self._edges[edge] for ends in found) for edge, found in edges.items()}
        return Counts({k: n for k, n in here.items() if n}, {k: n for k, n in links.items() if n})

    def counts(self) -> Counts:
        """See GraphStore."""
        nodes: dict[str, int] = defaultdict(int)
        for label, _ in self._nodes:
            nodes[label] += 1
        return Counts(dict(nodes), {kind_of(edge): len(found) for edge, found in self._edges.items() if found})

    def query(self, question: Question, **parameters: Any) -> list[Row]:
        """See GraphStore."""
        return question.answer(self, {**dict(question.defaults), **parameters})

    def clear(self) -> None:
        """See GraphStore."""
        self._nodes.clear()
        for found in self._edges.values():
            found.clear()
        self._out.clear()

    def close(self) -> None:
        """Nothing to let go of."""

    # What questions are answered with.

    def of(self, label: str) -> Iterator[tuple[Node, Properties]]:
        """The nodes of ``label``."""
        return ((node, properties) for node, properties in self._nodes.items() if node[0] == label)

    def get(self, node: Node) -> Properties:
        """The properties of ``node``."""
        return self._nodes[node]

    def ends(self, node: Node, type: str) -> list[Node]:
        """Where the edges of ``type`` lead from ``node``."""
        return list(self._out.get((node, type), ()))

    def between(self, start: Node, type: str, end: Node) -> Properties:
        """The properties of an edge of ``type`` between two nodes."""
        return next(
            properties
            for edge, links in self._edges.items()
            if (edge.start.name, edge.type, edge.end.name) == (start[0], type, end[0])
            for ends, properties in links.items()
            if ends[:2] == (start[1], end[1])
        )

    def texts(self, measurement: Node) -> list[str]:
        """The evidence of a measurement, in text order."""
        found = [
            (properties["start"], properties["text"])
            for edge, links in self._edges.items()
            if edge.type == "FROM"
            for ends, properties in links.items()
            if ends[0] == measurement[1]
        ]
        return [text for _, text in sorted(found)]

    def evidences(self, measurement: Node) -> list[tuple[Node, Properties]]:
        """The papers that a measurement is from, with the place of each evidence."""
        return [
            ((edge.end.name, ends[1]), properties)
            for edge, links in self._edges.items()
            if edge.type == "FROM"
            for ends, properties in links.items()
            if ends[0] == measurement[1]
        ]

    def _link(self) -> None:
        self._out.clear()
        for edge, links in self._edges.items():
            for start, end, *_ in links:
                self._out.setdefault(((edge.start.name, start), edge.type), {})[edge.end.name, end] = None

    def _take_out(self, documents: set[str]) -> None:
        owned = {label.name for label in LABELS if label.owned}
        gone = {node for node, each in self._nodes.items() if node[0] in owned and each["document"] in documents}
        self._drop(gone)

    def _drop(self, gone: set[Node]) -> None:
        for node in gone:
            del self._nodes[node]
        for edge, links in self._edges.items():
            for ends in [
                ends for ends in links if (edge.start.name, ends[0]) in gone or (edge.end.name, ends[1]) in gone
            ]:
                del links[ends]

    def _uncite(self, papers: set[str]) -> None:
        for edge, links in self._edges.items():
            if edge.type == "CITES":
                for ends in [ends for ends in links if ends[0] in papers]:
                    del links[ends]

    def _sweep(self) -> None:
        """Papers, materials and elements that nothing holds on to."""
        held = {
            (edge.end.name, ends[1])
            for edge, links in self._edges.items()
            if edge.type in ("OF", "USES")
            for ends in links
        }
        self._drop({node for node in self._nodes if node[0] == "Material" and node not in held})
        touched = {(edge.start.name, ends[0]) for edge, links in self._edges.items() for ends in links}
        touched |= {(edge.end.name, ends[1]) for edge, links in self._edges.items() for ends in links}
        touched |= {("Paper", each["paper"]) for _, each in self.of("Loaded")}
        self._drop({node for node in self._nodes if node[0] in ("Paper", "Element") and node not in touched})
