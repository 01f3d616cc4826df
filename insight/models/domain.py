"""Domain: how far a model may be believed. Outside it a prediction says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .composition import fractions
from .features import FeatureSpace, Matrix, Vector
from .folds import Fold
from .neighbours import nearest
from .row import Row

# What lies further from everything known than this share of the rows lay from other papers is outside.
_WITHIN = 0.95
# Numbers may exceed what was seen by this share of its span.
_BEYOND = 0.1


@dataclass(frozen=True, slots=True)
class Domain:
    """What a model has seen: ``elements``, the ``lowest`` and ``highest`` of each number, and how dense it lies.

    ``reach`` is the distance to the nearest known row (root mean square over scaled columns) beyond which is outside.
    """

    reach: float
    elements: tuple[str, ...]
    numbers: tuple[str, ...]
    lowest: Vector
    highest: Vector

    @classmethod
    def of(cls, rows: Sequence[Row], space: FeatureSpace, matrix: Matrix, folds: Sequence[Fold]) -> Domain:
        """The domain of ``rows``; ``folds`` index into them."""
        scaled = space.scaled(matrix)
        distances = [nearest(scaled[fold.test], scaled[fold.train], 1)[1][:, 0] for fold in folds]
        reach = float(np.quantile(np.concatenate(distances), _WITHIN))
        elements = sorted({symbol for row in rows for symbol in fractions(row.composition or "") or ()})
        numbers = sorted({name for row in rows for name in row.numbers} & set(space.names))
        known = [[row.numbers[name] for row in rows if name in row.numbers] for name in numbers]
        return cls(
            reach, tuple(elements), tuple(numbers),
            np.array([min(each) for each in known]), np.array([max(each) for each in known]),
        )  # fmt: skip

    def outside(self, row: Row, distance: float, space: FeatureSpace) -> tuple[str, ...]:
        """Why ``row``, at ``distance`` from the nearest known one, is outside; empty where it is within."""
        why = []
        strange = sorted(set(fractions(row.composition or "") or ()) - set(self.elements))
        if strange:
            why.append(f"no training value is of a material with {', '.join(strange)}")
        if not fractions(row.composition or "") and not row.smiles and any("fraction " in name for name in space.names):
            why.append("its composition is not known")
        for name, low, high in zip(self.numbers, self.lowest.tolist(), self.highest.tolist(), strict=True):
            number = row.numbers.get(name)
            spare = _BEYOND * (high - low)
            if number is not None and not low - spare <= number <= high + spare:
                why.append(f"{name} {number:g} is beyond the {low:g} to {high:g} of the training values")
        if distance > self.reach and not why:
            why.append(
                f"it is {distance / self.reach:.1f} times as far from the nearest training value as they are apart"
            )
        return tuple(why)
