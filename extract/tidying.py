"""Tidying: steps that a recipe tells twice, and what they know of each other."""

from __future__ import annotations

from collections.abc import Sequence

from .operations import is_thermal
from .step import Step

_WHERE = frozenset({"vessel", "atmosphere"})
# How many steps later a treatment may be told with its temperature.
_SOON = 4
_SINGLE = frozenset({"temperature", "time"})
# By these the content of an autoclave has left it.
_TAKEN_OUT = frozenset({
    "washing", "filtering", "centrifuging", "drying", "collecting", "calcining", "sintering", "annealing", "cooling",
})  # fmt: skip
# Two of these in a row are two steps, even where neither says how.
_AGAIN = frozenset({"adding", "mixing", "dissolving", "washing", "transferring"})


def tidied(steps: Sequence[Step]) -> list[int]:
    """Which of the steps of a recipe stand; the others are told twice and give what they know to a neighbour.

    What only says in which furnace a treatment takes place that is told with its temperature later gives it its vessel.
    An autoclave that is sealed in one clause and heated in the next is one hydrothermal step; of two equal types in a
    row, one without temperature and time is the announcement of the other.
    """
    kept: list[int] = []
    sealed: Step | None = None
    for index, step in enumerate(steps):
        before = steps[kept[-1]] if kept else None
        if step.type == "hydrothermal" and not _timed(step):
            # What follows is told again (*the autoclave cooled*), what comes is heated in it.
            later = _heated_later(steps[index + 1 :])
            if later or any(steps[each].type == "hydrothermal" for each in kept):
                sealed = step if later else None
                continue
        if sealed is not None and _in_vessel(step):
            step.type = "hydrothermal"
            if "vessel" in sealed.conditions:
                step.conditions.setdefault("vessel", sealed.conditions["vessel"])
            sealed = None
        if is_thermal(step.type) and step.conditions and set(step.conditions) <= _WHERE:
            coming = steps[index + 1 : index + 1 + _SOON]
            again = next((each for each in coming if each.type == step.type and _timed(each)), None)
            if again is not None:
                _take_in(again, step)
                continue
        if before is not None and before.type == step.type and step.type not in _AGAIN:
            if not step.conditions:
                _take_in(before, step)
                continue
            if not before.conditions:
                _take_in(step, before)  # the sentence that says how tells the step, not the announcement
                kept[-1] = index
                continue
        if before is not None and not _timed(before):
            if before.type == "hydrothermal" and step.type in ("hydrothermal", "heating", "holding", "reacting"):
                _take_in(before, step)
                continue
            if before.type == step.type and before.type not in _AGAIN:
                _take_in(before, step)
                continue
        if step.type == "holding" and "temperature" in step.conditions:
            step.type = "heating"  # kept hot, but nobody said that it was heated
        kept.append(index)
    return kept


def _heated_later(steps: Sequence[Step]) -> bool:
    for step in steps:
        if step.type in _TAKEN_OUT:
            return False
        if _in_vessel(step):
            return True
    return False


def _in_vessel(step: Step) -> bool:
    return step.type in ("hydrothermal", "heating", "holding", "reacting") and "temperature" in step.conditions


def _timed(step: Step) -> bool:
    return any(key in step.conditions for key in _SINGLE)


def _take_in(step: Step, other: Step) -> None:
    step.conditions.update({key: value for key, value in other.conditions.items() if key not in step.conditions})
    step.variants.update(other.variants)
    step.inputs = tuple(dict.fromkeys((*step.inputs, *other.inputs)))
    step.outputs = tuple(dict.fromkeys((*step.outputs, *other.outputs)))
