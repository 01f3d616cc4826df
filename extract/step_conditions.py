"""Which condition of a step a quantity is: its key, dew points, times in words, pH."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .extraction import Condition
from .quantity import Normalised, Quantity
from .step import Step
from .surroundings import SPOKEN_HOURS

CONDITION_OF_DIMENSION = {
    "temperature": "temperature",
    "time": "time",
    "temperature_rate": "heating_rate",
    "rotation": "speed",
    "pressure": "pressure",
    "frequency": "frequency",
    "power": "power",
    "voltage": "voltage",
    "acidity": "ph",
    "flow_rate": "flow_rate",
}
# Lengths and shares mean something of their own in these operations.
_OF_OPERATION = {
    ("coating", "length"): "gap", ("coating", "velocity"): "speed", ("calendering", "length"): "thickness",
    ("calendering", "percent"): "porosity", ("cutting", "length"): "diameter", ("pressing", "length"): "diameter",
    ("wetting", "liquid_volume"): "volume", ("assembling", "liquid_volume"): "electrolyte_volume",
    ("formation", "c_rate"): "rate", ("formation", "cycles"): "cycles", ("resting", "cycles"): "cycles",
    ("pressing", "force"): "force", ("calendering", "density"): "density",
}  # fmt: skip
_MINUS = re.compile(r"[-–\u2212]\s?$")
_DEW_POINT = re.compile(r"\bdew[- ]?points?\b[^,;.]{0,30}$", re.IGNORECASE)
_GAP = re.compile(r"\b(?:gap|height|blade|clearance|wet|applicator|bar)\b", re.IGNORECASE)
_THICK = re.compile(r"\bthick", re.IGNORECASE)
_PH = re.compile(
    r"\b(?:to|at|of|=)\s(?:about\s|ca\.?\s|around\s|~\s?|pH\s(?:=\s)?){0,2}+(?P<ph>1?\d(?:\.\d{1,2})?)"
    r"(?!\d|\.\d|\s?(?:%|°|M\b|mol|wt|h\b|min|m[lL]|g\b))"
)
_PH_TOLD = re.compile(
    r"\bpH\s(?:value\s)?(?:(?:was|being|is|of the \w+(?: was)?)\s){0,2}(?:\w+ed\s|held\s|kept\s)?(?:at|to|of|"
    r"=)\s(?P<ph>1?\d(?:\.\d{1,2})?)"
    r"(?!\d|\.\d)"
)
_FINE = frozenset({"nm", "µm", "μm", "um", "micron", "microns"})
_SIDES = re.compile(r"(?:^|\s)[×x](?:\s|$)|×")
_OF_A_FOIL = re.compile(r"\b(?:foils?|collectors?|substrates?|separators?|mesh|glass)\s?\([^()]{0,50}$", re.IGNORECASE)
_POROSITY = re.compile(r"\bporosit", re.IGNORECASE)


def condition_key(before: str, operation: str, quantity: Quantity) -> str | None:
    """The condition that a quantity is of an operation, or None; ``before`` is the text before it."""
    dimension = quantity.dimension or ""
    if dimension == "temperature" and _DEW_POINT.search(before[-60:]):
        return "dew_point"
    key = _OF_OPERATION.get((operation, dimension))
    if key == "gap" and _OF_A_FOIL.search(before[-60:]):
        return None
    if key == "gap" and (_THICK.search(before[-50:]) or not _GAP.search(before[-50:])):
        return "thickness" if _THICK.search(before[-50:]) else None
    if key == "porosity" and not _POROSITY.search(before[-60:]):
        return None
    return key or CONDITION_OF_DIMENSION.get(dimension)


def spoken_time(text: str) -> Condition:
    """A time in words, with its hours where they say how many."""
    hours = SPOKEN_HOURS.get(text.lower())
    return Condition(text, hours, "h", normalised=Normalised(hours, None, None, "h")) if hours else Condition(text)


def is_no_diameter(text: str, quantity: Quantity, offset: int) -> bool:
    """Whether a length is a side of a rectangle (*56 mm × 43 mm*) or a thickness in micrometres."""
    beside = text[max(0, quantity.start - offset - 4) : quantity.end - offset + 3]
    return quantity.unit in _FINE or _SIDES.search(beside) is not None


def dew_point(before: str, quantity: Quantity) -> Condition:
    """A dew point; the minus sign that a typesetter set apart belongs to it."""
    sign = _MINUS.search(before)
    if sign is None or quantity.value is None or quantity.value < 0:
        return replace(Condition.of(quantity), text=quantity.text.replace("- ", "-"))
    normalised = quantity.normalised
    if normalised is not None and normalised.value is not None:
        normalised = replace(normalised, value=-normalised.value)
    return Condition(f"-{quantity.text}", -quantity.value, quantity.unit, normalised=normalised)


def tell_ph(text: str, steps: Sequence[Step]) -> None:
    """Give the pH that a sentence tells without a unit to the step before it."""
    if "pH" not in text:
        return
    for told in _PH_TOLD.finditer(text):
        before = [step for step in steps if step.start <= told.start()]
        if before:
            last = max(before, key=lambda each: each.start)
            last.conditions.setdefault("ph", Condition(told["ph"], float(told["ph"]), "pH"))
    for step in steps:
        if step.type == "adjusting_ph" and "ph" not in step.conditions and (said := _PH.search(text, step.end)):
            step.conditions["ph"] = Condition(said["ph"], float(said["ph"]), "pH")
