"""The scanned pages of a file, one after the other through Tesseract, as long as the time lasts."""

from __future__ import annotations

import time
from typing import Any

from ..document import DocumentBuilder
from ..errors import ReadError
from .chars import Page
from .ocr import MISSING, installed, recognise, with_even_sizes
from .scans import scan_of

# Of the time that a file may take, what is left for laying out the text that was recognised.
_SHARE = 0.8


def recognise_pages(
    document: Any, pages: list[Page], indices: list[int], builder: DocumentBuilder, *, seconds: float
) -> None:
    """Put in place of the pages ``indices`` (from 0) what Tesseract reads there; warnings say how sure it is.

    Pages that it did not come to within ``seconds`` stay as they were, with a warning. Raises ReadError where no page
    of the file has text in the end.
    """
    if installed() is None:
        if all(not page.pieces for page in pages):
            raise ReadError("needs_ocr", MISSING)
        builder.warn("pages_need_ocr", f"Pages {_listed(indices)} are pictures without a text layer. {MISSING}")
        return
    end = time.monotonic() + _SHARE * seconds
    read: dict[int, float] = {}
    supplied: dict[int, int] = {}
    refusal: ReadError | None = None
    for index in indices:
        try:
            left = end - time.monotonic()
            if left <= 0:
                raise ReadError("limit_time", "Tesseract took too long. Raise --max-seconds.")
            recognised = recognise(scan_of(document, index), index + 1, seconds=left)
        except ValueError as error:
            builder.warn("page_unreadable", f"A page was left out: {error}.")
            continue
        except ReadError as error:
            refusal = error
            break
        if recognised.page.pieces:
            pages[index] = recognised.page
            read[index] = recognised.confidence
            supplied[index] = recognised.supplied
    with_even_sizes([pages[index] for index in read])
    if refusal is not None and not any(page.pieces for page in pages):
        raise refusal
    if not any(page.pieces for page in pages):
        raise ReadError("empty", "Tesseract found no text on the pages. Scan them again, upright and sharper.")
    if read:
        mean = sum(read.values()) / len(read)
        builder.warn("ocr", f"Read by Tesseract, mean confidence {mean:.0f} of 100: {_named(indices, read)}.")
    smudged = [index for index in indices if supplied.get(index)]
    if smudged:
        times = sum(supplied.values())
        where = f"page {_listed(smudged)}" if len(smudged) == 1 else f"pages {_listed(smudged)}"
        builder.warn(
            "ocr_supplied",
            f"A power of a unit behind mAh g and the like was too smudged to be read and was taken for -1, {times} "
            f"times ({where}). Check numbers with such units in the scan.",
        )
    unread = [index for index in indices if index > max(read, default=-1)] if refusal is not None else []
    if refusal is not None and unread:
        builder.warn("pages_need_ocr", f"These pages were not read: {_listed(unread)}. {refusal.message}")


def _named(indices: list[int], read: dict[int, float]) -> str:
    return ", ".join(f"page {index + 1} ({read[index]:.0f})" for index in indices if index in read)


def _listed(indices: list[int]) -> str:
    return ", ".join(str(index + 1) for index in indices)
