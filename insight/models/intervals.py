"""Intervals: conformal prediction from the errors on papers that a fold did not learn from.

Split conformal prediction (Vovk, Gammerman and Shafer, 2005) with the held-out errors of cross-validation for
calibration (Vovk, Ann. Math. Artif. Intell. 74, 9, 2015), each divided by how hard its surroundings are (normalised
nonconformity; Papadopoulos, Gammerman and Vovk, 2008). The coverage is measured, not believed: see Evaluation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil

import numpy as np

from .features import Places, Vector
from .neighbours import nearest

# How many surrounding rows tell how hard a place is, and how many typical rows stand beside them.
_AROUND = 15
_TYPICAL = 15


@dataclass(frozen=True, slots=True)
class Intervals:
    """How wide an interval must be: ``errors`` are the held-out errors of the rows at the scaled ``points``.

    ``ratios`` are errors divided by the difficulty of their surroundings, in rising order.
    """

    points: Vector = field(repr=False)
    errors: Vector = field(repr=False)
    ratios: Vector = field(repr=False)

    @classmethod
    def of(cls, points: Vector, errors: Vector, parts: Places) -> Intervals:
        """The intervals that held-out ``errors`` (absolute, in the scale of learning) lead to.

        ``parts`` tells in which fold each was held out: its difficulty is told by the rows of other folds, as that of
        a new paper will be.
        """
        difficulty = np.empty(len(errors))
        for part in np.unique(parts):
            here = parts == part
            difficulty[here] = _difficulty(points[here], points[~here], errors[~here])
        return cls(points, errors, np.sort(errors / difficulty))

    def half_widths(self, points: Vector, *, level: float = 0.9) -> Vector:
        """Half of the interval at ``points`` that holds the truth with probability ``level``."""
        count = len(self.ratios)
        rank = min(count, ceil(level * (count + 1)))  # what is asked for may be the worst of all
        return np.asarray(self.ratios[rank - 1] * _difficulty(points, self.points, self.errors))


def _difficulty(points: Vector, known: Vector, errors: Vector) -> Vector:
    """The mean error around each of ``points``, drawn to the mean of all where there are few of them."""
    typical = max(float(errors.mean()), 1e-9)
    if len(errors) < 3 * _AROUND:
        return np.full(len(points), typical)
    places, _ = nearest(points, known, _AROUND)
    return np.asarray((errors[places].sum(axis=1) + _TYPICAL * typical) / (_AROUND + _TYPICAL))
