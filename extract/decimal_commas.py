"""Decimal commas: tables and texts that write ``3,45`` are given points, so that their numbers are read as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..ingest.document import Block, Document

# `1,9 @ 550 °C`, `3,45 ± 0,02`; not `1,2-dimethoxyethane`, `[1,2]`, `1,036.5`, `1, 2`.
_COMMA = re.compile(r"(?<![\w.,\[])(?P<whole>\d{1,4}),(?P<part>\d{1,6})(?![\w,]|\.\d|[-–]?[A-Za-z])")
_POINT = re.compile(r"(?<![\w.,])(?P<whole>\d{1,6})\.(?P<part>\d{1,6})(?![\d,]|\.\d)")
_EITHER = re.compile(rf"(?P<thousands>(?<![\w.,])[1-9]\d{{0,2}}(?:\.\d{{3}})+(?![\w.,]))|{_COMMA.pattern}")
# In running text a value alone shows how a paper writes its numbers: `99,5 %`, `0,15 mAh/g`; not `1,036 cycles`.
_UNIT = r"(?= ?(?:%|°C|[µμmkMG]?(?:A|V|W|Wh|Ah|S|Ω|Hz|Pa|eV|m|g|L)\b|nm\b|C\b(?!/)))"
_VALUE_COMMA = re.compile(rf"(?<![\w.,\[])(?P<whole>\d{{1,4}}),(?P<part>\d{{1,2}}|(?<=\b0,)\d{{3}}){_UNIT}")
_VALUE_POINT = re.compile(rf"(?<![\w.,])\d{{1,6}}\.\d{{1,4}}{_UNIT}")
_PROSE = frozenset({"paragraph", "abstract", "caption", "list"})
# Columns of citations and counts list whole numbers.
_LISTS = re.compile(r"\b(?:ref|source|literature|citation|no\b|nr\b|work|cycle|entr)", re.IGNORECASE)
_LEAST = 3


@dataclass(slots=True)
class _Counts:
    """Numbers with a comma that can be nothing but decimal, and those with such a point."""

    commas: int = 0
    points: int = 0


def with_points(document: Document) -> Document:
    """``document`` with decimal points in its tables, every offset unchanged; itself where it has no decimal comma.

    A comma before three figures parts thousands, unless the table writes other numbers with commas and none with a
    point, or all tables of the paper do.
    """
    tables = [block for block in document.blocks if block.kind == "table"]
    told = {block.id: _counted(block) for block in tables if "," in block.text and _COMMA.search(block.text)}
    if sum(counts.commas for counts in told.values()) < _LEAST:
        return document
    mixed = any((told.get(block.id) or _counted(block)).points for block in tables if "." in block.text)
    pointed = {name for name, counts in told.items() if not mixed or (counts.commas > 1 and not counts.points)}
    return replace(
        document, blocks=tuple(_pointed(block) if block.id in pointed else block for block in document.blocks)
    )


def with_points_in_text(document: Document) -> Document:
    """``document`` with points in its running text where its values have commas alone, and two of them at least."""
    commas = 0
    for block in document.blocks:
        if block.kind in _PROSE and "," in block.text:
            commas += sum(1 for _ in _VALUE_COMMA.finditer(block.text))
    if commas < 2 or any(block.kind in _PROSE and _VALUE_POINT.search(block.text) for block in document.blocks):
        return document
    return replace(
        document,
        blocks=tuple(
            replace(block, text=_VALUE_COMMA.sub(_turned_value, block.text)) if block.kind in _PROSE else block
            for block in document.blocks
        ),
    )


def _turned_value(match: re.Match[str]) -> str:
    return f"{match['whole']}.{match['part']}"


def _cells(block: Block) -> Iterator[tuple[int, int]]:
    """Where in the text of ``block`` cells stand that may hold a value."""
    cells = block.table.cells if block.table is not None else ()
    text, base = block.text, block.start
    head = max(1, block.table.header_rows) if block.table is not None else 1
    lists = {c.column for c in cells if c.row < head and _LISTS.search(text, c.start - base, c.end - base)}
    for cell in cells:
        if cell.column not in lists:
            yield cell.start - base, cell.end - base


def _counted(block: Block) -> _Counts:
    counts = _Counts()
    for start, end in _cells(block):
        words = block.text[start:end]
        counts.commas += sum(_is_decimal(match) for match in _COMMA.finditer(words))
        counts.points += sum(len(match["part"]) != 3 or match["whole"] == "0" for match in _POINT.finditer(words))
    return counts


def _is_decimal(match: re.Match[str]) -> bool:
    """Whether a comma can part no thousands."""
    return len(match["part"]) != 3 or match["whole"] == "0"


def _pointed(block: Block) -> Block:
    """``block`` with points for its decimal commas, and commas for points that part thousands."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(_cells(block)):
        if start >= at:
            parts += [block.text[at:start], _EITHER.sub(_turned, block.text[start:end])]
            at = end
    return replace(block, text="".join([*parts, block.text[at:]]))


def _turned(match: re.Match[str]) -> str:
    return match.group().replace(".", ",") if match["thousands"] else f"{match['whole']}.{match['part']}"
