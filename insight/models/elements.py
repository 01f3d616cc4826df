"""Elements: the numbers of each chemical element that features of a composition are computed from."""

from __future__ import annotations

import csv
from functools import cache
from math import nan
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "elements.csv"


@cache
def element_table() -> dict[str, dict[str, float]]:
    """Symbol -> quantity -> number; NaN where the table has none (``bench/elements.py`` says where it is from)."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            row.pop("symbol"): {name: float(value) if value else nan for name, value in row.items()}
            for row in csv.DictReader(file)
        }


@cache
def quantities() -> tuple[str, ...]:
    """The quantities of the table, in its order."""
    return tuple(next(iter(element_table().values())))
