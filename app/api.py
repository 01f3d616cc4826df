"""The verbs of voltext for Python: read, extract, audit, build, search. Objects come back, and data frames of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..extract.extraction import Extraction
from ..ingest.document import Document
from ..ingest.source import Limits, Source
from .pipeline import Progress
from .pipeline import build as _build
from .report import BuildReport

if TYPE_CHECKING:
    import pandas


SAMPLE_PAPER = Path(__file__).parent / "data" / "sample-paper.xml"


def sample_paper() -> Path:
    """The sample paper that every installation carries, to try voltext on."""
    return SAMPLE_PAPER


def read(path: str | Path, *, passwords: tuple[str, ...] = ()) -> Document:
    """The Document of a file. Raises ReadError, with a reason and a remedy, where it gives none."""
    from ..ingest.readers import read as read_source

    return read_source(Source.from_path(Path(path), passwords=passwords))


def extract(paper: str | Path | Document, *, passwords: tuple[str, ...] = ()) -> Extraction:
    """All that voltext reads out of a file or a Document. Raises ReadError where the file gives no text."""
    from ..extract.pipeline import extract_document

    return extract_document(paper if isinstance(paper, Document) else read(paper, passwords=passwords))


def records(extraction: Extraction) -> pandas.DataFrame:
    """The records of ``extraction``, one a row."""
    from .flat import records_frame

    return records_frame((extraction.document, record) for record in extraction.records)


def audit(paper: str | Path | Document | Extraction, *, passwords: tuple[str, ...] = ()) -> Any:
    """What a paper reports of the 42 items that others need to repeat it, with a score."""
    from ..insight.audit import audit as audit_extraction

    return audit_extraction(paper if isinstance(paper, Extraction) else extract(paper, passwords=passwords))


def build(
    paths: str | Path | list[str | Path],
    kb: str | Path = "voltext.kb",
    *,
    workers: int | None = None,
    limits: Limits = Limits(),  # noqa: B008 - immutable
    passwords: tuple[str, ...] = (),
    again: bool = False,
    watch: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Read files and folders into a knowledge base; the report says what became of each (``report.to_frame()``)."""
    return _build(paths, kb, workers=workers, limits=limits, passwords=passwords, again=again, watch=watch)
