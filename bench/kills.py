"""Builds that are killed at random moments, or meet a full disk, end in what an undisturbed one makes: is it so?

    python -m bench.kills [--kills 50] [--papers ../shared/corpora/papers] [--most 24] [--disk DIR]

Real papers, real workers, SIGKILL for the parent alone. Whenever a build comes to its end, and after the last kill, the
knowledge base is held against that of an undisturbed build: every header, document, file, record and index entry.
``--disk`` names an empty folder on a small file system (mount -t tmpfs -o size=3m tmpfs DIR): a build there must end
with exit code 2 and one sentence, and go on from what is stored once copied to where there is room.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from random import Random

from voltext.kb.sqlite import SqliteStore
from voltext.search.index import open_index
from voltext.search.plan import Every

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT / ".dev")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--papers", type=Path, default=ROOT.parent / "shared" / "corpora" / "papers")
    parser.add_argument("--most", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--disk", type=Path)
    options = parser.parse_args()
    chance = Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        papers = folder / "papers"
        papers.mkdir()
        real = [p for p in sorted(options.papers.rglob("*")) if p.is_file() and p.stat().st_size < 700_000]
        for path in chance.sample(real, min(options.most, len(real))):
            shutil.copy(path, papers / path.name)
            if chance.random() < 0.2:
                shutil.copy(path, papers / f"copy of {path.name}")
        began = time.monotonic()
        started(papers, folder / "undisturbed").wait()
        whole = time.monotonic() - began
        expected = state(folder / "undisturbed")
        print(f"{len(list(papers.iterdir()))} files, {len(expected[3])} records, {whole:.1f} s undisturbed", flush=True)
        if options.kills:
            killed_builds(papers, folder / "killed", expected, options.kills, whole, chance)
        if options.disk is not None:
            full_disk(papers, options.disk / "full.kb", folder / "roomy", expected)


def killed_builds(
    papers: Path, kb: Path, expected: tuple[list[object], ...], kills: int, whole: float, chance: Random
) -> None:
    killed = ended = equal = 0
    while killed < kills:
        process = started(papers, kb)
        try:
            process.wait(timeout=chance.uniform(0.0, whole * 0.9))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
            if killed < kills:
                continue
            started(papers, kb).wait()
        ended += 1
        equal += report(state(kb), expected)
        shutil.rmtree(kb)
    print(f"{killed} kills; builds that came to their end: {ended}, equal to the undisturbed one: {equal}")
    sys.exit(ended != equal)


def full_disk(papers: Path, kb: Path, roomy: Path, expected: tuple[list[object], ...]) -> None:
    process = started(papers, kb, stderr=subprocess.PIPE)
    _, said = process.communicate()
    print(f"full disk: exit code {process.returncode}: {said.decode().strip()[-300:]}")
    shutil.copytree(kb, roomy)
    shutil.rmtree(kb)
    held = len(state(roomy)[0])
    started(papers, roomy).wait()
    print(f"{held} documents were kept; equal once there is room: {report(state(roomy), expected)}")


def started(papers: Path, kb: Path, *, stderr: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "voltext.app.cli", "build", str(papers), "--kb", str(kb), "--workers", "2"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr, env=ENVIRONMENT)


def state(kb: Path) -> tuple[list[object], ...]:
    """All that a knowledge base holds: what the store does, what waits for the index, what the index has, the works."""
    with closing(SqliteStore.open(kb)) as store:
        headers = list(store.headers())
        documents = [store.get(header.id) for header in headers]
        held = (headers, documents, list(store.files()), list(store.query()), list(store.unindexed()))
        works = [(edition.header.id, edition.work) for edition in store.editions()]
    with closing(open_index(kb)) as index:
        hits = index.search(Every(), limit=100_000).hits
    return *map(list, held), sorted((hit.id, hit.payload) for hit in hits), works  # type: ignore[arg-type]


def report(found: tuple[list[object], ...], expected: tuple[list[object], ...]) -> bool:
    """Whether both are equal; where not, what differs is printed."""
    names = ("headers", "documents", "files", "records", "waiting", "index", "works")
    for name, mine, other in zip(names, found, expected, strict=True):
        if mine != other:
            differing = sum(one != two for one, two in zip(mine, other, strict=False))
            print(f"  {name}: {len(mine)} against {len(other)}, {differing} differ")
    return found == expected


if __name__ == "__main__":
    main()
