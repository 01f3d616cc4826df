"""Change: the year in which a share of papers turned from one level to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import exp, lgamma, log

import numpy as np

from ..coverage import interval

# Below these any cut fits.
MIN_PAPERS = 20
MIN_YEARS = 4
_DRAWS = 10_000
_SEED = 1975


@dataclass(frozen=True, slots=True)
class Level:
    """``hits`` of ``papers`` papers, their share, and its 95 % interval (Wilson; of a change, Bayes)."""

    papers: int
    hits: int
    share: float
    low: float
    high: float

    @classmethod
    def of(cls, hits: int, papers: int) -> Level:
        """The share of ``hits`` among ``papers``; 0 where there are none."""
        low, high = interval(hits, papers)
        return cls(papers, hits, round(hits / papers, 4) if papers else 0.0, round(low, 4), round(high, 4))


@dataclass(frozen=True, slots=True)
class Change:
    """A share that is ``before`` up to the year before ``year`` and ``after`` from ``year`` on.

    ``low`` and ``high`` are the years between which the change lies with 95 %; ``probability`` is that there was one
    at all, where both were as likely beforehand.
    """

    year: int
    low: int
    high: int
    probability: float
    before: Level
    after: Level


def change_point(counts: Mapping[int, tuple[int, int]]) -> Change | None:
    """The change of a share, from (hits, papers) by year; None where papers or years are too few to tell.

    One change between two constant shares against none, every year as likely, every share as likely (uniform priors),
    after Smith, Biometrika 62 (1975) 407: the likelihood of a stretch of years with h hits of n papers is then the
    beta function B(h + 1, n - h + 1), and nothing needs to be fitted. A share that moves slowly is no step: the year
    is then the one that cuts its course best in two, and the interval is wide.
    """
    years = sorted(year for year, (_, papers) in counts.items() if papers)
    hits, papers = (sum(counts[year][place] for year in years) for place in (0, 1))
    if papers < MIN_PAPERS or len(years) < MIN_YEARS:
        return None
    weights: dict[int, float] = {}
    before_hits = before_papers = 0
    for earlier, year in pairwise(years):
        before_hits += counts[earlier][0]
        before_papers += counts[earlier][1]
        weights[year] = _evidence(before_hits, before_papers) + _evidence(hits - before_hits, papers - before_papers)
    top = max(weights.values())
    scaled = {year: exp(weight - top) for year, weight in weights.items()}
    total = sum(scaled.values())
    # The mean over the cuts against no cut, each with half of the prior.
    odds = top + log(total / len(scaled)) - _evidence(hits, papers)
    probability = 1 / (1 + exp(-odds)) if odds > -700 else 0.0
    best = max(scaled, key=lambda year: scaled[year])
    chances = {year: weight / total for year, weight in scaled.items()}
    low, high = _central(chances)
    splits = {
        year: [_sum(counts, [each for each in years if (each >= year) == late]) for late in (False, True)]
        for year in scaled
    }
    before, after = (_level(chances, {year: split[late] for year, split in splits.items()}, best) for late in (0, 1))
    return Change(best, min(low, best), max(high, best), round(probability, 4), before, after)


def _sum(counts: Mapping[int, tuple[int, int]], years: list[int]) -> tuple[int, int]:
    return sum(counts[year][0] for year in years), sum(counts[year][1] for year in years)


def _level(chances: Mapping[int, float], held: Mapping[int, tuple[int, int]], best: int) -> Level:
    """The share on one side of ``best``; its interval is over every year that the change may have been in.

    The side of the likeliest year alone would look surer, and farther from the other side, than it is.
    """
    chance = np.random.default_rng(_SEED)
    drawn = chance.choice(list(chances), size=_DRAWS, p=np.array(list(chances.values())) / sum(chances.values()))
    hits, papers = np.array([held[int(year)] for year in drawn]).T
    low, high = np.quantile(chance.beta(hits + 1, papers - hits + 1), (0.025, 0.975))
    count, of = held[best]
    return Level(of, count, round(count / of, 4), round(float(low), 4), round(float(high), 4))


def _evidence(hits: int, papers: int) -> float:
    """The logarithm of the likelihood of ``hits`` of ``papers``, over all shares."""
    return lgamma(hits + 1) + lgamma(papers - hits + 1) - lgamma(papers + 2)


def _central(chances: Mapping[int, float]) -> tuple[int, int]:
    """The years between which 95 % of ``chances`` lie, 2.5 % at most on either side."""
    ordered = sorted(chances)
    low, high = ordered[0], ordered[-1]
    below = 0.0
    for year in ordered:
        if below + chances[year] > 0.025:
            low = year
            break
        below += chances[year]
    above = 0.0
    for year in reversed(ordered):
        if above + chances[year] > 0.025:
            high = year
            break
        above += chances[year]
    return low, high
