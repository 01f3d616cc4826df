"""An Elasticsearch for the contract suite, where there is one."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from ..servers.elastic_server import ElasticServer
from ..servers.neo4j_server import NoServerError


@pytest.fixture(scope="session")
def elastic(request: pytest.FixtureRequest) -> Iterator[ElasticServer]:
    """A running server. Where it cannot be had the test is skipped, or fails with VOLTEXT_REQUIRE_SERVERS=1."""
    server = ElasticServer()
    try:
        server.start()
    except NoServerError as error:
        if os.environ.get("VOLTEXT_REQUIRE_SERVERS") == "1":
            pytest.fail(f"Elasticsearch is required: {error}")
        pytest.skip(f"no Elasticsearch: {error}")
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reporter.write_line(f"Elasticsearch {server.version} runs at {server.address}, from its Maven artefact")
    yield server
    server.stop()
