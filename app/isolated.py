"""Reading and extracting single files in a worker, for the commands that need no knowledge base."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ..extract.extraction import Extraction
from ..ingest.document import Failure
from ..ingest.errors import UsageError
from ..ingest.source import NO_AIDS, Aids, Limits
from ..kb.entry import unpack
from .archive import is_archive
from .engine import ProcessEngine, default_workers
from .finding import digest, printable_path, what_is_there
from .outcome import failed
from .task import Task


def extract_files(
    paths: Iterable[Path],
    *,
    limits: Limits = Limits(),  # noqa: B008 - immutable
    passwords: tuple[str, ...] = (),
    aids: Aids = NO_AIDS,
) -> list[Extraction]:
    """The Extraction of each of ``paths``, in their order; the header of a file that gave no text says why.

    Raises UsageError where a path is no file.
    """
    paths = list(paths)
    for path in paths:
        kind = what_is_there(path)
        if kind == "a folder":
            raise UsageError(f"{path}: it is a folder; `voltext build {path}` reads all of it")
        if kind != "file":
            raise UsageError(f"{path}: it is {kind}, no file")
        with suppress(OSError):  # whoever reads it says why it cannot be opened
            if is_archive(path):
                raise UsageError(f"{path}: it is an archive; `voltext build {path}` reads all files in it")
    results: dict[str, Extraction] = {}
    tasks: list[Task] = []
    for path in paths:
        name = printable_path(path)
        task = Task(name, "", limits, path=os.fsencode(path), passwords=passwords, aids=aids)
        try:
            tasks.append(replace(task, sha256=digest(path)))
        except OSError as error:
            failure = Failure("unreadable", f"The file cannot be opened: {error.strerror or error}.")
            results[name] = failed(replace(task, sha256="0" * 64), failure)
    engine = ProcessEngine(min(default_workers(), max(1, len(tasks))), limits)
    results.update((task.name, unpack(outcome.payload)) for task, outcome in engine.map(tasks))
    return [results[printable_path(path)] for path in paths]
