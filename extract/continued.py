"""Tables in several parts: ``Table 2 (continued)``, ``Table 2. Cont.`` take caption, notes and heading of the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..ingest.document import Block, Document, Table, TableCell

_PART = re.compile(
    r"\W*(?P<name>(?:supplementary )?tab(?:le|\.)\s?[A-Z]?\d{1,3}[a-z]?|table\s[IVX]{1,5})\W{0,4}"
    r"\(?(?:cont(?:inued|inuation|'d|’d)?)\b\.?\)?[.:]?\s?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
Row = Sequence[TableCell | None]


def first_part(document: Document, block: Block) -> Block | None:
    """The table block that ``block`` goes on with, or None where it is a table of its own."""
    match = None if block.table is None else _PART.match(block.table.caption)
    if match is None:
        return None
    name = re.sub(r"\W", "", match["name"]).casefold()
    for other in reversed(document.blocks):
        if other.kind != "table" or other.table is None or other.start >= block.start:
            continue
        caption = other.table.caption
        begin = re.sub(r"\W", "", caption[: len(match["name"]) + 2]).casefold()
        if begin.startswith(name) and not _PART.match(caption):
            return other
    return None


def with_caption(block: Block, table: Table, first: Block) -> Block:
    """``block`` under the caption and with the footnotes of its first part as well as its own."""
    if first.table is None:
        return block
    notes = tuple(dict.fromkeys((*first.table.footnotes, *table.footnotes)))
    return replace(block, table=replace(table, caption=first.table.caption, footnotes=notes))


def with_heading(document: Document, rows: list[Row], table: Table) -> tuple[list[Row], int]:
    """``rows`` below the heading of ``table``, the first part, unless they repeat it; and how many rows it has."""
    own = table.grid()
    head = max(1, min(table.header_rows, len(own) - 1))
    if not rows or len(own[0]) != len(rows[0]):
        return rows, head
    told = [_words(document, row) for row in own[:head]]
    if [_words(document, row) for row in rows[:head]] == told:
        return rows, head
    return [*own[:head], *rows], head


def _words(document: Document, row: Row) -> list[str]:
    return [
        "" if cell is None else re.sub(r"\s+", " ", document.text[cell.start : cell.end]).strip().casefold()
        for cell in row
    ]
