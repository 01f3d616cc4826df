"""Reading plain English: ``above 200 mAh/g``, ``since 2020``, ``with silicon anodes``, ``at room temperature``.

Rules, in this order, tried at every word that is no filter: years, ``between … and …``, comparing words before a
number, a condition behind ``at``, the material of a cell's component. What no rule knows stays a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..ingest.normal import normalise
from .conditions import read_component, read_condition, read_window
from .fields import Number, canonical_unit, condition_dimensions, numeric_name, properties_of_dimension
from .filter_text import any_value
from .phrased import Phrased, name_before, name_earlier, neat, unit_behind
from .query import Comparison, Node, Or, Word
from .values import in_canonical, read_number, tolerance

_ABOVE = (
    r"above|over|exceeding|exceeds?|beyond|surpassing|(?:more|greater|higher|larger|longer|better|thicker|faster) than"
)
_LEAST = r"at least|(?:no|not) (?:less|lower) than|a? ?minimum(?: of)?|reach(?:es|ed|ing)?|attain(?:s|ed|ing)?"
_BELOW = r"below|under|(?:less|lower|smaller|shorter|thinner|fewer|slower) than"
_MOST = r"at most|(?:no|not) (?:more|higher|greater) than|not exceeding|up to|a? ?maximum(?: of)?"
_COMPARE = re.compile(
    rf"(?:(?:(?P<above>{_ABOVE})|(?P<least>{_LEAST})|(?P<below>{_BELOW})|(?P<most>{_MOST}))\s+|"
    r"(?P<sign>>=|<=|=>|=<|[≥≤⩾⩽<>])\s*)(?=[\d.+\-−C])",
    re.IGNORECASE,
)
_NEAR = re.compile(r"(?:of|about|around|near|roughly|equal to|~|≈)\s*(?=[\d.+\-−])", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:between|from)\s+(?=[\d.+\-−])", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|to|-|–|\.\.)\s*", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:(?P<since>since|from)|(?P<after>after)|(?P<before>before)|(?P<until>until|till|up to)|(?P<in>in|of))"
    r"\s+(?P<year>(?:19|20)\d\d)\b(?!\s*(?:[°%/]|(?:to|and)\s+\d))(?:\s+onwards?\b|\s+on\b(?=\s*(?:[,.;?!)]|$)))?",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?:between|from)\s+((?:19|20)\d\d)\s+(?:and|to|-|–)\s+((?:19|20)\d\d)\b(?!\s*[°%])", re.IGNORECASE
)
_AT_STEP = re.compile(r"(?:at|for)\s+(?=[\d.])", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    r"(?:(?P<low>lowest|smallest|minimum|shortest)|highest|largest|greatest|best|maximum|longest)\s+"
    r"(?P<name>[A-Za-z]{2,20}(?:[ _-][A-Za-z]{2,20}){0,2})",
    re.IGNORECASE,
)
# `papers from 2020` are of that year; `cathodes from 2020` are since then.
_PAPERS = frozenset({"paper", "papers", "article", "articles", "study", "studies", "work", "works", "published"})
_BARE = re.compile(r"(?=\d)")
# How near a number must come that stands behind a name without any sign.
_ABOUT = 0.05
_BY_CONDITION = {"temperature": "temperature", "c_rate": "rate"}


def split_words(written: str) -> list[Word]:
    """The free words of ``written``, punctuation taken off."""
    words = (normalise(part).strip(" .,;:?!'’*/\\&-") for part in re.split(r"[,;](?!\d)", written))
    return [Word(word) for word in words if word]


def read_phrase(text: str, at: int, nodes: list[Node], starts: list[int]) -> Phrased | None:
    """What plain English says at ``at``, or None. ``nodes`` are the parts before it, which may hold its name."""
    return (
        _years(text, at, nodes)
        or _superlative(text, at)
        or read_window(text, at, nodes)
        or _compared(text, at, nodes)
        or _step(text, at, nodes)
        or read_condition(text, at, nodes)
        or read_component(text, at)
    )


def _years(text: str, at: int, nodes: Sequence[Node]) -> Phrased | None:
    match = _YEARS.match(text, at)
    if match is not None:
        first, last = sorted((float(match[1]), float(match[2])))
        return Phrased((Comparison("year", "year", ("year",), first, last),), match.end())
    match = _YEAR.match(text, at)
    if match is None or unit_behind(text, match.end("year"), None)[0] is not None:
        return None  # `after 2000 cycles` names no year
    year = float(match["year"])
    papers = next((node.text.lower() in _PAPERS for node in reversed(nodes) if isinstance(node, Word)), False)
    within = match["in"] or ((match["since"] or "").lower() == "from" and papers and " on" not in match[0])
    low = year if match["since"] or match["after"] or within else None
    high = year if match["before"] or match["until"] or within else None
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


def _step(text: str, at: int, nodes: list[Node]) -> Phrased | None:
    """``sintered at 1100 °C``."""
    lead = _AT_STEP.match(text, at)
    before, number = name_before(nodes) if lead else (0, None)
    previous = nodes[-1] if nodes else None
    if number is None and isinstance(previous, Comparison) and previous.subject == "step":
        number = Number("step", previous.codes, ("temperature", "time"))  # `at 950 °C for 12 h`
    first = read_number(text, lead.end()) if lead else None
    if first is None or number is None or number.subject != "step":
        return None
    unit, end = unit_behind(text, first.end, number)
    if unit is None or unit.dimension not in number.dimensions:
        return None
    value = in_canonical(first.value, unit)
    near = tolerance(value, first.half_digit * unit.factor, unit.dimension, "step")
    low, high = neat(value - near), neat(value + near)
    dimension = unit.dimension
    node = Comparison(
        number.codes[0], "step", number.codes, low, high, unit=canonical_unit(dimension), dimension=dimension
    )
    return Phrased((node,), end, before)


def _compared(text: str, at: int, nodes: list[Node]) -> Phrased | None:
    match, between, near = _COMPARE.match(text, at), _BETWEEN.match(text, at), _NEAR.match(text, at)
    found = match or between or near or _BARE.match(text, at)
    before, number = name_before(nodes)
    if found is None or (number is None and not (match or between)):
        return None
    bare = not (match or between or near)
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
    unit, end = unit_behind(text, last.end, number)
    if unit is None and (number is None or number.dimensions[:1] not in ((), ("number",))):
        return None
    if number is not None and number.dimensions and (unit.dimension if unit else "number") not in number.dimensions:
        before, number = 0, None
    dimension = unit.dimension if unit else None
    if bare and (number is None or dimension is None or number.subject not in ("property", "condition")):
        return None
    name = (0, 0)
    if number is None and dimension is not None:
        name, number = name_earlier(nodes, dimension)
    numbers = [number] if number is not None else _meant_by(dimension)
    if not numbers:
        return None
    low, high = in_canonical(first.value, unit), in_canonical(last.value, unit)
    made: list[Node] = []
    above, least, below = _sides(match)
    for shown, each in ((_shown(each), each) for each in numbers):
        bounds: tuple[float | None, float | None, bool, bool]
        if match is None:
            margin = tolerance(low, first.half_digit * (unit.factor if unit else 1), dimension, each.codes[0])
            margin = 0.0 if between else max(margin, abs(low) * _ABOUT if bare and each.subject == "property" else 0.0)
            bounds = (neat(min(low, high) - margin), neat(max(low, high) + margin), False, False)
        elif above or least:
            bounds = (low, None, above, False)
        else:
            bounds = (None, low, False, below)
        codes = each.codes_for(dimension)
        unit_text = canonical_unit(dimension) if dimension else ""
        bottom, top, open_below, open_above = bounds
        made.append(
            Comparison(
                shown, each.subject, codes, bottom, top, open_below, open_above, unit=unit_text, dimension=dimension
            )
        )
    return Phrased((made[0] if len(made) == 1 else Or(tuple(made)),), end, before, name=name)


def _sides(match: re.Match[str] | None) -> tuple[bool, bool, bool]:
    """Whether a comparison asks for more, for as much at least, or for less; otherwise it is as much at most."""
    if match is None:
        return False, False, False
    sign = match["sign"] or ""
    equal = any(each in sign for each in "=≥≤⩾⩽")
    more, less = any(each in sign for each in ">≥⩾"), any(each in sign for each in "<≤⩽")
    return (
        bool(match["above"]) or (more and not equal),
        bool(match["least"]) or (more and equal),
        bool(match["below"]) or (less and not equal),
    )


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
