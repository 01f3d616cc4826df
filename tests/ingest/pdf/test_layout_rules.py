"""Rules of tables, captions, axes and abstracts, each with a page or lines that it alone reads rightly."""

from __future__ import annotations

from voltext.ingest.pdf.chars import Piece
from voltext.ingest.pdf.columns import groups_of
from voltext.ingest.pdf.fonts import font_named
from voltext.ingest.pdf.joining import joined
from voltext.ingest.pdf.lines import Line
from voltext.ingest.pdf.paragraphs import Chunk

from .paper import FILLER, Sheet, read, texts

ROWS = [(f"Cell {name}", f"{number}.5", f"{number}.7") for number, name in enumerate("ABCDEFGHIJ", 1)]


def line(text: str, x: float, y: float, size: float = 10.0) -> Line:
    return Line([Piece(text, x, x + 5 * len(text), y, size, font_named("Times-Roman"), True)], 1)


def opened(sheet: Sheet) -> float:
    """A title, a heading and text; where they end."""
    sheet.write(60, 60, "On cells that were held at rest", font="Times-Bold", size=16)
    y = sheet.lines(60, 90, "1. Introduction", font="Times-Bold", size=11) + 4
    return sheet.lines(60, y, *FILLER, *FILLER)


def draw_rows(sheet: Sheet, y: float, rows: list[tuple[str, str, str]]) -> float:
    for row in rows:
        for x, cell in zip((60, 200, 320), row, strict=True):
            sheet.write(x, y, cell, size=9)
        y += 12
    return y


def test_rows_go_on_below_a_rule_that_only_parts_them() -> None:
    def draw(sheet: Sheet) -> None:
        y = sheet.lines(60, 80, *FILLER) + 12
        sheet.write(60, y, "Table 1. Cells and their capacities.", size=9)
        sheet.rule(60, y + 6, 400)
        y = draw_rows(sheet, y + 18, [("Cell", "First", "Second")])
        sheet.rule(60, y - 7, 400)
        y = draw_rows(sheet, y + 4, ROWS[:3])
        sheet.rule(60, y - 7, 400)
        y = draw_rows(sheet, y + 4, ROWS[3:]) + 30
        sheet.lines(60, y, *FILLER, *FILLER)

    [table] = [block.table for block in read(draw).blocks if block.table]
    assert table.n_rows == 1 + len(ROWS)


def test_a_line_that_begins_with_the_name_of_a_table_goes_on_with_its_sentence() -> None:
    def draw(sheet: Sheet) -> None:
        y = opened(sheet)
        y = sheet.lines(60, y, "All of the values that were found in this way are collected here and in")
        y = sheet.lines(60, y, "Table 2. Each is a mean.") + 4
        sheet.rule(60, y, 400)
        y = draw_rows(sheet, y + 12, [("Cell", "First", "Second")])
        sheet.rule(60, y - 7, 400)
        y = draw_rows(sheet, y + 4, ROWS[:4])
        sheet.rule(60, y - 7, 400)
        sheet.lines(60, y + 24, *FILLER)

    document = read(draw)
    assert not any(block.table for block in document.blocks)  # the rows have no caption of their own
    assert any("collected here and in Table 2. Each is a mean." in text for text in texts(document, "paragraph"))


def test_a_row_of_two_cells_is_no_line_of_the_text_above_it() -> None:
    text = [line("x" * 50, 40, 100 + 12 * n) for n in range(3)]
    row = [line("y" * 24, 40, 136), line("z" * 24, 170, 136)]
    assert groups_of([*text, *row], None)[0].lines == text


def test_the_title_of_an_axis_heads_nothing() -> None:
    def draw(sheet: Sheet) -> None:
        y = opened(sheet) + 12
        y = sheet.lines(60, y, "2. Results", font="Times-Bold", size=11) + 4
        y = sheet.lines(60, y, *FILLER, *FILLER) + 40
        sheet.write(150, y, "Capacity retention of cells", font="Helvetica-Bold", size=12)
        y = sheet.lines(60, y + 60, "Figure 1. Cells that were cycled at rest.", size=9) + 14
        sheet.lines(60, y, *FILLER, *FILLER)

    assert texts(read(draw), "heading") == ["1. Introduction", "2. Results"]


def test_small_print_right_below_a_caption_is_more_of_it() -> None:
    caption = Chunk("caption", [line("Figure 1. Cells at rest, as they", 40, 100, 8)], 1, (40, 300))
    more = Chunk("paragraph", [line("were seen on the third day.", 40, 110, 8)], 1, (40, 300))
    apart = Chunk("paragraph", [line("Text far below the caption.", 40, 200, 8)], 1, (40, 300))
    assert [chunk.text for chunk in joined([caption, more, apart])] == [
        "Figure 1. Cells at rest, as they were seen on the third day.", "Text far below the caption.",
    ]  # fmt: skip


def test_text_in_another_size_ends_an_abstract_without_headings() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.write(60, 70, "On cells that were held at rest", font="Times-Bold", size=16)
        sheet.write(60, 95, "Ann Weber and Li Chen", size=10)
        y = sheet.lines(60, 130, "Abstract", font="Times-Bold", size=11) + 4
        y = sheet.lines(60, y, *FILLER, FILLER[0], FILLER[3], size=9) + 20
        y = sheet.lines(60, y, *FILLER, *FILLER, *FILLER) + 12
        y = sheet.lines(60, y, "2. Results", font="Times-Bold", size=11) + 4
        sheet.lines(60, y, *FILLER, *FILLER, *FILLER)

    sections = [(block.kind, block.section) for block in read(draw).blocks if block.kind in ("abstract", "paragraph")]
    assert sections == [("abstract", "abstract"), ("paragraph", "introduction"), ("paragraph", "results")]


def test_line_numbers_at_the_right_edge_are_no_text() -> None:
    def draw(sheet: Sheet) -> None:
        y = opened(sheet) + 12
        for number, text in enumerate([*FILLER, *FILLER, *FILLER], 1):
            sheet.write(60, y, text)
            sheet.write(420, y, str(number + 10), size=6)
            y += 12

    assert not any("11" in text or "22" in text for text in texts(read(draw), "paragraph"))


def test_a_date_below_the_authors_is_no_journal() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.write(60, 60, "On cells that were held at rest", font="Times-Bold", size=16)
        sheet.write(60, 90, "Ann Weber")
        sheet.write(60, 105, "November 22, 2026")
        y = sheet.lines(60, 140, "1. Introduction", font="Times-Bold", size=11) + 4
        sheet.lines(60, y, *FILLER, *FILLER)

    assert read(draw).header.journal is None
