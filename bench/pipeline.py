"""Speed and memory of a build, end to end: papers a second for JATS and PDF, peak memory, seconds to a cold audit.

    python -m bench.pipeline [--papers ../shared/corpora/papers] [--copies 5] [--workers 2]

Each paper is built ``copies`` times, with bytes of its own each time (a comment behind its end), so that no copy is
known already. Memory is the sum of the resident sets of the parent and all workers, sampled ten times a second.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

KINDS = (("jats", "xml"), ("pdf", "pdf"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--papers", type=Path, default=Path("../shared/corpora/papers"))
    parser.add_argument("--copies", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kinds", default="jats,pdf")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {options.workers} workers, {options.copies} copies")
    for kind, suffix in KINDS:
        papers = sorted((options.papers / kind).glob(f"*.{suffix}"))
        if papers and kind in options.kinds.split(","):
            measure_build(kind, papers, options.copies, options.workers)
    papers = sorted((options.papers / "jats").glob("*.xml"))
    if papers:
        measure_audit(papers[len(papers) // 2])


def measure_build(kind: str, papers: list[Path], copies: int, workers: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for paper in papers:
            for copy in range(copies):
                mark = f"<!-- {copy} -->" if kind == "jats" else f"\n% {copy}\n"
                (folder / f"{copy} {paper.name}").write_bytes(paper.read_bytes() + mark.encode())
        command = [sys.executable, "-m", "voltext.app.cli", "build", name, "--kb", str(folder / "bench.kb")]
        # Not under the sampling thread's feet: the build is a process of its own, as it is for users.
        began, computed = time.perf_counter(), computing_time()
        process = subprocess.Popen(
            [*command, "--workers", str(workers)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        peak = Peak(process.pid)
        _, notes = process.communicate()
        seconds, computed = time.perf_counter() - began, computing_time() - computed
        peak.stop()
        number = len(papers) * copies
        print(
            f"{kind}: {number} papers in {seconds:.1f} s, {number / seconds:.1f} papers/s, "
            f"{computed / number * 1000:.0f} ms of computing a paper, "
            f"peak {peak.total:.0f} MB (parent {peak.parent:.0f} MB), exit code {process.returncode}"
        )
        if process.returncode:
            print(notes.decode()[-500:])


def computing_time() -> float:
    """The seconds that ended children, and theirs, have computed: what a busy machine does not change much."""
    times = os.times()
    return times.children_user + times.children_system


class Peak:
    """The highest memory of a process and its children, in MB."""

    def __init__(self, pid: int) -> None:
        self.total = self.parent = 0.0
        self._process = psutil.Process(pid)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stopped.wait(0.1):
            try:
                own = self._process.memory_info().rss
                children = sum(child.memory_info().rss for child in self._process.children(recursive=True))
            except psutil.Error:
                continue
            self.parent = max(self.parent, own / 2**20)
            self.total = max(self.total, (own + children) / 2**20)


def measure_audit(paper: Path) -> None:
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "voltext.app.cli", "audit", str(paper), "--format", "json"],
            stdout=subprocess.DEVNULL,
            check=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        seconds.append(time.perf_counter() - began)
    print(f"audit of {paper.name} from a cold start: {min(seconds):.2f} s (best of 3), {max(seconds):.2f} s (worst)")


if __name__ == "__main__":
    main()
