"""Cells that stand at half the height between the lines of their neighbours."""

from voltext.ingest.pdf.centred import levelled
from voltext.ingest.pdf.chars import Piece
from voltext.ingest.pdf.fonts import NO_FONT
from voltext.ingest.pdf.lines import Line


def segment(text: str, column: int, y: float) -> Line:
    return Line([Piece(text, 100.0 * column, 100.0 * column + 30, y, 10.0, NO_FONT, True)], 1)


def column_of(line: Line) -> int:
    return int(line.x0 // 100)


def test_lines_of_one_cell_join_the_row_centred_beside_them() -> None:
    body = [
        [segment("ball milled", 0, 10)],
        [segment("1.2", 1, 16), segment("3.4", 2, 16)],
        [segment("for 2 h", 0, 22)],
    ]
    rows, spans = levelled(body, column_of)
    assert [{s.text for s in row} for row in rows] == [{"ball milled", "1.2", "3.4", "for 2 h"}]
    assert not spans


def test_a_cell_centred_beside_rows_spans_them() -> None:
    body = [
        [segment("1", 1, 10), segment("2", 2, 10)],
        [segment("bare", 0, 16)],
        [segment("3", 1, 22), segment("4", 2, 22)],
    ]
    rows, spans = levelled(body, column_of)
    assert [{s.text for s in row} for row in rows] == [{"1", "2", "bare"}, {"3", "4"}]
    assert list(spans.values()) == [2]


def test_rows_on_their_own_baselines_stay_as_they_are() -> None:
    body = [[segment("a", 0, 10), segment("1", 1, 10)], [segment("b", 0, 22), segment("2", 1, 22)]]
    assert levelled(body, column_of)[0] == body
