"""A load brings a graph to the state of a knowledge base, whatever stopped it before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from voltext.extract.extraction import Extraction
from voltext.ingest.errors import StoreError, UsageError
from voltext.kb.graph import loading
from voltext.kb.graph.bolt import BoltGraph
from voltext.kb.graph.loading import load_graph
from voltext.kb.graph.memory import MemoryGraph
from voltext.kb.graph.projection import rows_of
from voltext.kb.graph.store import GraphStore, expected

from ...papers import all_papers
from ...servers.neo4j_server import Neo4jServer

SLOW = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a * b)"
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


def test_what_is_missing_is_counted() -> None:
    forgetful = type("Forgetful", (MemoryGraph,), {"load": lambda self, batch: None})()
    report = load_graph(forgetful, PAPERS, PAPERS.get)
    assert not report.complete
    assert report.missing == report.expected


@pytest.mark.server
@pytest.mark.timeout(300)
def test_a_server_killed_in_the_middle_of_a_load(neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed, started again on its data, loaded again: nothing is missing and nothing is there twice.

    It is the server of all tests, which comes back at the same address: another one would take a minute more.
    """
    monkeypatch.setattr(loading, "BATCH_DOCUMENTS", 1)
    server = neo4j
    graph = BoltGraph.connect(server.address, password=server.password, patience=2)
    graph.clear()

    def killing(id: str) -> Extraction | None:
        if id == "nickel00":
            server.kill()
        return PAPERS.get(id)

    with pytest.raises(StoreError, match="does not answer"):
        load_graph(graph, PAPERS, killing)
    graph.close()
    server.start()
    again = BoltGraph.connect(server.address, password=server.password)
    try:
        report = load_graph(again, PAPERS, PAPERS.get)
        assert report.complete
        assert report.unchanged == 1
        assert again.counts() == expected([rows_of(paper) for paper in PAPERS.values()])
    finally:
        again.close()


@pytest.mark.server
def test_two_loads_at_once_end_in_one_state(neo4j: Neo4jServer) -> None:
    graphs = [BoltGraph.connect(neo4j.address, password=neo4j.password) for _ in range(2)]
    graphs[0].clear()
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda graph: load_graph(graph, PAPERS, PAPERS.get), graphs))
    assert all(report.complete for report in reports)
    assert graphs[0].counts() == expected([rows_of(paper) for paper in PAPERS.values()])
    for graph in graphs:
        graph.close()


@pytest.mark.server
def test_refusals_are_one_plain_sentence(neo4j: Neo4jServer) -> None:
    with pytest.raises(StoreError, match="refuses the user or the password"):
        BoltGraph.connect(neo4j.address, password="wrong")
    graph = BoltGraph.connect(neo4j.address, password=neo4j.password)
    try:
        with pytest.raises(StoreError, match="does not allow"):
            graph.cypher("CREATE (n:Paper {id: 'x'}) RETURN n", {}, limit=1, seconds=5)
        with pytest.raises(StoreError, match="cannot run the query: Invalid input"):
            graph.cypher("MATCH (n RETURN n", {}, limit=1, seconds=5)
        with pytest.raises(StoreError, match="timeout"):
            graph.cypher(
                "UNWIND range(1,1000000) AS a UNWIND range(1,1000000) AS b RETURN count(a*b)", {}, limit=1, seconds=0.5
            )
        assert graph.cypher("UNWIND range(1, 5) AS n RETURN n", {}, limit=3, seconds=5) == (
            ["n"],
            [[1], [2], [3]],
            True,
        )
        assert graph.cypher("RETURN $x AS x", {"x": "'}) //"}, limit=3, seconds=5)[1] == [["'}) //"]]
    finally:
        graph.close()


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(StoreError, match="does not answer"):
        BoltGraph.connect("bolt://127.0.0.1:1", password="x")
    with pytest.raises(UsageError, match="no address"):
        BoltGraph.connect("nonsense")
