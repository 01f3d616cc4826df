"""Laws of tables in PDFs: ruled and booktabs, spanning headers, footnotes, text beside them."""

from __future__ import annotations

from voltext.ingest.document import Block, Document

from .paper import FILLER, Sheet, read, texts

ROWS = (("NMC-1", "3.1", "165", "92"), ("NMC-2", "4.2", "171", "90"), ("LFP-1", "2.0", "150", "98"))
COLUMNS = (62, 160, 260, 360)


def table_of(document: Document) -> Block:
    (block,) = [block for block in document.blocks if block.table is not None]
    return block


def grid(document: Document) -> list[list[str]]:
    table = table_of(document).table
    assert table is not None
    return [["" if c is None else document.text[c.start : c.end] for c in row] for row in table.grid()]


def booktabs(sheet: Sheet) -> None:
    sheet.lines(60, 60, *FILLER)
    sheet.write(60, 130, "Table 1. Loadings and capacities of the cells.", size=8)
    sheet.rule(60, 136, 440)
    sheet.write(260, 146, "Capacity and retention", size=8)
    sheet.rule(255, 149, 440)
    for x, text in zip(COLUMNS, ("Sample", "Loading (mg/cm2)", "First (mAh/g)", "Last (%)"), strict=True):
        sheet.write(x, 158, text, size=8)
    sheet.rule(60, 162, 440)
    y = 172.0
    for row in ROWS:
        for x, text in zip(COLUMNS, row, strict=True):
            sheet.write(x, y, text, size=8)
        y += 11
    sheet.rule(60, y - 6, 440)
    sheet.write(60, y + 4, "a All values are means of three cells.", size=7)
    for _ in range(4):
        y = sheet.lines(60, y + 30, *FILLER)


def test_booktabs_cells_stand_in_their_rows_and_columns() -> None:
    cells = grid(read(booktabs))
    assert list(cells[-3:]) == [list(row) for row in ROWS]


def test_a_header_over_two_columns_spans_them() -> None:
    document = read(booktabs)
    table = table_of(document).table
    assert table is not None
    assert table.header_rows == 2
    assert table.header_columns == 1
    (cell,) = [c for c in table.cells if document.text[c.start : c.end] == "Capacity and retention"]
    assert (cell.row, cell.column, cell.colspan) == (0, 2, 2)


def test_caption_and_footnote_stand_beside_the_table() -> None:
    table = table_of(read(booktabs)).table
    assert table is not None
    assert table.caption == "Table 1. Loadings and capacities of the cells."
    assert table.footnotes == ("a All values are means of three cells.",)


def test_the_table_leaves_the_text_around_it_whole() -> None:
    document = read(booktabs)
    assert all("165" not in text for text in texts(document, "paragraph"))
    assert "same day." in document.text[: document.text.index("Table 1.")]


def ruled(sheet: Sheet) -> None:
    sheet.lines(60, 60, *FILLER)
    sheet.write(60, 130, "Table 2. The cells again.", size=8)
    y = 140.0
    for row in (("Sample", "Loading", "First", "Last"), *ROWS):
        sheet.rule(58, y, 440)
        for x, text in zip(COLUMNS, row, strict=True):
            sheet.write(x, y + 10, text, size=8)
        y += 14
    sheet.rule(58, y, 440)
    for x in (58, 155, 255, 355, 440):
        sheet.canvas.line(x, 841.9 - 140, x, 841.9 - y)
    for _ in range(4):
        y = sheet.lines(60, y + 30, *FILLER)


def test_ruled_cells_stand_in_their_rows_and_columns() -> None:
    assert grid(read(ruled)) == [["Sample", "Loading", "First", "Last"], *[list(row) for row in ROWS]]


def test_a_sentence_about_a_table_is_no_table() -> None:
    def draw(sheet: Sheet) -> None:
        y = sheet.lines(
            60, 60, *FILLER, "What was measured is listed in", "Table 1. It has four columns, and it is not here."
        )
        for _ in range(5):
            y = sheet.lines(60, y + 10, *FILLER)

    assert not any(block.table for block in read(draw).blocks)
