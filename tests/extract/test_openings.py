"""Openings: the characters that a match may begin with, and no others."""

from __future__ import annotations

import re

import pytest

from voltext.extract.openings import opening


@pytest.mark.parametrize(
    ("pattern", "flags", "begin", "do_not"),
    [
        (r"\b(?:cells?|Anode)\b", 0, "cA", "Caso "),
        (r"(?<![\w.])-?\d{2}", 0, "-7", "a. "),
        (r"(?:re)?cycled", 0, "rc", "ey"),
        (r"(?i:k)g", 0, "kK\u212a", "g"),
        (r"slurry", re.IGNORECASE, "sS\u017f", "l"),
        (r"(?=x)[x-z]++", 0, "xyz", "w"),
    ],
)
def test_a_match_begins_with_one_of_its_opening(pattern: str, flags: int, begin: str, do_not: str) -> None:
    told = opening(pattern, flags)
    assert told is not None
    assert all(re.fullmatch(told, letter) for letter in begin)
    assert not any(re.fullmatch(told, letter) for letter in do_not)


@pytest.mark.parametrize("pattern", [r"", r"a?", r".x", r"[^x]y", r"\w+ cells", r"(a)?(?(1)b|c)", r"(?i)Ölung"])
def test_there_is_no_telling_or_nothing_to_spare(pattern: str) -> None:
    assert opening(pattern) is None
