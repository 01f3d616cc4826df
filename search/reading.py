"""Reading plain English: ``above 200 mAh/g``, ``since 2020``, ``with silicon anodes``, ``at room temperature``.

Rules, in this order, tried at every word that is no filter: what is said of the papers, alternatives and exceptions,
superlatives, windows, comparing words before a number, steps, a condition behind ``at``, the material of a cell's
component. What no rule knows stays a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..ingest.errors import QueryError
from ..ingest.normal import normalise
from .amounts import ABOUT, BETWEEN, COMPARED, OF, Amount, compares_behind, read_amount, sides_of
from .conditions import CYCLED, read_component, read_condition, read_window
from .connectives import read_connective
from .fields import Number, canonical_unit, condition_dimensions, numeric_name, properties_of_dimension
from .filter_text import any_value
from .misspelt import slip_behind
from .phrased import Phrased, asks_for, name_before, name_earlier, neat
from .query import Comparison, Node, Or, Word
from .sources import read_source
from .values import tolerance

_AT_STEP = re.compile(r"(?:at|for)\s+(?=[\d.])", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    r"(?:(?P<low>lowest|smallest|minimum|shortest|least|thinnest|min\.?)|highest|largest|greatest|best|maximum|longest|biggest|"
    r"thickest|max\.?)\s+(?P<name>[A-Za-z]{2,20}(?:[ _-][A-Za-z]{2,20}){0,2})",
    re.IGNORECASE,
)
_HOW = re.compile(r"how\s+(?P<word>thick|porous|dense|conductive)\b", re.IGNORECASE)
_BEHIND = re.compile(r"\s+[A-Za-z-]{2,20}(?:\s+[A-Za-z-]{2,20}){0,2}")
_OVER = re.compile(r"over\s", re.IGNORECASE)
_BARE = re.compile(r"(?=\d)")
# How near a number must come that stands behind a name without any sign, or behind `about`.
_ABOUT = 0.05
_BY_CONDITION = {"temperature": "temperature", "c_rate": "rate"}
# Comparing words that name what they compare.
_ASKED = {"thick": "thickness", "porous": "porosity", "dense": "density", "conductive": "conductivity"}
# How many words may stand between a step and its time.
_NEAR_BY = 4
_KEEPS = re.compile(r"(?:retain|maintain|preserv|keep)(?:e?s|e?d|ing)?|kept", re.IGNORECASE)
_OF_WORDS = {"thicker": "thickness", "thinner": "thickness", "denser": "density"}


def split_words(written: str) -> list[Word]:
    """The free words of ``written``, punctuation taken off."""
    words = (normalise(part).strip(" .,;:?!'’*/\\&-") for part in re.split(r"[,;](?!\d)", written))
    return [Word(word) for word in words if word]


def read_phrase(text: str, at: int, nodes: list[Node], starts: list[int]) -> Phrased | None:
    """What plain English says at ``at``, or None. ``nodes`` are the parts before it, which may hold its name."""
    return (
        read_source(text, at, nodes)
        or read_connective(text, at, nodes)
        or _how(text, at)
        or _superlative(text, at)
        or read_window(text, at, nodes)
        or _compared(text, at, nodes)
        or _step(text, at, nodes)
        or read_condition(text, at, nodes)
        or read_component(text, at)
    )


def _how(text: str, at: int) -> Phrased | None:
    """``how thick``: the property that the adjective is of."""
    match = _HOW.match(text, at)
    return Phrased((Word(_ASKED[match["word"].lower()]),), match.end()) if match else None


def _superlative(text: str, at: int) -> Phrased | None:
    """``highest ionic conductivity``: any value of it, the highest first."""
    match = _SUPERLATIVE.match(text, at)
    if match is None:
        return None
    words = list(re.finditer(r"[A-Za-z]+", match["name"]))
    for used in range(len(words), 0, -1):
        name = match["name"][: words[used - 1].end()]
        number = numeric_name(name)
        if number is not None and number.subject == "property":
            order = "-value" if match["low"] else "value"
            return Phrased((any_value(name, number),), match.start("name") + words[used - 1].end(), order=order)
    return None


def _step(text: str, at: int, nodes: list[Node]) -> Phrased | None:
    """``sintered at 1100 °C``."""
    lead = _AT_STEP.match(text, at)
    before, number = name_before(nodes) if lead else (0, None)
    number = number or (_earlier_step(nodes) if lead else None)  # `at 950 °C for 12 h`
    amount = read_amount(text, lead.end(), number) if lead else None
    if amount is None or number is None or number.subject != "step" or amount.dimension not in number.dimensions:
        return None
    near = 0.0 if amount.ranges else tolerance(amount.low, amount.half, amount.dimension, "step")
    dimension = amount.dimension
    node = Comparison(
        number.codes[0], "step", number.codes, neat(amount.low - near), neat(amount.high + near),
        unit=canonical_unit(dimension or ""), dimension=dimension,
    )  # fmt: skip
    return Phrased((node,), amount.end, before)


def _compared(text: str, at: int, nodes: list[Node]) -> Phrased | None:
    """``above 200 mAh/g``, ``between 2 and 3 V``, ``of 160 mAh/g``: of the name before, or of what has that unit."""
    compared, between, about = COMPARED.match(text, at), BETWEEN.match(text, at), ABOUT.match(text, at)
    lead = compared or between or about or OF.match(text, at) or _BARE.match(text, at)
    before, number = name_before(nodes) if lead else (0, None)
    amount = read_amount(text, lead.end(), number, between=between is not None) if lead else None
    if lead is None or amount is None:
        return None
    bare = lead.end() == at
    if number is not None and amount.unit is None:
        slip = slip_behind(text, amount.end, number.dimensions, strict=False)
        if slip is not None:
            raise QueryError(slip[1], slip[0])
    if number is None and amount.dimension == "time":
        number = _earlier_step(nodes)
    if number is not None and number.dimensions and (amount.dimension or "number") not in number.dimensions:
        before, number = 0, None
        if amount.unit is None:
            return None
    told = amount.ranges or compares_behind(text, amount)
    behind, named = _named_behind(text, amount) if number is None else (0, None)
    number = number or named
    if bare and not told and not named and (number is None or amount.unit is None or number.subject == "step"):
        return None
    name = (0, 0)
    if number is None:
        name, number = name_earlier(nodes, amount.dimension or ("number" if compared else None))
    if number is None and amount.dimension == "cycles" and _OVER.match(text, at) and asks_for(nodes):
        return None  # `capacity over 500 cycles`: the condition of it
    if number is None:
        before, name, number = _verb_earlier(nodes, amount.dimension)
    numbers = [number] if number is not None else _meant_by(amount.dimension, compared, nodes)
    # Without a comparing word only a unit that says what is meant is understood.
    if not numbers or (len(numbers) > 1 and not (compared or between)) or (amount.unit is None and number is None):
        return None
    made = [_valued(text, each, amount, compared, bare or about is not None) for each in numbers]
    parts = tuple(node for node, _ in made)
    end = max(behind, *(end for _, end in made))
    if before and number is not None and name_before(nodes[:-before])[1] == number:
        before += name_before(nodes[:-before])[0]  # `particle size D50`
    return Phrased((parts[0] if len(parts) == 1 else Or(parts),), end, before, name=name)


def _verb_earlier(nodes: Sequence[Node], dimension: str | None) -> tuple[int, tuple[int, int], Number | None]:
    """``retaining at least 90 %``, ``sinters NASICON at less than 1000 °C``: what a verb before compares.

    How many words that stand right before belong to it, or else the slice of it, and its number.
    """
    for place in range(len(nodes) - 1, -1, -1):
        node = nodes[place]
        if not isinstance(node, Word):
            continue
        last = place == len(nodes) - 1
        if dimension == "percent" and last and _KEEPS.fullmatch(node.text):
            return 1, (0, 0), numeric_name("capacity_retention")
        number = numeric_name(node.text) if dimension in ("temperature", "time") else None
        if number is not None and number.subject == "step":
            return 0, (place, place + 1), number
    return 0, (0, 0), None


def _named_behind(text: str, amount: Amount) -> tuple[int, Number | None]:
    """``95 % relative density``: where the property that stands behind its value ends, and which it is."""
    match = _BEHIND.match(text, amount.end)
    words = list(re.finditer(r"[A-Za-z-]+", match[0])) if match else []
    for used in range(len(words), 0, -1):
        assert match is not None
        number = numeric_name(match[0][: words[used - 1].end()].strip())
        if number is not None and number.subject == "property" and amount.dimension in number.dimensions:
            return amount.end + words[used - 1].end(), number
    return 0, None


def _earlier_step(nodes: Sequence[Node]) -> Number | None:
    """The step that was read a few words before, whose time or temperature may follow."""
    for node in reversed(nodes[-_NEAR_BY:]):
        if isinstance(node, Comparison):
            return Number("step", node.codes, ("temperature", "time")) if node.subject == "step" else None
    return None


def _valued(
    text: str, number: Number, amount: Amount, compared: re.Match[str] | None, roughly: bool
) -> tuple[Comparison, int]:
    """``number`` compared with ``amount``, and where that ends in ``text``."""
    dimension = amount.dimension or next(iter(number.dimensions), None)
    margin = tolerance(amount.low, amount.half, dimension, number.codes[0])
    if roughly and number.subject == "property":
        margin = max(margin, abs(amount.low) * _ABOUT)
    window = number.codes == ("voltage_window",) and amount.ranges
    if window:
        amount = replace(amount, low=amount.low - margin, high=amount.high + margin)
    sides = sides_of(text, amount, compared, margin)
    node = Comparison(
        _shown(number), number.subject, number.codes_for(dimension), sides.low, sides.high, sides.low_open,
        sides.high_open, unit=canonical_unit(dimension) if dimension else "", dimension=dimension, whole=window,
    )  # fmt: skip
    return node, sides.end


def _meant_by(dimension: str | None, compared: re.Match[str] | None, nodes: Sequence[Node]) -> list[Number]:
    """What a bare quantity of ``dimension`` compares: a condition, or each property that has it."""
    told = numeric_name(_OF_WORDS.get(compared[0].split()[0].lower(), "")) if compared is not None else None
    if told is not None and dimension in told.dimensions:
        return [told]
    if dimension in _BY_CONDITION:
        return [Number("condition", (_BY_CONDITION[dimension],), condition_dimensions(_BY_CONDITION[dimension]))]
    codes = properties_of_dimension(dimension) if dimension else ()
    if dimension == "voltage":  # an overpotential is asked for by its name
        codes = ("voltage",)
    if dimension == "cycles":  # a life, or a value after so many
        cycled = any(isinstance(node, Word) and node.text.lower() in CYCLED for node in nodes)
        found = [numeric_name(code) for code in (*(() if cycled or asks_for(nodes) else codes), "cycles")]
        return [number for number in found if number is not None]
    last = {code.rsplit("_", 1)[-1] for code in codes}
    shared = numeric_name(next(iter(last))) if len(last) == 1 else None
    if shared is not None and shared.subject == "property" and set(shared.codes_for(dimension)) == set(codes):
        return [shared]
    return [number for number in (numeric_name(code) for code in codes) if number is not None]


def _shown(number: Number) -> str:
    if number.subject == "property" and len(number.codes) > 1:
        return (
            number.codes[0].rsplit("_", 1)[-1]
            if numeric_name(number.codes[0].rsplit("_", 1)[-1]) == number
            else number.codes[0]
        )
    return number.codes[0]
