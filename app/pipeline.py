"""build: files in, a knowledge base out; what is there is not done again, what was killed goes on."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from ..extract.means import RULES
from ..ingest.bibliography import SUFFIXES, Bibliography, entries_of
from ..ingest.errors import UsageError
from ..ingest.particulars import Particulars
from ..ingest.source import NO_AIDS, Aids, Limits
from ..kb.entry import Entry, FileEntry, pack, unpack
from ..kb.lock import BuildLock
from ..kb.sqlite import SqliteStore
from ..kb.store import RecordStore
from ..search.index import open_index
from .engine import Engine, ProcessEngine, default_workers
from .finding import Found, digest, expand, find_files
from .projection import Projection
from .report import BuildReport
from .task import LIMIT_REASONS, Outcome, Task, extractor_version, limits_text, reader_version

_BIBLIOGRAPHY_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: files met, files ended, failed ones among these, and the last one to end."""

    total: int
    ended: int
    failed: int
    last: FileEntry | None


def build(
    paths: Iterable[str | Path] | str | Path,
    kb: str | Path = "voltext.kb",
    *,
    workers: int | None = None,
    limits: Limits = Limits(),  # noqa: B008 - immutable
    passwords: tuple[str, ...] = (),
    aids: Aids = NO_AIDS,
    again: bool = False,
    means: str = RULES,
    watch: Callable[[Progress], None] | None = None,
    engine: Engine | None = None,
) -> BuildReport:
    """Read the files of ``paths`` into the knowledge base ``kb`` and return what became of each.

    A file whose bytes the knowledge base holds is not read again, with these exceptions: a locked one when
    ``passwords`` are given, a scanned one when ``aids`` say ``ocr``, one that broke a limit when ``limits`` are
    others, one that other readers could not read, and all when ``again`` is True. A document that another version
    extracted, or another of ``means`` (``rules`` or a model file), is extracted from anew, from its stored text.
    ``watch`` is told after each file.
    Raises UsageError where a path is not there, StoreError where ``kb`` refuses.
    """
    began = time.monotonic()
    if not str(kb).strip():
        raise UsageError("a knowledge base needs the name of a folder")
    folder = Path(kb)
    given = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    found = list(find_files(given, limits=limits))
    chosen = engine or ProcessEngine(workers or default_workers(), limits)
    with closing(SqliteStore.create(folder)) as store, BuildLock(folder), closing(open_index(folder)) as index:
        projection = Projection(store, index)
        projection.catch_up()
        bibliography = Bibliography(_entries(found))
        scratch = _emptied(folder / "unpacked")
        if aids.figures is not None:
            Path(aids.figures).mkdir(parents=True, exist_ok=True)
        report = BuildReport(str(folder))
        run = _Build(
            store, projection, report, len(found), limits, scratch, bibliography, passwords, aids, again, watch, means
        )
        run.reopened(found)
        for task, outcome in chosen.map(run.tasks(found)):
            run.keep(task, outcome)
        projection.flush()
        projection.sweep()
        projection.settle()
        shutil.rmtree(scratch)
        report.seconds = time.monotonic() - began
        return report


def _entries(found: Iterable[Found]) -> Iterator[Particulars]:
    """What the bibliographies among the files say."""
    for file in found:
        if file.path.suffix.lower() in SUFFIXES and file.refused is not None and file.refused[0] == "skipped":
            with suppress(OSError):  # it is listed as a file that is no paper, readable or not
                if file.path.stat().st_size <= _BIBLIOGRAPHY_BYTES:
                    yield from entries_of(file.path.read_bytes())


