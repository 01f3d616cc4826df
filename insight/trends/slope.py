"""Slope: whether a value goes up or down over the years, and how fast, without a model of its distribution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

# Below these a line says more than the papers do.
MIN_PAPERS = 10
MIN_YEARS = 3
# Every pair of papers is compared; of more than these, so many are drawn.
MAX_PAPERS = 3000
_SEED = 1968
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Slope:
    """A trend over the years.

    ``slope`` is the median change a year over all pairs of papers (Theil and Sen), ``low`` and ``high`` its 95 %
    interval; ``tau`` is Kendall's rank correlation, ``p`` the chance to see one as far from 0 where nothing changes
    (Mann and Kendall). ``papers`` of ``years`` different years were compared.
    """

    slope: float
    low: float
    high: float
    tau: float
    p: float
    papers: int
    years: int


def slope(years: Sequence[int], values: Sequence[float]) -> Slope | None:
    """The trend of ``values``, one a paper, over ``years``; None where papers or years are too few to tell.

    Sen, J. Am. Stat. Assoc. 63 (1968) 1379 for slope and interval; Mann, Econometrica 13 (1945) 245 and Kendall, Rank
    Correlation Methods (1970), chapter 4, for the test with ties in both variables. Papers are taken as independent.
    """
    if len(values) < MIN_PAPERS or len(set(years)) < MIN_YEARS:
        return None
    x, y = np.asarray(years, dtype=np.float64), np.asarray(values, dtype=np.float64)
    if len(x) > MAX_PAPERS:
        drawn = np.random.default_rng(_SEED).choice(len(x), MAX_PAPERS, replace=False)
        x, y = x[drawn], y[drawn]
    first, second = np.triu_indices(len(x), 1)
    dx, dy = x[second] - x[first], y[second] - y[first]
    apart = dx != 0
    slopes = np.sort(dy[apart] / dx[apart])
    score = float(np.sum(np.sign(dx) * np.sign(dy)))
    variance = _variance(x, y)
    # Without the continuity correction, as scipy.stats.kendalltau, against which the tests hold it.
    p = erfc(abs(score) / sqrt(2 * variance)) if variance > 0 else 1.0
    untied = sqrt(float(np.count_nonzero(dx)) * float(np.count_nonzero(dy)))
    half = _Z * sqrt(variance)
    low = max(round((len(slopes) - half) / 2) - 1, 0)
    high = min(round((len(slopes) + half) / 2), len(slopes) - 1)
    return Slope(
        float(np.median(slopes)), float(slopes[low]), float(slopes[high]),
        score / untied if untied else 0.0, p, len(x), len(np.unique(x)),
    )  # fmt: skip


def _variance(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """The variance of Kendall's score where nothing changes, with ties in both variables."""
    n = len(x)
    t, u = (np.unique(values, return_counts=True)[1].astype(float) for values in (x, y))
    free = n * (n - 1) * (2 * n + 5) - sum(float(np.sum(c * (c - 1) * (2 * c + 5))) for c in (t, u))
    pairs = float(np.sum(t * (t - 1)) * np.sum(u * (u - 1)))
    triples = float(np.sum(t * (t - 1) * (t - 2)) * np.sum(u * (u - 1) * (u - 2)))
    return free / 18 + pairs / (2 * n * (n - 1)) + triples / (9 * n * (n - 1) * (n - 2))
