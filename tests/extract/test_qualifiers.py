"""Qualifiers: how definite a number is."""

from __future__ import annotations

import pytest

from voltext.extract.qualifiers import words_before
from voltext.extract.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("is 5 nm", "exact"), ("~5 nm", "approximate"), ("ca. 5 nm", "approximate"),
        ("approximately 5 nm", "approximate"),
        ("nearly 99.9%", "approximate"), ("close to 5 nm", "approximate"), ("≈ 5 nm", "approximate"),
        ("∼5 nm", "approximate"),
        ("about a 5 nm layer", "approximate"), ("> 5 nm", "lower_bound"), ("≥5 nm", "lower_bound"),
        ("more than 5 nm", "lower_bound"),
        ("at least 5 nm", "lower_bound"), ("above 5 nm", "lower_bound"), ("over 5 nm", "lower_bound"),
        ("5 nm or more", "lower_bound"),
        ("exceeds 5 nm", "lower_bound"), ("not less than 5 nm", "lower_bound"), ("<5 nm", "upper_bound"),
        ("less than 5 nm", "upper_bound"),
        ("up to 5 nm", "upper_bound"), ("below 5 nm", "upper_bound"), ("≤ 5 nm", "upper_bound"),
        ("up to ca. 5 nm", "upper_bound"),
        ("as high as 5 nm", "exact"), ("over 250 cycles", "exact"), ("under 5 MPa", "exact"),
        ("over the 5 nm layer", "exact"),
        ("higher than 3.0 V for LiFePO4", "exact"), ("higher than 3.0 V", "lower_bound"), ("a = 5 nm", "exact"),
    ],
)  # fmt: skip
def test_qualifier(text: str, qualifier: str) -> None:
    (quantity,) = find_quantities(text)
    assert quantity.qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "words"),
    [("it is up to 5 nm", "up to 5 nm"), ("it is between 2 and 5 nm", "between 2 and 5 nm"), ("it is 5 nm", "5 nm")],
)
def test_the_words_that_qualify(text: str, words: str) -> None:
    (quantity,) = find_quantities(text)
    assert text[words_before(text, quantity) : quantity.end] == words


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("is never above 10^-6 S cm^-1", "upper_bound"),
        ("does not exceed 10 nm", "upper_bound"),
        ("without exceeding 4.3 V", "upper_bound"),
        ("never drops below 99 %", "lower_bound"),
        ("is not below 20 °C", "lower_bound"),
        ("not less than 5 h", "lower_bound"),
        ("no more than 5 nm", "upper_bound"),
        ("not only above 5 V", "lower_bound"),
    ],
)
def test_a_denial_turns_a_bound_around(words: str, qualifier: str) -> None:
    (quantity,) = find_quantities(words)
    assert quantity.qualifier == qualifier
