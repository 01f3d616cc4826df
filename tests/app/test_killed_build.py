"""A build that is killed, again and again, ends in the knowledge base that an undisturbed one makes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
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
papers, kb, stand_in, pause, started, kind = sys.argv[1:]
sys.path.insert(0, stand_in)
from voltext.app import pipeline, projection, task
task.extractor_version = pipeline.extractor_version = lambda *_: "v1"  # somebody may edit a rule while this runs
from stand_in import process
from voltext.app.engine import InlineEngine, ProcessEngine
from voltext.ingest.source import Limits
import voltext.search.tantivy_index

def slowly(task, stage):
    time.sleep(float(pause))
    return process(task, stage)

projection._COMMIT_DOCUMENTS = 3  # many moments at which store and index are apart
Path(started).write_text("")
processes = ProcessEngine(2, Limits(), recycle=7, function="stand_in:process")
engine = InlineEngine(slowly) if kind == "inline" else processes
report = pipeline.build(papers, kb, engine=engine)
assert len(report.files) == {PAPERS}, len(report.files)
""".replace("{PAPERS}", str(PAPERS))


def start(
    papers: Path, kb: Path, stand_in: Path, *, pause: float = 0.0, kind: str = "inline"
) -> subprocess.Popen[bytes]:
    """A build in a process of its own, returned at the moment at which it begins."""
    started = stand_in / "started"
    started.unlink(missing_ok=True)
    arguments = [str(papers), str(kb), str(stand_in), str(pause), str(started), kind]
    process = subprocess.Popen([sys.executable, "-c", BUILD, *arguments], env=environment(stand_in))
    while not started.exists():
        assert process.poll() is None
        time.sleep(0.002)
    return process


def environment(stand_in: Path) -> dict[str, str]:
    path = os.pathsep.join([str(stand_in), *(path for path in sys.path if path)])
    return os.environ | {"PYTHONPATH": path, "STAND_IN_VERSION": "v1"}


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


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(PAPERS):
        text = f"paper {number} capacity={number} capacity={number + 100}" if number % 9 else "" if number else "CUT"
        (folder / f"{number}.txt").write_text(text)
    return folder


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows knows no SIGKILL")
@pytest.mark.parametrize(("kind", "kills", "longest"), [("inline", KILLS, 0.2), ("processes", max(3, KILLS // 2), 2.0)])
def test_a_killed_build_loses_nothing_and_doubles_nothing(
    tmp_path: Path, papers: Path, stand_in: Path, kind: str, kills: int, longest: float
) -> None:
    assert start(papers, tmp_path / "undisturbed", stand_in).wait() == 0
    expected = state(tmp_path / "undisturbed")
    assert len(expected[3]) == 2 * sum(1 for number in range(PAPERS) if number % 9)  # type: ignore[arg-type]

    chance = random.Random(int(os.environ.get("VOLTEXT_SEED", "20260101")))
    killed = 0
    while killed < kills:
        process = start(papers, tmp_path / "killed", stand_in, pause=0.005, kind=kind)
        workers = psutil.Process(process.pid)
        try:
            process.wait(timeout=chance.uniform(0.0, longest))
        except subprocess.TimeoutExpired:
            children = workers.children(recursive=True)
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
            assert not psutil.wait_procs(children, timeout=20)[1], "workers end with their parent"
        else:  # it came to its end: compare, and begin another
            assert state(tmp_path / "killed") == expected
            shutil.rmtree(tmp_path / "killed")
    assert start(papers, tmp_path / "killed", stand_in, kind=kind).wait() == 0
    assert state(tmp_path / "killed") == expected


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows knows no SIGKILL")
def test_killed_workers_cost_a_build_nothing(tmp_path: Path, papers: Path, stand_in: Path) -> None:
    began = time.monotonic()
    assert start(papers, tmp_path / "undisturbed", stand_in).wait() == 0
    pace = time.monotonic() - began
    process = start(papers, tmp_path / "killed", stand_in, kind="processes")
    build, killed, chance = psutil.Process(process.pid), 0, random.Random(7)
    while process.poll() is None:
        time.sleep(chance.uniform(0.02, 0.2))
        with suppress(psutil.Error):
            children = build.children()
            if children and killed < 4:
                chance.choice(children).kill()
                killed += 1
                # Not the one that takes its place, however slow the machine: who is killed twice over one file has
                # failed with it.
                time.sleep(max(0.6, pace / 2))
    assert process.returncode == 0
    assert killed
    assert state(tmp_path / "killed") == state(tmp_path / "undisturbed")
