"""Values of table cells: numbers in the column's unit or their own, each with the words that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .column_contents import BLANK, stated
from .header_units import slashed, split_unit, units_listed
from .headers import Meaning
from .properties import OTHER, properties
from .quantities import parse_quantity
from .quantity import Normalised, Quantity
from .units import unit_of

# `700, 86.1%` below `Cycle number, capacity retention`
_CYCLES_FIRST = re.compile(r"(?P<cycles>\d{2,5})\s?(?:cycles)?\s?[,;/]\s?(?P<value>\d{1,3}(?:\.\d{1,3})?\s?%)")
_CYCLES_NAMED_FIRST = re.compile(r"\bcycl.{1,30}\bretention", re.IGNORECASE)
# Where a cell of several values is cut: not within brackets, and at a comma only before another number.
_CUT = re.compile(r"\s*(?:;|\n|\s/\s|,\s(?=[~≈<>]?\s?\d))\s*")
_SLASHED = re.compile(r"[\d.,]{1,9}(?:\s?/\s?[\d.,]{1,9}){1,4}")
# `Capacity retention (%)/cycles`: the second number counts cycles.
_OVER_CYCLES = re.compile(r"/ ?(?:cycles?|cycle numbers?|N|n)\b")
# `150 (0.1C)`, `861 @ 2C`, `92% after 500 cycles`, `150/0.1C`
_BESIDE = re.compile(
    r"(?P<value>[^()@/]{1,40}?)\s?(?:\((?P<bracket>[^()]{1,60})\)|@\s?(?P<at>[^()@]{1,60})"
    r"|\s(?P<words>(?:at|after|over|for|in|under|during)\s[^()@]{1,60}(?:\([^()]{1,30}\))?)|/\s?(?P<rate>[\d./]{1,6}\s?C|C/\d{1,3}))"
)
_BRACKET_FIRST = re.compile(r"(?P<beside>[^()@/:]{1,40}):\s?(?P<value>[^()@/:]{1,40})")
_NUMBER = re.compile(
    r"(?P<about>[~≈]|ca\.?\s?)?(?P<value>[-−–]?\d+(?:\.\d+)?)(?:\s?(?:±|\+/-)\s?(?P<error>\d+(?:\.\d+)?))?"
)
# `87.4 (500)`: cycles, where the heading or the property says so; else a footnote or an error.
_COUNT_BESIDE = re.compile(r"\s\(\d{2,5}\)$")
_ERROR_BEHIND = re.compile(r"[~≈<>]?\s?[-−–]?\d{1,6}(?:\.\d{1,6})?\s?\([^()\d]{0,4}\d{1,3}(?:\.\d{1,3})?\s?%\)")
_MOST_VALUES = 6


@dataclass(frozen=True, slots=True)
class CellValue:
    """A quantity of a cell, and the words of the cell that stand beside this one of its values."""

    quantity: Quantity
    beside: str


def quantities_of_cell(text: str, column: Meaning, offset: int) -> list[Quantity]:
    """The values of a cell under ``column``, in the column's unit where the cell gives none."""
    return [value.quantity for value in values_of_cell(text, column, offset)]


def values_of_cell(
    text: str, column: Meaning, offset: int, listed: int = 1, *, bracketed: bool = False
) -> list[CellValue]:
    """The same with what stands beside each value; ``offset`` is where ``text`` begins in the document.

    ``listed`` is how many values each cell of the row lists, one behind the other; ``bracketed`` says that numbers in
    brackets are conditions.
    """
    clean = text.strip()
    if not clean or BLANK.match(clean):
        return []
    start = offset + len(text) - len(text.lstrip())
    if listed > 1 and len(clean.split()) == listed and column.unit is not None:
        items = [(match.start(), _parsed(match.group(), column), match.group()) for match in re.finditer(r"\S+", clean)]
        if all(quantity is not None for _, quantity, _ in items):
            return [
                CellValue(replace(q, start=start + at, end=start + at + len(words), text=words), "")
                for at, q, words in items
                if q is not None
            ]
    counted = _CYCLES_FIRST.fullmatch(clean) if column.code == "capacity_retention" else None
    if counted is not None and _CYCLES_NAMED_FIRST.search(column.header):
        kept = parse_quantity(counted["value"], None)
        if kept is not None:
            at = start + counted.start("value")
            quantity = replace(kept, start=at, end=at + len(counted["value"]), text=counted["value"])
            return [CellValue(quantity, f"{counted['cycles']} cycles")]
    own = [q for q in stated(clean) if q.dimension is not None]
    fitting = [q for q in own if _fits(q, column, own[0])]
    if fitting and not _is_aside(clean, fitting[0], own, column):
        return [
            CellValue(replace(q, start=start + q.start, end=start + q.end), beside)
            for q, beside in zip(fitting, _shares(clean, fitting), strict=True)
        ]
    return list(_bare(clean, column, start, bracketed))


