"""Numbers that are no text: those of a manuscript's lines, those of equations."""

from voltext.ingest.pdf.chars import Page, Piece
from voltext.ingest.pdf.fonts import NO_FONT
from voltext.ingest.pdf.furniture import drop_line_numbers
from voltext.ingest.pdf.lines import Line
from voltext.ingest.pdf.references import begins_unnamed


def piece(text: str, x0: float, y: float, size: float = 10.0) -> Piece:
    return Piece(text, x0, x0 + 5.0 * len(text), y, size, NO_FONT, True)


def test_line_numbers_leave_the_page_and_the_values_stay() -> None:
    pieces = []
    for number in range(1, 13):
        pieces += [
            piece(str(number), 50 - 5 * len(str(number)), 20.0 * number, 6.0),
            piece("heated to", 60, 20.0 * number),
        ]
        pieces.append(piece("300", 110, 20.0 * number))
    page = Page(1, 400, 600, pieces)
    drop_line_numbers([page])
    assert [p.text for p in page.pieces] == ["heated to", "300"] * 12


def test_the_number_of_an_equation_begins_no_list_of_references() -> None:
    texts = ["(1)", *(f"[{n}] A. Author, Some Journal" for n in range(1, 10))]
    lines = [Line([piece(text, 50, 12.0 * i)], 1) for i, text in enumerate(texts)]
    assert begins_unnamed(lines) == 1
