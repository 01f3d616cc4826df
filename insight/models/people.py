"""People's tree: a decision tree small enough to be read, beside the model that predicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .features import MISSING, FeatureSpace, Matrix, RawMatrix, Vector
from .folds import Fold
from .learners import tree_of
from .scale import from_scale
from .shapes import Trees

_DEPTH = 3
_LEAST_SHARE = 0.05
_LEAST = 3
# Statistics that people read; the other ones say little to them.
_READABLE = ("fraction ", "mean electronegativity", "mean ionic_radius", "mobile ions per anion", "number of elements")


@dataclass(frozen=True, slots=True)
class PeoplesTree:
    """The tree in words, and its mean absolute error on papers that it had not learned from."""

    text: str
    error: float


def peoples_tree(
    raw: RawMatrix, target: Vector, folds: Sequence[Fold], unit: str, *, log: bool, seed: int
) -> PeoplesTree:
    """A tree of three questions at most. Missing values stand at the median, as for every model."""
    errors = []
    for fold in folds:
        space, columns = _readable(raw, fold.train)
        tree = _grown(space.matrix(raw, fold.train)[:, columns], target[fold.train], seed)
        errors.append(np.abs(tree.predict(space.matrix(raw, fold.test)[:, columns]) - target[fold.test]))
    space, columns = _readable(raw, np.arange(len(target)))
    matrix = space.matrix(raw)[:, columns]
    tree = _grown(matrix, target, seed)
    names = [space.names[place] for place in columns]
    lines = _lines(tree, matrix, target, names, unit, log, 0, np.ones(len(target), dtype=bool), "")
    return PeoplesTree("\n".join(lines), float(np.concatenate(errors).mean()))


def _readable(raw: RawMatrix, places: np.ndarray[tuple[int], np.dtype[np.intp]]) -> tuple[FeatureSpace, list[int]]:
    space = FeatureSpace.fit(raw, places)
    kinds = dict(zip(raw.names, raw.kinds, strict=True))
    columns = [
        place
        for place, name in enumerate(space.names)
        if not name.startswith(MISSING) and (kinds[name] != "composition" or name.startswith(_READABLE))
    ]
    return space, columns


def _grown(matrix: Matrix, target: Vector, seed: int) -> Trees:
    from sklearn.tree import DecisionTreeRegressor

    least = max(_LEAST, int(_LEAST_SHARE * len(target)))
    if not matrix.shape[1]:
        matrix = np.zeros((len(target), 1), dtype=np.float32)
    model = DecisionTreeRegressor(max_depth=_DEPTH, min_samples_leaf=least, random_state=seed)
    return tree_of(model.fit(matrix, target).tree_)


def _lines(
    tree: Trees, matrix: Matrix, target: Vector, names: list[str], unit: str, log: bool, node: int,
    here: np.ndarray[tuple[int], np.dtype[np.bool_]], indent: str,
) -> list[str]:  # fmt: skip
    values = target[here]
    feature = int(tree.feature[node])
    if feature < 0:
        middle, low, high = from_scale(np.quantile(values, (0.5, 0.25, 0.75)), log=log)
        return [f"{indent}→ {middle:.3g} {unit}".rstrip() + f" (half of {len(values)}: {low:.3g} to {high:.3g})"]
    name, threshold = names[feature], float(tree.threshold[node])
    is_name = " is " in name
    yes, no = (f"{name}", f"not: {name}") if is_name else (f"{name} > {threshold:.3g}", f"{name} ≤ {threshold:.3g}")
    low_side = here & (matrix[:, feature] <= threshold)
    lines = []
    for words, child, side in ((yes, tree.right[node], here & ~low_side), (no, tree.left[node], low_side)):
        lines.append(f"{indent}{words}")
        lines += _lines(tree, matrix, target, names, unit, log, int(child), side, indent + "   ")
    return lines
