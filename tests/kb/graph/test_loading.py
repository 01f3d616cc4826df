"""A load brings a graph to the state of a knowledge base, whatever stopped it before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from voltext.extract.extraction import Extraction
from voltext.kb.graph import loading
from voltext.kb.graph.bolt import BoltGraph
from voltext.kb.graph.loading import load_graph
from voltext.kb.graph.memory import MemoryGraph
from voltext.kb.graph.projection import GraphRows, rows_of
from voltext.kb.graph.store import Counts, GraphStore, expected

from ...papers import all_papers

PAPERS = {paper.document.id: paper for paper in all_papers()}


def test_a_load_is_complete_and_says_so(graph: GraphStore) -> None:
    report = load_graph(graph, PAPERS, PAPERS.get)
    assert (report.loaded, report.unchanged, report.removed) == (3, 0, 0)
    assert report.complete
    assert report.expected.nodes["Measurement"] == 9


def test_what_is_there_is_not_loaded_again(graph: GraphStore) -> None:
    load_graph(graph, PAPERS, PAPERS.get)
    changed = {**PAPERS, "nickel00": replace(PAPERS["nickel00"], records=())}
    report = load_graph(graph, changed, changed.get)
    assert (report.loaded, report.unchanged) == (1, 2)
    assert graph.counts().nodes["Measurement"] == 6


def test_documents_that_the_knowledge_base_lost_go(graph: GraphStore) -> None:
    load_graph(graph, PAPERS, PAPERS.get)
    kept = {"garnet00": PAPERS["garnet00"]}
    assert load_graph(graph, kept, kept.get, prune=False).removed == 0
    assert load_graph(graph, kept, kept.get).removed == 2
    assert graph.counts() == expected([rows_of(PAPERS["garnet00"])])


def test_a_load_that_breaks_off_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "BATCH_DOCUMENTS", 1)
    graph = MemoryGraph()

    def breaking(id: str) -> Extraction | None:
        if id == "olivine0":
            raise RuntimeError("power cut")
        return PAPERS.get(id)

    with pytest.raises(RuntimeError, match="power cut"):
        load_graph(graph, PAPERS, breaking)
    report = load_graph(graph, PAPERS, PAPERS.get)
    assert (report.loaded, report.unchanged) == (1, 2)
    assert report.complete


def test_what_another_load_writes_anew_is_counted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A count across another load's commit meets neither the old rows nor the new; the next one meets them."""
    monkeypatch.setattr(loading, "PAUSES", (0.0, 0.0))
    graph = MemoryGraph()
    seen: list[Counts] = []

    def present(batch: Sequence[GraphRows]) -> Counts:
        seen.append(MemoryGraph.present(graph, batch) if seen else Counts())
        return seen[-1]

    monkeypatch.setattr(graph, "present", present)
    assert load_graph(graph, PAPERS, PAPERS.get).complete
    assert len(seen) == 2


def test_what_is_missing_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "PAUSES", (0.0,))
    forgetful = type("Forgetful", (MemoryGraph,), {"load": lambda self, batch: None})()
    report = load_graph(forgetful, PAPERS, PAPERS.get)
    assert not report.complete
    assert report.missing == report.expected


def test_what_somebody_deleted_is_written_again(graph: GraphStore) -> None:
    """The document still counts as loaded; the proof finds what it lacks."""
    load_graph(graph, PAPERS, PAPERS.get)
    if isinstance(graph, MemoryGraph):
        graph._drop({("Measurement", "garnet00/r0")})
    else:
        assert isinstance(graph, BoltGraph)
        graph._write(lambda transaction: transaction.run("MATCH (n:Measurement) DETACH DELETE n").consume())
    report = load_graph(graph, PAPERS, PAPERS.get)
    assert (report.loaded, report.unchanged, report.mended) == (0, 3, 3)
    assert report.complete
    assert graph.counts() == expected([rows_of(paper) for paper in PAPERS.values()])
