"""Scale: whether a target is learned as it is or by its decimal logarithm."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .features import Vector

# Values that span more than this factor are compared by their logarithm.
_SPAN = 100.0


def is_logarithmic(values: Sequence[float]) -> bool:
    """Whether ``values`` are all positive and span powers of ten, as conductivities do."""
    return len(values) > 0 and min(values) > 0 and max(values) / min(values) >= _SPAN


def to_scale(values: Sequence[float] | Vector, *, log: bool) -> Vector:
    """``values`` as they are learned."""
    found = np.asarray(values, dtype=np.float64)
    return np.log10(found) if log else found


def from_scale(values: Vector, *, log: bool) -> Vector:
    """The values that are learned so."""
    # Where a prediction is far off its power of ten may not be a number of the machine.
    return np.asarray(10.0 ** np.clip(values, -300.0, 300.0)) if log else values