def _fits(quantity: Quantity, column: Meaning, first: Quantity) -> bool:
    if column.role != "property":
        return False
    if column.code != OTHER:
        return quantity.dimension in properties()[column.code].dimensions
    unit = unit_of(column.unit) if column.unit else None
    return quantity.dimension == (first.dimension if unit is None else unit.dimension)


def _is_aside(text: str, fitting: Quantity, own: list[Quantity], column: Meaning) -> bool:
    """Whether the only quantity that fits stands in a bracket behind a bare number of the column's unit."""
    if text[: fitting.start].strip(" ~≈<>≤≥") == "":
        return False
    if column.unit is None:  # `-39.3 (4%)`: whatever the number is, its error in brackets is not
        return _ERROR_BEHIND.fullmatch(text) is not None
    match = _BESIDE.fullmatch(text)
    return match is not None and fitting.start > match.end("value") and _parsed(match["value"], column) is not None


def _shares(text: str, quantities: list[Quantity]) -> Iterator[str]:
    """The part of the text that belongs to each quantity: up to the next one, or from the last where words lead."""
    if len(quantities) == 1:
        yield text
        return
    leads = re.search(r"\w", text[: quantities[0].start]) is not None
    for index, quantity in enumerate(quantities):
        before = quantities[index - 1].end if index else 0
        after = quantities[index + 1].start if index + 1 < len(quantities) else len(text)
        yield text[before : quantity.start] if leads else text[quantity.end : after]


def _bare(clean: str, column: Meaning, start: int, bracketed: bool) -> Iterator[CellValue]:
    parts = list(_parts(clean, column))
    values: list[CellValue] = []
    for at, part in parts if len(parts) <= _MOST_VALUES else ():
        value = _value(part, column, bracketed)
        if value is None:
            return
        quantity = value.quantity
        begin = start + at + quantity.start
        length = quantity.end - quantity.start
        quantity = replace(quantity, start=begin, end=begin + length)
        values.append(CellValue(quantity, value.beside))
    if len(values) > 1 and len(column.each) == len(values):
        pairs = zip(values, column.each, strict=True)
        values = [replace(value, beside=value.beside or words) for value, words in pairs]
    yield from values


def _parts(clean: str, column: Meaning) -> Iterator[tuple[int, str]]:
    """The values that a cell lists, each with its place."""
    if _SLASHED.fullmatch(clean) and not _OVER_CYCLES.search(column.header):
        named = len(column.also) + 1 if column.also else split_unit(column.header)[0].count("/") + 1
        count = clean.count("/") + 1
        if count in (named, len(column.each)) and _listed(clean, column) is None:
            yield from ((number.start(), number.group()) for number in re.finditer(r"[\d.,]+", clean))
            return
    masked = re.sub(r"\([^()]*\)", lambda match: "_" * len(match.group()), clean)
    at = 0
    for cut in _CUT.finditer(masked):
        if clean[at : cut.start()]:
            yield at, clean[at : cut.start()]
        at = cut.end()
    if clean[at:]:
        yield at, clean[at:]


