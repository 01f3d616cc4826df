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


def are_quantities(texts: Sequence[str]) -> bool:
    """Whether the cells are quantities and nothing else."""
    found = [stated(text.strip()) for text in texts[:40]]
    pairs = zip(texts, found, strict=False)
    return bool(found) and all(len(qs) == 1 and qs[0].end - qs[0].start >= len(text.strip()) for text, qs in pairs)


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


_FRESH = re.compile(
    r"(?:fresh|pristine|initial|as[- ]\w+|before (?:cycling|cycles?)|uncycled|BOL|after formation|beginning)",
    re.IGNORECASE,
)


def are_states(texts: Sequence[str]) -> bool:
    """Whether the cells say fresh, or after how many cycles."""
    cycled = [any(quantity.dimension == "cycles" for quantity in stated(text)) for text in texts[:40]]
    pairs = zip(texts, cycled, strict=False)
    return any(cycled) and all(known or _FRESH.fullmatch(text.strip()) for text, known in pairs)


def is_fresh(text: str) -> bool:
    """Whether ``text`` says that nothing had been cycled yet."""
    return _FRESH.fullmatch(text.strip()) is not None


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


# `at 0.1/0.5/1/2C`, `after 200, 500 and 1000 cycles`: numbers that share a unit.
_SHARED = re.compile(
    r"(?P<numbers>\d{1,5}(?:\.\d{1,3})?(?:(?:\s?[/,]\s?|\s?,?\sand\s)\d{1,5}(?:\.\d{1,3})?){1,5}+)\s?"
    r"(?P<unit>C(?![a-z])|cycles?|°C|m?A ?(?:g\^-1|/g)|mA ?(?:cm\^-2|/cm\^2))"
)
_BETWEEN = re.compile(r"\s*(?:[,;/]|,?\s?\band\b)\s*")


@lru_cache(maxsize=1024)
def conditions_listed(text: str) -> tuple[str, ...]:
    """The conditions that a heading or a caption lists for the values of a cell, in their order."""
    run: list[Quantity] = []
    for quantity in stated(text):
        follows = run and _BETWEEN.fullmatch(text[run[-1].end : quantity.start]) is not None
        if follows and quantity.dimension == run[-1].dimension:
            run.append(quantity)
        elif len(run) < 2:
            run = [quantity] if quantity.dimension in _KEY_OF else []
    match = _SHARED.search(text)
    numbers = re.findall(r"[\d.]+", match["numbers"]) if match is not None else []
    if match is not None and len(numbers) > len(run):
        return tuple(f"{number} {match['unit']}" for number in numbers)
    if len(run) < 2:
        return ()
    return tuple(q.text if re.search(r"[^\W\d]", q.text) else f"{q.text} {q.unit}" for q in run)
