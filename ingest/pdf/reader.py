"""PdfReader: a PDF with a text layer becomes a Document."""

from __future__ import annotations

import re
from pathlib import Path

from ..document import Document, DocumentBuilder, Header
from ..errors import ReadError
from ..source import Limits, Source
from .chars import Page, read_page
from .fonts import Fonts
from .layout import Layout
from .ocr_pages import recognise_pages
from .opening import Opened, has_picture, opened
from .pictures import with_pictures
from .quality import POOR, quality, second_opinion
from .writer import Writer

_TURNED_TABLE = re.compile(r"\b(?:Table|TABLE)\s?(?:\d|[IVX]+\b)")
_FEWEST = 16  # characters a page, below which it holds no text worth the name


class PdfReader:
    """PDFs with a text layer, in one or more columns."""

    name = "pdf"

    def read(self, source: Source, *, limits: Limits = Limits()) -> Document:  # noqa: B008 - Limits is frozen
        """The Document of a PDF.

        Raises ReadError: ``encrypted``, ``needs_ocr``, ``truncated``, ``malformed``, ``empty`` or ``limit_size``.
        """
        builder = DocumentBuilder()
        with opened(source, limits) as pdf:
            pages = _pages(pdf, builder)
            bare = _check_text(pdf, pages, builder, ocr=source.aids.ocr)
            if bare and source.aids.ocr:
                recognise_pages(pdf.handle, pages, bare, builder, seconds=limits.seconds)
            password = pdf.password
        turned = [str(page.number) for page in pages if _TURNED_TABLE.search(page.aside)]
        if turned:
            where = ", ".join(turned)
            builder.warn("turned_table", f"A table printed sideways among upright text is left out on page {where}.")
        poor = [page.number for page in pages if len(page.pieces) > 30 and quality(page) < POOR]
        if poor:
            better = second_opinion(source.data, password, pages, poor)
            pages = [better.get(page.number, page) for page in pages]
            if any(quality(page) < POOR for page in pages if page.number in poor):
                builder.warn("poor_text", "The fonts of some pages say little of what they print; words may be wrong.")
        layout = Layout(pages)
        front = Writer(builder, layout).write(pdf.info)
        header = Header(
            source.id,
            source.name,
            source.sha256,
            "pdf",
            self.name,
            doi=front.doi,
            title=front.title,
            authors=front.authors,
            journal=front.journal,
            year=front.year,
            licence=front.licence,
        )
        document = builder.build(header)
        if source.aids.figures is not None and document.figures:
            return with_pictures(document, source, limits, Path(source.aids.figures))
        return document


def _pages(pdf: Opened, builder: DocumentBuilder) -> list[Page]:
    fonts = Fonts()
    pages: list[Page] = []
    for index in range(pdf.n_pages):
        try:
            pages.append(read_page(pdf.handle, index, fonts))
        except ValueError as error:
            builder.warn("page_unreadable", f"A page was left out: {error}.")
            pages.append(Page(index + 1, 0.0, 0.0, []))
    return pages


def _check_text(pdf: Opened, pages: list[Page], builder: DocumentBuilder, *, ocr: bool) -> list[int]:
    """The pages (from 0) that are pictures without text; with ``ocr`` they are no failure and give no warning yet.

    Raises ReadError where the file holds no text.
    """
    written = [sum(len(piece.text) for piece in page.pieces) for page in pages]
    bare = [index for index, n in enumerate(written) if n < _FEWEST]
    pictures = [index for index in bare if has_picture(pdf.handle, index)]
    if len(bare) == len(pages):
        if pictures and not ocr:
            raise ReadError(
                "needs_ocr", "The pages are pictures without a text layer. Read them with --ocr, which needs Tesseract."
            )
        if sum(written) == 0 and not pictures:
            reason = "truncated" if pdf.cut_off else "empty"
            raise ReadError(reason, "The PDF holds no text. Download it again.")
    if pictures and not ocr:
        numbers = ", ".join(str(index + 1) for index in pictures)
        builder.warn("pages_need_ocr", f"These pages are pictures without a text layer: {numbers}.")
    if pdf.cut_off:
        builder.warn("truncated", "The file ends before its end mark; pages may be missing.")
    return pictures
