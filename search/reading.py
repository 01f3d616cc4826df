"""Reading plain English: ``above 200 mAh/g``, ``since 2020``, ``with silicon anodes``, ``at room temperature``.

Rules, in this order, tried at every word that is no filter: years, ``between … and …``, comparing words before a
number, a condition behind ``at``, the material of a cell's component. What no rule knows stays a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..extract.units import Unit
from ..ingest.normal import normalise
from ..kb.criteria import ROOM_TEMPERATURE
from .fields import Number, canonical_unit, condition_dimensions, numeric_name, properties_of_dimension
from .query import Comparison, Field, Node, Or, Word
from .values import C_OVER, ROOM_ASKED, fitting_unit, in_canonical, read_number, tolerance

_FILLERS = frozenset(
    """a about all an and any are as at be been best by can compare could did do does each find for from get give
    given good had has have having high highest how i in is it its list low lowest made many material materials me
    much of on or paper papers per please reach reached reaches reaching report reported reports show showing shown
    shows some tell than that the their them there these they this those to us use used using value values was were
    what when where which who whose with""".split()  # noqa: SIM905 - words read better as prose
)
_ABOVE = (
    r"above|over|exceeding|exceeds?|beyond|surpassing|(?:more|greater|higher|larger|longer|better|thicker|faster) than"
)
_LEAST = r"at least|(?:no|not) (?:less|lower) than|a? ?minimum(?: of)?|reach(?:es|ed|ing)?|attain(?:s|ed|ing)?"
_BELOW = r"below|under|(?:less|lower|smaller|shorter|thinner|fewer|slower) than"
_MOST = r"at most|(?:no|not) (?:more|higher|greater) than|not exceeding|up to|a? ?maximum(?: of)?"
_COMPARE = re.compile(
    rf"(?:(?P<above>{_ABOVE})|(?P<least>{_LEAST})|(?P<below>{_BELOW})|(?P<most>{_MOST}))\s+(?=[\d.+\-−C])",
    re.IGNORECASE,
)
_NEAR = re.compile(r"(?:of|about|around|near|roughly|equal to|~|≈)\s*(?=[\d.+\-−])", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:between|from)\s+(?=[\d.+\-−])", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|to|-|–|\.\.)\s*", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:(?P<since>since|from)|(?P<after>after)|(?P<before>before)|(?P<until>until|till|up to)|(?P<in>in|of))"
    r"\s+(?P<year>(?:19|20)\d\d)\b(?!\s*(?:[°%/]|(?:to|and)\s+\d))(?:\s+on(?:wards?)?\b)?",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?:between|from)\s+((?:19|20)\d\d)\s+(?:and|to|-|–)\s+((?:19|20)\d\d)\b(?!\s*[°%])", re.IGNORECASE
)
_AT = re.compile(r"(?:at|@|under)\s+(?:an?\s+)?(?:(?:c-)?rates? of\s+|current dens\w+ of\s+)?", re.IGNORECASE)
_AT_STEP = re.compile(r"(?:at|for)\s+(?=[\d.])", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    r"(?:(?P<low>lowest|smallest|minimum|shortest)|highest|largest|greatest|best|maximum|longest)\s+"
    r"(?P<name>[A-Za-z]{2,20}(?:[ _-][A-Za-z]{2,20}){0,2})",
    re.IGNORECASE,
)
_AFTER = re.compile(r"after\s+(?=\d)", re.IGNORECASE)
_COMPONENT = re.compile(
    r"(?:with|using|against|and|on)\s+(?:an?\s+|the\s+)?(?P<name>[^\s()\"<>=:,|]{1,60}(?: metal| foil)?)\s+"
    r"(?P<role>anode|cathode|electrolyte|separator|negative electrode|positive electrode)s?\b",
    re.IGNORECASE,
)
_ROLES = {"negative electrode": "anode", "positive electrode": "cathode"}
# What stands before `anode` without naming a material.
_NO_NAME = frozenset(
    """the a an new novel solid liquid polymer gel composite thick thin stable different these those such their its high
    same""".split()  # noqa: SIM905 - words read better as prose
)
_UNIT = re.compile(r"\s?([^\s()\"“”<>=≥≤:,;|?!]{1,20}(?:\s[^\s()\"“”<>=≥≤:,;|?!]{1,12}){0,3})")
_BY_CONDITION = {"temperature": "temperature", "c_rate": "rate"}


@dataclass(frozen=True, slots=True)
class Phrased:
    """What a rule read: ``nodes``, the end of its text, how many words before it belong to it, an order if it asks."""

    nodes: tuple[Node, ...]
    end: int
    words_before: int = 0
    order: str = ""


def is_filler(word: str) -> bool:
    """Whether a free word only makes the sentence run."""
    return word in _FILLERS or (word[:1].isupper() and len(word) > 2 and word.lower() in _FILLERS)


def split_words(written: str) -> list[Word]:
    """The free words of ``written``, punctuation taken off."""
    words = (normalise(part).strip(" .,;:?!'’*/\\&-") for part in re.split(r"[,;](?!\d)", written))
    return [Word(word) for word in words if word]


def read_phrase(text: str, at: int, nodes: list[Node], starts: list[int]) -> Phrased | None:
    """What plain English says at ``at``, or None. ``nodes`` are the parts before it, which may hold its name."""
    return (
        _years(text, at)
        or _superlative(text, at)
        or _compared(text, at, nodes)
        or _step(text, at, nodes)
        or _condition(text, at)
        or _component(text, at)
    )


def _years(text: str, at: int) -> Phrased | None:
    match = _YEARS.match(text, at)
    if match is not None:
        first, last = sorted((float(match[1]), float(match[2])))
        return Phrased((Comparison("year", "year", ("year",), first, last),), match.end())
    match = _YEAR.match(text, at)
    if match is None or _unit_behind(text, match.end("year"), None)[0] is not None:
        return None  # `after 2000 cycles` names no year
    year = float(match["year"])
    low = year if match["since"] or match["after"] or match["in"] else None
    high = year if match["before"] or match["until"] or match["in"] else None
    node = Comparison("year", "year", ("year",), low, high, bool(match["after"]), bool(match["before"]))
    return Phrased((node,), match.end())


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


def any_value(name: str, number: Number) -> Comparison:
    """Any value of ``number`` in its usual unit."""
    dimension = (number.dimensions or (None,))[0]
    unit = canonical_unit(dimension) if dimension else ""
    return Comparison(name, number.subject, number.codes_for(dimension), None, None, unit=unit, dimension=dimension)


def _step(text: str, at: int, nodes: list[Node]) -> Phrased | None:
    """``sintered at 1100 °C``."""
    lead = _AT_STEP.match(text, at)
    before, number = _name_before(nodes) if lead else (0, None)
    first = read_number(text, lead.end()) if lead else None
    if first is None or number is None or number.subject != "step":
        return None
    unit, end = _unit_behind(text, first.end, number)
    if unit is None or unit.dimension not in number.dimensions:
        return None
    value = in_canonical(first.value, unit)
    near = tolerance(value, first.half_digit * unit.factor, unit.dimension, "step")
    low, high = _neat(value - near), _neat(value + near)
    dimension = unit.dimension
    node = Comparison(
        number.codes[0], "step", number.codes, low, high, unit=canonical_unit(dimension), dimension=dimension
    )
    return Phrased((node,), end, before)


def _compared(text: str, at: int, nodes: list[Node]) -> Phrased | None:
    match, between, near = _COMPARE.match(text, at), _BETWEEN.match(text, at), _NEAR.match(text, at)
    found = match or between or near
    before, number = _name_before(nodes)
    if found is None or (found is near and number is None):
        return None
    first = read_number(text, found.end())
    if first is None:
        return None
    last = first
    if between is not None:
        join = _AND.match(text, first.end)
        second = read_number(text, join.end()) if join else None
        if second is None:
            return None
        last = second
    unit, end = _unit_behind(text, last.end, number)
    if unit is None and (number is None or number.dimensions[:1] not in ((), ("number",))):
        return None
    if number is not None and number.dimensions and (unit.dimension if unit else "number") not in number.dimensions:
        before, number = 0, None
    dimension = unit.dimension if unit else None
    numbers = [number] if number is not None else _meant_by(dimension)
    if not numbers:
        return None
    low, high = in_canonical(first.value, unit), in_canonical(last.value, unit)
    made: list[Node] = []
    for name, each in ((_shown(each), each) for each in numbers):
        bounds: tuple[float | None, float | None, bool, bool]
        if match is None:
            margin = (
                0.0
                if between
                else tolerance(low, first.half_digit * (unit.factor if unit else 1), dimension, each.codes[0])
            )
            bounds = (_neat(min(low, high) - margin), _neat(max(low, high) + margin), False, False)
        elif match["above"] or match["least"]:
            bounds = (low, None, bool(match["above"]), False)
        else:
            bounds = (None, low, False, bool(match["below"]))
        codes = each.codes_for(dimension)
        unit_text = canonical_unit(dimension) if dimension else ""
        bottom, top, open_below, open_above = bounds
        made.append(
            Comparison(
                name, each.subject, codes, bottom, top, open_below, open_above, unit=unit_text, dimension=dimension
            )
        )
    return Phrased((made[0] if len(made) == 1 else Or(tuple(made)),), end, before)


def _name_before(nodes: list[Node]) -> tuple[int, Number | None]:
    """The name that the last words are, over at most two fillers, and how many words that takes."""
    words: list[str] = []
    for node in reversed(nodes[-5:]):
        if not isinstance(node, Word):
            break
        words.insert(0, node.text)
    fillers = 0
    while fillers < 2 and len(words) > fillers and is_filler(words[-1 - fillers]):
        fillers += 1
    stem = words[: len(words) - fillers]
    for used in (3, 2, 1):
        if len(stem) >= used:
            number = numeric_name(" ".join(stem[-used:]))
            if number is not None and number.subject != "year":
                return used + fillers, number
    return 0, None


def _unit_behind(text: str, start: int, number: Number | None) -> tuple[Unit | None, int]:
    match = _UNIT.match(text, start)
    if match is None:
        return None, start
    dimensions = number.dimensions if number is not None else ()
    begin = match.start(1)
    chunks = [begin + chunk.end() for chunk in re.finditer(r"\S+", match[1])]
    for wanted in (dimensions, ()):
        for end in reversed(chunks):
            chunk = text[begin:end].rstrip(".?!")
            unit, length = fitting_unit(chunk, wanted)
            if unit is not None and unit.dimension and (not wanted or unit.dimension in wanted):
                return unit, begin + length
    return None, start


def _meant_by(dimension: str | None) -> list[Number]:
    """What a bare quantity of ``dimension`` compares: a condition, or each property that has it."""
    if dimension in _BY_CONDITION:
        return [Number("condition", (_BY_CONDITION[dimension],), condition_dimensions(_BY_CONDITION[dimension]))]
    codes = properties_of_dimension(dimension) if dimension else ()
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


def _condition(text: str, at: int) -> Phrased | None:
    after = _AFTER.match(text, at)
    lead = after or _AT.match(text, at)
    if lead is None:
        return None
    start = lead.end()
    room = ROOM_TEMPERATURE.match(text, start)
    if room is not None:
        return Phrased((_near("temperature", *ROOM_ASKED, "temperature"),), room.end())
    over = C_OVER.match(text, start)
    if over is not None and float(over[1]):
        value = 1 / float(over[1])
        return Phrased((_near("rate", value * 0.98, value * 1.02, "c_rate"),), over.end())
    number = read_number(text, start)
    if number is None:
        return None
    unit, end = _unit_behind(text, number.end, None)
    if unit is None or unit.dimension is None:
        return None
    for key in ("rate", "current_density", "temperature", "cycles", "voltage_window"):
        if unit.dimension in condition_dimensions(key):
            value = in_canonical(number.value, unit)
            if key == "cycles":
                return Phrased((_near(key, value, None, unit.dimension),), end) if after else None
            near = tolerance(value, number.half_digit * unit.factor, unit.dimension, key)
            return None if after else Phrased((_near(key, value - near, value + near, unit.dimension),), end)
    return None


def _near(key: str, low: float, high: float | None, dimension: str) -> Comparison:
    top = None if high is None else _neat(high)
    return Comparison(key, "condition", (key,), _neat(low), top, unit=canonical_unit(dimension), dimension=dimension)


def _neat(value: float) -> float:
    return float(f"{value:.12g}")


def _component(text: str, at: int) -> Phrased | None:
    match = _COMPONENT.match(text, at)
    if match is None or match["name"].lower() in _NO_NAME or is_filler(match["name"]):
        return None
    role = _ROLES.get(match["role"].lower(), match["role"].lower())
    return Phrased((Field(role, (normalise(match["name"]),)),), match.end())
