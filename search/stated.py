"""Stated: the numbers that an entry is found by: of a record's value, of conditions, of a step."""

from __future__ import annotations

from ..extract.extraction import Condition, Record
from ..kb.criteria import condition_interval, interval_of
from .entry import CONDITION_NUMBERS
from .fields import dimension_of_unit

_ORDINALS = {
    "initial": 1.0, "initially": 1.0, "first": 1.0, "second": 2.0, "third": 3.0, "fourth": 4.0, "fifth": 5.0,
    "tenth": 10.0, "fiftieth": 50.0, "hundredth": 100.0,
}  # fmt: skip


def value_numbers(record: Record) -> dict[str, float]:
    """The interval of the record's value and its middle, in the canonical unit; empty where it has no number."""
    normalised = record.normalised
    stated = interval_of(record if normalised is None else normalised)
    if stated is None:
        return {}
    low, high = stated
    return {"value_low": low, "value_high": high, "value": low if low == high else (low + high) / 2}


def condition_numbers(conditions: dict[str, Condition]) -> dict[str, float]:
    """The interval of each condition that can be compared."""
    found: dict[str, float] = {}
    for name, (low, high) in intervals_of(conditions, tuple(conditions)).items():
        if name in CONDITION_NUMBERS:
            found |= {f"at_{name}_low": low, f"at_{name}_high": high}
    return found


def intervals_of(conditions: dict[str, Condition], keys: tuple[str, ...]) -> dict[str, tuple[float, float]]:
    """The dimension of each condition (its key, for the index of a cycle) and the interval that it states."""
    found: dict[str, tuple[float, float]] = {}
    for key in keys:
        condition = conditions.get(key)
        if condition is None:
            continue
        normalised = condition.normalised
        if key == "cycle_index":
            number = _cycle(condition.text)
            found |= {key: (number, number)} if number is not None else {}
        elif (stated := condition_interval(key, condition)) is not None:
            found[dimension_of_unit(normalised.unit) or key if normalised is not None else key] = stated
    for key in keys:
        # A rate is asked for as the current that it amounts to, too.
        derived = conditions[key].equivalent if key in conditions else None
        dimension = dimension_of_unit(derived.unit) if derived is not None else None
        if dimension is not None and (stated := interval_of(derived)) is not None:
            found.setdefault(dimension, stated)
    return found


def _cycle(text: str) -> float | None:
    word = text.lower().strip()
    digits = "".join(char for char in word if char.isdigit())
    return _ORDINALS.get(word) or (float(digits) if 0 < len(digits) < 9 else None)
