"""Effects: what a model's predictions hang on, measured on papers that it had not learned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .features import MISSING, FeatureSpace, Matrix, RawMatrix, Vector
from .fitting import fit_all
from .folds import Fold
from .learners import Setting
from .shapes import Shape

_SHUFFLES = 3
_MOST_ROWS = 200
_GRID = 20


@dataclass(frozen=True, slots=True)
class Importance:
    """How much the held-out mean absolute error grows when all columns of ``group`` are shuffled; over folds."""

    group: str
    growth: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Dependence:
    """The mean prediction (in the scale of learning) when ``feature`` has each of ``values`` in every row."""

    feature: str
    group: str
    values: tuple[float, ...]
    predicted: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def importances(
    raw: RawMatrix, target: Vector, folds: Sequence[Fold], settings: Sequence[Setting], *, seed: int
) -> tuple[Importance, ...]:
    """The groups of features, the most important first; those that change nothing are left out."""
    rng = np.random.default_rng(seed)
    growths: dict[str, list[float]] = {}
    for fold in folds:
        space = FeatureSpace.fit(raw, fold.train)
        shape = fit_all(settings, space, space.matrix(raw, fold.train), target[fold.train], seed=seed)
        asked, truth = space.matrix(raw, fold.test), target[fold.test]
        error = float(np.abs(shape.predict(asked) - truth).mean())
        for group in dict.fromkeys(space.groups):
            columns = [place for place, name in enumerate(space.groups) if name == group]
            grown = []
            for _ in range(_SHUFFLES):
                shuffled = asked.copy()
                shuffled[:, columns] = asked[rng.permutation(len(asked))][:, columns]
                grown.append(float(np.abs(shape.predict(shuffled) - truth).mean()) - error)
            growths.setdefault(group, []).append(float(np.mean(grown)))
    found = []
    for group, grown in growths.items():
        padded = np.array([*grown, *[0.0] * (len(folds) - len(grown))])
        if padded.any():
            found.append(Importance(group, float(padded.mean()), float(padded.std())))
    return tuple(sorted(found, key=lambda each: (-each.growth, each.group)))


def dependences(
    shape: Shape, space: FeatureSpace, matrix: Matrix, groups: Sequence[str], *, seed: int
) -> tuple[Dependence, ...]:
    """For each of ``groups`` that one of its columns which moves the prediction most (Friedman, 2001)."""
    rows = matrix
    if len(rows) > _MOST_ROWS:
        rows = rows[np.sort(np.random.default_rng(seed).choice(len(rows), _MOST_ROWS, replace=False))]
    found = []
    for group in groups:
        curves = [
            _curve(shape, space, rows, matrix, place)
            for place, (name, each) in enumerate(zip(space.names, space.groups, strict=True))
            if each == group and not name.startswith(MISSING)
        ]
        told = [curve for curve in curves if len(curve.values) > 1]
        if told:
            found.append(max(told, key=lambda curve: max(curve.predicted) - min(curve.predicted)))
    return tuple(found)


def _curve(shape: Shape, space: FeatureSpace, rows: Matrix, matrix: Matrix, place: int) -> Dependence:
    values = np.unique(np.quantile(matrix[:, place], np.linspace(0.02, 0.98, _GRID)))
    mean, low, high = [], [], []
    for value in values:
        changed = rows.copy()
        changed[:, place] = value
        predicted = shape.predict(changed)
        mean.append(float(predicted.mean()))
        bottom, top = np.quantile(predicted, (0.25, 0.75))
        low.append(float(bottom))
        high.append(float(top))
    return Dependence(
        space.names[place], space.groups[place], tuple(map(float, values)), tuple(mean), tuple(low), tuple(high)
    )
