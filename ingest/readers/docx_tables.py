"""Tables of Word: cells merged along rows and columns, head rows as marked, rows that tracked changes took away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..flow import Flow
from ..grid import RawCell
from ..normal import Run
from .docx_runs import W


def read_table(
    flow: Flow, table: Any, runs_of: Callable[[Any], list[Run]], *, caption: str, notes: Sequence[Sequence[Run]]
) -> None:
    """Add the table element to ``flow``; ``runs_of`` gives the runs of a cell."""
    rows: list[list[RawCell]] = []
    marked: list[bool] = []
    heights: dict[int, tuple[int, int]] = {}
    for row in table.findall(f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        number = len(rows)
        cells: list[RawCell] = []
        column = _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in row.iterfind(f"{W}tc"):
            width = max(1, _count(cell.find(f"{W}tcPr/{W}gridSpan"), 1))
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val") != "restart" and column in heights:
                top, place = heights[column]
                held = rows[top][place] if top < number else cells[place]
                rows[top][place] = RawCell(
                    held.text, held.rowspan + 1, held.colspan, held.header, held.citations, held.column
                )
            else:
                heights[column] = (number, len(cells))
                cells.append(flow.cell(runs_of(cell), colspan=width, column=column))
            column += width
        rows.append(cells)
        marked.append(row.find(f"{W}trPr/{W}tblHeader") is not None)
    flow.table(rows, head_rows=marked.index(False) if False in marked else 0, caption=caption, footnotes=notes)


def _count(element: Any, usual: int) -> int:
    value = str(element.get(f"{W}val", "")) if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 5 else usual
