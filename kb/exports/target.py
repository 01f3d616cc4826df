"""Target: the file of an export, which is there when it is whole, and as it was before when it could not be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...ingest.errors import FULL_DISK, UsageError


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A file beside ``out`` that takes its place when the block ends well, and goes when it does not.

    Raises UsageError where it cannot be written.
    """
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        if out.is_dir():
            raise UsageError(f"{out} is a folder; name a file")
        part.touch()
        yield part
        part.replace(out)
    except OSError as error:
        full = "; make room and give the command again" if error.errno in FULL_DISK else ""
        raise UsageError(f"{out} cannot be written: {error.strerror or error}{full}") from error
    finally:
        part.unlink(missing_ok=True)
