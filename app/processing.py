"""What a worker does with a Task: read the file, extract from the Document, pack the result.

Only workers import this module: it brings the readers and the rules along, which the parent never needs.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ..extract.extraction import Extraction
from ..extract.profile import extractor_by
from ..ingest.document import Document, Failure, ReadWarning
from ..ingest.errors import MissingExtra, ReadError
from ..ingest.readers import read
from ..ingest.source import Source
from ..kb.entry import pack, unpack
from ..kb.likeness import signature
from .outcome import bare, bug, failed, with_warning
from .packed import Packed
from .task import Outcome, Task, extractor_version, reader_version

_log = logging.getLogger(__name__)


class _ForNow(Exception):  # noqa: N818 - not an error of the file
    """A failure that lies with the moment or the installation, not with the bytes: the next build tries again."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.failure = Failure(reason, message)


def process(task: Task, stage: Callable[[str], None]) -> Outcome:
    """Read and extract; ``stage`` is told when reading is over. Bad input becomes a failure in the header."""
    try:
        document = _document(task)
    except _ForNow as error:
        return Outcome(pack(failed(task, error.failure)), "")
    if isinstance(document, Failure):
        return Outcome(pack(failed(task, document)), reader_version())
    if not task.extract:
        return Outcome(pack(bare(document)), "", signature(document.text))
    stage("extract")
    return Outcome(pack(_extraction(document, task.means)), extractor_version(task.means), signature(document.text))


def _document(task: Task) -> Document | Failure:
    if task.payload is not None:
        return unpack(task.payload).source_document
    try:
        path = Path(os.fsdecode(task.path))
        source = Source.from_path(path, name=task.name, passwords=task.passwords, aids=task.aids)
        if task.archive is not None:
            source = replace(source, beside=Packed(Path(os.fsdecode(task.archive)), task.member))
        if source.sha256 != task.sha256:
            raise _ForNow("unreadable", "It changed while it was being read. Give the same command again.")
        document = read(source, limits=task.limits)
    except _ForNow:
        raise
    except ReadError as error:
        return Failure(error.reason, error.message)
    except MissingExtra as error:
        message = f"{error.feature} needs an optional part. Install it: {error.command}"
        raise _ForNow("unsupported", message) from error
    except OSError as error:
        raise _ForNow("unreadable", f"The file cannot be opened: {error.strerror or error}.") from error
    except MemoryError:
        return Failure(
            "limit_memory", f"Reading took more than {task.limits.memory_mb} MB of memory. Raise --max-memory."
        )
    except RecursionError:
        return Failure("limit_size", "The file nests its parts too deeply to be read.")
    except Exception as error:  # noqa: BLE001 - whatever a reader does, the build goes on and the file says so
        _log.exception("reading %s", task.name)
        return Failure("internal", f"Reading it met {bug(error)}.")
    if not document.text.strip():
        return Failure("empty", "The file holds no text. Download it again.")
    return document


def _extraction(document: Document, means: str) -> Extraction:
    try:
        return next(iter(extractor_by(means).extract([document])))
    except MemoryError:
        warning = ReadWarning("limit_memory", "The text is kept, but extraction took too much memory.")
    except Exception as error:  # noqa: BLE001 - whatever a rule does, the text is kept and the file says so
        _log.exception("extracting from %s", document.header.source)
        warning = ReadWarning("extraction_failed", f"The text is kept, but extraction met {bug(error)}.")
    return with_warning(bare(document), warning)
