"""The invented papers of tables: their measured values are found, with their rows' and columns' meaning."""

from __future__ import annotations

import sys

import pytest

from .conftest import ROOT

sys.path.insert(0, str(ROOT))  # the measuring scripts are not installed

from bench.evaluate_tables import ASPECTS, Score, invented, score_of

pytest.importorskip("docx")
pytest.importorskip("pylatexenc")


@pytest.fixture(scope="module")
def total() -> Score:
    """The counts over all files."""
    total = Score()
    for _, extraction, gold in invented():
        total.add(score_of(extraction, gold, errors=False))
    return total


def test_the_measured_values_are_found_and_nothing_else(total: Score) -> None:
    assert total.recall >= 0.98
    assert total.precision >= 0.98


@pytest.mark.parametrize("aspect", ASPECTS)
def test_what_is_found_has_its_meaning(total: Score, aspect: str) -> None:
    assert total.right[aspect] / total.asked[aspect] >= 0.96
