"""What is stored predicts what the libraries predict."""

from __future__ import annotations

import numpy as np
import pytest
from lightgbm import Dataset
from lightgbm import train as boost
from sklearn.ensemble import RandomForestRegressor
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import Matern
from sklearn.linear_model import Ridge

from voltext.insight.models.features import FeatureSpace, Matrix, Vector
from voltext.insight.models.learners import LEARNERS, Setting, fit, of_lightgbm, settings
from voltext.insight.models.shapes import Trees, shape_of

RNG = np.random.default_rng(0)
DATA: Matrix = RNG.normal(size=(60, 4)).astype(np.float32)
TARGET: Vector = (DATA[:, 0] * 2.0 + np.sin(DATA[:, 1])).astype(np.float64)
NEW: Matrix = RNG.normal(size=(25, 4)).astype(np.float32)
SPACE = FeatureSpace(
    tuple("abcd"), tuple("abcd"), np.zeros(4), DATA.mean(axis=0, dtype=np.float64), DATA.std(axis=0, dtype=np.float64)
)


def test_a_forest() -> None:
    setting = Setting("random forest", (("trees", 10), ("columns", 0.5), ("leaf", 2)))
    theirs = RandomForestRegressor(10, max_features=0.5, min_samples_leaf=2, random_state=3).fit(DATA, TARGET)
    ours = fit(setting, SPACE, DATA, TARGET, seed=3)
    assert ours.predict(NEW) == pytest.approx(theirs.predict(NEW), abs=1e-9)


def test_boosted_trees() -> None:
    booster = boost({"verbosity": -1, "num_threads": 1, "min_data_in_leaf": 3}, Dataset(DATA, TARGET), 20)
    assert of_lightgbm(booster.dump_model()).predict(NEW) == pytest.approx(booster.predict(NEW), abs=1e-9)


def test_a_weighted_sum() -> None:
    theirs = Ridge(alpha=1.0).fit(SPACE.scaled(DATA), TARGET)
    ours = fit(Setting("linear", (("alpha", 1.0),)), SPACE, DATA, TARGET, seed=0)
    assert ours.predict(NEW) == pytest.approx(theirs.predict(SPACE.scaled(NEW)), abs=1e-6)


def test_a_gaussian_process() -> None:
    ours = fit(Setting("gaussian process", (("length", 1.0), ("noise", 0.1))), SPACE, DATA, TARGET, seed=0)
    theirs = GaussianProcessRegressor(Matern(2.0, "fixed", nu=1.5), alpha=0.1, optimizer=None)
    theirs.fit(SPACE.scaled(DATA), (TARGET - TARGET.mean()) / TARGET.std())
    expected = theirs.predict(SPACE.scaled(NEW)) * TARGET.std() + TARGET.mean()
    assert ours.predict(NEW) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("learner", LEARNERS)
def test_every_learner_fits_and_is_its_arrays(learner: str) -> None:
    (setting,) = settings(1, seed=0, learners=(learner,))
    shape = fit(setting, SPACE, DATA, TARGET, seed=0)
    again = shape_of(shape.kind, shape.arrays(), 4)
    assert again.predict(NEW) == pytest.approx(shape.predict(NEW))
    assert np.abs(shape.predict(DATA) - TARGET).mean() <= np.abs(TARGET - TARGET.mean()).mean() * 1.01


def test_settings_are_drawn_in_turn_and_alike_with_a_seed() -> None:
    drawn = settings(3, seed=4)
    assert [each.learner for each in drawn[: len(LEARNERS)]] == list(LEARNERS)
    assert drawn == settings(3, seed=4)
    assert len(set(drawn)) == len(drawn)


def tree(feature: int, left: int) -> Trees:
    """A question with two leaves."""
    return Trees(
        np.array([feature, -1, -1], np.int32), np.zeros(3), np.array([left, -1, -1], np.int32),
        np.array([2, -1, -1], np.int32), np.zeros(3), np.array([0], np.int32), 1.0,
    )  # fmt: skip


def test_a_tree_that_leads_backwards_is_refused() -> None:
    assert shape_of("trees", tree(0, 1).arrays(), 4)
    with pytest.raises(ValueError, match="branches"):
        shape_of("trees", tree(0, 0).arrays(), 4)


@pytest.mark.parametrize("bad", [4, 99, -7])
def test_a_tree_that_asks_for_a_column_that_is_not_there_is_refused(bad: int) -> None:
    with pytest.raises(ValueError, match="features"):
        shape_of("trees", tree(bad, 1).arrays(), 4)
