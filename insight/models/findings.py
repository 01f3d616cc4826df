"""Findings: all that a training found out about a model besides the model; what its report is made of."""

from __future__ import annotations

from dataclasses import dataclass

from .curve import LearningCurve
from .effects import Dependence, Importance
from .evaluation import Coverage, Score
from .outliers import Outlier
from .people import PeoplesTree


@dataclass(frozen=True, slots=True)
class TrialTold:
    """A setting that was tried, in words, and its error; None where it was given up."""

    setting: str
    error: float | None


@dataclass(frozen=True, slots=True)
class Findings:
    """Errors are in the scale of learning: decades for logarithmic targets, else the unit.

    ``setting`` is what was chosen, ``chosen`` what each outer fold chose by itself.
    """

    seed: int
    setting: str
    chosen: tuple[str, ...]
    trials: tuple[TrialTold, ...]
    scores: tuple[Score, ...]
    coverage: tuple[Coverage, ...]
    importances: tuple[Importance, ...]
    dependences: tuple[Dependence, ...]
    tree: PeoplesTree
    curve: LearningCurve
    outliers: tuple[Outlier, ...]
    notes: tuple[str, ...] = ()

    def score(self, name: str) -> Score:
        """The score of one way to predict, such as ``model`` or ``mean``."""
        return next(score for score in self.scores if score.name == name)
