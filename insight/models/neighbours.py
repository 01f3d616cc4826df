"""Neighbours: which known rows are nearest, by distance over columns of centre 0 and scale 1."""

from __future__ import annotations

import numpy as np

from .features import Places, Vector

_BLOCK = 512


def nearest(points: Vector, known: Vector, count: int) -> tuple[Places, Vector]:
    """For each of ``points`` the places of its ``count`` nearest in ``known`` and their distances, the nearest first.

    Distances are root mean squares over the columns, so that they do not grow with their number.
    """
    count = min(count, len(known))
    places = np.empty((len(points), count), dtype=np.intp)
    distances = np.empty((len(points), count))
    squares = (known**2).sum(axis=1)
    for start in range(0, len(points), _BLOCK):
        part = points[start : start + _BLOCK]
        square = (part**2).sum(axis=1)[:, None] + squares[None, :] - 2.0 * part @ known.T
        chosen = np.argsort(square, axis=1, kind="stable")[:, :count]
        places[start : start + _BLOCK] = chosen
        distances[start : start + _BLOCK] = np.take_along_axis(square, chosen, axis=1)
    return places, np.sqrt(np.maximum(distances, 0.0) / max(1, known.shape[1]))
