"""No paper and no substance on both sides of a split, whatever the table."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voltext.ingest.errors import UsageError
from voltext.insight.models.folds import Fold, check_no_leak, grouped_folds, groups_of
from voltext.insight.models.row import Row


def rows_of(pairs: list[tuple[int, int]]) -> list[Row]:
    return [Row(f"r{n}", 1.0, f"p{paper}", f"s{what}", f"s{what}") for n, (paper, what) in enumerate(pairs)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=4, max_size=30), st.integers(2, 5))
def test_sides_share_nothing_and_every_row_is_asked_at_most_once(pairs: list[tuple[int, int]], count: int) -> None:
    rows = rows_of(pairs)
    try:
        folds = grouped_folds(rows, count, seed=1)
    except UsageError:
        return  # all of one paper or one material: nothing to part
    for fold in folds:
        for name in ("paper", "substance"):
            sides = [{getattr(rows[place], name) for place in side} for side in (fold.train, fold.test)]
            assert not sides[0] & sides[1]
    asked = np.concatenate([fold.test for fold in folds])
    assert len(set(asked.tolist())) == len(asked)


def test_a_paper_on_both_sides_is_refused() -> None:
    rows = rows_of([(0, 0), (0, 1), (1, 2), (2, 3)])
    leaky = Fold(np.array([0, 2, 3]), np.array([1]))
    with pytest.raises(AssertionError, match="the paper p0 stands on both sides"):
        check_no_leak(rows, [leaky])


def test_a_substance_on_both_sides_is_refused() -> None:
    rows = rows_of([(0, 0), (1, 0), (2, 1)])
    with pytest.raises(AssertionError, match="the substance s0 stands on both sides"):
        check_no_leak(rows, [Fold(np.array([0, 2]), np.array([1]))])


def test_papers_that_share_a_material_over_others_are_one_group() -> None:
    assert len(set(groups_of(rows_of([(0, 0), (1, 0), (1, 1), (2, 1), (3, 9)])).tolist())) == 2


def test_a_material_of_most_papers_is_parted_by_paper() -> None:
    rows = rows_of([(paper, what) for paper in range(8) for what in (0, 10 + paper)])
    folds = grouped_folds(rows, 4, seed=0)
    assert sum(len(fold.test) for fold in folds) == len(rows)
    assert all(rows[place].substance != "s0" for fold in folds for place in fold.train)


def test_one_paper_cannot_be_parted() -> None:
    with pytest.raises(UsageError, match="read more papers"):
        grouped_folds(rows_of([(0, 0), (0, 1)]), 5, seed=0)
