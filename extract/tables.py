"""Tables understood: their columns told, turned where rows hold the properties, their cells read as quantities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from ..ingest.document import Block, Document, Table, TableCell
from .caption_columns import name_by_caption, name_conditions
from .cell_values import quantities_of_cell
from .column_contents import BLANK, conditions_listed, is_condition, starts_numeric, stated
from .column_roles import (
    give_units,
    leave_out_preparations,
    leave_out_set_capacities,
    name_rows,
    tell_counts,
    tell_lives,
    tell_threads,
    tell_untold,
)
from .continued import Row, first_part, with_caption, with_heading
from .header_units import split_unit, unit_and_factor
from .headers import Meaning, is_counter, is_ignored, meaning_of
from .properties import find_properties
from .property_rows import find_property_rows, row_meaning
from .stub_heads import properties_above, said_of_table, spelt_conditions
from .symbols import Symbols, is_symbol, marked_notes

__all__ = ["Grid", "cell_text", "quantities_of_cell", "understand"]

Cells = Sequence[Row]
_SETTINGS = re.compile(
    r"\b(?:spray\w*|weld\w*|deposit\w*|process(?:ing)?|sinter\w*|print\w*|simulation|input|operat\w*|synthesis|milling"
    r"|coating|experimental|preparation|instrument\w*) (?:parameters?|conditions?|settings?|design|variables?)\b"
    r"|\bEXAFS\b|\bRietveld\b|\bcrystallograph\w*|\brefined? |\batomic (?:coordinates|positions)"
    r"|\b(?:band|peak) (?:assign\w*|positions?)\b"
    r"|\b(?:parameters?|conditions?|settings?) (?:used|(?:of|for) (?:the )?(?:\w+ )?(?:process|synthesis|calculation))",
    re.IGNORECASE,
)
_RESULTS = re.compile(r"\b(?:results?|propert(?:y|ies)|performances?|measured|comparison|obtained)\b", re.IGNORECASE)


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


def understand(document: Document, block: Block, symbols: Symbols | None = None) -> Grid | None:
    """The table of ``block`` with its columns told, turned where its first column holds the properties.

    ``symbols`` explains the symbols of headings by the text of the whole document.
    """
    table = block.table
    if table is None:
        return None
    grid: list[Row] = [*table.grid()]
    head = max(1, min(table.header_rows, len(grid) - 1))
    first = first_part(document, block)
    if first is not None and first.table is not None:
        block = with_caption(block, table, first)
        grid, head = with_heading(document, grid, first.table)
    table = block.table or table
    if len(grid) < 2 or table.n_columns < 2:
        return None
    settings = _are_settings(block, table)
    if head < len(grid) - 1 and _are_units([cell_text(document, cell) for cell in grid[head]]):
        head += 1
    listed = _property_rows(document, block, table, grid, head)
    if listed is not None:
        return listed
    upright = _columns(document, table, grid, head, symbols, settings=settings)
    turned_grid = [[grid[row][column] for row in range(len(grid))] for column in range(table.n_columns)]
    above = properties_above(document, grid)
    stub = max(1, table.header_columns, _named_columns(document, grid[head:]))
    turned = _columns(document, table, turned_grid, stub, symbols, above, settings=settings)
    if not _have_results(upright) and not _have_results(turned) and (said := said_of_table(document, block)):
        told = replace(table, caption=f"{table.caption} {said}")
        upright = _columns(document, told, grid, head, symbols, settings=settings)
    if _is_turned(upright, turned):
        turned = _below_headings(document, grid, turned)
        rows = tuple(tuple(row) for row in turned_grid[stub:])
        return Grid(block, rows, turned, True)
    return Grid(block, tuple(tuple(row) for row in grid[head:]), upright, False)


def _named_columns(document: Document, body: Cells) -> int:
    """Two, where names of properties fill the second column, behind those of parts, and numbers the third; else 0."""
    texts = [[cell_text(document, cell) for cell in row[:3]] for row in body]
    full = [row for row in texts if len(row) == 3 and row[1] and row[2]]
    if len(full) < max(2, 0.6 * len(texts)):
        return 0
    named = sum(not starts_numeric(row[1]) and split_unit(row[1])[1] is not None for row in full)
    numbers = sum(starts_numeric(row[2]) for row in full)
    words = sum(bool(row[0]) and not starts_numeric(row[0]) for row in full)
    return 2 if min(named, numbers) >= 0.8 * len(full) and words == len(full) else 0


def _below_headings(document: Document, grid: Cells, turned: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """The columns of a turned table, with what a row of one cell (``25 °C``) says of those that follow it."""
    heading = ""
    told: list[Meaning] = []
    for row, meaning in zip(grid, turned, strict=True):
        if len(row) > 2 and len({id(cell) for cell in row if cell is not None}) == 1 and row[0] is not None:
            heading = cell_text(document, row[0])
            heading = "" if find_properties(heading) else heading
            told.append(replace(meaning, role="none", code=""))
        else:
            told.append(replace(meaning, note=f"{meaning.note} {heading}".strip()) if heading else meaning)
    return tuple(told)


def _have_results(columns: tuple[Meaning, ...]) -> bool:
    return any(column.role == "property" for column in columns)


def _are_settings(block: Block, table: Table) -> bool:
    if _RESULTS.search(table.caption):
        return False
    return block.section == "experimental" or _SETTINGS.search(table.caption) is not None


def _are_units(texts: Sequence[str]) -> bool:
    """Whether a row below the heading holds the columns' units and nothing else."""
    filled = [text.strip("()[] ") for text in texts if text and not BLANK.match(text)]
    return len(filled) > 1 and all(unit_and_factor(text) is not None for text in filled)


