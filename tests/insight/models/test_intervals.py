"""Intervals hold as often as they say, and are wide where errors were."""

from __future__ import annotations

import numpy as np
import pytest

from voltext.insight.models.intervals import Intervals
from voltext.insight.models.neighbours import nearest


@pytest.mark.parametrize("level", [0.8, 0.9])
def test_the_share_that_they_hold_is_their_level(level: float) -> None:
    rng = np.random.default_rng(1)
    shares = []
    for _ in range(20):
        points = rng.normal(size=(400, 2))
        errors = np.abs(rng.normal(size=400)) * (1 + 2 * (points[:, 0] > 0))
        known = Intervals.of(points[:300], errors[:300], np.arange(300) % 5)
        shares.append((errors[300:] <= known.half_widths(points[300:], level=level)).mean())
    assert np.mean(shares) == pytest.approx(level, abs=0.03)


def test_they_are_wider_where_the_errors_were_larger() -> None:
    points = np.concatenate((np.full((60, 1), -1.0), np.full((60, 1), 1.0))) + np.arange(120)[:, None] * 1e-4
    errors = np.concatenate((np.full(60, 0.1), np.full(60, 1.0)))
    narrow, wide = Intervals.of(points, errors, np.arange(120) % 4).half_widths(np.array([[-1.0], [1.0]]))
    assert wide > 1.5 * narrow


def test_neighbours_come_in_order() -> None:
    places, distances = nearest(np.array([[0.0, 0.0]]), np.array([[3.0, 4.0], [0.0, 1.0], [0.0, 0.0]]), 5)
    assert places.tolist() == [[2, 1, 0]]
    assert distances[0].tolist() == pytest.approx([0, 1 / 2**0.5, 5 / 2**0.5])
