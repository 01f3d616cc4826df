"""Rates: what 1C stands for in a paper (``1C = 170 mA/g``), by which a rate is a current and a current a rate."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ..analysis import Analysis
from ..extraction import Condition, Record
from ..quantity import Normalised, Quantity

_CURRENTS = frozenset({"specific_current", "current_density"})
_CAPACITIES = frozenset({"specific_capacity", "areal_capacity"})
_PER_C = {"specific_current": "mA/g", "specific_capacity": "mA/g", "current_density": "mA/cm^2"} | {
    "areal_capacity": "mA/cm^2"
}
# No paper's 1C lies outside: vanadium flow cells and lithium metal are within.
_POSSIBLE = {"mA/g": (10.0, 12000.0), "mA/cm^2": (0.02, 200.0)}
_FILL = (
    r"(?:(?:an?|the|its|theoretical|specific|nominal|practical|gravimetric|areal|applied|current|capacity|densit(?:y"
    r"|ies)|value|of|about|approximately|ca\.|rate|being) )*+~?"
)
_IS = (
    r"(?:=|≈|≙|≅|~|:|(?:(?:,|\()?\s?(?:where |which |here )?(?:(?:is|was|are|being) )?(?:defined|set|taken|equal"
    r"|equals?|equivalent|corresponds?|corresponding|refers?|means|denotes|represents?|given)(?: (?:to|as|at|by))?"
    r"(?: be)?)|(?:is|was))"
)
_STATES = re.compile(rf"(?:[- ]rate)?\s?\(?\s?{_IS}\s?{_FILL}")
_BRACKET = re.compile(rf"(?:[- ]rate)?\s?[(/]\s?{_FILL}")
_IN_RATE = re.compile(
    r",?\s?(?:\(|/)\s?(?:=|≈|~|i\.e\.,? |that is,? )?\s?(?:(?:corresponding|equivalent|equal|corresponds?) to )?"
    r"(?:a rate of |about )?|,? (?:corresponding|equivalent|equal) to (?:a rate of |about )?"
)
# `(1 C 5 1672 mAh/g)`: an equals sign that a PDF lost.
_GARBLED = re.compile(r" ?(?:[^A-Za-z\d\s(),;:<>≥≤@/]{1,2}|\d) ?")
# Two definitions of one 1C differ by rounding.
_SAME = 0.06


class Rates:
    """The definitions of 1C of one document; completes records with what their rate or current amounts to."""

    def __init__(self, analysis: Analysis) -> None:
        self._of_block: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        self._all: dict[str, list[float]] = defaultdict(list)
        for block, unit, current in _definitions(analysis):
            self._of_block[block][unit].append(current)
            self._all[unit].append(current)

    def complete(self, record: Record) -> Record:
        """``record``, of this work, whose rate (or current) is given as a current (a rate), too."""
        held = [key for key in ("rate", "current_density") if key in record.conditions]
        if not self._all or len(held) != 1 or not record.own:
            return record
        condition = record.conditions[held[0]]
        known = next(filter(None, (self._equivalent(record, condition, unit) for unit in _POSSIBLE)), None)
        if known is None:
            return record
        return replace(record, conditions={**record.conditions, held[0]: replace(condition, equivalent=known)})

    def _equivalent(self, record: Record, condition: Condition, unit: str) -> Normalised | None:
        normal = condition.normalised
        current = self._one_c(record, unit)
        if normal is None or current is None:
            return None
        if normal.unit == "C":
            return _scaled(normal, current, unit)
        return _scaled(normal, 1 / current, "C") if normal.unit == unit else None

    def _one_c(self, record: Record, unit: str) -> float | None:
        """The current of 1C in ``unit``: the paper's only one, or the only one of the record's block."""
        blocks = {evidence.block for evidence in record.evidence}
        near = [current for block in blocks if block in self._of_block for current in self._of_block[block][unit]]
        for known in (self._all.get(unit, []), near):
            if known and max(known) <= min(known) * (1 + _SAME):
                return known[0]
        return None


def _definitions(analysis: Analysis) -> Iterator[tuple[str, str, float]]:
    """Block, unit and the current of 1C of each definition."""
    text = analysis.document.text
    blocks = iter(analysis.document.blocks)
    block = next(blocks, None)
    for place, (first, second) in enumerate(pairwise(analysis.quantities)):
        if "c_rate" not in (first.dimension, second.dimension) or second.start - first.end > 80:
            continue
        while block is not None and block.end <= first.start:
            block = next(blocks, None)
        listed = analysis.quantities[max(0, place - 1) : place] + analysis.quantities[place + 2 : place + 3]
        rate, current = (first, second) if first.dimension == "c_rate" else (second, first)
        if block is None or any(_in_list(other, first, second) for other in listed):
            continue
        unit = _PER_C.get(current.dimension or "")
        gap = text[first.end : second.start]
        garbled = rate is first and rate.value == 1 and text[first.start - 1 : first.start] == "("
        if unit is None or not (
            _defines(gap, first, current, rate) or (garbled and _GARBLED.fullmatch(gap) is not None)
        ):
            continue
        if rate.normalised is None or current.normalised is None:
            continue
        pace, amount = rate.normalised.value, current.normalised.value
        if pace and amount and _POSSIBLE[unit][0] <= amount / pace <= _POSSIBLE[unit][1]:
            yield block.id, unit, amount / pace


def _in_list(other: Quantity, first: Quantity, second: Quantity) -> bool:
    """Whether a neighbour goes on with a list, so that the two in the middle are no pair (``0.1, 1C (17, 170)``)."""
    near = other.end <= first.start <= other.end + 6 or second.end <= other.start <= second.end + 6
    return near and other.dimension == (first if other.start < first.start else second).dimension


def _defines(gap: str, first: Quantity, current: Quantity, rate: Quantity) -> bool:
    if first is not rate:
        return current.dimension in _CURRENTS and _IN_RATE.fullmatch(gap) is not None
    if _STATES.fullmatch(gap):
        return current.dimension in _CURRENTS or (rate.value == 1 and current.dimension in _CAPACITIES)
    return current.dimension in _CURRENTS and _BRACKET.fullmatch(gap) is not None


def _scaled(normal: Normalised, factor: float, unit: str) -> Normalised:
    value, low, high = (
        None if each is None else float(f"{each * factor:.6g}") for each in (normal.value, normal.min, normal.max)
    )
    return Normalised(value, low, high, unit)
