"""The worker's end of the pipe: limits itself, then does one Task after the other until its parent is gone."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO

from .frames import Reply, read_frame, write_frame
from .task import Outcome, Task

# Beyond --max-memory, which counts resident pages, the address space holds libraries, stacks and freed pages.
_ADDRESS_SLACK_MB = 1024
# So many new objects, a few megabytes, and garbage is collected.
_GARBAGE_OBJECTS = 20_000
# Exit codes.
CRASH = 70
OUT_OF_MEMORY = 71


def main() -> None:
    """Serve ``module:name`` (first argument) within the memory limit in MB (second argument)."""
    module, name = sys.argv[1].split(":")
    # Ctrl-C in a terminal reaches the whole group; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Libraries may print: the pipe of replies is ours alone, and what they say goes to standard error.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    function: Callable[[Task, Callable[[str], None]], Outcome] = getattr(importlib.import_module(module), name)
    # What is loaded by now stays: collections of garbage need not pass over it again and again.
    gc.freeze()
    # A paper makes hundreds of thousands of objects, hardly one in a cycle: looking for those takes a twentieth of it.
    gc.set_threshold(_GARBAGE_OBJECTS)
    _limit_memory(int(sys.argv[2]))
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    write_frame(replies, Reply("ready"))
    try:
        while True:
            task = tasks.get()
            _limit_time(task.limits.seconds)
            outcome = function(task, lambda stage: write_frame(replies, Reply("stage", stage)))
            write_frame(replies, Reply("done", outcome=outcome))
    # Not the interpreter's own way out: it would wait for the thread that listens, and abort.
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BaseException:  # noqa: BLE001 - the outermost frame of the process; the parent tells of it
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(CRASH)


def _listen(stream: IO[bytes], tasks: queue.SimpleQueue[Task]) -> None:
    """Hand over Tasks; when the parent is gone, end at once, whatever is being read."""
    while (task := read_frame(stream, Task)) is not None:
        tasks.put(task)
    os._exit(0)


def _limit_memory(megabytes: int) -> None:
    """Bound the address space where the system does so (Linux), so that one huge allocation raises MemoryError."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    bound = used + (megabytes + _ADDRESS_SLACK_MB) * 2**20
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    """Let the system end this process if nobody is left to do so; the parent's own limit comes first."""
    with contextlib.suppress(ImportError):  # Windows has no such limit
        import resource

        times = os.times()
        bound = int(times.user + times.system + 2 * seconds) + 5
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        if hard == resource.RLIM_INFINITY or bound <= hard:
            resource.setrlimit(resource.RLIMIT_CPU, (bound, hard))
