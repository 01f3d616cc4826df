"""Learning: from a training table to a PropertyModel with all its findings."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ...ingest.errors import UsageError
from .curve import learning_curve
from .effects import dependences, importances
from .evaluation import MODEL, Evaluation, evaluate
from .features import RawMatrix
from .findings import Findings, TrialTold
from .fitting import fit_rows
from .learners import LEARNERS, settings
from .model import PropertyModel
from .outliers import outliers
from .people import peoples_tree
from .row import Row, Table
from .scale import is_logarithmic, to_scale

Progress = Callable[[str, int, int], None]
FEWEST_ROWS = 8
_EFFECTS = 6
# What fewer papers say of intervals is worth little.
_FEW_PAPERS = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """How to learn: ``trials`` settings of each of ``learners``, ``folds`` outer and inner, at most ``minutes``.

    Half of the time is for the evaluation. The same seed and table give the same model, as long as the time is not up.
    """

    learners: tuple[str, ...] = tuple(LEARNERS)
    trials: int = 3
    folds: int = 5
    seed: int = 0
    minutes: float | None = None


def learn(table: Table, plan: Plan = Plan(), *, progress: Progress | None = None) -> PropertyModel:
    """The model of ``table``. Raises UsageError where there is too little to learn from, MissingExtra."""
    unknown = [name for name in plan.learners if name not in LEARNERS]
    if unknown or not plan.learners:
        raise UsageError(f"no learner {', '.join(unknown)}: there are {', '.join(LEARNERS)}")
    log = is_logarithmic([row.value for row in table.rows if row.value > 0])
    table = _positive(table) if log else table
    rows = table.rows
    if len(rows) < FEWEST_ROWS:
        left = "; left out: " + ", ".join(f"{n} {why}" for why, n in table.left_out.items()) if table.left_out else ""
        raise UsageError(
            f"{len(rows)} values of {table.target} are too few to learn from, it takes {FEWEST_ROWS}{left}"
        )
    raw = RawMatrix.of(rows)
    target = to_scale([row.value for row in rows], log=log)
    tried = settings(plan.trials, seed=plan.seed, learners=plan.learners)
    began = time.monotonic()
    until = None if plan.minutes is None else began + 60 * plan.minutes / 2
    tell = progress or (lambda stage, done, of: None)
    everything = np.arange(len(rows))
    fitted = fit_rows(
        rows, raw, target, everything, tried, folds=plan.folds, seed=plan.seed, until=until,
        watch=lambda done, of: tell("settings tried", done, of),
    )  # fmt: skip
    finished = [trial.setting for trial in fitted.choice.trials if trial.error is not None]
    share = None if plan.minutes is None else began + 60 * plan.minutes
    found = evaluate(
        rows, raw, target, tried, folds=plan.folds, inner=plan.folds, seed=plan.seed, until=share,
        watch=lambda done, of: tell("outer folds", done, of),
    )  # fmt: skip
    choice, folds = fitted.choice, fitted.choice.folds
    tell("reasons", 0, 3)
    important = importances(raw, target, folds, choice.settings, seed=plan.seed)
    tell("reasons", 1, 3)
    groups = [each.group for each in important[:_EFFECTS] if each.growth > 0]
    curves = dependences(fitted.shape, fitted.space, fitted.space.matrix(raw), groups, seed=plan.seed)
    tell("reasons", 2, 3)
    findings = Findings(
        plan.seed, " + ".join(map(str, choice.settings)), found.settings,
        tuple(TrialTold(str(trial.setting), trial.error) for trial in choice.trials), found.scores, found.coverage,
        important, curves, peoples_tree(raw, target, folds, table.unit, log=log, seed=plan.seed),
        learning_curve(rows, raw, target, folds, choice.settings[0], seed=plan.seed),
        outliers(rows, target, found, log=log),
        _notes(rows, found, hurried=choice.hurried, tried=len(finished), of=len(tried)),
    )  # fmt: skip
    tell("reasons", 3, 3)
    return PropertyModel(
        table, log, fitted.space, fitted.shape, fitted.points, fitted.intervals, fitted.domain, findings,
        found.predicted, found.half,
    )  # fmt: skip


def _positive(table: Table) -> Table:
    """``table`` without the values that have no logarithm."""
    rows = tuple(row for row in table.rows if row.value > 0)
    gone = len(table.rows) - len(rows)
    return replace(table, rows=rows, left_out={**table.left_out, **({"zero or below": gone} if gone else {})})


def _notes(rows: tuple[Row, ...], found: Evaluation, *, hurried: bool, tried: int, of: int) -> tuple[str, ...]:
    papers = len({row.paper for row in rows})
    notes = []
    if papers < _FEW_PAPERS:
        notes.append(f"only {papers} papers: take the intervals and the ranking of the models as a first hint")
    best = min((score for score in found.scores if score.name != MODEL), key=lambda score: score.mae)
    model = next(score for score in found.scores if score.name == MODEL)
    if best.mae <= model.mae:
        notes.append(f"the {best.name} errs no more than the model: there is nothing here yet that it could learn")
    if hurried:
        notes.append(
            f"the time was up after {tried} of {of} settings: another machine or moment may choose another model"
        )
    unknown = sum(row.composition is None and not row.smiles for row in rows)
    if unknown:
        notes.append(f"{unknown} of {len(rows)} values are of materials whose composition is not known")
    return tuple(notes)
