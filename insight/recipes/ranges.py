"""Ranges: which numbers of a recipe are the middle of a range that the paper gives."""

from __future__ import annotations

from ...extract.extraction import Condition
from ...extract.operations import is_thermal
from .made import Made, number_of


def middles_of(made: Made) -> tuple[str, ...]:
    """Which of ``temperature`` and ``time`` of a recipe are the middle of a range (*1100-1200 °C for 30-360 min*)."""
    for step in made.recipe.operations:
        hot = step.conditions.get("temperature")
        if made.temperature is not None and is_thermal(step.type) and number_of(hot, "°C") == made.temperature:
            both = (("temperature", hot), ("time", step.conditions.get("time")))
            return tuple(name for name, condition in both if _is_range(condition))
    return ()


def _is_range(condition: Condition | None) -> bool:
    normalised = condition.normalised if condition is not None else None
    if normalised is None or normalised.value is not None:
        return False
    return normalised.min is not None and normalised.max is not None
