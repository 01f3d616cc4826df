"""EmbeddedServer: an ArcadeDB on this machine for as long as a command needs it, with its data in a folder."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from ...ingest.errors import MissingExtra, StoreError
from .arcade_host import DATABASE, READER
from .bolt import BoltGraph
from .seal import SEAL, spoil

HOST = f"{__package__}.arcade_host"
START_SECONDS = 120
# Loads that meet wait for one another this long.
PATIENCE = 60.0
HEAP = "1g"
# What the log says where files were damaged from outside.
_DAMAGE = (
    "invalid content size",
    "Error on loading record",
    "DatabaseMetadataException",
    "corrupted",
    "BufferUnderflow",
)


class DamagedGraphError(StoreError):
    """The files of an embedded graph are not those that were written: it must be made anew."""


class EmbeddedServer:
    """A process with ArcadeDB in it, on a free port of the loopback, under passwords made for this run.

    It ends with ``stop``, and by itself when this process ends in whatever way. Its data outlives both, and its own
    death too: what was committed is there on the next start. Errors call the graph ``name``; with ``renew`` what is
    there is thrown away first.
    """

    def __init__(
        self,
        folder: Path,
        *,
        seconds: float = 0.0,
        heap: str = HEAP,
        patience: float = PATIENCE,
        name: str = "",
        renew: bool = False,
    ) -> None:
        self.folder = folder
        self.name = name or f"the graph in {folder}"
        self._renew = renew
        self.address = ""
        self.password = secrets.token_urlsafe(24)
        self.reader_password = secrets.token_urlsafe(24)
        self._seconds = seconds
        self._heap = heap
        self._patience = patience
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> EmbeddedServer:
        """Start it and wait until it listens; ``seconds`` is what a query may take, 0 as long as it likes.

        Raises MissingExtra where arcadedb-embedded is not installed, DamagedGraphError where files were changed from
        outside, and StoreError where it does not start or another load or query holds the folder.
        """
        if find_spec("arcadedb_embedded") is None:
            raise MissingExtra("the embedded graph", "graph")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{self.folder} cannot be made: {error.strerror or error}") from error
        paths = [path for path in sys.path if path]
        self._process = subprocess.Popen(
            [sys.executable, "-m", HOST], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,  # an interrupt is the command's to deal with: it stops the server in good order
        )  # fmt: skip
        answer = self._ask()
        if "port" not in answer:
            last_words = self._last_words()
            if "damaged" in answer or self.is_damaged:
                raise DamagedGraphError(f"{self.name} is damaged")
            raise StoreError(str(answer.get("refused") or last_words))
        self._renew = False
        self.address = f"bolt://127.0.0.1:{answer['port']}"
        return self

    def graph(self, *, prepare: bool = True) -> BoltGraph:
        """The graph that the server holds. Without ``prepare`` as a user who may only read."""
        user, password = ("root", self.password) if prepare else (READER, self.reader_password)
        return BoltGraph.connect(
            self.address, user=user, password=password, database=DATABASE, prepare=prepare, patience=5.0,
            name=self.name,
        )  # fmt: skip

    def stop(self) -> None:
        """Let it close its files, and end it where it does not."""
        if self._process is None:
            return
        try:
            self._process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
        self._process = None

    def kill(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    @property
    def version(self) -> str:
        """The version of ArcadeDB."""
        return metadata.version("arcadedb-embedded")

    @property
    def ended(self) -> bool:
        """Whether it ended before it was told to."""
        return self._process is not None and self._process.poll() is not None

    def complaint(self) -> str:
        """The last line of its log that speaks of a full disk or of memory; empty where there is none."""
        said = [line for line in self._log() if "No space left" in line or "OutOfMemory" in line]
        return said[-1].strip() if said else ""

    @property
    def is_damaged(self) -> bool:
        """Whether its log says that files are not what they were, and no full disk made them so."""
        return not self.complaint() and any(words in line for line in self._log() for words in _DAMAGE)

    def _log(self) -> list[str]:
        try:
            text = (self.folder / "server" / "server.log").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return []
        return text.splitlines()

    def _last_words(self) -> str:
        """Why it did not start: the last line that it wrote before it ended, or was ended."""
        assert self._process is not None
        self._process.kill()
        _, said = self._process.communicate()
        self._process = None
        lines = said.splitlines() or self._log()
        return f"{self.name} does not start: {lines[-1].strip() if lines else 'it ended without a word'}"

    def _ask(self) -> dict[str, object]:
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {
            "folder": str(self.folder), "password": self.password, "reader": self.reader_password,
            "seconds": self._seconds, "heap": self._heap, "patience": self._patience, "renew": self._renew,
        }  # fmt: skip
        timer = threading.Timer(START_SECONDS + self._patience, self._process.kill)
        timer.start()
        try:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except OSError:  # it ended before it read
            line = ""
        finally:
            timer.cancel()
        answer: dict[str, object] = json.loads(line) if line.strip() else {}
        return answer


@contextmanager
def embedded_graph(kb: Path, *, prepare: bool = True, seconds: float = 0.0, heap: str = HEAP) -> Iterator[BoltGraph]:
    """The graph of the knowledge base ``kb``, served for as long as the block lasts.

    Without ``prepare`` for reading only, also where the folder cannot be written: then a copy of it is served. A
    damaged graph is thrown away for the next load to fill it (``renewed`` says so); one that turns out to be damaged
    within the block will be by the next. Raises what ``EmbeddedServer.start`` raises, and StoreError with the reason
    where the server ends in between.
    """
    name = f"the graph of {kb}"
    with ExitStack() as stack:
        folder = kb / "graph" if prepare else stack.enter_context(_writable(kb / "graph", name))
        server = EmbeddedServer(folder, seconds=seconds, heap=heap, name=name)
        renewed = False
        try:
            server.start()
        except DamagedGraphError as error:
            if not prepare:
                raise DamagedGraphError(f"{error}: `voltext load --kb {kb}` makes it anew") from error
            renewed = True
            server = EmbeddedServer(folder, seconds=seconds, heap=heap, name=name, renew=True)
            server.start()
        stack.callback(server.stop)
        with _told(server, kb):
            graph = server.graph(prepare=prepare)
            stack.callback(graph.close)
            graph.renewed = renewed
            yield graph


@contextmanager
def _writable(folder: Path, name: str) -> Iterator[Path]:
    """``folder``, or a copy of it where it cannot be written: the server keeps its files beside the data."""
    if all(os.access(path, os.W_OK) for path in (folder, folder / "databases")):
        yield folder
        return
    with TemporaryDirectory(prefix="voltext-graph-") as copy:
        try:
            shutil.copytree(folder / "databases", Path(copy) / "databases", copy_function=shutil.copyfile)
            for path in (Path(copy) / "databases", *(Path(copy) / "databases").rglob("*")):
                if path.is_dir():
                    path.chmod(0o700)  # copytree gives folders the permissions of those that cannot be written
            if (folder / SEAL).is_file():
                shutil.copyfile(folder / SEAL, Path(copy) / SEAL)
        except (OSError, shutil.Error) as error:
            raise StoreError(f"{name} cannot be written, nor copied to read it ({error})") from error
        yield Path(copy)


@contextmanager
def _told(server: EmbeddedServer, kb: Path) -> Iterator[None]:
    """Errors of the block with what the server's log tells of them."""
    try:
        yield
    except StoreError as error:
        complaint = server.complaint()
        if "No space left" in complaint:
            raise StoreError(
                f"{server.folder}: no space left on the disk; make room and load again, what is loaded stays loaded"
            ) from error
        if server.is_damaged:
            server.stop()
            spoil(server.folder)
            raise DamagedGraphError(f"{server.name} is damaged: `voltext load --kb {kb}` makes it anew") from error
        if server.ended:
            raise StoreError(
                f"{server.name} lost its server{': ' + complaint if complaint else ''}; load again"
            ) from error
        raise
