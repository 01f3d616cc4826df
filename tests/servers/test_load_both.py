"""One `voltext load` brings both servers to the state of a knowledge base."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from voltext.app.cli import main
from voltext.kb.graph.bolt import BoltGraph

from .elastic_server import ElasticServer
from .neo4j_server import Neo4jServer

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.server


def test_both_servers_at_once(
    neo4j: Neo4jServer, elastic: ElasticServer, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    kb = tmp_path / "kb"
    assert main(["build", str(ROOT / "corpora" / "sample" / "argyrodite.xml"), "--kb", str(kb)]) == 0
    monkeypatch.setenv("VOLTEXT_NEO4J_PASSWORD", neo4j.password)
    capsys.readouterr()
    servers = ["--neo4j", neo4j.address, "--elastic", elastic.address, "--index", "both"]
    assert main(["load", "--kb", str(kb), *servers, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["where"] for row in rows} == {"graph", "index"}
    assert all(row["in the papers"] <= row["there"] for row in rows)
    asked = ["--query", "solid_electrolytes", "-p", 'steps=["annealing"]', "--neo4j", neo4j.address]
    assert main(["cypher", *asked, "--format", "json"]) == 0
    answers = json.loads(capsys.readouterr().out)
    assert [(each["sample"], each["basis"], each["step_temperature"]) for each in answers][:1] == [
        ("Li5.5PS4.5Cl1.5", "material", 500)
    ]
    graph = BoltGraph.connect(neo4j.address, password=neo4j.password)
    graph.clear()
    graph.close()


def test_two_servers_do_not_share_a_password(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    servers = ["--neo4j", "bolt://127.0.0.1:1", "--elastic", "http://127.0.0.1:1", "--password-env", "SECRET"]
    assert main(["load", "--kb", str(tmp_path), *servers]) == 2
    assert "two servers have two passwords" in capsys.readouterr().err
