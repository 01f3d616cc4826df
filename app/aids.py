"""Aids as the command line asks for them, checked before a file is opened."""

from __future__ import annotations

from pathlib import Path

from ..ingest.errors import UsageError
from ..ingest.source import Aids


def aids_of(*, ocr: bool, grobid: str | None, figures: Path | None = None) -> Aids:
    """The Aids. Raises UsageError where Tesseract is not installed or ``grobid`` is no http or https address."""
    if ocr:
        from ..ingest.pdf.ocr import MISSING, installed

        if installed() is None:
            raise UsageError(f"--ocr: {MISSING}")
    if grobid is not None:
        from ..ingest.grobid import checked_address

        try:
            grobid = checked_address(grobid)
        except ValueError as error:
            raise UsageError(f"--grobid {grobid}: {error}") from error
    return Aids(ocr, grobid, None if figures is None else str(figures.absolute()))
