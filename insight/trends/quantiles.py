"""Quantiles of values that come from papers: every paper counts once, whatever the number of its values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
# The smallest and the largest of five draws hold the median between them with 94 % only: no 95 % interval is to be had.
MIN_PAPERS = 6
_RESAMPLES = 1000
_SEED = 20190923
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Quantile:
    """A quantile of a group: ``at`` is its level (0.5 is the median), ``low`` and ``high`` its 95 % interval.

    Both are None where fewer than ``MIN_PAPERS`` papers have a value.
    """

    at: float
    value: float
    low: float | None
    high: float | None


def quantiles(values: Sequence[float], papers: Sequence[str]) -> tuple[Quantile, ...]:
    """The quantiles of ``values``, of which ``papers`` names the paper of each.

    The values of one paper share a weight of 1. Between two values a quantile is interpolated (Hyndman and Fan, The
    American Statistician 50 (1996) 361, type 5). Intervals are percentiles of 1,000 bootstrap samples of papers, not
    of values, which within a paper lean on each other (Efron and Tibshirani, 1993, sections 8.6 and 13.3); the draws
    are the same on every run. Raises ValueError where there is no value.
    """
    if not values:
        raise ValueError("no value to take quantiles of")
    order = np.argsort(values, kind="stable")
    sorted_values = np.asarray(values, dtype=np.float64)[order]
    _, owner, sizes = np.unique(np.asarray(papers)[order], return_inverse=True, return_counts=True)
    share = 1.0 / sizes[owner]
    found = _weighted(sorted_values, share)
    if len(sizes) < MIN_PAPERS:
        return tuple(Quantile(at, float(value), None, None) for at, value in zip(QUANTILES, found, strict=True))
    draws = np.random.default_rng(_SEED).multinomial(len(sizes), np.full(len(sizes), 1 / len(sizes)), size=_RESAMPLES)
    samples = np.empty((_RESAMPLES, len(QUANTILES)))
    for row, draw in enumerate(draws):
        samples[row] = _weighted(sorted_values, share * draw[owner])
    low, high = np.quantile(samples, (0.025, 0.975), axis=0)
    return tuple(
        Quantile(at, float(value), float(bottom), float(top))
        for at, value, bottom, top in zip(QUANTILES, found, low, high, strict=True)
    )


def _weighted(sorted_values: Floats, weights: Floats) -> Floats:
    held = weights > 0
    values, weights = sorted_values[held], weights[held]
    ends = np.cumsum(weights)
    found: Floats = np.interp(np.asarray(QUANTILES) * ends[-1], ends - weights / 2, values)
    return found
