"""Scanned pages: what Tesseract says of them, and the whole way where it is installed."""

from __future__ import annotations

import io
import math

import numpy
import pytest

from voltext.ingest.errors import ReadError
from voltext.ingest.pdf.indices import Glyph, Part, level_of, parts_of
from voltext.ingest.pdf.lines import lines_of
from voltext.ingest.pdf.ocr import installed, lines_in, page_of, parsed
from voltext.ingest.pdf.powers import with_powers
from voltext.ingest.pdf.rereading import places_of, sheet_of
from voltext.ingest.pdf.scans import Scan, skew_of
from voltext.ingest.readers import read
from voltext.ingest.source import Aids, Limits, Source

tesseract = pytest.mark.skipif(installed() is None, reason="the program tesseract is not installed")
SENTENCES = (
    "The cathode was coated on aluminium foil and dried at 80 °C for 12 h in vacuum.",
    "Cells were cycled between 2.5 and 4.2 V at a rate of 1 C and a temperature of 25 °C.",
    "The capacity was 150 mAh per gram after 100 cycles, which is 95% of the first one.",
)


def glyph(text: str, bottom: float, top: float, x: float = 0.0) -> Glyph:
    """A character between two heights above the baseline at 100, in units of small letters of 20 pixels."""
    return Glyph(text, x, 100 - 20 * top, x + 10, 100 - 20 * bottom)


@pytest.mark.parametrize(
    ("text", "bottom", "top", "level"),
    [
        ("x", 0.0, 1.0, "base"),
        ("p", -0.45, 1.0, "base"),
        ("4", 0.0, 1.45, "base"),
        ("4", -0.25, 0.8, "sub"),
        ("2", 0.7, 1.75, "sup"),
        ("-", 0.4, 0.6, "base"),
        ("-", 1.0, 1.2, "sup"),
        ("'", 1.0, 1.5, "base"),
    ],
)
def test_the_level_of_a_character_is_told_from_its_box(text: str, bottom: float, top: float, level: str) -> None:
    assert level_of(glyph(text, bottom, top), 100, 20) == level


def test_a_word_is_cut_where_its_level_changes() -> None:
    word = [glyph("g", -0.4, 1.0), glyph("-", 1.0, 1.2, 12), glyph("1", 0.7, 1.75, 24)]
    assert [(part.text, part.level) for part in parts_of(word, 0.0, 100, 20)] == [("g", "base"), ("-1", "sup")]


def test_a_thin_space_parts_a_number_from_its_unit() -> None:
    word = [glyph("2", 0.0, 1.45), glyph("h", 0.0, 1.45, 19)]
    assert [(part.text, part.space) for part in parts_of(word, 0.0, 100, 20)] == [("2", False), ("h", True)]


@pytest.mark.parametrize(
    ("unit", "power", "read_as"),
    [("g™!,", "", "g|-1|,"), ("g", "4", "g|-1"), ("g", "-1", "g|-1"), ("g", "-2", "g|-2"), ("gas", "4", "gas|4")],
)
def test_the_power_of_a_unit_is_mended(unit: str, power: str, read_as: str) -> None:
    parts = [Part("mAh", "base", 0, 30, 100), Part(unit, "base", 40, 50, 100, space=True)]
    parts += [Part(power, "sup", 50, 55, 100)] if power else []
    assert "|".join(part.text for part in with_powers(parts)[1:]) == read_as


@pytest.mark.parametrize(("power", "supplied"), [("4", True), ("-1", False), ("-2", False)])
def test_a_power_that_was_not_read_is_marked(power: str, supplied: bool) -> None:
    parts = [Part("mAh", "base", 0, 30, 100), Part("g", "base", 40, 50, 100, space=True)]
    assert with_powers([*parts, Part(power, "sup", 50, 55, 100)])[-1].supplied is supplied


def test_indices_are_found_again_in_their_box_of_the_sheet() -> None:
    page = numpy.full((200, 200), 255, numpy.uint8)
    sheet = sheet_of(page, [(10, 10, 20, 40)] * 10)
    assert sheet.shape == (330, 2340)
    glyphs = [("-", 140.0, 60.0), ("1", 160.0, 60.0), ("4", 400.0, 62.0), ("a", 140.0, 170.0)]
    assert places_of(glyphs, 10) == ["-1", "4", *[None] * 8]


