"""Hostile input: no pattern of the quantity and sentence rules backtracks; time grows with length, not faster."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from voltext.extract.quantities import find_quantities, parse_quantity
from voltext.extract.sentences import split
from voltext.extract.units import unit_of

SIZE = 40_000
PATTERNS = (
    "1", "1 ", "1,", "1,000", "1.", ".", "1.1.", "1:", "1 : ", "1/", "10^", "10^-", "10-", "1 × 10", "1 ×", "1±",
    "1 ± ", "(1", "1)", "1(2)",
    "1-", "1 - ", "1–", "1 to ", "1, ", "1 and ", "from 1 to ", "between 1 and ", "-", "~", "~1 ", "about ",
    "about 1 ", "up to ", "more than ",
    "mAh", "mAh ", "1 mAh ", "g^-1 ", "1 g^-1 ", "g-", "1 g - ", "m/", "1 m/", "1 m·", "1 g_", "1 gA", "1 g_a",
    "1 g(A", "C/", "C/1", "1C", "1/1 C",
    "% ", "1 % ", "1 V vs. ", "1 V (vs. Li/Li^+ ", "(", ")", "((((", "[1]", "A. ", "et al. ", "Fig. ", "Fig. 1. ",
    "e.g. ", "? ", "\n", "\n\n", " ",
    "ten ", "ten cycles ", "twenty ", "two hundred ", "twofold ", "half of ", "room temperature ", "overnight ",
    "ratio ", "ratio of 1", "ratio 1:1 ",
    "1:1 v/v", "v/v", "wt% ", "increased ", "increased from 1 ", "1 nm per ", "1 mAh per gram of ",
    "1 mAh g^-1 based on the mass of ", "of the ", "1e", "1e5",
    "1 000 ", "0,", "0,1", "é", "µ", "1 µ", "−1", "pH ", "pH 1", "C-rate of ", "1 (a) ", "(a) ", "× 10^-3 ",
    "1) × 10^-3 ", "= ", "1 = ",
)  # fmt: skip


def seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("work", [find_quantities, lambda text: list(split(text))], ids=["quantities", "sentences"])
def test_time_is_linear_in_length(work: Callable[[str], object], pattern: str) -> None:
    """Forty thousand characters of a repeated pattern take seconds at most; a quadratic rule would take hours."""
    assert seconds(work, (pattern * SIZE)[:SIZE]) < 4.0


@pytest.mark.parametrize("pattern", PATTERNS)
def test_short_strings_with_a_long_tail(pattern: str) -> None:
    text = (pattern * 5000)[:5000]
    assert seconds(parse_quantity, text) < 1.0
    assert seconds(unit_of, text) < 1.0
