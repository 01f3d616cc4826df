"""What goes wrong with a server ends in one plain sentence, and nothing is left half done."""

from __future__ import annotations

import socket
import struct
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from voltext.extract.extraction import Extraction
from voltext.ingest.errors import StoreError, UsageError
from voltext.kb.graph import loading, schema
from voltext.kb.graph.arcade import EmbeddedServer
from voltext.kb.graph.bolt import BoltGraph
from voltext.kb.graph.loading import load_graph
from voltext.kb.graph.projection import rows_of
from voltext.kb.graph.store import Counts, expected

from ...papers import all_papers
from ...servers.neo4j_server import Neo4jServer
from .conftest import connected

PAPERS = {paper.document.id: paper for paper in all_papers()}
WHOLE = expected([rows_of(paper) for paper in PAPERS.values()])


@pytest.mark.server
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", ["arcade", "neo4j"])
def test_a_server_killed_in_the_middle_of_a_load(
    name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed, started again on its data, loaded again: nothing is missing and nothing is there twice.

    It is the server of all tests: another one would take a minute more.
    """
    monkeypatch.setattr(loading, "BATCH_DOCUMENTS", 1)
    server: Neo4jServer | EmbeddedServer = request.getfixturevalue(name)
    graph = _impatient(server)
    graph.clear()

    def killing(id: str) -> Extraction | None:
        if id == "olivine0":  # the first is there, the second on its way
            server.kill()
        return PAPERS.get(id)

    with pytest.raises(StoreError, match="does not answer"):
        load_graph(graph, PAPERS, killing)
    graph.close()
    server.start()
    again = connected(request, name)
    try:
        report = load_graph(again, PAPERS, PAPERS.get)
        assert report.complete
        assert report.unchanged in (1, 2)
        assert again.counts() == WHOLE
    finally:
        again.close()


def _impatient(server: Neo4jServer | EmbeddedServer) -> BoltGraph:
    if isinstance(server, EmbeddedServer):
        return BoltGraph.connect(server.address, user="root", password=server.password, database="voltext", patience=2)
    return BoltGraph.connect(server.address, password=server.password, patience=2)


@pytest.mark.parametrize("name", [pytest.param(each, marks=pytest.mark.server) for each in ("arcade", "neo4j")])
def test_loads_at_once_end_in_one_state(name: str, request: pytest.FixtureRequest) -> None:
    graphs = [connected(request, name) for _ in range(3)]
    try:
        graphs[0].clear()
        with ThreadPoolExecutor(3) as pool:
            reports = list(pool.map(lambda graph: load_graph(graph, PAPERS, PAPERS.get), graphs))
        assert [report.missing for report in reports] == [Counts()] * 3
        assert graphs[0].counts() == WHOLE
    finally:
        for graph in graphs:
            graph.close()


def test_a_wrong_password(neo4j: Neo4jServer, arcade: EmbeddedServer) -> None:
    for address in (neo4j.address, arcade.address):
        with pytest.raises(StoreError, match="refuses the user or the password"):
            BoltGraph.connect(address, password="wrong")


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(StoreError, match="does not answer"):
        BoltGraph.connect("bolt://127.0.0.1:1", password="x")
    with pytest.raises(UsageError, match="no address"):
        BoltGraph.connect("nonsense")


@pytest.mark.parametrize("version", [b"\x00\x00\x04\x04", b"\x00\x00\x00\x00"], ids=["4.4", "none"])
def test_a_server_that_is_too_old(version: bytes) -> None:
    with _speaking(version) as address, pytest.raises(StoreError, match="too old, or no graph server"):
        BoltGraph.connect(address, password="x")


class _speaking:  # noqa: N801 - reads as a verb where it is used
    """A server that agrees to one version of Bolt, calls itself Neo4j 4.4.9 and says no more."""

    def __init__(self, version: bytes) -> None:
        self._version = version
        self._socket = socket.create_server(("127.0.0.1", 0))

    def __enter__(self) -> str:
        threading.Thread(target=self._serve, daemon=True).start()
        return f"bolt://127.0.0.1:{self._socket.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def _serve(self) -> None:
        talk, _ = self._socket.accept()
        with talk:
            talk.recv(20)
            talk.sendall(self._version)
            hello = b"\xb1\x70\xa2\x86server\x8bNeo4j/4.4.9\x8dconnection_id\x86bolt-1"
            while talk.recv(65536):
                talk.sendall(struct.pack(">H", len(hello)) + hello + b"\x00\x00")


@pytest.mark.server
@pytest.mark.timeout(400)
@pytest.mark.usefixtures("neo4j")
def test_a_database_that_only_reads(tmp_path: Path) -> None:
    """It is filled, and started again as one that only reads: it answers, and takes nothing."""
    server = Neo4jServer(tmp_path / "data").start()
    graph = BoltGraph.connect(server.address, password=server.password)
    load_graph(graph, PAPERS, PAPERS.get)
    graph.close()
    server.stop()
    server.settings = ("server.databases.read_only=neo4j",)
    server.start()
    try:
        graph = BoltGraph.connect(server.address, password=server.password)
        with pytest.raises(StoreError, match="does not allow that"):
            graph.clear()
        assert graph.counts() == WHOLE
        assert load_graph(graph, PAPERS, PAPERS.get).complete
        graph.close()
    finally:
        server.stop()


@pytest.mark.server
def test_the_embedded_reader_only_reads(arcade: EmbeddedServer) -> None:
    graph = arcade.graph()
    graph.clear()
    load_graph(graph, PAPERS, PAPERS.get)
    reader = arcade.graph(prepare=False)
    try:
        for write in (reader.clear, lambda: reader.load([rows_of(PAPERS["nickel00"])])):
            with pytest.raises(StoreError, match="does not allow that"):
                write()
        assert graph.counts() == WHOLE
    finally:
        reader.close()
        graph.close()


def test_a_newer_schema_is_refused_and_an_older_one_is_made_anew(
    served: BoltGraph, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    load_graph(served, PAPERS, PAPERS.get)
    name = "arcade" if "ArcadeDB" in served.agent else "neo4j"
    monkeypatch.setattr("voltext.kb.graph.versions.SCHEMA_VERSION", schema.SCHEMA_VERSION - 1)
    with pytest.raises(StoreError, match="newer voltext"):
        connected(request, name)
    assert served.counts() == WHOLE
    monkeypatch.setattr("voltext.kb.graph.versions.SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
    monkeypatch.setattr("voltext.kb.graph.bolt.SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
    again = connected(request, name)
    assert again.outdated == schema.SCHEMA_VERSION
    assert again.counts().total_nodes == 0
    again.close()
    monkeypatch.undo()
    served._write(lambda transaction: transaction.run("MATCH (n:VoltextSchema) DETACH DELETE n").consume())
    served._prepare()
