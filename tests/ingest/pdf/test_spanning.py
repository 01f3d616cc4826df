"""Laws of headings that no rule marks: over columns, amid the rows, beside several rows; tables amid references."""

from __future__ import annotations

from voltext.ingest.document import CellDraft, DocumentBuilder, Header

from .paper import FILLER, Sheet, read
from .test_tables import grid, table_of

COLUMNS = (62, 150, 220, 290, 360)
Cells = list[tuple[float, str]]


def _draw(sheet: Sheet, head: list[Cells], rows: list[tuple[float, Cells]]) -> None:
    """A booktabs table: lines of the heading 8 points apart, rows at their own heights below it."""
    sheet.lines(60, 60, *FILLER)
    sheet.write(60, 130, "Table 1. Results of the cells.", size=8)
    sheet.rule(60, 136, 440)
    for number, line in enumerate(head):
        for x, text in line:
            sheet.write(x, 146 + 5 * number, text, size=8)
    bottom = 150.0 + 5 * len(head)
    sheet.rule(60, bottom, 440)
    for y, cells in rows:
        for x, text in cells:
            sheet.write(x, bottom + y, text, size=8)
    end = bottom + rows[-1][0] + 6
    sheet.rule(60, end, 440)
    sheet.lines(60, end + 30, *FILLER)


def _row(*texts: str) -> Cells:
    return [*zip(COLUMNS, texts, strict=False)]


def test_headings_centred_over_columns_span_them_without_a_rule() -> None:
    head: list[Cells] = [[(178, "Before"), (321, "After")], [(62, "Cell")], _row("", "R1", "R2", "R1", "R2")[1:]]
    rows = [(10.0, _row("A-1", "1.1", "2.1", "1.5", "3.1")), (21.0, _row("A-2", "1.2", "2.2", "1.6", "3.2"))]
    cells = grid(read(lambda sheet: _draw(sheet, head, rows)))
    assert cells[0] == ["Cell", "Before", "Before", "After", "After"]
    assert cells[1] == ["Cell", "R1", "R2", "R1", "R2"]


def test_a_line_in_the_middle_of_the_table_is_a_heading_of_the_rows_below() -> None:
    rows: list[tuple[float, Cells]] = [
        (10.0, [(170, "30 °C, 1C")]),
        (21.0, _row("A-1", "151", "140", "92")),
        (32.0, [(170, "55 °C, 1C")]),
        (43.0, _row("A-1", "149", "120", "81")),
    ]
    head = [_row("Cell", "First", "Last", "Kept (%)")]
    cells = grid(read(lambda sheet: _draw(sheet, head, rows)))
    assert [row[0] for row in cells] == ["Cell", "30 °C, 1C", "A-1", "55 °C, 1C", "A-1"]


def test_a_name_beside_the_middle_of_its_rows_names_all_of_them() -> None:
    texts = [("", "Loading", "3.1"), ("Cathode", "Density", "2.9"), ("", "Thickness", "71"), ("Anode", "Foil", "50")]
    rows = [(10.0 + 11 * place, [cell for cell in _row(*row) if cell[1]]) for place, row in enumerate(texts)]
    cells = grid(read(lambda sheet: _draw(sheet, [_row("Part", "Quantity", "Value")], rows)))
    assert [row[0] for row in cells[1:]] == ["Cathode", "Cathode", "Cathode", "Anode"]


def test_the_rule_below_a_heading_of_two_columns_does_not_bound_the_table() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.lines(60, 60, *FILLER)
        sheet.write(60, 130, "Table 1. Results of the cells.", size=8)
        sheet.write(170, 142, "Capacity", size=8)
        sheet.rule(150, 145, 250)
        for x, text in _row("Cell", "first", "last", "Kept (%)"):
            sheet.write(x, 154, text, size=8)
        sheet.rule(60, 158, 440)
        for y, text in ((168, "A-1"), (182, "A-2"), (196, "A-3")):
            for x, cell in _row(text, "151", "140", "92"):
                sheet.write(x, y, cell, size=8)
            sheet.rule(60, y + 4, 440)
        sheet.lines(60, 230, *FILLER)

    assert [row[0] for row in grid(read(draw))][-3:] == ["A-1", "A-2", "A-3"]
    assert table_of(read(draw)).table is not None


def test_a_numbered_table_amid_the_references_belongs_to_the_results() -> None:
    builder = DocumentBuilder()
    builder.add("paragraph", "We measured it.", section="results")
    builder.add("reference", "[1] A. Bee, 2019.", section="references")
    cells = [CellDraft(0, 0, "Cell"), CellDraft(1, 0, "A-1")]
    builder.add_table(cells, header_rows=1, header_columns=1, caption="Table 3. Cells.", section="references")
    builder.add_table(cells, header_rows=1, header_columns=1, caption="", section="references")
    document = builder.build(Header("0" * 16, "test", "0" * 64, "pdf", "test"))
    assert [block.section for block in document.blocks if block.kind == "table"] == ["results", "references"]
