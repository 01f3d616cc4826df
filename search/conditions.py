"""Conditions in plain English: ``at room temperature``, ``after 500 cycles``; and components: ``with Si anodes``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..ingest.normal import normalise
from ..kb.criteria import ROOM_TEMPERATURE
from .fields import canonical_unit, condition_dimensions, numeric_name
from .phrased import Phrased, asks_for, is_filler, neat, unit_behind
from .query import Comparison, Field, Node
from .values import C_OVER, ROOM_ASKED, in_canonical, read_number, tolerance

_AT = re.compile(r"(?:at|@|under)\s+(?:an?\s+)?(?:(?:c-)?rates? of\s+|current dens\w+ of\s+)?", re.IGNORECASE)
_AFTER = re.compile(r"after\s+(?=\d)", re.IGNORECASE)
_COMPONENT = re.compile(
    r"(?:with|using|against|and|on)\s+(?:an?\s+|the\s+)?(?P<name>[^\s()\"<>=:,|]{1,60}(?: metal| foil)?)\s+"
    r"(?P<role>anode|cathode|electrolyte|separator|negative electrode|positive electrode)s?\b",
    re.IGNORECASE,
)
_ROOM = re.compile(r"(?:room|ambient)[ \-]temperature\s+(?=[a-z])", re.IGNORECASE)
_FIRST = re.compile(r"(?:(?:first|1st|initial)[ \-]cycle|initial)\s+(?=[a-z])", re.IGNORECASE)
_IN_CYCLE = re.compile(r"(?:in|at|during|of|for) the (?:first|1st|initial) cycle\b", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?:between|from|(?:in|within|over) (?:the|a) (?:(?:voltage|potential) )?(?:range|window)"
    r"(?: (?:of|between|from))?)\s+(?=[\d.+\-−])",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:V\s*)?(?:and|to|-|–|\.\.)\s*", re.IGNORECASE)
# From here on a number before C is rather degrees, unless something that depends on a rate is asked for.
_WARM = 20.0
_OF_RATES = frozenset(
    """specific_capacity areal_capacity volumetric_capacity percent specific_power areal_power power_density
    voltage""".split()  # noqa: SIM905 - words read better as prose
)
_ROLES = {"negative electrode": "anode", "positive electrode": "cathode"}
# What stands before `anode` without naming a material.
_NO_NAME = frozenset(
    """the a an new novel solid liquid polymer gel composite thick thin stable different these those such their its high
    same""".split()  # noqa: SIM905 - words read better as prose
)


def read_condition(text: str, at: int, nodes: Sequence[Node]) -> Phrased | None:
    """The condition that stands at ``at``; ``nodes``, the parts before it, tell a rate from a temperature."""
    return _before_property(text, at) or _led(text, at, nodes)


def _before_property(text: str, at: int) -> Phrased | None:
    """``room temperature conductivity``, ``initial capacity``: a condition that stands before what it is of."""
    for pattern, node in (
        (_ROOM, _near("temperature", *ROOM_ASKED, "temperature")),
        (_FIRST, Comparison("cycle", "condition", ("cycle_index",), 1.0, 1.0, unit="", dimension="number")),
    ):
        match = pattern.match(text, at)
        if match is not None:
            words = re.findall(r"[A-Za-z]+", text[match.end() : match.end() + 40])
            named = (numeric_name(" ".join(words[:used])) for used in (3, 2, 1) if len(words) >= used)
            if any(number is not None and number.subject == "property" for number in named):
                return Phrased((node,), match.end())
    cycle = _IN_CYCLE.match(text, at)
    if cycle is None:
        return None
    node = Comparison("cycle", "condition", ("cycle_index",), 1.0, 1.0, unit="", dimension="number")
    return Phrased((node,), cycle.end())


def read_window(text: str, at: int, nodes: Sequence[Node]) -> Phrased | None:
    """``between 2.5 and 4.0 V`` behind a property that is no voltage: the window of its measurement."""
    lead = _BETWEEN.match(text, at)
    first = read_number(text, lead.end()) if lead else None
    join = _AND.match(text, first.end) if first else None
    last = read_number(text, join.end()) if join else None
    if first is None or last is None or not asks_for(nodes) or asks_for(nodes, frozenset({"voltage"})):
        return None
    unit, end = unit_behind(text, last.end, None)
    if unit is None or unit.dimension not in condition_dimensions("voltage_window"):
        return None
    low, high = sorted((in_canonical(first.value, unit), in_canonical(last.value, unit)))
    near = tolerance(low, 0.0, unit.dimension, "voltage_window")
    return Phrased((replace(_near("voltage_window", low - near, high + near, unit.dimension), whole=True),), end)


def _led(text: str, at: int, nodes: Sequence[Node]) -> Phrased | None:
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
    unit, end = unit_behind(text, number.end, None)
    if unit is None or unit.dimension is None:
        return None
    if unit.dimension == "c_rate" and _is_warm(text, number.value, end, nodes):
        return Phrased((_near("temperature", number.value - 2.0, number.value + 2.0, "temperature"),), end)
    for key in ("rate", "current_density", "temperature", "cycles", "voltage_window"):
        if unit.dimension in condition_dimensions(key):
            value = in_canonical(number.value, unit)
            if key == "cycles":
                return Phrased((_near(key, value, None, unit.dimension),), end) if after else None
            near = tolerance(value, number.half_digit * unit.factor, unit.dimension, key)
            return None if after else Phrased((_near(key, value - near, value + near, unit.dimension),), end)
    return None


def _is_warm(text: str, value: float, end: int, nodes: Sequence[Node]) -> bool:
    """Whether ``60C`` means degrees: far beyond most rates, and nothing of a discharge is asked for."""
    if re.match(r"\s*-?rate", text[end:], re.IGNORECASE):
        return False
    return value < 0 or (value >= _WARM and not asks_for(nodes, _OF_RATES))


def _near(key: str, low: float, high: float | None, dimension: str) -> Comparison:
    top = None if high is None else neat(high)
    return Comparison(key, "condition", (key,), neat(low), top, unit=canonical_unit(dimension), dimension=dimension)


def read_component(text: str, at: int) -> Phrased | None:
    """The material of a cell's component: ``with silicon anodes``."""
    match = _COMPONENT.match(text, at)
    if match is None or match["name"].lower() in _NO_NAME or is_filler(match["name"]):
        return None
    role = _ROLES.get(match["role"].lower(), match["role"].lower())
    return Phrased((Field(role, (normalise(match["name"]),)),), match.end())
