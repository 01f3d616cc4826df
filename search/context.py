"""Context: the sentence or table row that a record was read in, with the place of the value marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..extract.extraction import Evidence, Record
from ..extract.sentences import split
from ..ingest.document import Block

MAX_CONTEXT = 600
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Context:
    """Text for people; ``marks`` are half-open intervals of ``text`` that hold what was asked for."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def context_of(block: Block | None, evidence: Evidence | None, record: Record | None) -> Context:
    """The sentence around ``evidence``; of a table cell its caption, its column's heading and its row."""
    if evidence is None:
        return Context("")
    if block is None:
        return Context(evidence.text, _marks_of(evidence.text, record))
    if block.table is not None and evidence.cell is not None:
        return _row(block, evidence.cell)
    low, high = evidence.start - block.start, evidence.end - block.start
    start, end = low, high
    for left, right in split(block.text):
        if left < high and low < right:
            start, end = min(start, left), max(end, right)
    if end - start > MAX_CONTEXT:
        start, end = max(start, low - MAX_CONTEXT // 2), min(end, high + MAX_CONTEXT // 2)
    text = block.text[start:end]
    if (low, high) == (start, end) or high - low > 60:
        inner = _marks_of(block.text[low:high], record)
        return Context(text, tuple((low - start + left, low - start + right) for left, right in inner))
    return Context(text, ((low - start, high - start),))


def _marks_of(text: str, record: Record | None) -> tuple[tuple[int, int], ...]:
    """Where the number of ``record`` stands in ``text``."""
    if record is None:
        return ()
    wanted = {f"{number:.6g}" for number in (record.value, record.min, record.max) if number is not None}
    marks = []
    for match in _NUMBER.finditer(text):
        if f"{float(match[0]):.6g}" in wanted:
            end = match.end()
            tail = text[end : end + 1 + len(record.unit)]
            end += len(tail) if tail.lstrip().startswith(record.unit) and record.unit and tail[:1] == " " else 0
            marks.append((match.start(), end))
    return tuple(marks[:4])


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
