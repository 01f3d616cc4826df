"""Links between measurements of different papers in the graph: all of them, none doubled, none left over."""

from __future__ import annotations

from voltext.kb.agreement import Link
from voltext.kb.graph.loading import load_graph
from voltext.kb.graph.store import GraphStore
from voltext.kb.memory import MemoryStore

from ..making import conductivity, decided, paper

AGREEING = "Measurement-AGREES_WITH->Measurement"
CONFLICTING = "Measurement-CONFLICTS_WITH->Measurement"


def load(graph: GraphStore, store: MemoryStore) -> bool:
    ids = [header.id for header in store.headers()]
    entries = {id: entry for id in ids if (entry := store.get(id)) is not None}

    def links() -> list[Link]:
        return list(store.links())

    report = load_graph(graph, ids, lambda id: store.curated(entries[id].extraction()), links=links)
    return report.complete


def test_links_are_loaded_once_and_follow_the_knowledge_base(graph: GraphStore) -> None:
    store = MemoryStore()
    store.add(paper("a", conductivity(1e-3)))
    store.add(paper("b", conductivity(1.1e-3)))
    store.add(paper("c", conductivity(1e-5)))
    for _ in range(2):
        assert load(graph, store)
        edges = graph.counts().edges
        assert (edges[AGREEING], edges[CONFLICTING]) == (1, 2)
    conflicting = next(stored for stored in store.query() if stored.record.value == 1e-5)
    store.write([decided(conflicting, "reject")])
    assert load(graph, store)
    assert graph.counts().edges.get(AGREEING) == 1
    assert CONFLICTING not in graph.counts().edges


def test_a_link_that_lacks_an_end_is_missed(graph: GraphStore) -> None:
    store = MemoryStore()
    store.add(paper("a", conductivity(1e-3)))
    (header,) = store.headers()
    entry = store.get(header.id)
    assert entry is not None
    link = Link("AGREES_WITH", header.id, "r0", "elsewhere", "r0", 1.0, "made up")
    report = load_graph(graph, [header.id], lambda id: entry.extraction(), links=lambda: [link])
    assert report.missing.edges == {AGREEING: 1}
