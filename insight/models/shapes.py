"""Shapes: what a trained model is in the end. Arrays of numbers, computed with numpy alone, which run nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

import numpy as np

from .features import Matrix, Vector

Whole = np.ndarray[Any, np.dtype[np.int32]]
Arrays = dict[str, np.ndarray[Any, Any]]
_LEAF = -1


class Shape(Protocol):
    """A trained model: it predicts, and it is its arrays."""

    kind: ClassVar[str]

    def predict(self, matrix: Matrix) -> Vector:
        """A value for each row of a feature matrix."""
        ...

    def arrays(self) -> Arrays:
        """All that it is."""
        ...


@dataclass(frozen=True, slots=True)
class Linear:
    """A weighted sum; ``weights`` has one for each column."""

    kind: ClassVar[str] = "linear"
    weights: Vector
    constant: float

    def predict(self, matrix: Matrix) -> Vector:
        """See Shape."""
        return np.asarray(matrix.astype(np.float64) @ self.weights + self.constant)

    def arrays(self) -> Arrays:
        """See Shape."""
        return {"weights": self.weights, "constant": np.array([self.constant])}


@dataclass(frozen=True, slots=True)
class Trees:
    """Decision trees whose leaves are added up and multiplied by ``factor``.

    Node ``n`` asks whether column ``feature[n]`` is at most ``threshold[n]`` and goes to ``left[n]`` or ``right[n]``,
    which are always behind it; a leaf has the feature -1. ``roots`` are where the trees begin.
    """

    kind: ClassVar[str] = "trees"
    feature: Whole
    threshold: Vector
    left: Whole
    right: Whole
    value: Vector
    roots: Whole
    factor: float

    def predict(self, matrix: Matrix) -> Vector:
        """See Shape."""
        return np.asarray(self.each(matrix).sum(axis=1) * self.factor)

    def each(self, matrix: Matrix) -> Vector:
        """The value of each tree, rows x trees."""
        nodes = np.repeat(self.roots[None, :], len(matrix), axis=0)
        rows = np.arange(len(matrix))[:, None]
        while True:
            feature = self.feature[nodes]
            inner = feature != _LEAF
            if not inner.any():
                return self.value[nodes]
            asked = matrix[rows, np.where(inner, feature, 0)] <= self.threshold[nodes]
            nodes = np.where(inner, np.where(asked, self.left[nodes], self.right[nodes]), nodes)

    def arrays(self) -> Arrays:
        """See Shape."""
        return {
            "feature": self.feature, "threshold": self.threshold, "left": self.left, "right": self.right,
            "value": self.value, "roots": self.roots, "factor": np.array([self.factor]),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gaussian:
    """The mean of a Gaussian process with a Matérn kernel (nu 3/2) over columns of centre 0 and scale 1."""

    kind: ClassVar[str] = "gaussian"
    points: Vector = field(repr=False)
    weights: Vector = field(repr=False)
    centre: Vector = field(repr=False)
    scale: Vector = field(repr=False)
    length: float
    variance: float
    mean: float

    def predict(self, matrix: Matrix) -> Vector:
        """See Shape."""
        scaled = (matrix.astype(np.float64) - self.centre) / self.scale
        found = np.empty(len(scaled))
        for start in range(0, len(scaled), 500):
            part = scaled[start : start + 500]
            square = (part**2).sum(1)[:, None] + (self.points**2).sum(1)[None, :] - 2 * part @ self.points.T
            distance = np.sqrt(3.0 * np.maximum(square, 0.0)) / self.length
            found[start : start + 500] = self.variance * (1.0 + distance) * np.exp(-distance) @ self.weights
        return found + self.mean

    def arrays(self) -> Arrays:
        """See Shape."""
        return {
            "points": self.points, "weights": self.weights, "centre": self.centre, "scale": self.scale,
            "numbers": np.array([self.length, self.variance, self.mean]),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Blend:
    """The mean of one or several shapes, never further from what was learned than ``low`` and ``high``."""

    kind: ClassVar[str] = "blend"
    shapes: tuple[Shape, ...]
    low: float
    high: float

    def predict(self, matrix: Matrix) -> Vector:
        """See Shape."""
        each = [np.clip(shape.predict(matrix), self.low, self.high) for shape in self.shapes]
        return np.asarray(np.mean(each, axis=0))

    def arrays(self) -> Arrays:
        """See Shape: those of each shape, under its number and kind."""
        parts = {
            f"{number} {shape.kind} {name}": array
            for number, shape in enumerate(self.shapes)
            for name, array in shape.arrays().items()
        }
        return parts | {"bounds": np.array([self.low, self.high])}


def shape_of(kind: str, arrays: Arrays, columns: int) -> Shape:
    """The shape of these arrays, for matrices of ``columns``. Raises ValueError or KeyError where they do not fit."""
    if kind == Linear.kind:
        _fits(arrays["weights"].shape == (columns,) and arrays["constant"].shape == (1,), "weights")
        return Linear(arrays["weights"], float(arrays["constant"][0]))
    if kind == Gaussian.kind:
        points = arrays["points"]
        _fits(points.ndim == 2 and points.shape[1] == columns, "points")
        _fits(arrays["weights"].shape == (len(points),), "weights")
        _fits(arrays["centre"].shape == (columns,) == arrays["scale"].shape, "scale")
        length, variance, mean = (float(each) for each in arrays["numbers"])
        _fits(length > 0 and bool((arrays["scale"] > 0).all()), "length")
        return Gaussian(points, arrays["weights"], arrays["centre"], arrays["scale"], length, variance, mean)
    if kind == Blend.kind:
        parts = tuple(shape_of(each, part, columns) for each, part in _parted(arrays))
        low, high = (float(each) for each in arrays["bounds"])
        _fits(low <= high, "bounds")
        return Blend(parts, low, high)
    if kind != Trees.kind:
        raise ValueError(f"a model of the kind {kind!r}, which is not known here")
    feature, left, right = arrays["feature"], arrays["left"], arrays["right"]
    count = len(feature)
    _fits(all(arrays[name].shape == (count,) for name in ("threshold", "left", "right", "value")), "nodes")
    inner = np.flatnonzero(feature != _LEAF)
    _fits(bool(((feature >= _LEAF) & (feature < columns)).all()), "features")
    # Every way leads forward, so that every question comes to an end.
    for side in (left, right):
        _fits(bool(((side[inner] > inner) & (side[inner] < count)).all()), "branches")
    roots = arrays["roots"]
    _fits(len(roots) > 0 and bool(((roots >= 0) & (roots < count)).all()), "roots")
    return Trees(feature, arrays["threshold"], left, right, arrays["value"], roots, float(arrays["factor"][0]))


def _parted(arrays: Arrays) -> list[tuple[str, Arrays]]:
    """The kind and the arrays of each shape of a blend."""
    found: dict[tuple[int, str], Arrays] = {}
    for name, array in arrays.items():
        if name == "bounds":
            continue
        number, kind, part = name.split(" ")
        _fits(kind != Blend.kind, "parts")
        found.setdefault((int(number), kind), {})[part] = array
    _fits(bool(found), "parts")
    return [(kind, part) for (_, kind), part in sorted(found.items())]


def _fits(true: bool, what: str) -> None:
    if not true:
        raise ValueError(f"its {what} do not fit")
