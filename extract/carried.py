"""Carried: what a text tells once for several steps - a vessel, a heating rate, the gas in which everything is done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .analysis import Sentence
from .extraction import Condition
from .hints import Hinted, has_any
from .operations import is_thermal
from .quantity import Quantity
from .step import Step
from .surroundings import find_circumstances

_ALL_WORDS = ("all ", "everything", "every ", "whole", "entire", "these ")
_ALL_DONE = Hinted(
    r"\b(?:all|everything|every|the (?:whole|entire)|these)\b[^.;]{0,60}?\b(?:was|were|is|"
    r"are)\s(?:\w+ly\s)?(?:done|performed|"
    r"carried out|conducted|executed|handled|undertaken|made|prepared|processed)\b",
    flags=re.IGNORECASE,
)
_NOT_ALL = re.compile(
    r"\b(?:subsequent|following|further|later|measure|test|characteri|experiment|analys|spectr|cycl)\w*"
)
_RATE_WORDS = ("heating", "ramp")
# What holds the matter while it is milled, pressed or heated; a furnace or a glove box holds the vessel.
_CONTAINER = re.compile(
    r"\b(?:autoclave|reactor|jar|tube|ampoule|crucible|boat|die|mou?ld|bottle|vial|flask|vessel|bomb|"
    r"dish)s?$",
    re.IGNORECASE,
)
_FURNACE = re.compile(r"furnace|oven", re.IGNORECASE)
_CHARGING = frozenset({"transferring", "adding", "sealing", "mixing"})
# Where what is no heating takes place.
_FITS = {
    "milling": re.compile(r"jar|vial|bottle|pot|vessel", re.IGNORECASE),
    "pressing": re.compile(r"die|mou?ld", re.IGNORECASE),
    "reacting": re.compile(r"autoclave|reactor|flask|vessel|bottle|tube", re.IGNORECASE),
}
_OUTSIDE = frozenset({
    "washing", "filtering", "centrifuging", "drying", "collecting", "grinding", "dissolving", "sieving", "coating",
    "cooling",
})  # fmt: skip


def carry_vessels(steps: Sequence[Step]) -> None:
    """*Sealed in an ampoule under vacuum and annealed*: what happens in the vessel charged before has both."""
    held: Condition | None = None
    gas: Condition | None = None
    for step in steps:
        own = step.conditions.get("vessel")
        if held is not None and step.type == "sealing":
            gas = step.conditions.get("atmosphere", gas)
            held = own or held
            continue
        if own is not None:
            charged = (
                step.type in _CHARGING and _CONTAINER.search(own.text) is not None and not _FURNACE.search(own.text)
            )
            held = own if charged else None
            gas = step.conditions.get("atmosphere") if charged and step.type == "sealing" else None
        elif held is not None and (_FITS[step.type].search(held.text) if step.type in _FITS else is_thermal(step.type)):
            step.conditions["vessel"] = held
            if gas is not None:
                step.conditions.setdefault("atmosphere", gas)
        elif step.type in _OUTSIDE:
            held = None


def told_for_all(sentences: Sequence[Sentence]) -> dict[str, Condition]:
    """The atmosphere in which, as one of ``sentences`` says, everything was done.

    What is said of later steps or of measurements alone tells nothing.
    """
    found: dict[str, Condition] = {}
    for sentence in sentences:
        lower = sentence.text.lower()
        if not has_any(lower, _ALL_WORDS) or not _ALL_DONE.search(sentence.text) or _NOT_ALL.search(lower):
            continue
        for each in find_circumstances(sentence.text):
            if each.key == "atmosphere":
                found.setdefault(each.key, Condition(each.text))
    return found


def carry_to_all(steps: Sequence[Step], told: dict[str, Condition]) -> None:
    """Give what was told for everything to the steps that say nothing else."""
    for step in steps:
        for key, condition in told.items():
            step.conditions.setdefault(key, condition)


def carry_rate(steps: Sequence[Step], sentence: Sentence, quantities: Sequence[Quantity]) -> None:
    """*The heating rate was 5 °C/min*: that of the heatings told before, which have none of their own."""
    if not has_any(sentence.text.lower(), _RATE_WORDS):
        return
    rates = [each for each in quantities if each.dimension == "temperature_rate"]
    if len(rates) != 1:
        return
    for step in steps:
        if is_thermal(step.type) and "temperature" in step.conditions:
            step.conditions.setdefault("heating_rate", Condition.of(rates[0]))
