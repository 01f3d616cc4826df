"""Headings that hold for several rows or columns: a property over rows of rates, a temperature over bare numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..ingest.document import Block, Document, TableCell
from .header_units import split_unit, unit_of_caption
from .properties import find_properties

_SET = frozenset({"temperature", "c_rate", "specific_current", "current_density", "cycles"})
_NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,3})?")
_CYCLES = re.compile(r"cycles?(?: (?:numbers?|no\.?))?", re.IGNORECASE)
_RATES = re.compile(r"c[- ]?rates?|rates?(?: \(c\))?", re.IGNORECASE)
_NAME = re.compile(r"\W*tab(?:le|\.)\s?(?P<number>[A-Z]?\d{1,3}[a-z]?|[IVX]{1,5})\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def spelt_conditions(parts: Sequence[str]) -> list[str]:
    """Header cells with a bare number below a condition spelt out: ``Temperature (°C)`` over ``25`` is ``25 °C``."""
    if len(parts) < 2 or _NUMBER.fullmatch(parts[-1]) is None:
        return list(parts)
    words, unit, _ = split_unit(parts[-2])
    if unit is not None and unit.dimension in _SET and not find_properties(words):
        return [*parts[:-2], f"{parts[-1]} {unit.text}"]
    for pattern, told in ((_CYCLES, "{} cycles"), (_RATES, "{}C")):
        if pattern.fullmatch(parts[-2].strip()):
            return [*parts[:-2], told.format(parts[-1])]
    return list(parts)


def properties_above(document: Document, grid: Sequence[Sequence[TableCell | None]]) -> list[str]:
    """For each row the property that the last row of one cell above it names; "" where that names none."""
    above: list[str] = []
    heading = ""
    for row in grid:
        cells = {id(cell) for cell in row if cell is not None}
        if len(row) > 2 and len(cells) == 1 and row[0] is not None:
            words = document.text[row[0].start : row[0].end].strip()
            heading = words if find_properties(words) and split_unit(words)[1] is not None else ""
            above.append("")
        else:
            above.append(heading)
    return above


def said_of_table(document: Document, block: Block) -> str:
    """The sentence of the text that points at a table and gives the unit of its values, or nothing."""
    name = _NAME.match(block.table.caption) if block.table is not None else None
    if name is None:
        return ""
    pointing = re.compile(rf"\btab(?:le|\.)\s?{re.escape(name['number'])}\b", re.IGNORECASE)
    for other in document.blocks:
        if other.kind != "paragraph" or not pointing.search(other.text):
            continue
        for sentence in _SENTENCE_END.split(other.text):
            if pointing.search(sentence) and find_properties(sentence) and unit_of_caption(sentence)[0] is not None:
                return sentence
    return ""
