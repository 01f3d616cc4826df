"""compose.yaml starts the servers that the tests know, on this machine only, and never with a known password."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from .elastic_server import VERSION as ELASTIC_VERSION
from .neo4j_server import VERSION as NEO4J_VERSION

FILE = Path(__file__).parent.parent.parent / "compose.yaml"


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["services"]
    return found


def test_the_versions_are_those_of_the_tests(services: dict[str, dict[str, Any]]) -> None:
    assert services["neo4j"]["image"] == f"neo4j:{NEO4J_VERSION}-community"
    assert services["elasticsearch"]["image"].endswith(f"/elasticsearch:{ELASTIC_VERSION}")


def test_ports_are_open_to_this_machine_only(services: dict[str, dict[str, Any]]) -> None:
    ports = [port for service in services.values() for port in service["ports"]]
    assert ports
    assert all(re.fullmatch(r"127\.0\.0\.1:\d+:\d+", port) for port in ports)


def test_passwords_have_no_default(services: dict[str, dict[str, Any]]) -> None:
    """Compose refuses to start a service whose ``${NAME:?…}`` is not set."""
    for name, key in (("neo4j", "NEO4J_AUTH"), ("elasticsearch", "ELASTIC_PASSWORD")):
        assert re.fullmatch(r"(?:neo4j/)?\$\{VOLTEXT_\w+_PASSWORD:\?[^}]+\}", services[name]["environment"][key])
    assert services["elasticsearch"]["environment"]["xpack.security.enabled"] == "true"


def test_memory_is_limited_and_health_is_watched(services: dict[str, dict[str, Any]]) -> None:
    for service in services.values():
        assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
        assert service["healthcheck"]["test"][0] == "CMD-SHELL"
        # A single $ would put the password into the file's text, where `docker inspect` shows it.
        assert "$$" in service["healthcheck"]["test"][1]
