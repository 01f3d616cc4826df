"""Outliers: values far from what all other papers lead to expect. An extraction error, or a discovery?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .evaluation import Evaluation
from .features import Vector
from .row import Row

_UNSURE = 0.7
# Predictions and values that differ by whole powers of ten often differ by an exponent or a prefix misread.
_POWER_SLACK = 0.12


@dataclass(frozen=True, slots=True)
class Outlier:
    """The place of a row in the table; ``times`` is its error in half widths of its 90 % interval.

    ``guess`` is ``extraction`` (read wrongly), ``real`` (the model misses something) or ``either``; ``why`` says what
    speaks for it.
    """

    row: int
    predicted: float
    times: float
    guess: str
    why: str


def outliers(rows: Sequence[Row], target: Vector, found: Evaluation, *, log: bool) -> tuple[Outlier, ...]:
    """The rows outside their intervals, those furthest out first."""
    errors = target - found.predicted
    times = np.abs(errors) / found.half
    listed = []
    for place in np.argsort(-times, kind="stable").tolist():
        if not times[place] > 1:
            continue
        guess, why = _guess(rows, target, found, place, log)
        listed.append(Outlier(place, float(found.predicted[place]), float(times[place]), guess, why))
    return tuple(listed)


def _guess(rows: Sequence[Row], target: Vector, found: Evaluation, place: int, log: bool) -> tuple[str, str]:
    row = rows[place]
    half = float(found.half[place])
    elsewhere = [
        float(target[other])
        for other, each in enumerate(rows)
        if each.substance == row.substance and each.paper != row.paper
    ]
    beside = [
        other
        for other, each in enumerate(rows)
        if other != place and each.paper == row.paper and each.substance == row.substance
    ]
    agree = sum(abs(value - target[place]) <= half / 2 for value in elsewhere)
    contradict = sum(abs(value - found.predicted[place]) < abs(value - target[place]) for value in elsewhere)
    power = abs(float(target[place] - found.predicted[place]))
    if row.confidence < _UNSURE:
        return "extraction", f"it was read with a confidence of only {row.confidence:.2f}"
    if elsewhere and agree > len(elsewhere) / 2:
        return "real", f"{agree} of {len(elsewhere)} values of this material in other papers say the same"
    if elsewhere and contradict > len(elsewhere) / 2:
        return (
            "extraction",
            f"{contradict} of {len(elsewhere)} values of this material in other papers are as predicted",
        )
    if log and round(power) >= 3 and abs(power - round(power)) < _POWER_SLACK:
        return "extraction", f"it is off by {round(power)} powers of ten: is a prefix or an exponent misread?"
    alike = sum(np.sign(target[other] - found.predicted[other]) == np.sign(target[place] - found.predicted[place])
                for other in beside)  # fmt: skip
    if len(beside) >= 2 and alike == len(beside):
        return "real", f"all {len(beside) + 1} values of this material in its paper deviate the same way"
    return "either", "nothing else in the table speaks for one or the other: read the sentence"
