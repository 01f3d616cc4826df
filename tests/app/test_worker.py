"""Laws of the worker: whatever a file does to it, there is an outcome, in bounded time and memory."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import psutil
import pytest

from voltext.app.engine import ProcessEngine
from voltext.app.task import Task
from voltext.app.worker import Worker
from voltext.ingest.source import Limits
from voltext.kb.entry import unpack

# What a file may make a reader do. Each runs in the worker; `{name}` of the task chooses.
HOGS = """
import os, signal, time
from voltext.app.outcome import failed
from voltext.app.task import Outcome
from voltext.ingest.document import Failure
from voltext.kb.entry import pack

def process(task, stage):
    kind = task.name
    if kind == "sleeps": time.sleep(600)
    if kind == "spins":
        while True: pass
    if kind == "spins in extraction" and task.extract:
        stage("extract")
        while True: pass
    if kind == "asks for all memory": bytearray(64 << 30)
    if kind == "grows":
        held = []
        while True:
            held.append(b"x" * (8 << 20))
            time.sleep(0.002)
    if kind == "crashes": os.kill(os.getpid(), signal.SIGSEGV)
    if kind == "raises": raise ValueError("no such thing")
    if kind == "leaves": os._exit(0)
    if kind == "is killed": os.kill(os.getpid(), signal.SIGKILL)
    if kind.startswith("is killed once") and not os.path.exists(kind.split()[-1]):
        open(kind.split()[-1], "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "prints":
        print("x" * 100_000, flush=True)
        os.write(1, b"raw")
    text = Failure("empty", f"{kind} {os.getpid()}")
    document = failed(task, text)
    if kind == "spins in extraction":
        from dataclasses import replace
        document = replace(document, document=replace(document.document, failure=None))
    return Outcome(pack(document), "v1")
"""
LIMITS = Limits(seconds=0.6, memory_mb=300)


def task(name: str) -> Task:
    # Memory hogs compute, too: on a busy machine a short limit of time would come first.
    limits = LIMITS if name[:1] == "s" else replace(LIMITS, seconds=20.0)
    return Task(name, sha256(name.encode()).hexdigest(), limits, path=b"")


@pytest.fixture
def function(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "hogs.py").write_text(HOGS)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "hogs:process"


@pytest.fixture
def worker(function: str) -> Iterator[Worker]:
    made = Worker(LIMITS, function=function)
    yield made
    made.stop()


def reason(worker: Worker, name: str) -> str:
    failure = unpack(worker.run(task(name)).payload).document.failure
    assert failure is not None
    return failure.reason


@pytest.mark.parametrize(
    ("name", "expected", "seconds"),
    [
        ("sleeps", "limit_time", 5.0),
        ("spins", "limit_time", 5.0),
        pytest.param(
            "asks for all memory",
            "limit_memory",
            5.0,
            marks=pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the address space"),
        ),
        ("grows", "limit_memory", 15.0),
        ("crashes", "internal", 5.0),
        ("raises", "internal", 5.0),
        ("leaves", "internal", 5.0),
        ("prints", "empty", 5.0),
    ],
)
def test_whatever_happens_there_is_an_outcome_in_time(worker: Worker, name: str, expected: str, seconds: float) -> None:
    reason(worker, "warm up")
    began = time.monotonic()
    assert reason(worker, name) == expected
    assert time.monotonic() - began < 3 * seconds  # room for a busy machine
    assert reason(worker, "the next file") == "empty"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_a_worker_killed_from_outside_is_replaced_and_the_file_tried_again(worker: Worker, tmp_path: Path) -> None:
    assert reason(worker, f"is killed once {tmp_path / 'mark'}") == "empty"
    assert (tmp_path / "mark").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_who_is_killed_again_fails_for_now_and_the_next_build_tries_once_more(worker: Worker) -> None:
    outcome = worker.run(task("is killed"))
    failure = unpack(outcome.payload).document.failure
    assert failure is not None
    assert failure.reason == "limit_memory"
    assert outcome.version == ""
    assert reason(worker, "the next file") == "empty"


def test_the_text_is_kept_where_only_extraction_breaks_a_limit(worker: Worker) -> None:
    document = unpack(worker.run(task("spins in extraction")).payload).document
    assert document.failure is None
    assert [warning.code for warning in document.warnings] == ["limit_time"]


def test_a_worker_is_replaced_after_its_share_of_files(function: str) -> None:
    worker = Worker(LIMITS, function=function, recycle=2)
    pids = []
    for _ in range(4):
        failure = unpack(worker.run(task("file")).payload).document.failure
        assert failure is not None
        pids.append(failure.message.split()[-1])
    worker.stop()
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_stop_ends_the_process(worker: Worker) -> None:
    reason(worker, "file")
    pid = worker.pid
    assert pid is not None
    worker.stop()
    assert not psutil.pid_exists(pid)


def test_a_worker_that_cannot_start_is_a_bug_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="No module named 'nowhere'"):
        Worker(LIMITS, function="nowhere:process").run(task("file"))


def test_an_engine_gives_every_outcome_once_and_reads_little_ahead(function: str) -> None:
    taken = 0

    def tasks() -> Iterator[Task]:
        nonlocal taken
        for number in range(30):
            taken += 1
            yield task(f"file {number}")

    seen = []
    for ended, (done, _) in enumerate(ProcessEngine(2, LIMITS, function=function).map(tasks()), start=1):
        assert taken <= ended + 4
        seen.append(done.name)
    assert sorted(seen) == sorted(f"file {number}" for number in range(30))


def test_leaving_an_engine_early_ends_its_workers(function: str) -> None:
    before = set(psutil.Process().children())
    outcomes = ProcessEngine(2, LIMITS, function=function).map(iter([task(f"file {n}") for n in range(9)]))
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 5
    while set(psutil.Process().children()) - before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert set(psutil.Process().children()) <= before
