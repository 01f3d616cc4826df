"""Worker: a process of its own for files that nobody vouches for. It can be limited, watched, killed and replaced.

The parent sends Tasks through the child's standard input and reads replies from its standard output, each a frame of
four bytes of length and a msgpack body. It polls the child's computing time, resident memory and the wall clock, and
kills it where one is over. What the systems add: Linux also bounds the address space (a single huge allocation fails
before it is made) and the computing time within the child, so that it ends even if the parent was killed; macOS bounds
the computing time only; on Windows the parent's polling is all there is.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import psutil

from ..ingest.document import Failure, ReadWarning
from ..ingest.source import Limits
from ..kb.entry import pack, unpack
from .child import CRASH, OUT_OF_MEMORY
from .frames import Reply, read_frame, write_frame
from .outcome import failed, with_warning
from .task import Outcome, Task, extractor_version, reader_version

_POLL_SECONDS = 0.05
_START_SECONDS = 120.0
_STARTS = 4
_KILLED = 9
# Waiting (for a disk, for other programs) is not the file's fault: the wall clock may show this many times the limit.
_WALL_FACTOR = 4.0
_PACKAGE_FOLDER = str(Path(__file__).parent.parent.parent)
PROCESS = "voltext.app.processing:process"


@dataclass(frozen=True, slots=True)
class Breach:
    """Why a child did not finish: a reason code, and a sentence with a hole for ``Reading`` or ``Extraction``.

    ``from_outside`` says that somebody else ended it, mostly the system for want of memory.
    """

    reason: str
    sentence: str
    from_outside: bool = False


class Worker:
    """One child process at a time; ``run`` starts it, and starts another after a kill or ``recycle`` files.

    ``function`` names what the child runs, ``module:name``; tests put their own there.
    """

    def __init__(self, limits: Limits, *, recycle: int = 500, function: str = PROCESS) -> None:
        self._limits = limits
        self._recycle = recycle
        self._function = function
        self._child: subprocess.Popen[bytes] | None = None
        self._replies: queue.SimpleQueue[Reply | None] = queue.SimpleQueue()
        self._errors: IO[bytes] | None = None  # what the child writes to its standard error
        self._served = 0

    @property
    def pid(self) -> int | None:
        """The process id of the child, or None where none runs."""
        return self._child.pid if self._child else None

    def run(self, task: Task) -> Outcome:
        """Do ``task`` in the child. A breach of a limit or a crash is an outcome, not an error."""
        if self._child is None or self._child.poll() is not None:
            self._start()
        outcome, breach, stage = self._exchange(task)
        if breach is not None and breach.from_outside:  # once more: it may have been the turn of any file
            self._start()
            outcome, breach, stage = self._exchange(task)
        self._served += 1
        if breach is not None:
            self.stop()
            outcome = self._after(breach, task, stage)
        elif self._served >= self._recycle or self._memory_mb() > self._limits.memory_mb / 2:
            self.stop()
        assert outcome is not None
        return outcome

    def stop(self) -> None:
        """End the child, if one runs."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with suppress(OSError):  # a half-written frame to a child that is gone
                    stream.close()
        child.wait()
        if self._errors is not None:
            self._errors.close()

    def _after(self, breach: Breach, task: Task, stage: str) -> Outcome:
        """What is left after a breach: the text, if reading was over (it is read again, without extraction).

        After one from outside there is no version, so that the next build tries again.
        """
        if stage == "extract" and task.extract:
            read = self.run(replace(task, extract=False))
            document = unpack(read.payload)
            if document.document.failure is None:
                message = f"The text is kept, but {breach.sentence.replace('{}', 'extraction', 1)}"
                warned = with_warning(document, ReadWarning(breach.reason, message))
                version = "" if breach.from_outside else extractor_version(task.means)
                return Outcome(pack(warned), version, read.signature)
        failure = Failure(breach.reason, breach.sentence.replace("{}", "Reading", 1))
        return Outcome(pack(failed(task, failure)), "" if breach.from_outside else reader_version())

    def _start(self) -> None:
        for attempt in range(_STARTS):
            errors, code = self._started()
            if code is None:
                return
            # Killed before it had a file in hand: that is for once, and no reason to give the build up.
            if code != -_KILLED or attempt == _STARTS - 1:
                failure = RuntimeError(f"a worker process did not start: {errors.splitlines()[-1]}")
                failure.add_note(errors)
                raise failure

    def _started(self) -> tuple[str, int | None]:
        """Start a child and wait until it is ready: its last words and exit code, or None where it is."""
        self.stop()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the child; `stop` closes it
        self._replies = queue.SimpleQueue()
        self._served = 0
        # -P keeps the working directory, which may hold anything, out of the module path.
        program = "from voltext.app.child import main; main()"
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-c", program, self._function, str(self._limits.memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=_environment(),
        )
        threading.Thread(target=_listen, args=(self._child.stdout, self._replies), daemon=True).start()
        code = 0
        try:
            reply = self._replies.get(timeout=_START_SECONDS)
            if reply is not None and reply.kind == "ready":
                return "", None
            code = self._child.wait() if reply is None else 0
        except queue.Empty:
            pass
        errors = self._last_words()
        self.stop()
        return errors, code

    def _exchange(self, task: Task) -> tuple[Outcome | None, Breach | None, str]:
        """Send ``task`` and wait: (outcome, None, stage) or (None, breach, stage in which it happened)."""
        assert self._child is not None
        assert self._child.stdin is not None
        stage = "read"
        watch = Watch(self._child.pid, task.limits)
        try:
            write_frame(self._child.stdin, task)
        except OSError:
            return None, self._crash(), stage
        while True:
            try:
                reply = self._replies.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                breach = watch.breach()
                if breach is not None:
                    return None, breach, stage
                continue
            if reply is None:
                return None, self._crash(), stage
            if reply.kind == "done":
                return reply.outcome, None, stage
            stage = reply.text

    def _crash(self) -> Breach:
        """Why the child ended by itself."""
        assert self._child is not None
        code = self._child.wait()
        if code == OUT_OF_MEMORY:
            return _over_memory(self._limits)
        if code == -_KILLED:
            why = "{} was killed twice from outside, most likely by the system for want of memory. Use fewer --workers."
            return Breach("limit_memory", why, from_outside=True)
        if code == -24:  # SIGXCPU
            return _over_time("the limit of computing time")
        last = self._last_words().splitlines()[-1][:200] if code == CRASH else f"signal {-code}" if code < 0 else code
        return Breach("internal", f"{{}} crashed the program that does it ({last}).")

    def _last_words(self) -> str:
        if self._errors is None:
            return "nothing was said"
        self._errors.seek(0)
        return self._errors.read()[-2000:].decode(errors="replace").strip() or "nothing was said"

    def _memory_mb(self) -> float:
        try:
            return float(psutil.Process(self.pid).memory_info().rss) / 2**20
        except psutil.Error:
            return 0.0


