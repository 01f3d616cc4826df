"""A build that is killed, again and again, ends in the knowledge base that an undisturbed one makes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from voltext.kb.sqlite import SqliteStore
from voltext.search.index import open_index
from voltext.search.plan import Every

# More of them: VOLTEXT_KILLS=50 pytest tests/app/test_killed_build.py
KILLS = int(os.environ.get("VOLTEXT_KILLS", "5"))
PAPERS = 40
BUILD = """
import sys, time
from pathlib import Path
papers, kb, stand_in, pause, started = sys.argv[1:]
sys.path.insert(0, stand_in)
from voltext.app import pipeline, projection, task
task.extractor_version = pipeline.extractor_version = lambda: "v1"  # somebody may edit a rule while this runs
from stand_in import process
from voltext.app.engine import InlineEngine
import voltext.search.tantivy_index

def slowly(task, stage):
    time.sleep(float(pause))
    return process(task, stage)

projection._COMMIT_DOCUMENTS = 3  # many moments at which store and index are apart
Path(started).write_text("")
report = pipeline.build(papers, kb, engine=InlineEngine(slowly))
assert len(report.files) == {PAPERS}, len(report.files)
""".replace("{PAPERS}", str(PAPERS))


def start(papers: Path, kb: Path, stand_in: Path, *, pause: float = 0.0) -> subprocess.Popen[bytes]:
    """A build in a process of its own, returned at the moment at which it begins."""
    started = stand_in / "started"
    started.unlink(missing_ok=True)
    arguments = [str(papers), str(kb), str(stand_in), str(pause), str(started)]
    process = subprocess.Popen([sys.executable, "-c", BUILD, *arguments], env=environment())
    while not started.exists():
        assert process.poll() is None
        time.sleep(0.002)
    return process


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def state(kb: Path) -> tuple[object, ...]:
    """All that store and index hold."""
    store = SqliteStore.open(kb)
    headers = list(store.headers())
    held = (headers, [store.get(each.id) for each in headers], list(store.files()), list(store.query()))
    waiting = list(store.unindexed())
    store.close()
    index = open_index(kb)
    hits = index.search(Every(), limit=10_000).hits
    index.close()
    return (*held, waiting, sorted((hit.id, hit.payload) for hit in hits))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows knows no SIGKILL")
def test_a_killed_build_loses_nothing_and_doubles_nothing(tmp_path: Path, stand_in: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for number in range(PAPERS):
        text = f"paper {number} capacity={number} capacity={number + 100}" if number % 9 else "" if number else "CUT"
        (papers / f"{number}.txt").write_text(text)
    assert start(papers, tmp_path / "undisturbed", stand_in).wait() == 0
    expected = state(tmp_path / "undisturbed")
    assert len(expected[3]) == 2 * sum(1 for number in range(PAPERS) if number % 9)  # type: ignore[arg-type]

    chance = random.Random(int(os.environ.get("VOLTEXT_SEED", "20260101")))
    killed = 0
    while killed < KILLS:
        process = start(papers, tmp_path / "killed", stand_in, pause=0.005)
        try:
            process.wait(timeout=chance.uniform(0.0, 0.2))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
        else:  # it came to its end: compare, and begin another
            assert state(tmp_path / "killed") == expected
            shutil.rmtree(tmp_path / "killed")
    assert start(papers, tmp_path / "killed", stand_in).wait() == 0
    assert state(tmp_path / "killed") == expected
