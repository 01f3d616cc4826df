"""Criteria: when a record answers a question. The one rule, which the graph and the search share.

1. A value stands for itself, a range for all between its ends, "more than 200" for 200, "room temperature" without a
   number for 20 to 25 °C (``interval_of``, ``condition_interval``). A comparison holds where some of these numbers
   satisfies it; ``above`` and ``below`` are strict.
2. A record answers to a step through the recipe that made its sample (``graph.origins`` says which, and what that rests
   on). The recipe has such a step and, where the question bounds it from above, no step of that operation lies wholly
   above the bound (``highest``): what is sintered at 900 °C and again at 1200 °C is not sintered below 1000 °C.
3. What a paper cites was made by a recipe that it does not tell: only its own records are joined with steps.
4. A word that names a class, such as *solid electrolytes*, asks for records of that class (``classes``), not for
   records that have the word.
"""

from __future__ import annotations

import re
from typing import Protocol

from ..extract.extraction import Condition, Recipe

Interval = tuple[float, float]
ROOM_TEMPERATURE = re.compile(
    r"(?:room|ambient)[ \-_]?temperature|\bRT\b|\br\.t\.|\bambient(?: conditions)?\b", re.IGNORECASE
)
# What a paper means that says no number, in °C.
ROOM_STATED = (20.0, 25.0)


class Stated(Protocol):
    """A number as a paper states it: a value, or the ends of a range."""

    @property
    def value(self) -> float | None:
        """The value; None for a range."""

    @property
    def min(self) -> float | None:
        """The lower end of a range."""

    @property
    def max(self) -> float | None:
        """The upper end of a range."""


def interval_of(stated: Stated | None) -> Interval | None:
    """The lowest and the highest number that ``stated`` may be; None where it is no number."""
    if stated is None:
        return None
    if stated.value is not None:
        return stated.value, stated.value
    if stated.min is not None and stated.max is not None:
        return stated.min, stated.max
    return None


def condition_interval(key: str, condition: Condition) -> Interval | None:
    """The numbers, in the canonical unit, that the condition ``key`` may be."""
    if condition.normalised is None and key == "temperature" and ROOM_TEMPERATURE.search(condition.text):
        return ROOM_STATED
    return interval_of(condition.normalised)


def highest(recipe: Recipe, key: str) -> dict[str, float]:
    """For each operation of ``recipe``: the highest lower end of the condition ``key`` among its steps.

    A recipe stays below a bound where this does. Operations of which no step states the condition are left out.
    """
    found: dict[str, float] = {}
    for step in recipe.operations:
        stated = condition_interval(key, step.conditions[key]) if key in step.conditions else None
        if stated is not None:
            found[step.type] = max(found.get(step.type, stated[0]), stated[0])
    return found
