"""Figures: what captions say of them, and their pictures."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from voltext.ingest.document import DocumentBuilder, Header
from voltext.ingest.figure import panels_of
from voltext.ingest.readers import read
from voltext.ingest.source import Aids, Source


def panels(caption: str) -> list[tuple[str, str]]:
    return [(label, caption[start:end]) for label, start, end in panels_of(caption)]


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("(a) Structure; (b) spectrum.", [("a", "(a) Structure;"), ("b", "(b) spectrum.")]),
        ("(A) Foil, (B,C) pores.", [("A", "(A) Foil,"), ("B-C", "(B,C) pores.")]),
        ("Foil: (a) cut, (b)–(d) cycled.", [("a", "(a) cut,"), ("b-d", "(b)–(d) cycled.")]),
        ("Rate test (a), cycling (b).", [("a", "Rate test (a)"), ("b", "cycling (b)")]),
        ("(a) Foil, (b) tar; see (c). (c) Ash.", [("a", "(a) Foil,"), ("b", "(b) tar; see (c)."), ("c", "(c) Ash.")]),
        ("Cell. a) Sketch. b) Photograph.", [("a", "a) Sketch."), ("b", "b) Photograph.")]),
        ("Cell. a, Sketch. b, Photograph.", [("a", "a, Sketch."), ("b", "b, Photograph.")]),
        ("Pair distribution (O-O) of the melt (b).", []),
        ("A plot of voltage (V) against time (h).", []),
        ("Loading (wtot) and (a) foil.", []),
        ("", []),
    ],
)  # fmt: skip
def test_panels_are_told_from_the_caption(caption: str, expected: list[tuple[str, str]]) -> None:
    assert panels(caption) == expected


@pytest.mark.parametrize("piece", ["(a) ", "(a,", "(a, b", "(a) and ", "a) ", "((", "a, "])
def test_hostile_captions_end_soon(piece: str) -> None:
    assert len(panels("Figure 1. " + piece * 50_000)) <= 26


def test_figures_point_into_the_text() -> None:
    builder = DocumentBuilder()
    builder.add("paragraph", "Some text before.")
    builder.add("caption", "Table 1. No figure.")
    caption = builder.add("caption", "Figure 2. (a) Foil; (b) pores.", page=3)
    unlabelled = builder.add("caption", "A drawer.")
    assert caption is not None
    assert unlabelled is not None
    builder.picture(unlabelled, "drawer.png")
    document = builder.build(Header("0" * 16, "x", "0" * 64, "text", "text"))
    one, other = document.figures
    assert (one.id, one.label, one.caption_block, one.page, one.image) == ("f0", "Figure 2", caption.id, 3, None)
    assert [document.text[panel.start : panel.end] for panel in one.panels] == ["(a) Foil;", "(b) pores."]
    assert (other.label, other.image) == (None, "drawer.png")


def test_jats_and_html_name_their_pictures() -> None:
    jats = (
        b'<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta><title-group><article-title>A cell'
        b"</article-title></title-group></article-meta></front><body><sec><title>Results</title><p>It works well.</p>"
        b'<fig id="f1"><label>Figure 1</label><caption><p>A coin cell.</p></caption>'
        b'<graphic xlink:href="cell-g1"/></fig>'
        b"</sec></body></article>"
    )
    html = (
        b"<html><head><title>A cell</title></head><body><article><h1>A cell</h1><h2>Results</h2><p>"
        + b"The cell was cycled for a hundred hours and still held its charge. " * 8
        + b'</p><figure><img src="data:image/gif;base64,R0"><img src="/img/cell.png"><figcaption>Figure 1. A coin cell.'
        b"</figcaption></figure></article></body></html>"
    )
    assert [(f.label, f.image) for f in read(Source("a", jats)).figures] == [("Figure 1", "cell-g1")]
    assert [(f.label, f.image) for f in read(Source("a", html)).figures] == [("Figure 1", "/img/cell.png")]


def paper_with_pictures() -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    utils = pytest.importorskip("reportlab.lib.utils")
    image = pytest.importorskip("PIL.Image")
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(500, 700))
    page.setFont("Times-Roman", 10)
    for line in range(10):
        page.drawString(
            50, 650 - 13 * line, "The cell was cycled for a hundred hours and it still held its charge then."
        )
    page.drawImage(utils.ImageReader(image.new("RGB", (90, 60), "red")), 100, 300, 180, 120)
    page.drawString(50, 280, "Figure 1. A red square, which stands for a coin cell.")
    page.drawImage(utils.ImageReader(image.new("RGB", (8, 8), "blue")), 400, 660, 20, 20)
    page.rect(100, 120, 200, 100)
    page.drawString(50, 60, "Figure 2. A picture that is drawn with lines alone.")
    page.save()
    return out.getvalue()


def test_the_pictures_of_a_pdf_are_kept(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    document = read(Source("a.pdf", paper_with_pictures(), aids=Aids(figures=str(tmp_path))))
    one = document.figures[0]
    assert one.label == "Figure 1"
    assert one.box == pytest.approx((100, 280, 280, 400), abs=1)
    assert one.image is not None
    with image.open(tmp_path / one.image) as picture:
        red, green, blue = picture.convert("RGB").getpixel((20, 20))
    assert red > 240
    assert max(green, blue) < 20
    again = read(Source("a.pdf", paper_with_pictures(), aids=Aids(figures=str(tmp_path))))
    assert again.figures[0].image == one.image


def test_no_picture_is_kept_unless_asked_for(tmp_path: Path) -> None:
    document = read(Source("a.pdf", paper_with_pictures()))
    assert [figure.image for figure in document.figures] == [None, None]
    assert list(tmp_path.iterdir()) == []
