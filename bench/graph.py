"""Speed of loading a real Neo4j: nodes and edges a second, and typical questions.

    python -m bench.graph [--records 40000]

The server is the one of the tests (docs/servers.md); papers are those of bench.search.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from voltext.kb.graph.bolt import BoltGraph
from voltext.kb.graph.loading import batches
from voltext.kb.graph.projection import rows_of
from voltext.kb.graph.questions import MADE_BELOW, MATERIALS, MEASUREMENTS

from .search import papers

sys.path.insert(0, str(Path(__file__).parent.parent))


def main() -> None:
    from tests.servers.neo4j_server import Neo4jServer

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=40_000)
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        server = Neo4jServer(Path(folder)).start()
        graph = BoltGraph.connect(server.address, password=server.password)
        writing = 0.0
        for batch in batches(rows_of(paper) for paper in papers(asked.records)):
            start = time.perf_counter()
            graph.load(batch)
            writing += time.perf_counter() - start
        counts = graph.counts()
        print(f"Neo4j {server.version}: {counts.total_nodes:,} nodes, {counts.total_edges:,} edges in {writing:.1f} s")
        print(f"{counts.total_edges / writing:,.0f} edges/s, {counts.total_nodes / writing:,.0f} nodes/s")
        for question, parameters in (
            (MEASUREMENTS, {"property": "ionic_conductivity", "unit": "S/cm", "low": 0.0115}),
            (
                MADE_BELOW,
                {"property": "ionic_conductivity", "unit": "S/cm", "low": 0.011, "step": "sintering", "below": 800.0},
            ),
            (MATERIALS, {"element": "Zr"}),
        ):
            times = []
            for _ in range(10):
                start = time.perf_counter()
                rows = graph.query(question, **parameters)
                times.append((time.perf_counter() - start) * 1000)
            print(f"{statistics.median(times):8.1f} ms  {len(rows):>6,} rows  {question.name}")
        graph.close()
        server.stop()


if __name__ == "__main__":
    main()
