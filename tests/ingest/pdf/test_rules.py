"""Rules of the layout, each with a page that it alone reads rightly."""

from __future__ import annotations

from voltext.ingest.pdf.chars import Piece
from voltext.ingest.pdf.columns import Group, bands_of
from voltext.ingest.pdf.fonts import font_named
from voltext.ingest.pdf.lines import Line

from .paper import FILLER, Sheet, read, texts


def line(text: str, x: float, y: float, size: float = 10.0, font: str = "Times-Roman") -> Line:
    return Line([Piece(text, x, x + 5 * len(text), y, size, font_named(font), True)], 1)


def group(*lines: Line) -> Group:
    made = Group()
    for each in lines:
        made.add(each)
    return made


def test_a_heading_in_small_capitals_has_the_size_of_its_capitals() -> None:
    pieces = [
        Piece(text, x, x + 8 * len(text), 20.0, size, font_named("Times-Roman"), space)
        for text, x, size, space in [
            ("I", 10, 10.0, True), ("NTRODUCTION", 18, 8.0, False), ("A", 120, 10.0, True), ("ND", 128, 8.0, False),
        ]
    ]  # fmt: skip
    assert Line(pieces, 1).size == 10.0


def test_a_numbered_heading_may_take_a_second_indented_line() -> None:
    def draw(sheet: Sheet) -> None:
        y = sheet.lines(60, 100, *FILLER, *FILLER) + 12
        y = sheet.lines(60, y, "2.1. Assembly of cells with coated cathodes", font="Times-Bold")
        y = sheet.lines(78, y, "and with bare ones", font="Times-Bold") + 2
        sheet.lines(60, y, *FILLER, *FILLER)

    assert texts(read(draw), "heading") == ["2.1. Assembly of cells with coated cathodes and with bare ones"]


def test_a_list_in_both_columns_below_the_page_is_read_after_both() -> None:
    left, head = group(line("text on the left", 40, 100)), group(line("References", 40, 300), line("1 one", 40, 315, 8))
    right, listed = (
        group(line("text on the right", 320, 100)),
        group(line("2 two", 320, 315, 8), line("3 three", 320, 330, 8)),
    )
    bands = bands_of([left, head, right, listed], lambda text: text == "References", 318)
    assert bands == [[left, right], [head, listed]]