def _value(part: str, column: Meaning, bracketed: bool) -> CellValue | None:
    """The value of one part, its place within the part, and what stands beside it."""
    whole = _parsed(part, column)
    if whole is not None and not (_COUNT_BESIDE.search(part) and (bracketed or _counts_cycles(column))):
        return CellValue(replace(whole, start=0, end=len(part), text=part), "")
    if _SLASHED.fullmatch(part) and part.count("/") == 1 and _OVER_CYCLES.search(column.header):
        first, _, second = part.partition("/")
        quantity = _parsed(first, column)
        if quantity is not None:
            text = first.strip()
            return CellValue(replace(quantity, start=0, end=len(text), text=text), f"{second.strip()} cycles")
    listed = _listed(part, column)
    if listed is not None:
        return listed
    for pattern in (_BESIDE, _BRACKET_FIRST):
        match = pattern.fullmatch(part)
        if match is None:
            continue
        quantity = _parsed(match["value"], column)
        if quantity is not None:
            text = match["value"].strip()
            begin = match.start("value") + len(match["value"]) - len(match["value"].lstrip())
            beside = next(words for name, words in match.groupdict().items() if name != "value" and words)
            return CellValue(replace(quantity, start=begin, end=begin + len(text), text=text), beside)
    return None


def _listed(part: str, column: Meaning) -> CellValue | None:
    """The first of numbers such as ``912/0.5/200`` under a heading that lists the units of all of them."""
    if _SLASHED.fullmatch(part) is None:
        return None
    numbers = [number.strip() for number in part.split("/")]
    behind = slashed(column.header)[1]
    if behind and len(numbers) == len(behind) + 1 and (quantity := _parsed(numbers[0], column)) is not None:
        others = [f"{number} {unit}" for number, unit in zip(numbers[1:], behind, strict=True)]
        return CellValue(replace(quantity, start=0, end=len(numbers[0]), text=numbers[0]), "; ".join(others))
    for bracket in re.findall(r"[(\[]([^()\[\]]{3,80})[)\]]", column.header):
        units = units_listed(bracket)
        if len(units) == len(numbers):
            quantity = _parsed(numbers[0], column)
            others = [
                f"{number} {unit or 'cycles'}" for number, unit in zip(numbers[1:], units[1:], strict=True)
            ]  # what has no unit there is counted
            if quantity is not None:
                return CellValue(replace(quantity, start=0, end=len(numbers[0]), text=numbers[0]), "; ".join(others))
    return None


def _counts_cycles(column: Meaning) -> bool:
    return column.code == "capacity_retention" or "cycle" in column.header.lower()


def _parsed(text: str, column: Meaning) -> Quantity | None:
    bare = re.sub(r"\s*(?:\^?[a-e*†‡§]|\(\d+\))$", "", text).strip()
    if re.search(r"\d+\.\d+\.\d+", bare) or not re.search(r"\d", bare):
        return None
    if column.unit is None:
        return parse_quantity(bare, None) or _bare_number(bare)
    # The error in brackets of the last figures is part of the number: 0.41(1).
    precise = re.sub(r"\s*\^?[a-e*†‡§]$", "", text).strip()
    quantity = parse_quantity(precise, column.unit) or parse_quantity(bare, column.unit)
    if quantity is None:
        return None
    unit = unit_of(column.unit)
    if unit is not None and quantity.dimension != unit.dimension:
        return None
    return quantity if column.factor == 1.0 or quantity.unit in text else _scaled(quantity, column.factor)


def _bare_number(text: str) -> Quantity | None:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    value = float(match["value"].replace("−", "-").replace("–", "-"))
    error = float(match["error"]) if match["error"] else None
    return Quantity(value, None, None, error, "", "approximate" if match["about"] else "exact", None)


def _scaled(quantity: Quantity, factor: float) -> Quantity:
    """``quantity`` times the power of ten of its heading (units with an offset have none)."""

    def times(value: float | None) -> float | None:
        return None if value is None else float(f"{value * factor:.12g}")

    normal = quantity.normalised
    return replace(
        quantity,
        value=times(quantity.value),
        min=times(quantity.min),
        max=times(quantity.max),
        error=times(quantity.error),
        normalised=None
        if normal is None
        else Normalised(times(normal.value), times(normal.min), times(normal.max), normal.unit),
    )