def _emptied(folder: Path) -> Path:
    """``folder``, made anew: a killed build may have left files in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


class _Build:
    """One build: decides what is to do, keeps what was done, counts."""

    def __init__(
        self,
        store: RecordStore,
        projection: Projection,
        report: BuildReport,
        total: int,
        limits: Limits,
        scratch: Path,
        bibliography: Bibliography,
        passwords: tuple[str, ...],
        aids: Aids,
        again: bool,
        watch: Callable[[Progress], None] | None,
        means: str,
    ) -> None:
        self._store = store
        self._projection = projection
        self.report = report
        self._total = total
        self._limits = limits
        self._scratch = scratch
        self._bibliography = bibliography
        self._passwords = passwords
        self._aids = aids
        self._again = again
        self._watch = watch
        self._means = means
        self._known = {file.path: file for file in store.files()}
        # Files of the documents that are being read, by document id: the same bytes are read once.
        self._waiting: dict[str, list[Found]] = {}
        self._done: set[str] = set()
        self._failed = 0

    def reopened(self, found: Iterable[Found]) -> None:
        """Note as read the folders that an earlier build could not read, and this one can."""
        folders = {str(folder) for file in found for folder in PurePath(file.key).parents}
        closed = [file for file in self._known.values() if file.reason == "unreadable" and file.path in folders]
        self._store.note(
            replace(file, status="skipped", reason=None, message="It is a folder; its files are listed.")
            for file in closed
        )

    def tasks(self, found: Iterable[Found]) -> Iterator[Task]:
        """The Tasks that ``found`` needs; files that need none are noted on the way."""
        for each in found:
            self._total -= 1
            for file in expand(each, limits=self._limits, into=self._scratch):
                self._total += 1
                task = self._task_or_note(file)
                if task is not None:
                    yield task
                elif file.temporary:
                    file.path.unlink()

    def _task_or_note(self, file: Found) -> Task | None:
        """What is to do for ``file``; where it is refused or cannot be read that is noted, and nothing is to do."""
        if file.refused is not None:
            self._note(FileEntry(file.key, file.name, None, *file.refused))
            return None
        try:
            return self._task(file)
        except OSError as error:
            message = f"The file cannot be opened: {error.strerror or error}."
            self._note(FileEntry(file.key, file.name, None, "failed", "unreadable", message))
            return None

    def _task(self, file: Found) -> Task | None:
        """What is to do for ``file``, if anything is. Raises OSError where it cannot be read."""
        sha256 = digest(file.path)
        id = sha256[:16]
        if id in self._waiting:
            self._waiting[id].append(file)
            return None
        entry = self._store.get(id)
        path = os.fsencode(file.path)
        task = Task(
            file.name, sha256, self._limits, path=path, passwords=self._passwords, aids=self._aids, means=self._means
        )
        if file.archive is not None:
            task = replace(task, archive=os.fsencode(file.archive), member=file.member)
        if entry is not None and (id in self._done or not self._to_read(entry)):
            if id in self._done or entry.status == "failed" or entry.version == extractor_version(self._means):
                self._complete(entry, file)
                self._note(FileEntry(file.key, file.name, id, entry.status, entry.reason, entry.message))
                return None
            task = replace(task, payload=entry.payload)
        self._waiting[id] = [file]
        return task

    def _to_read(self, entry: Entry) -> bool:
        """Whether the file behind ``entry`` may give something else if it is read again."""
        if self._again or (entry.status == "failed" and entry.version != reader_version()):
            return True
        reasons = {entry.reason} | {warning.code for warning in entry.header.warnings}
        if "encrypted" in reasons and self._passwords:
            return True
        if self._aids.ocr and not reasons.isdisjoint(("needs_ocr", "pages_need_ocr")):
            return True
        return entry.limits != limits_text(self._limits) and not reasons.isdisjoint(LIMIT_REASONS)

    def keep(self, task: Task, outcome: Outcome) -> None:
        """Store what became of ``task`` and note all files with its bytes."""
        id = task.sha256[:16]
        files = self._waiting.pop(id)
        if files[0].temporary:
            files[0].path.unlink()
        extraction = unpack(outcome.payload)
        bare = not any(block.kind == "abstract" for block in extraction.blocks)
        header = self._bibliography.complete(extraction.document, task.member or task.name, abstract=bare)
        if header != extraction.document:
            extraction = replace(extraction, document=header)
            outcome = replace(outcome, payload=pack(extraction))
        entry = Entry(
            extraction.document, outcome.version, limits_text(self._limits), outcome.payload, outcome.signature
        )
        entries = [FileEntry(file.key, file.name, id, entry.status, entry.reason, entry.message) for file in files]
        self._store.add(entry, entries)
        self._projection.put(extraction)
        self._done.add(id)
        for file in entries:
            self._count(file)

    def _complete(self, entry: Entry, file: Found) -> None:
        """Fill in what a bibliography says of a document that is not read again."""
        # Whether the paper has an abstract of its own is known only of one that is read.
        header = self._bibliography.complete(entry.header, file.member or file.name)
        if header != entry.header:
            extraction = replace(entry.extraction(), document=header)
            self._store.add(replace(entry, header=header, payload=pack(extraction)))
            self._projection.put(extraction)

    def _note(self, file: FileEntry) -> None:
        if self._known.get(file.path) == file:
            self.report.unchanged += 1
        else:
            self._store.note([file])
        self._count(file)

    def _count(self, file: FileEntry) -> None:
        self.report.files.append(file)
        self._failed += file.status == "failed"
        if self._watch is not None:
            self._watch(Progress(self._total, len(self.report.files), self._failed, file))
