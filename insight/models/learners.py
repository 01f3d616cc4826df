"""Learners: what scikit-learn and LightGBM fit, with their settings, turned into shapes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...ingest.errors import MissingExtra
from .features import FeatureSpace, Matrix, Vector
from .shapes import Gaussian, Linear, Shape, Trees, Whole

# Memory and time of a Gaussian process grow with the square and the cube of its points.
_MOST_POINTS = 700
Value = float | int | str
Fit = Callable[[Mapping[str, Value], FeatureSpace, Matrix, Vector, int], Shape]


@dataclass(frozen=True, slots=True)
class Setting:
    """A learner, a name of ``LEARNERS``, with its hyper-parameters."""

    learner: str
    parameters: tuple[tuple[str, Value], ...]

    def __str__(self) -> str:
        told = ", ".join(f"{name} {value}" for name, value in self.parameters)
        return f"{self.learner} ({told})" if told else self.learner


def fit(setting: Setting, space: FeatureSpace, matrix: Matrix, target: Vector, *, seed: int) -> Shape:
    """The shape that ``setting`` learns from rows of ``space``. Raises MissingExtra without the libraries."""
    return _FITS[setting.learner](dict(setting.parameters), space, matrix, target, seed)


def settings(trials: int, *, seed: int, learners: tuple[str, ...] | None = None) -> list[Setting]:
    """``trials`` settings of each of ``learners``, the learners in turn; the first of each is its ordinary one."""
    rng = np.random.default_rng(seed)
    drawn = {}
    for name in learners or tuple(LEARNERS):
        choices = LEARNERS[name]
        found = [Setting(name, tuple((key, values[0]) for key, values in choices.items()))]
        for _ in range(20 * trials):
            if len(found) >= trials:
                break
            setting = Setting(name, tuple((key, values[rng.integers(len(values))]) for key, values in choices.items()))
            if setting not in found:
                found.append(setting)
        drawn[name] = found
    turns = max(map(len, drawn.values()))
    return [found[turn] for turn in range(turns) for found in drawn.values() if turn < len(found)]


def _linear(told: Mapping[str, Value], space: FeatureSpace, matrix: Matrix, target: Vector, seed: int) -> Shape:
    _sklearn()
    from sklearn.linear_model import Ridge

    model = Ridge(alpha=float(told["alpha"])).fit(space.scaled(matrix), target)
    weights = model.coef_ / space.scale
    return Linear(weights, float(model.intercept_ - (weights * space.centre).sum()))


def _forest(told: Mapping[str, Value], space: FeatureSpace, matrix: Matrix, target: Vector, seed: int) -> Shape:
    _sklearn()
    from sklearn.ensemble import RandomForestRegressor

    model = RandomForestRegressor(
        n_estimators=int(told["trees"]), max_features=float(told["columns"]), min_samples_leaf=int(told["leaf"]),
        random_state=seed, n_jobs=1,
    )  # fmt: skip
    return _of_trees([each.tree_ for each in model.fit(matrix, target).estimators_])


def _extra(told: Mapping[str, Value], space: FeatureSpace, matrix: Matrix, target: Vector, seed: int) -> Shape:
    _sklearn()
    from sklearn.ensemble import ExtraTreesRegressor

    model = ExtraTreesRegressor(
        n_estimators=int(told["trees"]), max_features=float(told["columns"]), min_samples_leaf=int(told["leaf"]),
        random_state=seed, n_jobs=1,
    )  # fmt: skip
    return _of_trees([each.tree_ for each in model.fit(matrix, target).estimators_])


def _boosting(told: Mapping[str, Value], space: FeatureSpace, matrix: Matrix, target: Vector, seed: int) -> Shape:
    try:
        import lightgbm
    except ImportError as error:
        raise MissingExtra("a property model", "predict") from error
    parameters = {
        "objective": "l2", "learning_rate": float(told["rate"]), "num_leaves": int(told["leaves"]),
        "min_data_in_leaf": min(int(told["leaf"]), max(1, len(target) // 4)),
        "feature_fraction": float(told["columns"]),
        "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 1.0, "min_data_in_bin": 1, "seed": seed,
        "deterministic": True, "force_row_wise": True, "num_threads": 1, "verbosity": -1,
    }  # fmt: skip
    booster = lightgbm.train(
        parameters, lightgbm.Dataset(matrix, target, free_raw_data=True), num_boost_round=int(told["rounds"])
    )
    return of_lightgbm(booster.dump_model())


def _gaussian(told: Mapping[str, Value], space: FeatureSpace, matrix: Matrix, target: Vector, seed: int) -> Shape:
    _sklearn()
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import Matern

    chosen = np.arange(len(target))
    if len(chosen) > _MOST_POINTS:
        chosen = np.sort(np.random.default_rng(seed).choice(chosen, _MOST_POINTS, replace=False))
    scaled = space.scaled(matrix[chosen])
    mean, spread = float(target[chosen].mean()), float(target[chosen].std()) or 1.0
    # Distances grow with the square root of the number of columns.
    length = float(told["length"]) * np.sqrt(max(1, scaled.shape[1]))
    model = GaussianProcessRegressor(
        Matern(length, "fixed", nu=1.5), alpha=float(told["noise"]), optimizer=None, normalize_y=False
    )
    model.fit(scaled, (target[chosen] - mean) / spread)
    weights = np.asarray(model.alpha_, dtype=np.float64).ravel()
    return Gaussian(scaled, weights, space.centre, space.scale, float(length), spread, mean)


def _mean(told: Mapping[str, Value], space: FeatureSpace, matrix: Matrix, target: Vector, seed: int) -> Shape:
    """Nothing but the mean: where there is little to learn it draws others towards it, or is all that can be said."""
    return Linear(np.zeros(matrix.shape[1]), float(target.mean()))


# The first value of each is what is ordinary.
LEARNERS: dict[str, dict[str, tuple[Value, ...]]] = {
    "mean": {},
    "linear": {"alpha": (10.0, 0.1, 1.0, 100.0, 1000.0)},
    "random forest": {"trees": (100,), "columns": (0.33, 0.15, 0.66), "leaf": (1, 2, 5)},
    "extra trees": {"trees": (100,), "columns": (0.5, 0.2, 1.0), "leaf": (1, 2, 5)},
    "gradient boosting": {
        "rounds": (200, 100, 400), "rate": (0.05, 0.03, 0.1), "leaves": (15, 7, 31), "leaf": (5, 3, 20),
        "columns": (0.5, 0.25, 0.8),
    },
    "gaussian process": {"length": (1.0, 0.5, 2.0, 4.0), "noise": (0.1, 0.03, 0.3, 1.0)},
}  # fmt: skip
_FITS: dict[str, Fit] = {
    "mean": _mean, "linear": _linear, "random forest": _forest, "extra trees": _extra, "gradient boosting": _boosting,
    "gaussian process": _gaussian,
}  # fmt: skip


def _sklearn() -> None:
    try:
        import sklearn  # noqa: F401 - whether it is there
    except ImportError as error:
        raise MissingExtra("a property model", "predict") from error


def _of_trees(trees: list[Any]) -> Trees:
    """Trees of scikit-learn, whose mean counts."""
    starts = np.cumsum([0, *(tree.node_count for tree in trees)])
    left, right, feature = [], [], []
    for start, tree in zip(starts, trees, strict=False):
        leaf = tree.children_left < 0
        left.append(np.where(leaf, -1, tree.children_left + start))
        right.append(np.where(leaf, -1, tree.children_right + start))
        feature.append(np.where(leaf, -1, tree.feature))
    return Trees(
        _whole(feature), np.concatenate([tree.threshold for tree in trees]), _whole(left), _whole(right),
        np.concatenate([tree.value[:, 0, 0] for tree in trees]), starts[:-1].astype(np.int32), 1.0 / len(trees),
    )  # fmt: skip


def tree_of(tree: Any) -> Trees:
    """One tree of scikit-learn."""
    return _of_trees([tree])


def _whole(parts: list[Any]) -> Whole:
    return np.concatenate(parts).astype(np.int32)


def of_lightgbm(model: Mapping[str, Any]) -> Trees:
    """The trees of a LightGBM model, as its ``dump_model`` tells them; their sum counts."""
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []
    value: list[float] = []

    def add(node: Mapping[str, Any]) -> int:
        place = len(feature)
        inner = "split_feature" in node
        feature.append(int(node["split_feature"]) if inner else -1)
        threshold.append(float(node["threshold"]) if inner else 0.0)
        value.append(0.0 if inner else float(node["leaf_value"]))
        left.append(-1)
        right.append(-1)
        if inner:
            left[place], right[place] = add(node["left_child"]), add(node["right_child"])
        return place

    roots = [add(each["tree_structure"]) for each in model["tree_info"]]
    return Trees(
        np.array(feature, np.int32), np.array(threshold), np.array(left, np.int32), np.array(right, np.int32),
        np.array(value), np.array(roots, np.int32), 1.0,
    )  # fmt: skip
