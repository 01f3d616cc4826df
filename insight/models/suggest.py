"""Suggestions: what to try or to read next, by expected improvement, inside the domain.

Expected improvement (Jones, Schonlau and Welch, J. Glob. Optim. 13, 455, 1998) of a normal distribution whose 68 %
interval is the model's conformal one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, exp, pi, sqrt

import numpy as np

from .model import Prediction, PropertyModel
from .row import Row
from .scale import to_scale

_ONE_SIGMA = 0.6827


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate with its prediction; ``improvement`` is expected over the best known value.

    It is in the scale of learning: decades for logarithmic targets.
    """

    prediction: Prediction
    improvement: float


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The candidates inside the domain, the most promising first, and how many lay outside."""

    best_known: float
    inside: tuple[Suggestion, ...]
    outside: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to read: its reference or title, the papers that cite it, the materials it names as rows."""

    title: str
    doi: str | None
    cited_by: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PaperSuggestion:
    """A paper to read, for the material of it that promises most."""

    paper: Candidate
    suggestion: Suggestion


def suggest(model: PropertyModel, candidates: Sequence[Row], *, lowest: bool = False) -> Suggestions:
    """``candidates`` by expected improvement; ``lowest`` where less is better, as with resistances."""
    target = to_scale([row.value for row in model.table.rows], log=model.log)
    sign = -1.0 if lowest else 1.0
    best = float((sign * target).max())
    known = float(model.table.rows[int(np.argmax(sign * target))].value)
    if not candidates:
        return Suggestions(known, (), 0)
    predictions = model.predict(candidates)
    means, widths, _, _ = model.spread(candidates, level=_ONE_SIGMA)
    found = [
        Suggestion(prediction, expected_improvement(sign * mean - best, width))
        for prediction, mean, width in zip(predictions, means.tolist(), widths.tolist(), strict=True)
        if not prediction.outside
    ]
    found.sort(key=lambda each: (-each.improvement, each.prediction.row.id))
    return Suggestions(known, tuple(found), len(predictions) - len(found))


def expected_improvement(gain: float, sigma: float) -> float:
    """The mean of what a normal variable of this mean ``gain`` and deviation has above zero."""
    if sigma <= 0:
        return max(gain, 0.0)
    z = gain / sigma
    return gain * (1 + erf(z / sqrt(2))) / 2 + sigma * exp(-z * z / 2) / sqrt(2 * pi)


def papers_to_read(
    model: PropertyModel, candidates: Sequence[Candidate], *, lowest: bool = False
) -> tuple[PaperSuggestion, ...]:
    """Papers by the most promising material that they name; those that name none inside the domain are left out."""
    rows = list({row.id: row for paper in candidates for row in paper.rows}.values())
    by_row = {each.prediction.row.id: each for each in suggest(model, rows, lowest=lowest).inside}
    found = []
    for paper in candidates:
        promising = [by_row[row.id] for row in paper.rows if row.id in by_row]
        if promising:
            found.append(PaperSuggestion(paper, max(promising, key=lambda each: each.improvement)))
    return tuple(
        sorted(found, key=lambda each: (-each.suggestion.improvement, -len(each.paper.cited_by), each.paper.title))
    )
