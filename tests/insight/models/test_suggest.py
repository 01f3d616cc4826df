"""What to try next: promising, and inside the domain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voltext.insight.models.model import PropertyModel
from voltext.insight.models.suggest import Candidate, expected_improvement, papers_to_read, suggest

from .conftest import row


def test_expected_improvement_grows_with_the_mean_and_with_the_doubt() -> None:
    assert expected_improvement(0.0, 1.0) == pytest.approx(0.3989, abs=1e-4)
    assert expected_improvement(0.5, 1.0) > expected_improvement(0.0, 1.0) > expected_improvement(-0.5, 1.0) > 0
    assert expected_improvement(-1.0, 2.0) > expected_improvement(-1.0, 1.0)
    assert expected_improvement(-1.0, 0.0) == 0


def test_the_hottest_is_suggested_first_and_strangers_are_left_out(model: PropertyModel) -> None:
    cold, hot = (replace(row(8, 1), id=name, numbers={"sintering temperature": heat})
                 for name, heat in (("cold", 920.0), ("hot", 1180.0)))  # fmt: skip
    stranger = replace(hot, id="stranger", composition="PbZrO3")
    found = suggest(model, [cold, stranger, hot])
    assert [each.prediction.row.id for each in found.inside] == ["hot", "cold"]
    assert found.outside == 1
    assert [each.prediction.row.id for each in suggest(model, [hot, cold], lowest=True).inside] == ["cold", "hot"]


def test_papers_are_judged_by_their_best_material(model: PropertyModel) -> None:
    cold, hot = (replace(row(8, 1), id=name, numbers={"sintering temperature": heat})
                 for name, heat in (("cold", 920.0), ("hot", 1180.0)))  # fmt: skip
    papers = [
        Candidate("on the cold", None, (), (cold,)),
        Candidate("on both", None, (), (cold, hot)),
        Candidate("on lead", None, (), (replace(hot, id="lead", composition="PbZrO3"),)),
    ]
    found = papers_to_read(model, papers)
    assert [each.paper.title for each in found] == ["on both", "on the cold"]
    assert found[0].suggestion.prediction.row.id == "hot"


def test_nothing_to_choose_from_suggests_nothing(model: PropertyModel) -> None:
    assert suggest(model, []).inside == ()
