"""Opening a PDF: bytes become pages of pieces, or a ReadError that says why not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ..errors import ReadError
from ..source import Limits, Source

_INFO = ("Title", "Author", "Subject", "Keywords", "CreationDate", "doi")


@dataclass(frozen=True)
class Opened:
    """An open PDF: the pdfium handle, its number of pages and its metadata."""

    handle: Any
    n_pages: int
    info: dict[str, str]
    cut_off: bool  # the file ends before its end mark
    password: str  # the one that opened it, empty where none was needed


@contextmanager
def opened(source: Source, limits: Limits) -> Iterator[Opened]:
    """The open PDF of ``source``.

    Raises ReadError: ``empty``, ``encrypted``, ``truncated``, ``malformed`` or ``limit_size``.
    """
    data = source.data
    if not data.strip(b"\x00 \t\r\n"):
        raise ReadError("empty", "The file holds no bytes. Download it again.")
    cut_off = b"%%EOF" not in data[-4096:]
    document, password = _open(source, cut_off)
    try:
        n_pages = len(document)
        if n_pages == 0:
            reason = "truncated" if cut_off else "malformed"
            raise ReadError(reason, "The PDF has no page that can be read. Download it again.")
        if n_pages > limits.pages:
            raise ReadError(
                "limit_size", f"The PDF has {n_pages} pages, the limit is {limits.pages}. Raise it or split the file."
            )
        info = {key: document.get_metadata_value(key) for key in _INFO}
        yield Opened(document.raw, n_pages, info, cut_off, password)
    finally:
        document.close()


def _open(source: Source, cut_off: bool) -> tuple[pdfium.PdfDocument, str]:
    error: pdfium.PdfiumError | None = None
    for password in (None, *source.passwords):
        try:
            return pdfium.PdfDocument(source.data, password=password), password or ""
        except pdfium.PdfiumError as refused:
            error = refused
            if getattr(refused, "err_code", None) != raw.FPDF_ERR_PASSWORD:
                break
    # pdfium keeps the code of its last refusal, whatever file that was: the file itself must speak of encryption.
    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD and b"/Encrypt" in source.data:
        given = "None of the passwords given opens it." if source.passwords else "Give it with --password."
        raise ReadError("encrypted", f"The PDF is locked with a password. {given}") from error
    if getattr(error, "err_code", None) == raw.FPDF_ERR_SECURITY:
        raise ReadError("encrypted", "The PDF is locked in a way that is not supported. Save it unlocked.") from error
    if cut_off:
        raise ReadError("truncated", "The PDF ends before its last page. Download it again.") from error
    raise ReadError("malformed", "The PDF is damaged beyond repair. Download it again or print it anew.") from error


def has_picture(document: Any, index: int) -> bool:
    """Whether a page (from 0) shows a picture that covers a good part of it."""
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        return False
    try:
        return any(
            raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, i)) in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
            for i in range(min(raw.FPDFPage_CountObjects(page), 500))
        )
    finally:
        raw.FPDF_ClosePage(page)
