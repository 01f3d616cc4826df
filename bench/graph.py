"""Speed and memory of the graph: edges a second into the embedded ArcadeDB and into Neo4j, ten typical questions.

    python -m bench.graph [--measurements 100000] [--server neo4j] [--heap 2g] [--rounds 20]

Papers are those of bench.search (20 measurements, a recipe and their samples each), made while they are loaded; the
time is that of loading alone. Neo4j is that of the tests (docs/servers.md), with the optimising compiler.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from voltext.kb.graph.arcade import EmbeddedServer
from voltext.kb.graph.bolt import BoltGraph
from voltext.kb.graph.loading import batches
from voltext.kb.graph.projection import rows_of
from voltext.kb.graph.questions import MADE_BELOW, MATERIALS, MEASUREMENTS, SOLID_ELECTROLYTES, Question

from .search import Memory, papers

sys.path.insert(0, str(Path(__file__).parent.parent))
CONDUCTING = {"property": "ionic_conductivity", "unit": "S/cm"}


def asked(name: str, cypher: str) -> Question:
    return Question(name, cypher, lambda graph, ask: [])


QUESTIONS: tuple[tuple[str, Question, dict[str, object]], ...] = (
    ("solid electrolytes, sintered below a temperature", SOLID_ELECTROLYTES, {"low": 0.0119}),
    ("the same, any temperature of measurement", MADE_BELOW, {
        **CONDUCTING, "low": 0.0119, "steps": ["sintering"], "below": 1000.0,
    }),
    ("conductivity above 11.9 mS/cm", MEASUREMENTS, {**CONDUCTING, "low": 0.0119}),
    ("capacity above 279 mAh/g, own", MEASUREMENTS, {
        "property": "discharge_capacity", "unit": "mAh/g", "low": 279.5, "own": True,
    }),
    ("materials with zirconium", MATERIALS, {"element": "Zr"}),
    ("one paper's measurements", asked("paper", """
        MATCH (p:Paper) WHERE p.id = 'doi:10.1000/0000000000000010'
        MATCH (p)<-[:FROM]-(m:Measurement) RETURN m.property, m.value, m.unit LIMIT 100"""), {}),
    ("one document's samples and materials", asked("document", """
        MATCH (s:Sample) WHERE s.document = '0000000000000011'
        MATCH (s)-[:OF]->(m:Material) RETURN s.label, m.key"""), {}),
    ("one measurement and its evidence", asked("measurement", """
        MATCH (m:Measurement) WHERE m.id = '0000000000000011/r3'
        MATCH (m)-[f:FROM]->(p:Paper) RETURN m.value, m.unit, f.text, p.title"""), {}),
    ("measurements by property", asked("counts", """
        MATCH (m:Measurement) RETURN m.property AS property, count(*) AS n, avg(m.norm_value) AS mean
        ORDER BY n DESC"""), {}),
    ("materials that contain Li and P", asked("elements", """
        MATCH (m:Material)-[:CONTAINS]->(e:Element) WHERE e.symbol IN ['Li', 'P']
        WITH m, count(e) AS n WHERE n = 2 RETURN m.key"""), {}),
)  # fmt: skip


def started(name: str, folder: Path, heap: str) -> Iterator[tuple[BoltGraph, str, int]]:
    """A graph on a server of this kind, the version of the server, and its process."""
    from tests.servers.neo4j_server import Neo4jServer

    server: EmbeddedServer | Neo4jServer
    if name == "arcade":
        server = EmbeddedServer(folder / "graph", heap=heap).start()
        graph = server.graph()
    else:
        server = Neo4jServer(folder / "neo4j", heap=heap, quick=False).start()
        graph = BoltGraph.connect(server.address, password=server.password)
    assert server._process is not None
    yield graph, server.version, server._process.pid
    graph.close()
    server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measurements", type=int, default=100_000)
    parser.add_argument("--server", choices=("arcade", "neo4j"), action="append")
    parser.add_argument("--heap", default="2g")
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    for name in given.server or ("arcade", "neo4j"):
        with tempfile.TemporaryDirectory() as folder:
            for graph, version, process in started(name, Path(folder), given.heap):
                measure(name, version, graph, process, given.measurements, given.rounds)


def measure(name: str, version: str, graph: BoltGraph, process: int, measurements: int, rounds: int) -> None:
    memory = Memory(process)
    writing, loaded, parts = 0.0, 0, 0
    print(f"{name} {version}: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    for batch in batches(rows_of(paper) for paper in papers(measurements)):
        start = time.perf_counter()
        graph.load(batch)
        writing += time.perf_counter() - start
        loaded += len(batch)
        if loaded * 20 // 100_000 > parts:
            parts = loaded * 20 // 100_000
            print(f"  {loaded * 20:,} measurements, {writing:.0f} s, load {os.getloadavg()[0]:.1f}", flush=True)
    counts = graph.counts()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"  {counts.total_nodes:,} nodes, {counts.total_edges:,} edges in {writing:.1f} s: "
          f"{counts.total_edges / writing:,.0f} edges/s, {counts.total_nodes / writing:,.0f} nodes/s")  # fmt: skip
    print("  question: p50 ms, p95 ms, rows", flush=True)
    for says, question, parameters in QUESTIONS:
        times = []
        rows: list[object] = []
        for _ in range(rounds):
            start = time.perf_counter()
            rows = list(graph.query(question, **parameters))
            times.append((time.perf_counter() - start) * 1000)
        p95 = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        print(f"  {statistics.median(times):9.1f} {p95:9.1f} {len(rows):7,}  {says}", flush=True)
    print(f"  memory: server {memory.stop():,.0f} MB, client {own:,.0f} MB; load {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
