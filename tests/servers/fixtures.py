"""Servers that tests ask for: started once, when the first test wants them, and stopped in the end.

Where one cannot be had its tests are skipped with one line that says why; with VOLTEXT_REQUIRE_SERVERS=1 they fail.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import pytest

from voltext.ingest.errors import MissingExtra, StoreError
from voltext.kb.graph.arcade import EmbeddedServer

from .elastic_server import ElasticServer
from .maven import NoServerError
from .neo4j_server import Neo4jServer


class Server(Protocol):
    """What can be started and stopped."""

    def start(self) -> object: ...

    def stop(self) -> None: ...


Kind = TypeVar("Kind", bound=Server)


def running(request: pytest.FixtureRequest, name: str, server: Kind) -> Iterator[Kind]:
    """``server`` while tests use it."""
    try:
        server.start()
    except (NoServerError, MissingExtra, StoreError) as error:
        if os.environ.get("VOLTEXT_REQUIRE_SERVERS") == "1":
            pytest.fail(f"{name} is required: {error}")
        pytest.skip(f"no {name}: {error}")
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        version, address = getattr(server, "version", ""), getattr(server, "address", "")
        reporter.write_line(f"{name} {version} runs at {address}")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def neo4j(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """A Neo4j from its Maven artefacts."""
    folder: Path = tmp_path_factory.mktemp("neo4j")
    yield from running(request, "Neo4j", Neo4jServer(folder))


@pytest.fixture(scope="session")
def arcade(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """The embedded ArcadeDB, from its wheel."""
    folder: Path = tmp_path_factory.mktemp("arcade")
    yield from running(request, "ArcadeDB", EmbeddedServer(folder / "graph", heap="256m"))


@pytest.fixture(scope="session")
def elastic(request: pytest.FixtureRequest) -> Iterator[ElasticServer]:
    """An Elasticsearch from its Maven artefact."""
    yield from running(request, "Elasticsearch", ElasticServer())
