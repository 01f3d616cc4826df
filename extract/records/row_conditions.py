"""Conditions of table cells: from the columns beside them, from the cell itself, from header and caption."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ..extraction import Condition
from ..headers import BLANK, Meaning
from ..properties import properties
from ..quantities import find_quantities
from ..quantity import Quantity
from ..tables import quantities_of_cell
from .conditions import key_of

_ROOM = re.compile(r"\b(?:room|ambient) temperature\b|\bRT\b", re.IGNORECASE)
_INDEX = re.compile(
    r"\b(?:(?P<initial>initial|first|1st)|ICE\b|(?P<nth>\d+(?:st|nd|rd|th)|second|third))\b", re.IGNORECASE
)


def condition_of_cell(text: str, column: Meaning) -> Condition | None:
    """What a cell of a condition's column states, or None where it is blank."""
    if not text or BLANK.match(text):
        return None
    if column.code == "electrolyte":
        return Condition(text)
    found: list[Quantity] = quantities_of_cell(text, column, 0)
    if len(found) == 1:
        return (
            Condition.of(found[0])
            if found[0].unit in found[0].text
            else Condition(
                f"{text} {found[0].unit}",
                found[0].value,
                found[0].unit,
                found[0].min,
                found[0].max,
                found[0].normalised,
            )
        )
    return Condition(text)


# `σ25 °C`: the symbol carries its temperature as a subscript.
_SYMBOL_AT = re.compile(r"(?<=[σκD])_?(?=\d{2,3} ?°C)")


@lru_cache(maxsize=1024)
def inner_conditions(text: str) -> Mapping[str, Condition]:
    """Conditions that a cell, a header or a caption states beside the value (``… at 25 °C``)."""
    found: dict[str, Condition] = {}
    for quantity in find_quantities(_SYMBOL_AT.sub(" ", text)):
        key = key_of(quantity)
        if key is None or (key == "voltage_window" and quantity.qualifier != "range"):
            continue
        before = text[max(0, quantity.start - 40) : quantity.start]
        if key == "temperature" and re.search(
            r"sinter|calcin|anneal|prepared|treated|synthesi|dried", before, re.IGNORECASE
        ):
            continue
        found.setdefault(key, Condition.of(quantity))
    if "temperature" not in found:
        room = _ROOM.search(text)
        if room is not None:
            found["temperature"] = Condition(room.group())
    return found


def conditions_of_cell(
    column: Meaning, shared: dict[str, Condition], inside: Mapping[str, Condition], caption: str
) -> dict[str, Condition]:
    """The conditions of a value: of its row, of its own cell, of its header, of the caption, in that order."""
    allowed = properties()[column.code].conditions
    found = {key: condition for key, condition in {**shared, **inside}.items() if key in allowed}
    words = f"{column.header} {column.group}"
    for text in (words, caption):
        for key, condition in inner_conditions(text).items():
            if key in allowed and key not in found:
                found[key] = condition
    match = _INDEX.search(words)
    if match is not None and "cycle_index" in allowed:
        found.setdefault("cycle_index", Condition("initial" if match["nth"] is None else match["nth"]))
        found.pop("cycles", None)
    return found
