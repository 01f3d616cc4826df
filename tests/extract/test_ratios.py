"""Ratios and compositions."""

from __future__ import annotations

import pytest

from voltext.extract.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "parts", "basis"),
    [
        ("a weight ratio of 8:1:1", (8, 1, 1), "weight"), ("80:10:10 wt%", (80, 10, 10), "weight"),
        ("EC/DMC (1:1 v/v)", (1, 1), "volume"),
        ("EC:DEC (1 : 1 by volume)", (1, 1), "volume"), ("in a molar ratio of 1.05:1", (1.05, 1), "molar"),
        ("a ratio of 7:2:1", (7, 2, 1), None),
        ("active/carbon/binder (80/10/10 by weight)", (80, 10, 10), "weight"), ("DOL/DME (1:1, v/v)", (1, 1), "volume"),
        ("the molar ratio of Li:Fe:P is 3:1:1", (3, 1, 1), "molar"), ("DMC (1:1:1, volume)", (1, 1, 1), "volume"),
    ],
)  # fmt: skip
def test_ratio(text: str, parts: tuple[float, ...], basis: str | None) -> None:
    (quantity,) = find_quantities(text)
    assert quantity.unit == "ratio " + ":".join(f"{part:g}" for part in parts)
    assert quantity.value == parts[0]
    assert (quantity.dimension, quantity.basis) == ("ratio", basis)


@pytest.mark.parametrize("text", ["at 05:47 UT", "at 12:30", "on 10/12/2019", "doi 10.1000/182", "and 1/2 of"])
def test_times_and_dates_are_none(text: str) -> None:
    assert find_quantities(text) == []
