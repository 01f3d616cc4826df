"""The style of a paper's body: the commonest size and its own font, whatever stands in sizes beside it."""

from __future__ import annotations

from voltext.ingest.pdf.chars import Piece
from voltext.ingest.pdf.fonts import font_named
from voltext.ingest.pdf.lines import Line
from voltext.ingest.pdf.style import style_of


def lines(count: int, size: float, font: str) -> list[Line]:
    return [
        Line([Piece("wordsofthetext" * 3, 0, 200, 20.0 * n, size, font_named(font), True)], 1) for n in range(count)
    ]


def test_a_rare_size_beside_the_body_brings_no_font_along() -> None:
    style = style_of([*lines(50, 10.0, "Times-Roman"), *lines(3, 9.9, "Helvetica-Bold"), *lines(5, 9.8, "Helvetica")])
    assert (style.size, style.font.name) == (10.0, "Times-Roman")


def test_a_paper_without_long_lines_has_a_style_too() -> None:
    assert style_of([]).size == 10.0
