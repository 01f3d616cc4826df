"""What becomes of PDFs that cannot be read as they are."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from voltext.ingest.errors import ReadError
from voltext.ingest.pdf.reader import PdfReader
from voltext.ingest.source import Limits, Source

from .paper import FILLER, Sheet


def reason(data: bytes, *, passwords: tuple[str, ...] = (), limits: Limits = Limits()) -> str:  # noqa: B008
    with pytest.raises(ReadError) as caught:
        PdfReader().read(Source("bad.pdf", data, passwords), limits=limits)
    return caught.value.reason


def locked() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("volta", ownerPassword="owner", strength=128))
    canvas.drawString(60, 700, "A locked page that still has words on it.")
    canvas.save()
    return out.getvalue()


def plain(pages: int = 1) -> bytes:
    sheet = Sheet()
    for _ in range(pages):
        sheet.lines(60, 60, *FILLER)
        sheet.page()
    return sheet.data()


def test_a_password_opens_a_locked_file() -> None:
    assert reason(locked()) == "encrypted"
    assert reason(locked(), passwords=("wrong",)) == "encrypted"
    document = PdfReader().read(Source("locked.pdf", locked(), ("wrong", "volta")))
    assert "A locked page" in document.text


def test_a_picture_of_a_page_needs_ocr() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    sheet = Sheet()
    sheet.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 841)
    assert reason(sheet.data()) == "needs_ocr"


def test_pages_without_text_among_others_are_named() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    sheet = Sheet()
    sheet.lines(60, 60, *FILLER)
    sheet.page()
    sheet.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 841)
    (warning,) = PdfReader().read(Source("mixed.pdf", sheet.data())).header.warnings
    assert warning.code == "pages_need_ocr"
    assert "2" in warning.message


def test_reasons_are_told_apart() -> None:
    assert reason(b"") == "empty"
    bare = Sheet()
    bare.rule(60, 60, 300)
    assert reason(bare.data()) == "empty"
    assert reason(plain()[:400]) == "truncated"
    assert reason(b"%PDF-1.4\nnothing at all\n%%EOF") == "malformed"
    assert reason(plain(3), limits=Limits(pages=2)) == "limit_size"


def test_reading_twice_gives_the_same() -> None:
    source = Source("same.pdf", plain(2))
    assert PdfReader().read(source) == PdfReader().read(source)
