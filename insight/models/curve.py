"""Curve: how the error falls with the number of papers, and whether more of them would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .features import FeatureSpace, RawMatrix, Vector
from .folds import Fold
from .learners import Setting, fit
from .row import Row

_SHARES = (0.2, 0.4, 0.6, 0.8, 1.0)
_FEWEST_ROWS = 5
# The share of papers that all of them are compared with.
_COMPARED = 0.6


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The held-out mean absolute error (scale of learning) with the mean number of ``papers``; its standard error."""

    papers: float
    values: float
    error: float
    deviation: float


@dataclass(frozen=True, slots=True)
class LearningCurve:
    """The points, and in words whether more papers would help; ``helps`` is None where that cannot be told."""

    points: tuple[CurvePoint, ...]
    helps: bool | None
    verdict: str


def learning_curve(
    rows: Sequence[Row], raw: RawMatrix, target: Vector, folds: Sequence[Fold], setting: Setting, *, seed: int
) -> LearningCurve:
    """Errors in each fold of ``setting`` after learning from a growing part of the papers."""
    rng = np.random.default_rng(seed)
    orders = []
    for fold in folds:
        papers = sorted({rows[place].paper for place in fold.train})
        orders.append([papers[place] for place in rng.permutation(len(papers))])
    points, errors_at = [], {}
    for share in _SHARES:
        errors, papers_seen, values_seen = [], [], []
        for fold, order in zip(folds, orders, strict=True):
            seen = set(order[: max(1, round(share * len(order)))])
            train = np.array([place for place in fold.train if rows[place].paper in seen], dtype=np.intp)
            if len(train) < _FEWEST_ROWS:
                continue
            space = FeatureSpace.fit(raw, train)
            shape = fit(setting, space, space.matrix(raw, train), target[train], seed=seed)
            errors.append(float(np.abs(shape.predict(space.matrix(raw, fold.test)) - target[fold.test]).mean()))
            papers_seen.append(len(seen))
            values_seen.append(len(train))
        if len(errors) == len(folds):
            errors_at[share] = np.array(errors)
            points.append(
                CurvePoint(
                    float(np.mean(papers_seen)), float(np.mean(values_seen)), float(np.mean(errors)),
                    float(np.std(errors) / np.sqrt(len(errors))),
                )
            )  # fmt: skip
    return LearningCurve(tuple(points), *_verdict(errors_at))


def _verdict(errors_at: dict[float, Vector]) -> tuple[bool | None, str]:
    if _COMPARED not in errors_at or len(errors_at[1.0]) < 3:
        return None, "too few papers to tell whether more would help"
    falls = errors_at[_COMPARED] - errors_at[1.0]
    mean, deviation = float(falls.mean()), float(falls.std(ddof=1) / np.sqrt(len(falls)))
    before, after = float(errors_at[_COMPARED].mean()), float(errors_at[1.0].mean())
    told = f"from {_COMPARED:.0%} to all of the papers the error went from {before:.3g} to {after:.3g}"
    if mean > deviation and mean > 0.01 * before:
        return True, f"{told}: more papers would help"
    if mean < 0.01 * before and deviation < 0.05 * before:
        return False, f"{told}: more papers like these would hardly help; other features might"
    return None, f"{told}, which does not tell whether more papers would help"
