"""Fitting: from some rows of a table to a model with its intervals and its domain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .choice import Choice, Watch, bounds, choose
from .domain import Domain
from .features import FeatureSpace, Matrix, Places, RawMatrix, Vector
from .folds import Fold
from .intervals import Intervals
from .learners import Setting, fit
from .row import Row
from .shapes import Blend


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model of the rows at ``places`` of a table; ``points`` are those rows, scaled."""

    choice: Choice
    places: Places = field(repr=False)
    space: FeatureSpace = field(repr=False)
    shape: Blend = field(repr=False)
    points: Vector = field(repr=False)
    intervals: Intervals = field(repr=False)
    domain: Domain = field(repr=False)


def fit_rows(
    rows: Sequence[Row], raw: RawMatrix, target: Vector, places: Places, tried: Sequence[Setting], *, folds: int,
    seed: int, until: float | None = None, watch: Watch | None = None,
) -> Fitted:  # fmt: skip
    """Choose a setting by grouped folds within ``places``, and learn from all of them; nothing else enters."""
    choice = choose(rows, raw, target, places, tried, folds=folds, seed=seed, until=until, watch=watch)
    space = FeatureSpace.fit(raw, places)
    matrix = space.matrix(raw, places)
    shape = fit_all(choice.settings, space, matrix, target[places], seed=seed)
    points = space.scaled(matrix)
    held = choice.held[places]
    asked = ~np.isnan(held)
    parts = np.full(len(rows), -1)
    for number, fold in enumerate(choice.folds):
        parts[fold.test] = number
    intervals = Intervals.of(points[asked], np.abs(held - target[places])[asked], parts[places][asked])
    at = {place: number for number, place in enumerate(places.tolist())}
    inner = [Fold(_moved(fold.train, at), _moved(fold.test, at)) for fold in choice.folds]
    domain = Domain.of([rows[place] for place in places], space, matrix, inner)
    return Fitted(choice, places, space, shape, points, intervals, domain)


def fit_all(settings: Sequence[Setting], space: FeatureSpace, matrix: Matrix, target: Vector, *, seed: int) -> Blend:
    """What one setting learns, or the mean of what several do, within the bounds of ``target``."""
    shapes = tuple(fit(setting, space, matrix, target, seed=seed) for setting in settings)
    return Blend(shapes, *bounds(target))


def _moved(places: Places, at: dict[int, int]) -> Places:
    return np.array([at[place] for place in places.tolist()], dtype=np.intp)