def _over_time(limit: str) -> Breach:
    return Breach("limit_time", f"{{}} took more than {limit}. Raise --max-seconds.")


def _over_memory(limits: Limits) -> Breach:
    return Breach("limit_memory", f"{{}} took more than {limits.memory_mb} MB of memory. Raise --max-memory.")


class Watch:
    """The computing time, memory and wall clock that one child spends on one file."""

    def __init__(self, pid: int, limits: Limits) -> None:
        self._process = psutil.Process(pid)
        self._limits = limits
        self._computed = self._computing_time()
        self._began = time.monotonic()

    def breach(self) -> Breach | None:
        """The limit that is over by now, if one is."""
        limits = self._limits
        try:
            computed = self._computing_time() - self._computed
            memory = self._process.memory_info().rss / 2**20
        except psutil.Error:
            return None  # it just ended; the closed pipe says so too
        if computed > limits.seconds:
            return _over_time(f"{limits.seconds:g} s of computing time")
        if time.monotonic() - self._began > limits.seconds * _WALL_FACTOR:
            return _over_time(f"{limits.seconds * _WALL_FACTOR:g} s by the clock")
        if memory > limits.memory_mb:
            return _over_memory(limits)
        return None

    def _computing_time(self) -> float:
        try:
            times = self._process.cpu_times()
        except psutil.Error:
            return 0.0
        return float(times.user + times.system)


def _listen(stream: IO[bytes], replies: queue.SimpleQueue[Reply | None]) -> None:
    """Put every frame of ``stream`` into ``replies``, and None at its end."""
    try:
        while (reply := read_frame(stream, Reply)) is not None:
            replies.put(reply)
    except (OSError, ValueError):  # the stream was closed by `stop` while we waited on it
        pass
    finally:
        replies.put(None)


def _environment() -> dict[str, str]:
    """The environment of a child: this very voltext is importable, and numeric libraries keep to one thread."""
    environment = dict(os.environ)
    path = [_PACKAGE_FOLDER, *filter(None, [environment.get("PYTHONPATH")])]
    environment["PYTHONPATH"] = os.pathsep.join(path)
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        environment.setdefault(variable, "1")
    return environment
