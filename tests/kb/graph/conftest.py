"""A graph of each kind: the twin, the embedded ArcadeDB, and a real Neo4j."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from voltext.kb.graph.arcade import EmbeddedServer
from voltext.kb.graph.bolt import BoltGraph
from voltext.kb.graph.memory import MemoryGraph
from voltext.kb.graph.store import GraphStore

from ...servers.neo4j_server import Neo4jServer

SERVED = [pytest.param(name, marks=pytest.mark.server) for name in ("arcade", "neo4j")]


def connected(request: pytest.FixtureRequest, name: str) -> BoltGraph:
    server: EmbeddedServer | Neo4jServer = request.getfixturevalue(name)
    if isinstance(server, EmbeddedServer):
        return server.graph()
    return BoltGraph.connect(server.address, password=server.password)


@pytest.fixture(params=["memory", *SERVED])
def graph(request: pytest.FixtureRequest) -> Iterator[GraphStore]:
    """An empty graph."""
    if request.param == "memory":
        yield MemoryGraph()
        return
    bolt = connected(request, request.param)
    bolt.clear()
    yield bolt
    bolt.close()


@pytest.fixture(params=SERVED)
def served(request: pytest.FixtureRequest) -> Iterator[BoltGraph]:
    """An empty graph on a server."""
    bolt = connected(request, request.param)
    bolt.clear()
    yield bolt
    bolt.close()