def _score(columns: tuple[Meaning, ...]) -> int:
    """How many headers say by their own words what they measure."""
    return sum(
        1
        for column in columns
        if column.role in ("property", "condition")
        and (column.unit is not None or find_properties(column.header) or column.code == "cycles")
        and not _is_told_by_caption(column)
    )


def _is_told_by_caption(column: Meaning) -> bool:
    """Whether the heading is a plain name, and the caption alone says what the column holds."""
    header = column.header
    return column.role == "property" and column.group == header and not (is_condition(header) or split_unit(header)[1])


def _is_turned(upright: tuple[Meaning, ...], turned: tuple[Meaning, ...]) -> bool:
    """Whether the first column holds the properties: more of its words say so, or nothing else can be told.

    A table of parameters may give each its unit in the cell; such rows are of several kinds.
    """
    score = _score(turned)
    if score > _score(upright) and score >= 2:
        return True
    kinds = {column.code for column in turned if column.role == "property"}
    return len(kinds) > 1 and not any(column.role == "property" for column in upright)


def _property_rows(document: Document, block: Block, table: Table, grid: Cells, head: int) -> Grid | None:
    """The grid of a table with a column of units: each of its rows is told as a column."""
    heading = [" ".join(cell_text(document, grid[row][c]) for row in range(head)) for c in range(table.n_columns)]
    body = [[cell_text(document, cell) for cell in row] for row in grid[head:]]
    layout = find_property_rows(heading, body)
    if layout is None:
        return None
    marks = [citation.position for citation in document.citations]
    columns = [Meaning("label", "", None, 1.0, heading[layout.names])]
    for texts, row in zip(body, grid[head:], strict=True):
        source = row[layout.sources] if layout.sources is not None else None
        cited = source is not None and any(source.start <= mark <= source.end for mark in marks)
        columns.append(row_meaning(layout, texts, cited, table.caption))
    rows = tuple((grid[head - 1][value], *(row[value] for row in grid[head:])) for value in layout.values)
    return Grid(block, rows, tuple(columns), True)


def _columns(
    document: Document,
    table: Table,
    grid: Cells,
    head: int,
    symbols: Symbols | None,
    above: Sequence[str] = (),
    *,
    settings: bool,
) -> tuple[Meaning, ...]:
    """What the columns stand for; ``above`` are the properties that headings within the table give them."""
    meanings: list[Meaning] = []
    notes = (*table.footnotes, table.caption)
    in_caption = conditions_listed(table.caption)
    for column in range(len(grid[0])):
        parts: list[str] = []
        for row in range(head):
            text = cell_text(document, grid[row][column])
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        parts = spelt_conditions(parts)
        if above and above[column]:
            parts.insert(0, above[column])
        body = [cell_text(document, grid[row][column]) for row in range(head, len(grid))]
        told = [marked_notes(part, table.footnotes) for part in parts]
        note = " ".join(words for _, words in told if words)
        told = [(part + _unit_said(words), words) for part, words in told]
        explained: list[str] = []
        explain = partial(_explained, symbols, notes, note, explained)
        meaning = meaning_of([part for part, _ in told], table.caption, body, settings=settings, explain=explain)
        if above and above[column] and not conditions_listed(parts[-1]) and not stated(parts[-1]):
            meaning = replace(meaning, group=parts[-1])  # a sample
        each = conditions_listed(meaning.header) or in_caption
        meanings.append(replace(meaning, note=note, each=each, told=" ".join(explained)))
    if any(meaning.role == "property" for meaning in meanings):
        name_conditions(meanings, table.caption)
    else:
        name_by_caption(meanings, table.caption, [cell_text(document, row[0]) for row in grid[head:]])
    give_units(meanings, table.caption)
    name_rows(meanings)
    first = next((index for index, meaning in enumerate(meanings) if meaning.role == "property"), len(meanings))
    named = any(meaning.role == "label" for meaning in meanings[:first])
    if meanings[0].role == "none" and (
        not is_ignored(meanings[0].header) or (is_counter(meanings[0].header) and not named)
    ):
        # Rows told apart by something that was set are a series.
        decimal = any("." in cell_text(document, row[0]) for row in grid[head:]) and not is_counter(meanings[0].header)
        series = "variable" if not named and meanings[0].header and (meanings[0].unit or decimal) else ""
        meanings[0] = replace(meanings[0], role="label", code=series)
    tell_counts(meanings)
    tell_lives(meanings)
    tell_threads(meanings, table.caption)
    if not settings:
        tell_untold(meanings, table.caption)
    leave_out_set_capacities(meanings)
    if any(meaning.code == "temperature" for meaning in meanings):
        leave_out_preparations(meanings, [[cell_text(document, cell) for cell in row] for row in grid[head:]])
    return tuple(meanings)


def _unit_said(note: str) -> str:
    """The unit that a footnote gives (``Units of (10^-8 cm^2/s)``), as a heading writes it."""
    match = _UNIT_NOTE.match(note)
    return f" ({match['unit']})" if match is not None and unit_and_factor(match["unit"]) is not None else ""


_UNIT_NOTE = re.compile(r"(?:in )?units? ?(?:of|:|in|is|are)? ?\(?(?P<unit>[^()\s][^.;]{0,40}?)\)?\.?$", re.IGNORECASE)


def _explained(symbols: Symbols | None, notes: Sequence[str], note: str, said: list[str], words: str) -> str:
    """The words for a symbol: of the footnote that its mark points at, else those that the paper gives."""
    if note and is_symbol(words) and find_properties(note):
        told = note
    else:
        told = "" if symbols is None else symbols.words_of(words, notes)
    if told:
        said.append(told)
    return told
