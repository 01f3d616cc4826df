"""Choice: the best setting for some rows, by the error on papers and substances that a fold did not learn from."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from .features import FeatureSpace, Places, RawMatrix, Vector
from .folds import Fold, grouped_folds
from .learners import Setting, fit
from .row import Row

Watch = Callable[[int, int], None]
# A setting that is so much worse than the best after its first fold is given up.
_HOPELESS = 1.3
# Learners whose mean is tried as well.
_MOST_BLENDED = 3
_HARDLY_MORE = 1.02
_BEYOND = 0.1


@dataclass(frozen=True, slots=True)
class Trial:
    """A setting and its mean absolute error; None where it was given up after the first fold."""

    setting: Setting
    error: float | None


@dataclass(frozen=True, slots=True)
class Choice:
    """The setting that was chosen, or those whose mean was, and what they say of rows whose papers they did not know.

    ``held`` are those predictions by place in the table, NaN for rows that were not asked; ``folds`` how they were
    made; ``hurried`` says that the time was up before every setting was tried.
    """

    settings: tuple[Setting, ...]
    held: Vector
    folds: tuple[Fold, ...]
    trials: tuple[Trial, ...] = field(default=())
    hurried: bool = False


def choose(
    rows: Sequence[Row], raw: RawMatrix, target: Vector, places: Places, tried: Sequence[Setting], *, folds: int,
    seed: int, until: float | None = None, watch: Watch | None = None,
) -> Choice:  # fmt: skip
    """The best of ``tried`` on the rows at ``places``; one at least, others until the clock is at ``until``."""
    parts = tuple(grouped_folds(rows, folds, seed=seed, within=places))
    prepared = []
    for part in parts:
        space = FeatureSpace.fit(raw, part.train)
        prepared.append((part, space, space.matrix(raw, part.train), space.matrix(raw, part.test)))
    found: dict[Setting, tuple[float, Vector]] = {}
    first_best = np.inf
    trials: list[Trial] = []
    hurried = False
    for number, setting in enumerate(tried):
        if found and until is not None and time.monotonic() > until:
            hurried = True
            break
        held = np.full(len(rows), np.nan)
        for part, space, matrix, asked in prepared:
            learned = target[part.train]
            held[part.test] = np.clip(fit(setting, space, matrix, learned, seed=seed).predict(asked), *bounds(learned))
            if part is parts[0]:
                first = float(np.abs(held[part.test] - target[part.test]).mean())
                if first > _HOPELESS * first_best:
                    trials.append(Trial(setting, None))
                    break
                first_best = min(first_best, first)
        else:
            error = float(np.nanmean(np.abs(held - target)))
            trials.append(Trial(setting, error))
            found[setting] = error, held
        if watch is not None:
            watch(number + 1, len(tried))
    settings, held = _best(found, target)
    return Choice(settings, held, parts, tuple(trials), hurried)


def bounds(target: Vector) -> tuple[float, float]:
    """How far predictions may go that were learned from ``target``: a little further than it goes."""
    spare = _BEYOND * float(np.ptp(target))
    return float(target.min()) - spare, float(target.max()) + spare


def _best(found: dict[Setting, tuple[float, Vector]], target: Vector) -> tuple[tuple[Setting, ...], Vector]:
    """The best setting, or the best of several learners where their mean errs hardly more: it varies less."""
    order = sorted(found, key=lambda setting: found[setting][0])
    best: tuple[float, tuple[Setting, ...], Vector] = (found[order[0]][0], (order[0],), found[order[0]][1])
    several = list({setting.learner: setting for setting in reversed(order)}.values())
    several.sort(key=lambda setting: found[setting][0])
    for count in range(2, min(_MOST_BLENDED, len(several)) + 1):
        held = np.mean([found[setting][1] for setting in several[:count]], axis=0)
        error = float(np.nanmean(np.abs(held - target)))
        if error < _HARDLY_MORE * best[0]:
            best = min(error, best[0]), tuple(several[:count]), held
    return best[1], best[2]