def hocr(words: str) -> bytes:
    title = "bbox 100 80 400 110; baseline 0 -10; x_size 40; x_descenders 10; x_ascenders 10"
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><div class="ocr_page">'
        f"<span class='ocr_line' title=\"{title}\">{words}</span></div></body></html>"
    ).encode()


def word(text: str, confidence: int, x: int) -> str:
    chars = "".join(
        f"<span class='ocrx_cinfo' title='x_bboxes {x + 20 * i} 72 {x + 18 + 20 * i} 100; x_conf 90'>{char}</span>"
        for i, char in enumerate(text)
    )
    return f"<span class='ocrx_word' title='bbox {x} 72 {x + 20 * len(text)} 100; x_wconf {confidence}'>{chars}</span>"


def test_words_come_with_places_and_confidence() -> None:
    lines, confidence = lines_in(parsed(hocr(word("Half", 90, 100) + word("cell", 70, 200))))
    assert confidence == 80
    page = page_of(lines, Scan(numpy.zeros((3300, 2550), numpy.uint8), 300.0), 1)
    assert (page.width, page.height) == (612, 792)
    (line,) = lines_of(page)
    assert line.text == "Half cell"
    assert (line.x0, line.y) == (24, 24)


def test_a_line_of_guesses_is_a_picture() -> None:
    assert lines_in(parsed(hocr(word("eaRT", 12, 100)))) == ([], 0.0)


@pytest.mark.parametrize("answer", [b"", b"<html", b"no hocr"])
def test_an_answer_that_is_no_hocr_is_refused(answer: bytes) -> None:
    with pytest.raises(ReadError, match="Tesseract"):
        parsed(answer)


@pytest.mark.parametrize("degrees", [-2.0, -0.5, 0.0, 1.5, 3.0])
def test_the_lean_of_lines_is_measured(degrees: float) -> None:
    ys, xs = numpy.mgrid[0:1200, 0:900]
    lines = (ys + xs * math.tan(math.radians(degrees))) % 30 < 10
    inside = (xs > 100) & (xs < 800) & (ys > 100) & (ys < 1100)
    assert skew_of(numpy.where(lines & inside, 0, 255).astype(numpy.uint8)) == pytest.approx(degrees, abs=0.1)


def test_a_blank_page_leans_nowhere() -> None:
    assert skew_of(numpy.full((1000, 800), 255, numpy.uint8)) == 0.0


def scanned(*, degrees: float = 0.0) -> bytes:
    """A PDF whose page is a picture of a printed page."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    image = pytest.importorskip("PIL.Image")
    import pypdfium2

    printed = io.BytesIO()
    page = canvas.Canvas(printed, pagesize=(500, 300))
    page.setFont("Times-Roman", 11)
    for number, sentence in enumerate(SENTENCES):
        page.drawString(50, 220 - 15 * number, sentence)
    page.save()
    with pypdfium2.PdfDocument(printed.getvalue()) as document:
        picture = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    picture = picture.rotate(degrees, resample=image.Resampling.BICUBIC, fillcolor=255)
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=200)
    return out.getvalue()


def test_without_the_option_a_scan_needs_it() -> None:
    with pytest.raises(ReadError, match="--ocr") as caught:
        read(Source("scan.pdf", scanned()))
    assert caught.value.reason == "needs_ocr"


def test_a_missing_program_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(ReadError, match="apt-get install tesseract-ocr") as caught:
        read(Source("scan.pdf", scanned(), aids=Aids(ocr=True)))
    assert caught.value.reason == "needs_ocr"


@tesseract
@pytest.mark.parametrize("degrees", [0.0, 2.0])
def test_a_scan_is_read(degrees: float) -> None:
    document = read(Source("scan.pdf", scanned(degrees=degrees), aids=Aids(ocr=True)))
    for sentence in SENTENCES:
        assert sentence in document.text
    (warning,) = [each for each in document.header.warnings if each.code == "ocr"]
    assert "page 1 (" in warning.message
    assert all(block.page == 1 and block.box is not None for block in document.blocks)


@tesseract
def test_time_is_kept() -> None:
    with pytest.raises(ReadError) as caught:
        read(Source("scan.pdf", scanned(), aids=Aids(ocr=True)), limits=Limits(seconds=0.01))
    assert caught.value.reason == "limit_time"
