"""Context: the sentence or table row that a record was read in, with the place of the value marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..extract.extraction import Evidence, Record
from ..extract.quantities import find_quantities
from ..extract.sentences import split
from ..ingest.document import Block

MAX_CONTEXT = 600
SHORT_EVIDENCE = 60
MAX_MARKS = 4
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Context:
    """Text for people; ``marks`` are half-open intervals of ``text`` that hold what was asked for."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def context_of(block: Block | None, evidence: Evidence | None) -> Context:
    """The sentence around ``evidence``; of a table cell its caption, its column's heading and its row.

    Marked is a table's cell, and evidence shorter than its sentence; otherwise ``value_marks`` finds the value.
    """
    if evidence is None:
        return Context("")
    if block is None:
        return Context(evidence.text)
    if block.table is not None and evidence.cell is not None:
        return _row(block, evidence.cell)
    low, high = evidence.start - block.start, evidence.end - block.start
    start, end = low, high
    for left, right in split(block.text):
        if left < high and low < right:
            start, end = min(start, left), max(end, right)
    if end - start > MAX_CONTEXT:
        start, end = max(start, low - MAX_CONTEXT // 2), min(end, high + MAX_CONTEXT // 2)
    short = (low, high) != (start, end) and high - low <= SHORT_EVIDENCE
    return Context(block.text[start:end], ((low - start, high - start),) if short else ())


def value_marks(text: str, record: Record) -> tuple[tuple[int, int], ...]:
    """Where the value of ``record`` stands in ``text``: the quantities that equal it, or else its bare numbers."""
    ends = (record.value, record.min, record.max)
    quantities = [each for each in find_quantities(text) if _same((each.value, each.min, each.max), ends)]
    in_unit = [each for each in quantities if each.unit == record.unit] or quantities
    if in_unit:
        return tuple((each.start, each.end) for each in in_unit[:MAX_MARKS])
    wanted = {f"{number:.6g}" for number in ends if number is not None}
    found = (match.span() for match in _NUMBER.finditer(text) if f"{float(match[0]):.6g}" in wanted)
    return tuple(list(found)[:MAX_MARKS])


def _same(first: tuple[float | None, ...], second: tuple[float | None, ...]) -> bool:
    return all(
        left == right or (left is not None and right is not None and abs(left - right) <= 1e-9 * abs(right))
        for left, right in zip(first, second, strict=True)
    )


def _row(block: Block, place: tuple[int, int]) -> Context:
    table = block.table
    assert table is not None
    grid = table.grid()
    row, column = place
    if not (0 <= row < len(grid) and 0 <= column < len(grid[row])):
        return Context(table.caption)
    parts = [table.caption] if table.caption else []
    cell = grid[row][column]
    for index in range(min(table.header_rows, row)):
        above = grid[index][column]
        if above is not None:
            parts.append(_cell_text(block, above.start, above.end))
    marks: list[tuple[int, int]] = []
    text = " | ".join(dict.fromkeys(part for part in parts if part))
    seen = set()
    for each in grid[row]:
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        text += " | " if text else ""
        if each is cell:
            marks.append((len(text), len(text) + each.end - each.start))
        text += _cell_text(block, each.start, each.end)
    return Context(text, tuple(marks))


def _cell_text(block: Block, start: int, end: int) -> str:
    return block.text[start - block.start : end - block.start]
