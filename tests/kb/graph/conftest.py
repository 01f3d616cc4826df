"""A graph of each kind: the twin, and a real Neo4j where there is one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from voltext.kb.graph.bolt import BoltGraph
from voltext.kb.graph.memory import MemoryGraph
from voltext.kb.graph.store import GraphStore

from ...servers.neo4j_server import Neo4jServer, NoServerError


@pytest.fixture(scope="session")
def neo4j(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """A running Neo4j. Where it cannot be had the test is skipped, or fails with VOLTEXT_REQUIRE_SERVERS=1."""
    folder: Path = tmp_path_factory.mktemp("neo4j")
    server = Neo4jServer(folder)
    try:
        server.start()
    except NoServerError as error:
        if os.environ.get("VOLTEXT_REQUIRE_SERVERS") == "1":
            pytest.fail(f"Neo4j is required: {error}")
        pytest.skip(f"no Neo4j: {error}")
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reporter.write_line(f"Neo4j {server.version} runs at {server.address}, from its Maven artefacts")
    yield server
    server.stop()


@pytest.fixture(params=["memory", pytest.param("neo4j", marks=pytest.mark.server)])
def graph(request: pytest.FixtureRequest) -> Iterator[GraphStore]:
    """An empty graph."""
    if request.param == "memory":
        yield MemoryGraph()
        return
    server: Neo4jServer = request.getfixturevalue("neo4j")
    bolt = BoltGraph.connect(server.address, password=server.password)
    bolt.clear()
    yield bolt
    bolt.close()
