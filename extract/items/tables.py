"""Results in the paper's own tables: columns of a known property, rows of this work only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..tables import cell_text, quantities_of_cell
from .finding import Finding
from .reading import Reading

_KEYS = {
    "discharge_capacity": "specific_capacity", "charge_capacity": "specific_capacity", "capacity": "specific_capacity",
    "capacity_retention": "capacity_retention", "ionic_conductivity": "ionic_conductivity",
    "surface_area": "specific_surface_area", "mass_loading": "mass_loading", "areal_capacity": "areal_capacity",
    "porosity": "porosity", "thickness": "electrode_thickness", "particle_size": "particle_size",
}  # fmt: skip
_THIS_WORK = re.compile(r"(?i)\b(?:this|our|present) (?:work|study|paper)\b|\bherein\b|\bours\b")
_COMPARED = re.compile(r"(?i)\b(?:compar\w+|literature|reported|previous\w*|other works?|summary of)\b")
_FIRST = re.compile(r"(?i)\b(?:initial|first|1st|ice)\b")


def find_in_tables(reading: Reading) -> Iterator[Finding]:
    """Values of the tables; in a table that compares works only the rows of this one."""
    analysis = reading.analysis
    document = analysis.tabular
    cited = [citation.position for citation in document.citations]
    for block in document.blocks:
        if block.table is None or block.section in ("references", "introduction"):
            continue
        grid = analysis.grid(block)
        if grid is None:
            continue
        words = f"{block.table.caption} {' '.join(column.header for column in grid.columns)}"
        texts = [[cell_text(document, cell) for cell in row] for row in grid.rows]
        sources = [index for index, column in enumerate(grid.columns) if column.role == "reference"]
        others = [
            any(cell is not None and any(cell.start <= at <= cell.end for at in cited) for cell in row)
            or any(re.search(r"\w", texts[number][index]) for index in sources if index < len(row))
            for number, row in enumerate(grid.rows)
        ]
        named = any(_THIS_WORK.search(text) for row in texts for text in row)
        for number, row in enumerate(grid.rows):
            own = any(_THIS_WORK.search(text) for text in texts[number])
            if not own and (others[number] or (named and sources) or (_COMPARED.search(words) and not any(others))):
                continue
            for cell, column in zip(row, grid.columns, strict=False):
                key = _key(column.code, f"{column.header} {column.group}") if column.role == "property" else None
                if cell is None or key is None:
                    continue
                for quantity in quantities_of_cell(document.text[cell.start : cell.end], column, cell.start):
                    if "theoretical" in column.header.lower():
                        continue
                    yield Finding.of_quantity(key, quantity, 2.5, confidence=0.75)


def _key(code: str, header: str) -> str | None:
    if code == "coulombic_efficiency":
        return "initial_coulombic_efficiency" if _FIRST.search(header) else "coulombic_efficiency"
    if code == "density" and "relative" in header.lower():
        return "electrode_density_or_pressing"
    return _KEYS.get(code)
