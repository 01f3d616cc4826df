"""Features: rows as a matrix. What could be a column stands in RawMatrix; FeatureSpace is what one training chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .composition import composition_features, group_of_feature
from .row import Row
from .smiles import smiles_features

Matrix = np.ndarray[Any, np.dtype[np.float32]]
Vector = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.intp]]
COMPOSITION = "composition"
MISSING = "missing "
# A number that fewer rows have says little, and a name that fewer bear is nobody's rule.
_FEWEST = 3
_FEWEST_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class RawMatrix:
    """Every column that the rows could have: ``values`` is rows x columns, NaN where a row does not say.

    ``kinds`` are ``composition``, ``number``, ``name`` or ``smiles``, ``groups`` what is one thing to a reader.
    """

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    groups: tuple[str, ...]
    values: Matrix

    @classmethod
    def of(cls, rows: Sequence[Row]) -> RawMatrix:
        """The columns of ``rows``."""
        told: dict[str, tuple[str, str]] = {}
        found = []
        for row in rows:
            cells: dict[str, float] = {}
            for name, kind, group, value in _cells(row):
                told.setdefault(name, (kind, group))
                cells[name] = value
            found.append(cells)
        names = sorted(told)
        place = {name: number for number, name in enumerate(names)}
        values = np.full((len(rows), len(names)), np.nan, dtype=np.float32)
        for number, cells in enumerate(found):
            for name, value in cells.items():
                values[number, place[name]] = value
        # An element that a composition does not hold is there with nothing; a composition that is not known says so.
        for name in names:
            if told[name][0] == "name" or (told[name][0] in (COMPOSITION, "smiles") and "fraction " in name):
                _fill(values, place[name], rows, told[name][0], name)
        kinds, groups = zip(*(told[name] for name in names), strict=True) if names else ((), ())
        return cls(tuple(names), kinds, groups, values)


def _fill(values: Matrix, column: int, rows: Sequence[Row], kind: str, name: str) -> None:
    for number, row in enumerate(rows):
        if np.isnan(values[number, column]) and _knows(row, kind, name):
            values[number, column] = 0.0


def _knows(row: Row, kind: str, name: str) -> bool:
    if kind == COMPOSITION:
        return bool(row.composition and composition_features(row.composition))
    return True if kind == "name" else bool(row.smiles.get(name.partition(" ")[0]))


def _cells(row: Row) -> list[tuple[str, str, str, float]]:
    """The columns of a row: name, kind, group, value."""
    found = [
        (name, COMPOSITION, group_of_feature(name), value)
        for name, value in (composition_features(row.composition) if row.composition else {}).items()
    ]
    found += [(name, "number", name, value) for name, value in row.numbers.items()]
    found += [(f"{name} is {value}", "name", name, 1.0) for name, value in row.names.items()]
    for part, smiles in row.smiles.items():
        found += [
            (f"{part} {name}", "smiles", f"{part} {name}", each) for name, each in smiles_features(smiles).items()
        ]
    return found


@dataclass(frozen=True, slots=True)
class FeatureSpace:
    """The columns that a training chose, with what stands in for a missing value, and their centre and scale.

    A column ``missing temperature`` is 1 where the temperature is not said.
    """

    names: tuple[str, ...]
    groups: tuple[str, ...]
    medians: Vector
    centre: Vector
    scale: Vector

    @classmethod
    def fit(cls, raw: RawMatrix, chosen: Places, *, composition_only: bool = False) -> FeatureSpace:
        """The space of the rows ``chosen``; nothing of the other rows enters."""
        values = raw.values[chosen].astype(np.float64)
        least = max(_FEWEST, int(_FEWEST_SHARE * len(chosen)))
        names, groups, medians, columns = [], [], [], []
        for place, (name, kind, group) in enumerate(zip(raw.names, raw.kinds, raw.groups, strict=True)):
            column = values[:, place]
            known = ~np.isnan(column)
            telling = (
                int(np.count_nonzero(column[known])) if kind == "name" or "fraction " in name else int(known.sum())
            )
            if telling < least or (composition_only and kind not in (COMPOSITION, "smiles")):
                continue
            median = float(np.median(column[known]))
            filled = np.where(known, column, median)
            if np.ptp(filled) > 0:
                names.append(name)
                groups.append(group)
                medians.append(median)
                columns.append(filled)
            if kind == "number" and least <= int((~known).sum()):
                names.append(MISSING + name)
                groups.append(group)
                medians.append(0.0)
                columns.append((~known).astype(np.float64))
        matrix = np.column_stack(columns) if columns else np.zeros((len(chosen), 0))
        scale = matrix.std(axis=0)
        return cls(tuple(names), tuple(groups), np.array(medians), matrix.mean(axis=0), np.where(scale > 0, scale, 1.0))

    def matrix(self, raw: RawMatrix, chosen: Places | None = None) -> Matrix:
        """``raw`` (all rows or the ``chosen``) in this space; what it does not say has the median."""
        values = raw.values if chosen is None else raw.values[chosen]
        place = {name: number for number, name in enumerate(raw.names)}
        filled = np.empty((len(values), len(self.names)), dtype=np.float32)
        for number, (name, median) in enumerate(zip(self.names, self.medians, strict=True)):
            source = place.get(name.removeprefix(MISSING))
            if source is None:
                # No row here says it: an element that none of them holds, a condition that none of them names.
                absent = 0.0 if " is " in name or "fraction " in name else float(median)
                filled[:, number] = 1.0 if name.startswith(MISSING) else absent
                continue
            missing = np.isnan(values[:, source])
            filled[:, number] = missing if name.startswith(MISSING) else np.where(missing, median, values[:, source])
        return filled

    def scaled(self, matrix: Matrix) -> Vector:
        """``matrix`` of this space with centre 0 and scale 1 in each column."""
        return (matrix.astype(np.float64) - self.centre) / self.scale
