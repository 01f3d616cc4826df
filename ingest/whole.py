"""Whole: files that are there when they are whole, and as they were before when they could not be written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import FULL_DISK, UsageError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A file beside ``path`` that takes its place when the block ends well, and goes when it does not.

    Writers of the same path do not meet: each has a file of its own, and the last one stays. Raises OSError.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.touch()
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """``whole_file`` for what a person asked for. Raises UsageError, with the remedy, where it cannot be written."""
    if out.is_dir():
        raise UsageError(f"{out} is a folder; name a file")
    try:
        if _is_stream(out):
            yield out
            return
        # A link stays a link: what it points to is replaced.
        with whole_file(Path(os.path.realpath(out))) as part:
            yield part
    except OSError as error:
        full = "; make room and give the command again" if error.errno in FULL_DISK else ""
        raise UsageError(f"{out} cannot be written: {error.strerror or error}{full}") from error


def _is_stream(out: Path) -> bool:
    """Whether ``out`` is no file that another could take the place of: a pipe, a terminal, /dev/stdout."""
    return out.is_relative_to("/dev") or out.is_relative_to("/proc") or (out.exists() and not out.is_file())
