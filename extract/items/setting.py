"""A quantity of a passage as the value of a setting: ranked by its place, with the part of the cell it belongs to."""

from __future__ import annotations

from ..quantity import Quantity
from .component import component_of
from .finding import Finding
from .reading import Passage


def setting(
    key: str,
    passage: Passage,
    quantity: Quantity,
    *,
    later: float = 0.0,
    near: bool = False,
    part: str | None = None,
    unit: str | None = None,
    confidence: float = 0.7,
) -> Finding:
    """The finding of ``key`` that ``quantity`` states in ``passage``.

    ``later`` puts it behind values of its place. Its part is ``part``, else the one named nearest (``near``), else the
    one that the passage speaks of. ``unit`` replaces the unit where the item writes it otherwise.
    """
    if part is None:
        places = (quantity.start - passage.start, quantity.end - passage.start) if near else (None, None)
        part = component_of(passage, *places)
    return Finding.of_quantity(
        key, quantity, passage.setting_rank + later, component=part, unit=unit, confidence=confidence
    )
