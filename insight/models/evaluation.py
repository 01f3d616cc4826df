"""Evaluation: errors and coverage on papers and substances that took part in nothing, choosing included."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .choice import Watch
from .features import FeatureSpace, RawMatrix, Vector
from .fitting import fit_rows
from .folds import grouped_folds
from .learners import Setting, fit
from .neighbours import nearest
from .row import Row

MODEL, MEAN, NEAREST, COMPOSITION = "model", "mean", "nearest neighbour", "composition-only forest"
LEVELS = (0.5, 0.8, 0.9, 0.95)
_RESAMPLES = 1000
_FOREST = Setting("random forest", (("trees", 100), ("columns", 0.33), ("leaf", 1)))


@dataclass(frozen=True, slots=True)
class Score:
    """Errors in the scale of learning (decades for logarithmic targets) of one way to predict.

    ``low`` and ``high`` hold the mean absolute error with 95 %, by bootstrap over papers; ``worse`` is how much more
    the error is than the model's, with its interval, on the same rows.
    """

    name: str
    mae: float
    low: float
    high: float
    rmse: float
    r2: float
    worse: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often the truth lay in the interval of ``level``: of all values, and of those that lay in the domain."""

    level: float
    share: float
    within: float | None
    width: float
    papers: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was found when every row was asked by a model that knew neither its paper nor its substance."""

    scores: tuple[Score, ...]
    coverage: tuple[Coverage, ...]
    settings: tuple[str, ...]
    predicted: Vector = field(repr=False)
    half: Vector = field(repr=False)
    inside: np.ndarray[tuple[int], np.dtype[np.bool_]] = field(repr=False)

    def score(self, name: str) -> Score:
        """The score of one way to predict."""
        return next(score for score in self.scores if score.name == name)


def evaluate(
    rows: Sequence[Row], raw: RawMatrix, target: Vector, tried: Sequence[Setting], *, folds: int, inner: int, seed: int,
    until: float | None = None, watch: Watch | None = None,
) -> Evaluation:  # fmt: skip
    """Nested grouped cross-validation: in each outer fold the whole fitting, with its own choice, and the baselines."""
    found = {name: np.full(len(rows), np.nan) for name in (MODEL, MEAN, NEAREST, COMPOSITION)}
    halves = {level: np.full(len(rows), np.nan) for level in LEVELS}
    inside = np.zeros(len(rows), dtype=bool)
    chosen = []
    outer = grouped_folds(rows, folds, seed=seed + 1)
    for number, fold in enumerate(outer):
        # Each fold has its share of the time that is left.
        end = None if until is None else (now := time.monotonic()) + max(0.0, until - now) / (len(outer) - number)
        fitted = fit_rows(rows, raw, target, fold.train, tried, folds=inner, seed=seed, until=end)
        chosen.append(" + ".join(map(str, fitted.choice.settings)))
        asked = fitted.space.matrix(raw, fold.test)
        points = fitted.space.scaled(asked)
        found[MODEL][fold.test] = fitted.shape.predict(asked)
        for level in LEVELS:
            halves[level][fold.test] = fitted.intervals.half_widths(points, level=level)
        near, distances = nearest(points, fitted.points, 1)
        found[MEAN][fold.test] = target[fold.train].mean()
        found[NEAREST][fold.test] = target[fold.train][near[:, 0]]
        found[COMPOSITION][fold.test] = _composition_only(raw, target, fold.train, fold.test, seed)
        for place, distance in zip(fold.test.tolist(), distances[:, 0].tolist(), strict=True):
            inside[place] = not fitted.domain.outside(rows[place], distance, fitted.space)
        if watch is not None:
            watch(number + 1, len(outer))
    papers = _numbered([row.paper for row in rows])
    scores = _scores(found, target, papers, seed)
    coverage = tuple(_coverage(level, np.abs(found[MODEL] - target), halves[level], inside, papers) for level in LEVELS)
    return Evaluation(scores, coverage, tuple(chosen), found[MODEL], halves[0.9], inside)


def _composition_only(
    raw: RawMatrix, target: Vector, train: np.ndarray[tuple[int], np.dtype[np.intp]],
    test: np.ndarray[tuple[int], np.dtype[np.intp]], seed: int,
) -> Vector:  # fmt: skip
    space = FeatureSpace.fit(raw, train, composition_only=True)
    if not space.names:
        return np.full(len(test), target[train].mean())
    return fit(_FOREST, space, space.matrix(raw, train), target[train], seed=seed).predict(space.matrix(raw, test))


def _numbered(names: Sequence[str]) -> Vector:
    return np.unique(np.array(names), return_inverse=True)[1].astype(np.float64)


def _scores(found: dict[str, Vector], target: Vector, papers: Vector, seed: int) -> tuple[Score, ...]:
    asked = ~np.isnan(found[MODEL])
    truth, papers = target[asked], papers[asked].astype(int)
    errors = {name: np.abs(values[asked] - truth) for name, values in found.items()}
    counts = np.bincount(papers)
    # A sample of papers, each with all of its values.
    drawn = np.random.default_rng(seed).multinomial(
        int((counts > 0).sum()), (counts > 0) / (counts > 0).sum(), _RESAMPLES
    )
    sizes = np.maximum(drawn @ counts, 1)
    means = {name: drawn @ np.bincount(papers, error) / sizes for name, error in errors.items()}
    scores = []
    for name, error in errors.items():
        low, high = np.quantile(means[name], (0.025, 0.975))
        worse = None
        if name != MODEL:
            more = means[name] - means[MODEL]
            bottom, top = np.quantile(more, (0.025, 0.975))
            worse = (float(error.mean() - errors[MODEL].mean()), float(bottom), float(top))
        spread = float(((truth - truth.mean()) ** 2).sum()) or 1.0
        r2 = 1.0 - float((error**2).sum()) / spread
        scores.append(
            Score(name, float(error.mean()), float(low), float(high), float(np.sqrt((error**2).mean())), r2, worse)
        )
    return tuple(scores)


def _coverage(
    level: float, errors: Vector, half: Vector, inside: np.ndarray[tuple[int], np.dtype[np.bool_]], papers: Vector
) -> Coverage:
    asked = ~np.isnan(errors)
    held = (errors <= half)[asked]
    numbers = papers[asked].astype(int)
    counts = np.bincount(numbers)
    shares = np.bincount(numbers, held)[counts > 0] / counts[counts > 0]
    among = inside[asked]
    return Coverage(
        level, float(held.mean()), float(held[among].mean()) if among.any() else None,
        float(np.median(2 * half[asked])), float(shares.mean()),
    )  # fmt: skip
