"""Conditions in plain English: ``at room temperature``, ``after 500 cycles``; and components: ``with Si anodes``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..ingest.normal import normalise
from ..kb.criteria import ROOM_TEMPERATURE
from .amounts import read_amount
from .fields import canonical_unit, condition_dimensions, numeric_name
from .phrased import Phrased, asks_for, is_filler, neat
from .query import Comparison, Field, Node
from .values import C_OVER, ROOM_ASKED, tolerance

_AT = re.compile(
    r"(?:at|@|under|near|around|close to|by)\s+(?:an?\s+)?"
    r"(?:(?:c-)?rates? of\s+|current dens\w+ of\s+|about\s+|around\s+)?",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?:after\s+(?:(?P<more>(?:more|longer) than|over)\s+|at least\s+)?|over\s+)(?=\d)", re.IGNORECASE)
_COMPONENT = re.compile(
    r"(?:with|using|against|and|on)\s+(?:an?\s+|the\s+)?(?P<name>[^\s()\"<>=:,|]{1,60}(?: metal| foil)?)\s+"
    r"(?P<role>anode|cathode|electrolyte|separator|negative electrode|positive electrode)s?\b",
    re.IGNORECASE,
)
_ROOM = re.compile(r"(?:(?:room|ambient)[ \-]temp(?:erature|\.)?|RT)\s+(?=[a-z])", re.IGNORECASE)
_FIRST = re.compile(r"(?:(?:first|1st|initial)[ \-]cycle|initial)\s+(?=[a-z])", re.IGNORECASE)
_IN_CYCLE = re.compile(r"(?:in|at|during|of|for) the (?:first|1st|initial) cycle\b", re.IGNORECASE)
_WINDOW = re.compile(
    r"(?:between|from|within|(?:with)?in (?:the|a)|over (?:the|a))\s+(?:(?:voltage|potential)\s+)?"
    r"(?:(?:range|window)\s+)?(?:(?:of|between|from)\s+)?(?=[\d.+\-−])",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(
    r"(?:(?:charged|cycled) (?:up )?to|(?:upper )?cut[ -]?off(?: voltage| potential)?(?: of| at)?)\s+(?=\d)",
    re.IGNORECASE,
)
# What is done between two voltages.
CYCLED = frozenset({"cycled", "cycling", "charged", "discharged", "tested", "operated"})
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
    """``between 2.5 and 4.0 V`` of what is no voltage, ``within 2.8-4.3 V``, ``charged to 4.5 V``: the window."""
    cut_off = _CUT_OFF.match(text, at)
    lead = cut_off or _WINDOW.match(text, at)
    amount = read_amount(text, lead.end(), None, between=cut_off is None) if lead else None
    if amount is None or amount.dimension not in condition_dimensions("voltage_window"):
        return None
    near = tolerance(amount.low, 0.0, amount.dimension, "voltage_window")
    node = _near("voltage_window", amount.low - near, amount.high + near, amount.dimension or "")
    if cut_off is not None:
        return Phrased((node,), amount.end)
    if asks_for(nodes, frozenset({"voltage"})) or (amount.unit is None):
        return None
    return Phrased((replace(node, whole=True),), amount.end)


def _led(text: str, at: int, nodes: Sequence[Node]) -> Phrased | None:
    after = _AFTER.match(text, at)
    lead = after or _AT.match(text, at)
    start = lead.end() if lead else at
    room = ROOM_TEMPERATURE.match(text, start) if lead else None
    if room is not None:
        return Phrased((_near("temperature", *ROOM_ASKED, "temperature"),), room.end())
    over = C_OVER.match(text, start)
    if over is not None and float(over[1]):
        value = 1 / float(over[1])
        return Phrased((_near("rate", value * 0.98, value * 1.02, "c_rate"),), over.end())
    amount = read_amount(text, start, None)
    if amount is None or amount.dimension is None:
        return None
    low, high, dimension, end = amount.low, amount.high, amount.dimension, amount.end
    if lead is None and dimension not in ("c_rate", "temperature", "cycles"):
        return None  # alone, only these tell what they are
    if dimension == "c_rate" and _is_warm(text, low, end, nodes):
        return Phrased((_near("temperature", low - 2.0, high + 2.0, "temperature"),), end)
    for key in ("rate", "current_density", "temperature", "cycles", "voltage_window"):
        if dimension in condition_dimensions(key):
            if key == "cycles":
                life = replace(_near(key, low, None, dimension), low_open=bool(after and after["more"]))
                return Phrased((life,), end) if after or lead is None else None
            near = 0.0 if amount.ranges else tolerance(low, amount.half, dimension, key)
            return None if after else Phrased((_near(key, low - near, high + near, dimension),), end)
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
