"""How spreads of values are shown to people: material by material, and two materials side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..extract.properties import OTHER
from ..extract.rows import property_text, property_words
from ..search.comparing import Contrast, Row, Side
from ..search.found import FoundRecord
from ..search.grouping import Group, Spread
from .output import Format, Value, counted, printable, show_table

GROUP_COLUMNS = ("material", "property", "unit", "records", "papers", "min", "median", "max")
CONTRAST_COLUMNS = ("property", "unit", "material", "records", "papers", "min", "median", "max", "conditions")
_WIDTH = 80
_MOST_GROUPS, _MOST_ROWS = 6, 8
_BARS = " ▁▂▃▄▅▆▇█"


def show_groups(found: Iterable[Group], *, format: Format, out: Path | None = None) -> None:
    """Show the spread of the values of each material."""
    rows: list[tuple[Value, ...]] = [
        (g.material, property_text(g), g.unit, g.records, g.papers, g.min, g.median, g.max) for g in found
    ]
    show_table(GROUP_COLUMNS, rows, format=format, out=out)


def show_contrast(contrast: Contrast, *, format: Format, out: Path | None = None) -> None:
    """Show ``contrast`` as rows of ``format``, one a material and property."""
    rows: list[tuple[Value, ...]] = [
        (row.property, row.unit, material, side.records, side.papers, side.min, side.median, side.max,
         "; ".join(side.conditions))
        for row in contrast.rows
        for material, side in zip(contrast.materials, row.sides, strict=True)
        if side is not None
    ]  # fmt: skip
    show_table(CONTRAST_COLUMNS, rows, format=format, out=out)


def bars(counts: Sequence[int]) -> str:
    """A bar for each count, the largest full, none for 0."""
    most = max(counts, default=0) or 1
    return "".join(_BARS[-(-count * (len(_BARS) - 1) // most)] for count in counts)


def group_lines(groups: Sequence[Group]) -> list[str]:
    """The largest groups of two records and more, one a line; values that no name tells apart lie in no way."""
    told = (group for group in groups if group.property != OTHER or group.quantity_name is not None)
    shown = [group for group in told if group.records > 1][:_MOST_GROUPS]
    names = [f"{group.material or '(not named)'}, {property_words(group)}" for group in shown]
    width = min(max(map(len, names), default=0), 38)
    return [
        _line(f"   {name[:width]:<{width}}  {bars(group.counts)}  {_ends(group)} {group.unit} ({group.records})")
        for name, group in zip(names, shown, strict=True)
    ]


def contrast_lines(contrast: Contrast) -> list[str]:
    """Both materials, property by property."""
    lines = [_line(" and ".join(contrast.materials) + " side by side")]
    for row in contrast.rows[:_MOST_ROWS]:
        lines += ["", *_row_lines(row, contrast.materials)]
    if not contrast.rows:
        lines.append("   no record of either has a value" + (f" for: {contrast.rest}" if contrast.rest else ""))
    left = len(contrast.rows) - _MOST_ROWS
    if left > 0:
        lines += ["", f"{left} more properties: --format csv lists them all"]
    return lines


def _row_lines(row: Row, materials: Sequence[str]) -> list[str]:
    unit = f", {row.unit}" if row.unit else ""
    lines = [_line(f"{row.property.replace('_', ' ')}{unit}")]
    width = min(max(map(len, materials)), 24)
    for name, side in zip(materials, row.sides, strict=True):
        head = f"   {name[:width]:<{width}}  "
        if side is None:
            lines.append(_line(head + "–"))
            continue
        number = f"{counted(side.records, 'record')}, {counted(side.papers, 'paper')}"
        lines.append(_line(f"{head}{bars(side.counts)}  {_ends(side)}  {number}"))
        lines += _side_lines(side, " " * (width + 5))
    return lines


def _side_lines(side: Side, indent: str) -> list[str]:
    said = ["; ".join(side.conditions)] if side.conditions else []
    said += [_example(record) for record in side.examples[:1]]
    return [
        line
        for text in said
        for line in textwrap.wrap(
            printable(text), _WIDTH, initial_indent=indent, subsequent_indent=indent, max_lines=3, placeholder=" …"
        )
    ]


def _example(record: FoundRecord) -> str:
    paper = record.paper
    source = "" if paper is None else paper.doi or paper.title or paper.source
    return f"“{' '.join(record.snippet.split())[:200]}” {source}"


def _ends(spread: Spread) -> str:
    if spread.min == spread.max:
        return f"{spread.median:.4g}"
    return f"{spread.min:.4g} to {spread.max:.4g}, median {spread.median:.4g}"


def _line(text: str) -> str:
    return printable(text.replace("\n", " "))
