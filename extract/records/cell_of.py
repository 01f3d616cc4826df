"""Cell of a result: which of the paper's cells a value was measured on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..extraction import Cell

# Results that only a cell can give.
OF_CELLS = frozenset(
    {"discharge_capacity", "charge_capacity", "capacity", "areal_capacity", "volumetric_capacity", "voltage"}
    | {"coulombic_efficiency", "capacity_retention", "energy_density", "power_density", "cycle_life", "overpotential"}
)
# Of these, the ones that an electrode has, never an electrolyte.
OF_ELECTRODES = frozenset(
    {"discharge_capacity", "charge_capacity", "capacity", "areal_capacity", "volumetric_capacity"}
    | {"capacity_retention", "energy_density"}
)
_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("symmetric", re.compile(r"\bsymmetric(?:al)?\b|\bplating\b|\bstripping\b", re.IGNORECASE)),
    ("full", re.compile(r"\bfull[- ](?:cells?|batter(?:y|ies))\b|\bpouch\b", re.IGNORECASE)),
    ("three_electrode", re.compile(r"\bthree[- ]electrode\b", re.IGNORECASE)),
    ("half", re.compile(r"\bhalf[- ]?cells?\b", re.IGNORECASE)),
)


# `Zn||Zn`, `Li/Cu`: cells that have no material but the metal.
_SYMMETRIC = re.compile(
    r"(?<![\w|‖/@-])(?P<metal>Li|Na|K|Zn|Mg|Ca|Al)(?:\|{1,2}|‖|/|//)(?:(?P=metal)|Cu|Ti|SS)(?![\w|‖/@^+-])"
)


def symmetric_cell(text: str) -> str | None:
    """The symmetric (or plating) cell that ``text`` names by its metals (``Zn||Zn``), or None."""
    match = _SYMMETRIC.search(text) if "/" in text or "|" in text or "‖" in text else None
    return match.group() if match is not None else None


def cell_of(text: str, code: str, cells: Sequence[Cell]) -> str | None:
    """The id of the cell that a value of property ``code`` in ``text`` was measured on, or None.

    Where the sentence names no configuration the paper's half cell is meant, or its only cell.
    """
    if code not in OF_CELLS or not cells:
        return None
    for configuration, pattern in _WORDS:
        if pattern.search(text):
            return next((cell.id for cell in cells if cell.configuration == configuration), None)
    if len(cells) == 1:
        return cells[0].id
    return next((cell.id for cell in cells if cell.configuration == "half"), None)
