"""Contents of columns: what the cells below a heading hold, whatever the heading says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .quantities import find_quantities
from .quantity import Quantity

_KEY_OF = {
    "c_rate": "rate",
    "specific_current": "current_density",
    "current_density": "current_density",
    "cycles": "cycles",
    "temperature": "temperature",
}
BLANK = re.compile(
    r"^[\s\-–—−/.…*_]*$|^n\.?[ad/]\.?[ar]?\.?$|^n\.?[rmd]\.?$|^not (?:reported|available|given|measured|specified)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def stated(text: str) -> tuple[Quantity, ...]:
    """The quantities of a cell; a table is understood more than once, its cells are read once."""
    return tuple(find_quantities(text))


_NUMERIC = re.compile(r"[~≈≤≥<>±+\-−–(ca.\s]*\d")
_WORDED = re.compile(r"\d+[A-Za-z][A-Za-z-]{3,}")


def starts_numeric(text: str) -> bool:
    """Whether a cell begins with a number that is no part of a word."""
    return _NUMERIC.match(text) is not None and _WORDED.match(text) is None


def dimension_of(texts: list[str]) -> str | None:
    """The dimension that most cells with a unit of their own have."""
    counts: dict[str, int] = {}
    for text in texts[:40]:
        found = stated(text)
        if found and found[0].dimension is not None:
            counts[found[0].dimension] = counts.get(found[0].dimension, 0) + 1
    if not counts:
        return None
    best = max(counts, key=lambda dimension: counts[dimension])
    return best if counts[best] * 2 >= len(texts[:40]) else None


def is_share(text: str) -> bool:
    """Whether a cell is a number between 0 and 1."""
    return re.fullmatch(r"[~≈]?\s?0?\.\d+(?:\s?[±–-]\s?0?\.\d+)?", text.strip()) is not None


def are_numbers(texts: list[str]) -> bool:
    """Whether the cells are numbers and nothing else."""
    return bool(texts) and all(_ALONE.fullmatch(text) for text in texts[:40])


_ALONE = re.compile(r"[~≈<>≤≥]?\s?[-−–]?\d{1,6}(?:[.,]\d{1,6})?(?:\s?±\s?\d{1,6}(?:\.\d{1,6})?)?")


def are_counts(texts: list[str]) -> bool:
    """Whether the cells are whole numbers that can count cycles."""
    counts = sum(
        re.match(r"[~≈<>]?\s?(?:\d{2,5}|\d{1,3},\d{3})(?:\s?cycles)?$", text) is not None for text in texts[:40]
    )
    return bool(texts) and counts * 2 > len(texts[:40])


def mostly_ranges(texts: list[str]) -> bool:
    """Whether at least half of the cells are ranges."""
    ranges = sum(re.search(r"\d\s?(?:[-–—~−]|to)\s?\d", text) is not None for text in texts[:40])
    return ranges * 2 >= len(texts[:40])


def mostly_conditions(texts: list[str]) -> bool:
    """Whether more than half of the cells name a rate, a current, a temperature or cycles."""
    with_one = sum(any(quantity.dimension in _KEY_OF for quantity in stated(text)) for text in texts[:40])
    return with_one * 2 > len(texts[:40])


def is_condition(text: str) -> bool:
    """Whether ``text`` is nothing but a rate, a current, a temperature or a number of cycles."""
    found = stated(text)
    return len(found) == 1 and found[0].dimension in _KEY_OF and len(text) < 20


def condition_key(texts: Sequence[str]) -> str:
    """The condition that the first of ``texts`` with one states."""
    for text in texts:
        for quantity in stated(text):
            key = _KEY_OF.get(quantity.dimension or "")
            if key is not None:
                return key
    return ""
