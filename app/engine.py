"""Engine: many Tasks over several workers, outcomes as they come, memory bounded by the number of workers."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from ..ingest.source import Limits
from .task import Outcome, Task
from .worker import PROCESS, Worker


class Engine(Protocol):
    """Where Tasks are done."""

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        """Each Task with its Outcome, in the order in which they end; ``tasks`` is read only a little ahead."""
        ...


class InlineEngine:
    """Tasks one after the other in this process, without limits: the twin for tests and for trusted files."""

    def __init__(self, function: Callable[[Task, Callable[[str], None]], Outcome]) -> None:
        self._function = function

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        """Each Task with its Outcome, in the order of ``tasks``."""
        for task in tasks:
            yield task, self._function(task, lambda _: None)


def default_workers() -> int:
    """As many workers as this process may use cores."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


class ProcessEngine:
    """Tasks in ``workers`` processes of their own; a thread feeds each."""

    def __init__(self, workers: int, limits: Limits, *, recycle: int = 500, function: str = PROCESS) -> None:
        self._workers = workers
        self._limits = limits
        self._recycle = recycle
        self._function = function

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        """Each Task with its Outcome. Whoever stops asking ends the workers."""
        source = iter(tasks)
        waiting: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        ended: queue.SimpleQueue[tuple[Task, Outcome] | BaseException] = queue.SimpleQueue()
        workers: list[Worker] = []
        stopping = threading.Event()
        under_way = 0
        try:
            while True:
                # Two Tasks a worker: one in hand and one behind it.
                while under_way < 2 * self._workers and (task := next(source, None)) is not None:
                    if len(workers) < min(self._workers, under_way + 1):
                        worker = Worker(self._limits, recycle=self._recycle, function=self._function)
                        workers.append(worker)
                        threading.Thread(target=_feed, args=(worker, waiting, ended, stopping), daemon=True).start()
                    waiting.put(task)
                    under_way += 1
                if not under_way:
                    return
                result = ended.get()
                if isinstance(result, BaseException):
                    raise result
                under_way -= 1
                yield result
        finally:
            stopping.set()
            for worker in workers:
                waiting.put(None)
                worker.stop()


def _feed(
    worker: Worker,
    waiting: queue.SimpleQueue[Task | None],
    ended: queue.SimpleQueue[tuple[Task, Outcome] | BaseException],
    stopping: threading.Event,
) -> None:
    try:
        while (task := waiting.get()) is not None and not stopping.is_set():
            outcome = worker.run(task)
            if stopping.is_set():
                return
            ended.put((task, outcome))
    except Exception as error:  # noqa: BLE001 - raised again in the thread that asked
        if not stopping.is_set():
            ended.put(error)
    finally:
        worker.stop()
