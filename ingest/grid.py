"""Rows of cells with spans become places in a grid; the leading rows and columns that name are counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .document import CellDraft
from .errors import ReadError

_NUMERIC = re.compile(r"[\s~≈<>≤≥±+\-–(]*\d[\d\s.,×x^+\-–±()/:%eE*]*(?:[a-zA-Zμ°%/^\-\d·]{0,8})?$")
_EMPTY = re.compile(r"[\s\-–—.*/]*$|^(?:n\.?\s?[ad]\.?|nil|none)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as it stands in its row; ``header`` if the markup calls it one, ``column`` if it names its column."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    citations: tuple[tuple[int, tuple[str, ...]], ...] = ()
    column: int = -1


def lay_out(rows: Sequence[Sequence[RawCell]], *, limit: int) -> list[CellDraft]:
    """Each cell with its row and column. Spans are cut where they leave the table.

    Raises ReadError ``limit_size`` where the grid would have more than ``limit`` places.
    """
    cells: list[CellDraft] = []
    taken: dict[int, int] = {}
    widest = 0
    places = 0
    for row_number, row in enumerate(rows):
        column = 0
        for raw in row:
            column = max(column, raw.column)
            while taken.get(column, 0) > row_number:
                column += 1
            rowspan = min(max(1, raw.rowspan), len(rows) - row_number)
            colspan = min(max(1, raw.colspan), 1000)
            places += rowspan * colspan
            if places > limit:
                raise ReadError("limit_size", f"A table has more than {limit} cells. Split the file.")
            for place in range(column, column + colspan):
                taken[place] = row_number + rowspan
            cells.append(CellDraft(row_number, column, raw.text, rowspan, colspan, raw.citations))
            column += colspan
            widest = max(widest, column)
    if widest * len(rows) > limit:
        raise ReadError("limit_size", f"A table has more than {limit} cells. Split the file.")
    return cells


def is_numeric(text: str) -> bool:
    """Whether a cell's text is a number, with a unit or an error at most."""
    return bool(_NUMERIC.match(text)) and len(text) < 40


def header_shape(
    rows: Sequence[Sequence[RawCell]], cells: Sequence[CellDraft], *, head_rows: int = 0
) -> tuple[int, int]:
    """How many leading rows and columns name rather than measure.

    ``head_rows`` is what the markup itself calls the head; without it, leading rows of header cells count, or else a
    first row without numbers above rows that have some.
    """
    if not rows:
        return 0, 0
    header_rows = head_rows
    if not header_rows:
        while header_rows < len(rows) - 1 and rows[header_rows] and all(cell.header for cell in rows[header_rows]):
            header_rows += 1
    if not header_rows and len(rows) > 1:
        first = [cell.text for cell in rows[0] if cell.text.strip()]
        rest = [cell.text for row in rows[1:] for cell in row]
        if first and not any(map(is_numeric, first)) and any(map(is_numeric, rest)):
            header_rows = 2 if _goes_on(rows) else 1
    header_rows = min(header_rows, max(0, len(rows) - 1))
    body = [cell for cell in cells if cell.row >= header_rows]
    by_column: dict[int, list[str]] = {}
    for cell in body:
        by_column.setdefault(cell.column, []).append(cell.text)
    width = max((cell.column + cell.colspan for cell in cells), default=0)
    if width < 2:
        return header_rows, 0
    marked = {
        (cell.row, cell.column)
        for row, drafts in zip(rows, _by_row(cells, len(rows)), strict=True)
        for raw, cell in zip(row, drafts, strict=True)
        if raw.header
    }
    if any(row >= header_rows for row, _ in marked):
        columns = 0
        while (
            columns < width - 1
            and any((row, columns) in marked for row in range(header_rows, len(rows)))
            and _share_marked(body, marked, columns) > 0.5
        ):
            columns += 1
        if columns:
            return header_rows, columns
    columns = 0
    while columns < width - 1 and _names(by_column.get(columns, [])):
        columns += 1
    if columns == 0 or not any(_measures(by_column.get(column, [])) for column in range(columns, width)):
        # A table of words, or one whose first column holds numbers: by custom the first column names the row.
        columns = 1
    return header_rows, columns


def _goes_on(rows: Sequence[Sequence[RawCell]]) -> bool:
    """Whether the second row names what cells of the first span: another of them stands across both, or on nothing."""
    if len(rows) < 3 or not any(cell.colspan > 1 for cell in rows[0]):
        return False
    whole = len(rows[0]) == 1
    blank = bool(rows[1]) and not rows[1][0].text.strip() and bool(rows[0][0].text.strip())
    return not whole and (blank or any(cell.rowspan == 2 for cell in rows[0]))


def _by_row(cells: Sequence[CellDraft], n_rows: int) -> list[list[CellDraft]]:
    rows: list[list[CellDraft]] = [[] for _ in range(n_rows)]
    for cell in cells:
        rows[cell.row].append(cell)
    return rows


def _share_marked(body: Sequence[CellDraft], marked: set[tuple[int, int]], column: int) -> float:
    cells = [cell for cell in body if cell.column == column]
    return sum((cell.row, cell.column) in marked for cell in cells) / len(cells) if cells else 0.0


def _names(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text.strip() and not _EMPTY.match(text)]
    return bool(filled) and sum(map(is_numeric, filled)) * 3 < len(filled)


def _measures(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text.strip() and not _EMPTY.match(text)]
    return bool(filled) and sum(map(is_numeric, filled)) * 2 >= len(filled)
