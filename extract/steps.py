"""Steps: the operations of a sentence with their conditions (*at 300 °C for 5 h and 700 °C for 12 h* is two)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .extraction import Condition
from .hints import Hinted
from .operations import OperationHit, is_thermal
from .quantity import Quantity
from .step import Step
from .step_conditions import condition_key, dew_point, is_no_diameter, spoken_time, tell_ph
from .step_types import is_vague, told_type, without_manners
from .surroundings import find_circumstances

_IN_STAGES = Hinted(
    r"\b(?:two|three|multi|several|2|3)[- ]?(?:step|stage)s?\b|\bstep[- ]?wise\b|\b(?:two|three|several)\s"
    r"(?:\w+\s)?(?:steps|stages|reactions|dwells|zones)\b|\b(?:successively|sequentially|in sequence|consecutive\w*)\b",
    flags=re.IGNORECASE,
)
_AFTER = re.compile(r"(?<![,;.])\s(?:after|following)\s(?:being\s|the\s)?(?:\w+ly\s)?$", re.IGNORECASE)
# *Fired at 500 °C and, after intermediate grinding, at 900 °C*: the firing goes on.
_ASIDE = re.compile(r",\s(?:after|following|with|without)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_RESUMED = re.compile(r",\s(?:then\s|finally\s|again\s)?(?:at|to)\s(?:about\s)?\d")
_FIRST_BEFORE = re.compile(r"^\W{0,3}(?:before|prior to)\s(?:being\s|the\s)?(?:\w+ly\s)?$", re.IGNORECASE)
_ORDERED = r"then|followed by|before|afterwards?|subsequently|after|finally|next"
_TO_THE_NEXT = re.compile(rf"(?:\b(?:{_ORDERED}|prior to)\b|[;])(?!.*\b(?:{_ORDERED})\b)", re.IGNORECASE)
_CHAINED = re.compile(
    r"^[^.;]{0,60}(?:,|\band)\s(?:then\s|and\s|finally\s|subsequently\s|further\s){0,3}+$", re.IGNORECASE
)
_SLOW = re.compile(r"\bheat(?:ing|ed)? (?:rate|ramp)|\bramp|\bcool(?:ing|ed)? rate|\bstep size", re.IGNORECASE)
_STAGE_BREAK = re.compile(r"\b(?:and|then|followed by|subsequently|finally|before)\b|[,;]", re.IGNORECASE)
_SINGLE = frozenset({"temperature", "time"})
_SHARED = frozenset({"atmosphere", "flow_rate", "heating_rate"})
_STAGED = frozenset({"drying", "ageing", "stirring"})


def steps_of(text: str, hits: Sequence[OperationHit], quantities: Sequence[Quantity], offset: int) -> list[Step]:
    """The steps of the sentence ``text``, which begins at ``offset``; ``quantities`` are those within it."""
    if not hits:
        return []
    steps = [Step(hit.type, hit.stage, hit.start, hit.end) for hit in hits]
    owned: list[list[tuple[str, Quantity]]] = [[] for _ in steps]
    for owner, key, quantity in owners_of(text, hits, quantities, offset):
        if key == "dew_point":
            steps[owner].conditions[key] = dew_point(text[: quantity.start - offset], quantity)
        else:
            owned[owner].append((key, quantity))
    for circumstance in find_circumstances(text):
        step = steps[_owner(text, hits, circumstance.start)]
        if circumstance.key == "time":
            step.conditions.setdefault("time", spoken_time(circumstance.text))
        else:
            step.conditions.setdefault(circumstance.key, Condition(circumstance.text))
    result: list[Step] = []
    stages = _IN_STAGES.search(text) is not None
    for step, values in zip(steps, owned, strict=True):
        for each in _split(text, step, values, offset, stages=stages):
            if not (each.type == "holding" and _joined(result, each)):
                result.append(each)
    result = without_manners(text, sorted(result, key=lambda each: each.start))
    result = [step for step in result if not is_vague(text, step)]
    _share_gas(text, result)
    for step in result:
        step.type = told_type(text, step)
    tell_ph(text, result)
    return _in_time(text, result)


def owners_of(
    text: str, hits: Sequence[OperationHit], quantities: Sequence[Quantity], offset: int
) -> Iterator[tuple[int, str, Quantity]]:
    """The quantities that are conditions: the number of its operation in ``hits``, the condition's name, the value.

    Nothing where there is no operation.
    """
    for quantity in quantities if hits else ():
        owner = _owner(text, hits, quantity.start - offset)
        key = condition_key(text[: quantity.start - offset], hits[owner].type, quantity)
        if key is not None and not (key == "diameter" and is_no_diameter(text, quantity, offset)):
            yield owner, key, quantity


def _share_gas(text: str, steps: Sequence[Step]) -> None:
    """*Heated at 350 °C and finally at 800 °C under Ar (2 °C/min)*: what the last heating names is that of all."""
    rates = sum("heating_rate" in step.conditions for step in steps)
    for step, later in zip(reversed(steps[:-1]), reversed(steps[1:]), strict=True):
        if (
            is_thermal(step.type)
            and is_thermal(later.type)
            and "temperature" in step.conditions
            and _CHAINED.search(text[step.end : later.start])
        ):
            shared = _SHARED if rates == 1 else _SHARED - {"heating_rate"}
            for key in shared & set(later.conditions):
                step.conditions.setdefault(key, later.conditions[key])


def _in_time(text: str, steps: list[Step]) -> list[Step]:
    """Steps in the order in which they are done: *cut after drying* is drying, then cutting."""
    ordered = list(steps)
    for index in range(1, len(ordered)):
        start = ordered[index].start
        if _AFTER.search(text[max(0, start - 40) : start]):
            ordered[index - 1], ordered[index] = ordered[index], ordered[index - 1]
    if len(ordered) > 1 and _FIRST_BEFORE.search(text[: ordered[0].start]):
        ordered[0], ordered[1] = ordered[1], ordered[0]
    return ordered


def _joined(steps: list[Step], holding: Step) -> bool:
    """Whether a holding is part of the step before it (*heated to 700 °C and kept for 12 h*), which takes it in."""
    if not any(key in holding.conditions for key in _SINGLE):
        return True  # kept, but nobody says how
    before = steps[-1] if steps else None
    if before is None:
        return False
    autoclave = any("autoclave" in condition.text.lower() for condition in before.conditions.values())
    if not (is_thermal(before.type) or before.type in ("cooling", "drying") or autoclave):
        return False
    if any(key in before.conditions for key in holding.conditions if key in _SINGLE) and not autoclave:
        return False
    before.conditions.update({k: v for k, v in holding.conditions.items() if k not in before.conditions})
    before.variants.update(holding.variants)
    if autoclave:
        before.type = "hydrothermal"
    return True


def _owner(text: str, steps: Sequence[OperationHit], position: int) -> int:
    """The step that a condition at ``position`` belongs to: the one before it, unless its clause leads to the next."""
    before = max((index for index, step in enumerate(steps) if step.start <= position), default=0)
    if (
        before
        and is_thermal(steps[before - 1].type)
        and _ASIDE.search(text[max(0, steps[before].start - 40) : steps[before].start])
        and _RESUMED.match(text, steps[before].end)
    ):
        return before - 1
    after = before + 1
    if after < len(steps) and steps[before].start <= position:
        between = text[steps[before].end : position]
        behind = text[position : steps[after].start]
        if _TO_THE_NEXT.search(between) and len(behind) < 60 and not _STAGE_BREAK.search(behind):
            return after
    return before


def _split(text: str, step: Step, values: list[tuple[str, Quantity]], offset: int, *, stages: bool) -> list[Step]:
    """One step, or several where temperatures follow one another; a list of values is one of variants, or of stages."""
    steps = [step]
    for key, quantity in values:
        if stages and quantity.group is not None:
            quantity = replace(quantity, group=None)
        current = steps[-1]
        condition = Condition.of(quantity)
        if key in current.variants and quantity.group is not None:
            current.variants[key].append(condition)
            continue
        if key not in current.conditions:
            current.conditions[key] = condition
            if quantity.group is not None:
                current.variants[key] = [condition]
            continue
        staged = is_thermal(step.type) or step.type in _STAGED
        if staged and key == "temperature" and (stages or _goes_on(text, quantity, offset)):
            atmosphere = {k: v for k, v in current.conditions.items() if k in ("atmosphere", "vessel")}
            start = quantity.start - offset
            steps.append(
                Step(
                    step.type,
                    step.stage,
                    start,
                    quantity.end - offset,
                    {**atmosphere, key: condition},
                )
            )
    for each in steps:
        each.variants = {key: found for key, found in each.variants.items() if len(found) > 1}
    return steps


def _goes_on(text: str, quantity: Quantity, offset: int) -> bool:
    """Whether a second temperature opens a further stage of the same operation."""
    before = text[max(0, quantity.start - offset - 40) : quantity.start - offset]
    return bool(_STAGE_BREAK.search(before)) and not _SLOW.search(before)
