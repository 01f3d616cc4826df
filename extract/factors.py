"""Factors of a chain: the power of ten behind a bracket, and the extents of a piece (``4 × 4 cm^2``)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .measures import Measure

# "(0.39–0.41) × 10^-10 m": the power and the unit behind the bracket serve what is in it.
_COMMON_POWER = frozenset((") ×", ")×", ") x", ") ·"))
POWER = "×10"
# "40 × 5 × 3 mm" is three lengths, "4 × 4 cm^2" an area.
_TIMES = frozenset(("×", "x"))
PRODUCT = "×"
_EXTENTS = {"length": 1, "area": 2, "volume": 3}


def factor_between(gap: str, left: Measure, right: Measure) -> str | None:
    """``POWER`` or ``PRODUCT`` where ``gap`` multiplies two measures, else None."""
    if gap in _COMMON_POWER and left.unit is None and right.unit is not None and right.value == right.scale:
        return POWER
    return PRODUCT if gap in _TIMES and _may_multiply(left, right) else None


def _may_multiply(left: Measure, right: Measure) -> bool:
    units = [measure.unit for measure in (left, right) if measure.unit is not None]
    return not left.label and not right.label and all(unit.dimension in _EXTENTS for unit in units)


def extended(chain: Sequence[Measure], gaps: Sequence[str]) -> tuple[Sequence[Measure], Sequence[str]]:
    """A chain of extents: one area or volume where the unit is one, else as it is (lengths that share a unit)."""
    last = chain[-1]
    if last.unit is None or set(gaps) != {PRODUCT} or any(measure.unit is not None for measure in chain[:-1]):
        return chain, gaps
    if _EXTENTS.get(last.unit.dimension or "") != len(chain):
        return chain, gaps
    value = float(f"{math.prod(measure.value for measure in chain):.12g}")
    return [Measure(value, None, chain[0].start, last.end, last.unit, last.integer, False)], []


def multiplied(chain: Sequence[Measure], gaps: Sequence[str]) -> tuple[list[Measure], list[str]]:
    """A chain whose bracket and common power are worked into its members."""
    at = gaps.index(POWER) + 1
    power = chain[at]
    inside = list(chain[:at])
    for measure in inside:
        measure.value, measure.unit = float(f"{measure.value * power.value:.12g}"), power.unit
        measure.scale = power.value
    inside[-1].end = power.end
    return [*inside, *chain[at + 1 :]], [*gaps[: at - 1], *gaps[at:]]
