"""Conditions of table cells: from the columns beside them, from the cell itself, from header and caption."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from ..cell_values import quantities_of_cell
from ..column_contents import BLANK, stated
from ..extraction import Condition
from ..header_units import slashed, split_unit
from ..headers import Meaning
from ..properties import OTHER, find_properties, properties
from ..quantities import find_quantities, parse_quantity
from ..quantity import Quantity
from ..units import unit_of
from .conditions import defines_rate, key_of

_ROOM = re.compile(r"\b(?:room|ambient)[ -]temperature\b|\bRT\b|(?<=[σκ])_?RT\b", re.IGNORECASE)
_INDEX = re.compile(
    r"\b(?:(?P<initial>initial|first|1st)|ICE\b|CE_?1(?:st)?\b|(?P<nth>\d+(?:st|nd|rd|th)|second|third))\b",
    re.IGNORECASE,
)
_PROCESS = re.compile(r"sinter|calcin|anneal|prepared|treated|synthesi|dried", re.IGNORECASE)
# Of properties without a name of their own these hang on how a cell was run.
_OF_CELLS = re.compile(
    r"capacit|efficien|fad(?:e|ing)|decay|loss|degrad|swell|expansion|volume change|utili[sz]ation|polari|impedance"
    r"|voltage|potential|energy|power|\bIR drop\b|η|\b[VE]E\b",
    re.IGNORECASE,
)
# What a cell is sold or designed for hangs on no test of its row.
_NOMINAL = re.compile(r"\b(?:nominal|rated|design(?:ed)?|theoretical)\b", re.IGNORECASE)
_OF_RUNS = frozenset({"specific_capacitance", "areal_capacitance", "volumetric_capacitance"})
# In a table these were measured between the limits of the cell tests that it lists.
_WINDOWED = frozenset({"voltage", "resistance"})
_RUN = ("rate", "current_density", "cycles", "cycle_index", "voltage_window")
_SAME_KIND = {
    "c_rate": ("rate", "current_density"),
    "current_density": ("rate", "current_density"),
    "specific_current": ("rate", "current_density"),
    "temperature": ("temperature",),
    "cycles": ("cycles",),
}
# A bare number beside a value: what the heading says it is.
_HEADED = (
    ("cycles", re.compile(r"\bcycles?\b|\bn\b", re.IGNORECASE)),
    ("C", re.compile(r"\b(?:C[- ])?rates?\b|\bC\b", re.IGNORECASE)),
    ("°C", re.compile(r"\btemp", re.IGNORECASE)),
)
_BARE = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w.%]|,\d{3}|\s?[^\W\d])")


def conditions_of_column(text: str, column: Meaning) -> dict[str, Condition]:
    """What a cell of a condition's column states, by key; nothing where it is blank.

    A current may be given as a rate and a rate as a current: the unit of the cell decides.
    """
    if not text or BLANK.match(text):
        return {}
    if column.code == "*":
        return dict(inner_conditions(text))
    if column.code == "electrolyte":
        return {column.code: Condition(text)}
    if _PAIR.fullmatch(text.strip()) and "/" in column.header:
        text = text.partition("/")[0].strip()  # `current/capacity`: the first is the column's
    nth = _INDEX.fullmatch(text.strip()) if column.code == "cycles" else None
    if nth is not None:
        return {"cycle_index": Condition(text.strip())}
    if column.code == "cycles" and text.strip() == "1":
        return {"cycle_index": Condition("initial")}
    found: list[Quantity] = quantities_of_cell(text, column, 0)
    inside = inner_conditions(text)
    if len(found) != 1:
        return dict(inside) if column.code in inside and len(inside) > 1 else {column.code: Condition(text)}
    quantity = found[0]
    key = key_of(quantity) if column.code in ("rate", "current_density") else None
    if quantity.unit in quantity.text:
        return {key or column.code: Condition.of(quantity)}
    told = f"{text} {quantity.unit}" if len(quantity.text) == len(text) else f"{quantity.text} {quantity.unit}"
    condition = Condition(told, quantity.value, quantity.unit, quantity.min, quantity.max, quantity.normalised)
    return {**{k: v for k, v in inside.items() if k != column.code}, key or column.code: condition}


_PAIR = re.compile(r"[\d.]{1,6} ?/ ?[\d.]{1,6}")
# `(mS cm^-1, 25 °C)`: the exponent of a unit begins no list.
_EXPONENT = re.compile(r"(?<=[A-Za-zΩ%])(\^[-+−]?\d),")
# `ΔE at 0.2C / mV`: the unit behind the rate is the column's.
_RATE_OVER = re.compile(r"(?<=\d)C ?/ ?(?=[^\W\d]|%)")
# `σ25 °C`: the symbol carries its temperature as a subscript.
_SYMBOL_AT = re.compile(r"(?<=[σκD])_?(?=\d{2,3} ?°C)")
# `σ25 (mS cm^-1)`: without its unit.
_SYMBOL_ALONE = re.compile(r"(?<=[σκ])_?(\d{2,3})(?= ?(?:[(/,\[]|$))")


# `Membranes in 1 M KOH at 25 °C`, `capacities in 1 M LiPF6 in EC/DEC (1:1)`
_MEDIUM = re.compile(
    r"\b[Ii]n (?P<medium>\d{1,2}(?:\.\d{1,3})? ?(?:M|m|mol L\^-1|mol/L|mol kg\^-1) [A-Z](?:\w|\([A-Z]\w{1,6}\)){1,15}"
    r"(?:(?: (?:aqueous|in|and|\+|/|with) ?|/)(?:\d[\d.]{0,4} ?(?:M|wt%|vol%) )?[A-Z][\w/:+-]{1,20}"
    r"(?: ?\(\d[\d:]{1,6}[^()]{0,12}\))?){0,4}"
    r"(?: (?:aqueous )?(?:solution|electrolyte))?)(?![\w-])"
)


@lru_cache(maxsize=1024)
def inner_conditions(text: str) -> Mapping[str, Condition]:
    """Conditions that a cell, a header or a caption states beside the value (``… at 25 °C``)."""
    found: dict[str, Condition] = {}
    spelt = _SYMBOL_ALONE.sub(r" at \1 °C ", _SYMBOL_AT.sub(" ", _RATE_OVER.sub("C | ", text)))
    plain = _EXPONENT.sub(r"\1 |", spelt)
    for quantity in find_quantities(plain):
        key = key_of(quantity)
        if key is not None and defines_rate(key, plain[: quantity.start], plain[quantity.end :]):
            continue
        if key is None or (key == "voltage_window" and quantity.qualifier != "range"):
            continue
        before = text[max(0, quantity.start - 40) : quantity.start]
        if key == "temperature" and _PROCESS.search(before):
            continue
        found.setdefault(key, Condition.of(quantity))
    medium = _MEDIUM.search(text) if " in " in text or text.startswith("In ") else None
    if medium is not None:
        found["electrolyte"] = Condition(medium["medium"])
    if "temperature" not in found:
        room = _ROOM.search(text)
        if room is not None:
            found["temperature"] = Condition(room.group())
    return found


def beside_conditions(words: str, column: Meaning, caption: str = "") -> dict[str, Condition]:
    """The conditions in the words beside a value; a bare number is what the heading (``(cycles, rate)``) names.

    Where the heading does not, what ``caption`` says of the numbers in brackets.
    """
    found: dict[str, Condition] = {}
    for part in re.split(r"[,;]\s", words):  # `100, 1C` is no list of rates
        for key, condition in inner_conditions(part).items():
            found.setdefault(key, condition)
    units = [told] if (told := in_brackets(caption)) else _units_beside(column)
    numbers = list(_BARE.finditer(words))
    for place, number in enumerate(numbers):
        for unit in (units[place],) if len(units) == len(numbers) else units:
            quantity = parse_quantity(number.group(), unit)
            named = key_of(quantity) if quantity is not None else None
            if quantity is not None and named is not None and named not in found and _is_likely(quantity, unit):
                text = f"{number.group()} {unit}"
                found[named] = Condition(text, quantity.value, unit, normalised=quantity.normalised)
                break
    index = _INDEX.search(words)
    if index is not None:
        found.setdefault("cycle_index", Condition("initial" if index["nth"] is None else index["nth"]))
    return found


# `The capacity is followed by the current density (mA g^-1) in brackets.`, `cycle numbers are given in parentheses`
_BRACKETED = re.compile(
    r"\b(?P<what>currents?(?: densit(?:y|ies))?|(?:C-)?rates?|(?:numbers? of )?cycles?(?: numbers?)?|temperatures?)"
    r"(?:,? (?:in )?\(?(?P<unit>[^()]{1,14})\)?)??(?: (?:is|are|stands?|given|shown|listed|stated|indicated)){0,3}"
    r",? (?:in|within|between) (?:the )?(?:brackets|parenthes[ei]s)",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def in_brackets(caption: str) -> str:
    """The unit of bare numbers in brackets, where ``caption`` tells what they are; else an empty string."""
    match = _BRACKETED.search(caption) if "bracket" in caption or "parenthes" in caption else None
    if match is None:
        return ""
    if match["unit"] and unit_of(match["unit"]) is not None:
        return match["unit"]
    return next((unit for unit, pattern in _HEADED if pattern.search(match["what"])), "")


def _units_beside(column: Meaning) -> list[str]:
    """The units of bare numbers beside the values: those that the heading lists, such as ``(cycles, A g^-1)``."""
    listed: list[str] = list(slashed(column.header)[1])
    if listed:
        return listed
    for bracket in re.findall(r"\(([^()]{1,60})\)", column.header):
        for part in bracket.split(","):
            unit = unit_of(part.strip().removeprefix("at ").removeprefix("n ").strip()) or split_unit(part)[1]
            if unit is not None and unit.dimension in _SAME_KIND:
                listed.append(unit.text)
    if listed:
        return listed
    hints = sorted(
        (match.start(), unit) for unit, pattern in _HEADED if (match := pattern.search(column.header)) is not None
    )
    return [unit for _, unit in hints] or (["cycles"] if column.code == "capacity_retention" else [])


def _is_likely(quantity: Quantity, unit: str) -> bool:
    """Whether a bare number may be such a condition: cycles are whole, rates small."""
    value = quantity.value or 0.0
    return value == int(value) and value > 1 if unit == "cycles" else unit != "C" or value <= 60


def conditions_of_cell(
    column: Meaning, shared: Mapping[str, Condition], inside: Mapping[str, Condition], caption: str, quantity: Quantity
) -> dict[str, Condition]:
    """The conditions of a value: of its row, of its own cell, of its header, of the caption, in that order."""
    allowed = properties()[column.code].conditions - set(_SAME_KIND.get(quantity.dimension or "", ()))
    if quantity.dimension in _OF_RUNS or column.code in _WINDOWED:
        allowed = allowed | {"voltage_window"}
    words = f"{column.header} {column.group} {column.note}"
    if column.code == OTHER and quantity.dimension not in _OF_RUNS and not _OF_CELLS.search(f"{words} {column.told}"):
        allowed = allowed - set(_RUN)
    if _NOMINAL.search(column.header):
        shared = {key: condition for key, condition in shared.items() if key not in _RUN}
    found = {key: condition for key, condition in {**shared, **inside}.items() if key in allowed}
    if found.keys() & {"cycles", "cycle_index"} or _BEFORE_AND_AFTER.search(caption):
        caption = _FIRST_CYCLE.sub(" ", _BEFORE_AND_AFTER.sub(" ", caption))
    for text in (words, of_property(caption, column.code)):
        for key, condition in inner_conditions(text).items():
            if key in allowed and key not in found and not (key in ("rate", "current_density") and _has_rate(found)):
                found[key] = condition
    of_cycle = _OF_CYCLE.match(column.header) if column.code in _CAPACITIES else None
    if of_cycle is not None and "cycles" not in found and "cycle_index" not in found:
        first = of_cycle["cycle"] == "1"
        condition = Condition("initial") if first else Condition.of(stated(f"{of_cycle['cycle']} cycles")[0])
        found["cycle_index" if first else "cycles"] = condition
    match = _INDEX.search(words) or (None if _LATER.search(words) else _FIRST_CYCLE.search(caption))
    if match is not None and "cycle_index" in allowed:
        nth = match.groupdict().get("nth")
        found.setdefault("cycle_index", Condition("initial" if nth is None else nth))
        found.pop("cycles", None)
    return found


# `Q1`, `Q100`: the capacity of that cycle.
_OF_CYCLE = re.compile(r"[QC]_?(?P<cycle>\d{1,4})(?![\w.])")
_CAPACITIES = frozenset({"capacity", "discharge_capacity", "charge_capacity"})
_FIRST_CYCLE = re.compile(r"\b(?:first|initial|1st)(?: charge| discharge|[ -/]){0,4} cycles?\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def of_property(caption: str, code: str) -> str:
    """``caption`` without what it says of other properties than ``code``, where it names several, each with its own.

    What follows the last of them (``… of the cells at 60 °C``) is said of all.
    """
    named = find_properties(caption)
    if len(named) < 2 or not any(code in mention.codes for mention in named):
        return caption
    kept = caption[: named[0].start]
    for mention, following in pairwise(named):
        if code in mention.codes:
            kept += caption[mention.start : following.start]
    return f"{kept} {caption[named[-1].start :]}"


# Columns that speak of more than one cycle.
_LATER = re.compile(
    r"\b(?:average|mean|cycling|cycled|retention|retained|after|life|fade|fading|decay)\b", re.IGNORECASE
)
# A caption that says this of all rows says it of none: a column tells them apart.
_BEFORE_AND_AFTER = re.compile(r"\bbefore and after (?:\d{1,5} )?(?:cycl\w+|formation|ag(?:e?ing))", re.IGNORECASE)


def _has_rate(found: Mapping[str, Condition]) -> bool:
    return "rate" in found or "current_density" in found


def conditions_spread(texts: Mapping[int, str], columns: Sequence[Meaning]) -> list[dict[str, Condition]]:
    """The conditions of each of several values in a row whose cells list as many (``1C 20C``), lost line breaks or not.

    ``texts`` are the cells of the columns of conditions by their place; empty where none lists several.
    """
    listed = {index: text.split() for index, text in texts.items() if is_list(text)}
    counts = {len(items) for items in listed.values()}
    if len(counts) != 1:
        return []
    spread: list[dict[str, Condition]] = [{} for _ in range(counts.pop())]
    for index, items in listed.items():
        for place, item in enumerate(items):
            spread[place].update(conditions_of_column(item, columns[index]))
    return spread


def is_list(text: str) -> bool:
    """Whether a cell lists numbers, one behind the other (``10 000`` is one number)."""
    return _LIST.fullmatch(text.strip()) is not None and _GROUPED.fullmatch(text.strip()) is None


_LIST = re.compile(r"[~≈]?\d{1,6}(?:\.\d{1,4})?(?:C|cycles)?(?:\s+[~≈]?\d{1,6}(?:\.\d{1,4})?(?:C|cycles)?){1,5}")
_GROUPED = re.compile(r"\d{1,3}(?:\s\d{3})+(?:\.\d+)?")
