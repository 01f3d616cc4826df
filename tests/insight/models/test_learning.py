"""Laws of a training: what was planted is found, and nothing is claimed beyond it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voltext.ingest.errors import UsageError
from voltext.insight.models.learning import Plan, learn
from voltext.insight.models.model import PropertyModel
from voltext.insight.models.row import Table

from .conftest import MISREAD, PLAN, row


def test_the_model_beats_every_baseline(model: PropertyModel) -> None:
    found = model.findings
    for name in ("mean", "nearest neighbour", "composition-only forest"):
        assert found.score("model").mae < found.score(name).mae


def test_what_the_law_hangs_on_is_named_first(model: PropertyModel) -> None:
    assert model.log
    assert model.findings.importances[0].group == "sintering temperature"
    curve = next(each for each in model.findings.dependences if each.feature == "sintering temperature")
    assert curve.predicted[-1] > curve.predicted[0] + 1


def test_the_tree_for_people_asks_for_it(model: PropertyModel) -> None:
    assert model.findings.tree.text.startswith("sintering temperature > ")
    assert "S/cm (half of" in model.findings.tree.text


def test_the_misread_value_is_the_worst_outlier_and_has_its_sentence(model: PropertyModel) -> None:
    first = model.findings.outliers[0]
    found = model.table.rows[first.row]
    assert (found.id, first.guess) == (MISREAD, "extraction")
    assert found.place is not None
    assert found.material in found.place.text


def test_a_prediction_holds_the_truth_and_shows_its_neighbours(model: PropertyModel) -> None:
    asked = row(16, 1)
    (found,) = model.predict([asked])
    assert found.low < asked.value < found.high
    assert not found.outside
    assert len(found.neighbours) == 3
    assert all(each.row.place is not None and each.row.place.text for each in found.neighbours)


def test_a_surer_interval_is_wider(model: PropertyModel) -> None:
    narrow, wide = (model.predict([row(16, 1)], level=level)[0] for level in (0.5, 0.95))
    assert wide.low < narrow.low < narrow.high < wide.high


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"composition": "PbZrO3"}, "with Pb"),
        ({"numbers": {"sintering temperature": 3000.0}}, "beyond the 900"),
        ({"composition": None}, "composition is not known"),
    ],
)
def test_what_it_never_saw_is_outside(model: PropertyModel, changed: dict[str, object], why: str) -> None:
    (found,) = model.predict([replace(row(16, 1), **changed)])  # type: ignore[arg-type]
    assert why in " ".join(found.outside)


def test_the_same_seed_gives_the_same_model(table: Table) -> None:
    plan = Plan(learners=("extra trees",), trials=1, folds=2, seed=3)
    small = replace(table, rows=table.rows[:18])
    first, second = (learn(small, plan) for _ in range(2))
    assert first.findings == second.findings
    assert [each.value for each in first.predict(small.rows)] == [each.value for each in second.predict(small.rows)]


def test_few_papers_are_said_to_be_few(model: PropertyModel) -> None:
    assert any("only 16 papers" in note for note in model.findings.notes)


def test_too_little_is_refused_with_what_was_left_out(table: Table) -> None:
    small = replace(table, rows=table.rows[:4], left_out={"only a limit": 7})
    with pytest.raises(UsageError, match=r"4 values .* too few .* 7 only a limit"):
        learn(small, PLAN)


def test_a_learner_that_there_is_not_is_refused(table: Table) -> None:
    with pytest.raises(UsageError, match="no learner oracle"):
        learn(table, Plan(learners=("oracle",)))


def test_time_that_is_up_ends_the_search_and_is_said(table: Table) -> None:
    small = replace(table, rows=table.rows[:18])
    found = learn(small, Plan(learners=("mean", "linear"), trials=3, folds=2, minutes=1e-9))
    assert any("the time was up after 1 of" in note for note in found.findings.notes)
