"""Reading and extracting single files in a worker, for the commands that need no knowledge base."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ..extract.extraction import Extraction
from ..extract.means import RULES
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
    means: str = RULES,
) -> list[Extraction]:
    """The Extraction of each of ``paths``, in their order; the header of a file that gave no text says why.

    ``means`` is what they are extracted by, ``rules`` or a model file. Raises UsageError where a path is no file.
    """
    return list(each_extraction(paths, limits=limits, passwords=passwords, aids=aids, means=means))


def each_extraction(
    paths: Iterable[Path],
    *,
    limits: Limits = Limits(),  # noqa: B008 - immutable
    passwords: tuple[str, ...] = (),
    aids: Aids = NO_AIDS,
    means: str = RULES,
) -> Iterator[Extraction]:
    """The same, one by one: no more is held than what the workers are ahead of the slowest file, packed."""
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
    return _in_order(paths, limits, Task("", "", limits, b"", passwords=passwords, aids=aids, means=means))


def _in_order(paths: list[Path], limits: Limits, like: Task) -> Iterator[Extraction]:
    names = [printable_path(path) for path in paths]
    asked = Counter(names)
    unreadable: dict[str, Extraction] = {}

    def tasks() -> Iterator[Task]:
        for name, path in dict(zip(names, paths, strict=True)).items():
            task = replace(like, name=name, path=os.fsencode(path))
            try:
                yield replace(task, sha256=digest(path))
            except OSError as error:
                failure = Failure("unreadable", f"The file cannot be opened: {error.strerror or error}.")
                unreadable[name] = failed(replace(task, sha256="0" * 64), failure)

    outcomes = ProcessEngine(min(default_workers(), max(1, len(asked))), limits).map(tasks())
    ended: dict[str, bytes] = {}
    try:
        for name in names:
            while name not in ended and name not in unreadable and (pair := next(outcomes, None)) is not None:
                ended[pair[0].name] = pair[1].payload
            yield unreadable[name] if name in unreadable else unpack(ended[name])
            asked[name] -= 1
            if not asked[name]:
                ended.pop(name, None)
    finally:
        if isinstance(outcomes, Generator):
            outcomes.close()
