"""The shapes that a Task ends in beside a full Extraction: no text at all, or text with a warning."""

from __future__ import annotations

from dataclasses import replace

from ..extract.extraction import SCHEMA, Extraction
from ..ingest.document import Document, Failure, Header, ReadWarning
from .task import Task


def failed(task: Task, failure: Failure) -> Extraction:
    """The empty Extraction of a file that gave no text."""
    header = Header(task.sha256[:16], task.name, task.sha256, "", "", failure=failure)
    return Extraction(SCHEMA, header, ())


def bug(error: BaseException) -> str:
    """One line on an error that nobody foresaw."""
    return f"a bug of voltext ({type(error).__name__}: {str(error)[:200]})"


def bare(document: Document) -> Extraction:
    """A Document with nothing extracted from it yet."""
    return Extraction(
        SCHEMA, document.header, document.blocks, document.references, document.citations, figures=document.figures
    )


def with_warning(extraction: Extraction, warning: ReadWarning) -> Extraction:
    """``extraction`` with one more warning."""
    header = replace(extraction.document, warnings=(*extraction.document.warnings, warning))
    return replace(extraction, document=header)
