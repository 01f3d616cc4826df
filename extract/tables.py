"""Tables understood: their columns told, turned where rows hold the properties, their cells read as quantities."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..ingest.document import Block, Document, Table, TableCell
from .headers import BLANK, Meaning, is_ignored, meaning_of, name_by_caption, stated
from .properties import OTHER, find_properties, properties
from .quantities import parse_quantity
from .quantity import Normalised, Quantity


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with the headers on top: ``rows[r][c]`` are its cells below the header, transposed where need be."""

    block: Block
    rows: tuple[tuple[TableCell | None, ...], ...]
    columns: tuple[Meaning, ...]
    transposed: bool


def cell_text(document: Document, cell: TableCell | None) -> str:
    """The words of a cell."""
    return "" if cell is None else document.text[cell.start : cell.end].strip()


def understand(document: Document, block: Block) -> Grid | None:
    """The table of ``block`` with its columns told, turned where its first column holds the properties."""
    table = block.table
    if table is None or table.n_rows < 2 or table.n_columns < 2:
        return None
    grid = table.grid()
    head = max(1, min(table.header_rows, table.n_rows - 1))
    upright = _columns(document, table, grid, head)
    score = _score(upright)
    if table.n_columns >= 2 and table.n_rows >= 2:
        turned_grid = [[grid[row][column] for row in range(table.n_rows)] for column in range(table.n_columns)]
        turned = _columns(document, table, turned_grid, max(1, table.header_columns))
        if _score(turned) > score and _score(turned) >= 2:
            rows = tuple(tuple(row) for row in turned_grid[max(1, table.header_columns) :])
            return Grid(block, rows, turned, True)
    return Grid(block, tuple(tuple(row) for row in grid[head:]), upright, False)


def _score(columns: tuple[Meaning, ...]) -> int:
    """How many headers say by their own words what they measure."""
    return sum(
        1
        for column in columns
        if column.role in ("property", "condition")
        and (column.unit is not None or find_properties(column.header) or column.code == "cycles")
    )


def _columns(document: Document, table: Table, grid: list[list[TableCell | None]], head: int) -> tuple[Meaning, ...]:
    meanings: list[Meaning] = []
    for column in range(len(grid[0])):
        parts: list[str] = []
        for row in range(head):
            text = cell_text(document, grid[row][column])
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        body = [cell_text(document, grid[row][column]) for row in range(head, len(grid))]
        meanings.append(meaning_of(parts, table.caption, body))
    if not any(meaning.role == "property" for meaning in meanings):
        name_by_caption(meanings, table.caption, [cell_text(document, row[0]) for row in grid[head:]])
    if not any(meaning.role == "label" for meaning in meanings):
        # A table of electrolytes names its samples in the column that elsewhere states a condition.
        for index, meaning in enumerate(meanings):
            if meaning.code == "electrolyte":
                meanings[index] = replace(meaning, role="label", code="")
                break
    if meanings and meanings[0].role == "none" and not is_ignored(meanings[0].header):
        meanings[0] = replace(meanings[0], role="label")
    return tuple(meanings)


def quantities_of_cell(text: str, column: Meaning, offset: int) -> list[Quantity]:
    """The values of a cell under ``column``, in the column's unit where the cell gives none."""
    clean = text.strip()
    if BLANK.match(clean):
        return []
    lead = len(text) - len(text.lstrip())
    own = [q for q in stated(clean) if q.dimension is not None]
    allowed = properties()[column.code].dimensions if column.role == "property" else frozenset()
    fitting = [q for q in own if q.dimension in allowed or column.code == OTHER]
    if fitting:
        return [replace(q, start=offset + lead + q.start, end=offset + lead + q.end) for q in fitting]
    if own and column.role == "property":
        return []
    found: list[Quantity] = []
    parts = [part for part in re.split(r"\s*(?:;|\s/\s|\n|,\s(?=\d))\s*", clean) if part]
    for part in parts if len(parts) <= 6 else []:
        value = _parsed(part, column)
        if value is None:
            return []
        start = offset + lead + clean.find(part)
        found.append(replace(value, start=start, end=start + len(part), text=part))
    return found


def _parsed(text: str, column: Meaning) -> Quantity | None:
    bare = re.sub(r"\s*(?:\^?[a-e*†‡§]|\(\d+\))$", "", text).strip()
    if re.search(r"\d+\.\d+\.\d+", bare) or not re.search(r"\d", bare):
        return None
    if column.unit is None:
        return parse_quantity(bare, None) or _bare_number(bare)
    quantity = parse_quantity(bare, column.unit)
    return quantity if quantity is None or column.factor == 1.0 else _scaled(quantity, column.factor)


_NUMBER = re.compile(
    r"(?P<about>[~≈]|ca\.?\s?)?(?P<value>[-−–]?\d+(?:\.\d+)?)(?:\s?(?:±|\+/-)\s?(?P<error>\d+(?:\.\d+)?))?"
)


def _bare_number(text: str) -> Quantity | None:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    value = float(match["value"].replace("−", "-").replace("–", "-"))
    error = float(match["error"]) if match["error"] else None
    return Quantity(value, None, None, error, "", "approximate" if match["about"] else "exact", None)


def _scaled(quantity: Quantity, factor: float) -> Quantity:
    """``quantity`` times the power of ten of its heading (units with an offset have none)."""

    def times(value: float | None) -> float | None:
        return None if value is None else float(f"{value * factor:.12g}")

    normal = quantity.normalised
    return replace(
        quantity,
        value=times(quantity.value),
        min=times(quantity.min),
        max=times(quantity.max),
        error=times(quantity.error),
        normalised=None
        if normal is None
        else Normalised(times(normal.value), times(normal.min), times(normal.max), normal.unit),
    )
