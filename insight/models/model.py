"""PropertyModel: what was learned from a training table. It predicts, with an interval and the rows nearest to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .domain import Domain
from .features import FeatureSpace, RawMatrix, Vector
from .findings import Findings
from .intervals import Intervals
from .neighbours import nearest
from .row import Row, Table
from .scale import from_scale
from .shapes import Blend

NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A row of the training table near what was asked; ``distance`` in units of the domain's reach."""

    row: Row
    distance: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """The value for ``row``, in the unit of the model, between ``low`` and ``high`` with probability ``level``.

    ``outside`` says why it lies outside the domain, and is empty where it lies within; the interval then cannot be
    relied on.
    """

    row: Row
    value: float
    low: float
    high: float
    level: float
    outside: tuple[str, ...]
    neighbours: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class PropertyModel:
    """A model of one property. ``log`` says that it learned decimal logarithms; ``held`` are the predictions for the
    rows of ``table`` by models that knew neither paper nor substance, and ``half`` half of their 90 % intervals.
    """

    table: Table
    log: bool
    space: FeatureSpace = field(repr=False)
    shape: Blend = field(repr=False)
    points: Vector = field(repr=False)
    intervals: Intervals = field(repr=False)
    domain: Domain = field(repr=False)
    findings: Findings = field(repr=False)
    held: Vector = field(repr=False)
    half: Vector = field(repr=False)

    def predict(self, rows: Sequence[Row], *, level: float = 0.9) -> list[Prediction]:
        """A prediction for each of ``rows``, whose own values do not matter."""
        if not rows:
            return []
        means, halves, distances, places = self.spread(rows, level=level)
        values, lows, highs = (
            from_scale(each, log=self.log).tolist() for each in (means, means - halves, means + halves)
        )
        if all(row.value >= 0 for row in self.table.rows):
            # No capacity is below nothing.
            values, lows, highs = ([max(each, 0.0) for each in found] for found in (values, lows, highs))
        reach = max(self.domain.reach, 1e-9)
        return [
            Prediction(
                row, values[number], lows[number], highs[number], level,
                self.domain.outside(row, float(distances[number, 0]), self.space),
                tuple(
                    Neighbour(self.table.rows[place], float(distance) / reach)
                    for place, distance in zip(places[number].tolist(), distances[number].tolist(), strict=True)
                ),
            )
            for number, row in enumerate(rows)
        ]  # fmt: skip

    def spread(
        self, rows: Sequence[Row], *, level: float
    ) -> tuple[Vector, Vector, Vector, np.ndarray[tuple[int, int], np.dtype[np.intp]]]:
        """Means and half widths in the scale of learning; distances to the nearest training rows, and their places."""
        matrix = self.space.matrix(RawMatrix.of(rows))
        points = self.space.scaled(matrix)
        places, distances = nearest(points, self.points, NEIGHBOURS)
        return self.shape.predict(matrix), self.intervals.half_widths(points, level=level), distances, places
