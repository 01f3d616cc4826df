"""Filters as a question writes them: the value behind a name and its sign, and the conditions behind ``at``."""

from __future__ import annotations

import re
from dataclasses import replace

from ..ingest.errors import QueryError
from ..ingest.normal import normalise
from ..kb.criteria import ROOM_TEMPERATURE
from .closed import check_value
from .fields import FALSE, TRUE, Number, canonical_unit, numeric_name
from .misspelt import slip_behind
from .phrased import neat
from .query import Comparison, Field
from .values import C_OVER, RANGE, ROOM_ASKED, in_canonical, read_number, read_unit, tolerance

OPERATOR = re.compile(r"\s*(>=|<=|=>|=<|≥|≤|⩾|⩽|>|<|==|=)\s*|\s?(:)\s*")
VALUE = re.compile(r"[^\s\"“”()|,]+(?:\([^\s()]*\)[^\s\"“”()|,]*)*")
QUOTES = {'"': '"', "“": "”", "”": "”"}
EQUAL = (":", "=", "==")
_AT = re.compile(r"\s*(?:at|@)\s+", re.IGNORECASE)
_JOIN = re.compile(r"\s*(?:,|\band\b|\bat\b)\s*", re.IGNORECASE)
_CONDITION = re.compile(r"[A-Za-z][\w \-]{0,30}?(?=\s*[<>=≥≤⩾⩽:])")
_COMMA = re.compile(r",\s*(?=\S)")
# `cathode: LFP, anode: graphite` are two filters.
_NEXT_FILTER = re.compile(r"[A-Za-z_]{2,30}\s?[:<>=≥≤]")
_ABOVE, _BELOW = (">", ">=", "=>", "≥", "⩾"), ("<", "<=", "=<", "≤", "⩽")
_HALF_OPEN = (">", "<")


def read_field(text: str, at: int, field: str, start: int) -> tuple[Field, int]:
    """The values of ``field`` that stand at ``at``, and where they end; its name stands at ``start``.

    Raises QueryError where none stands there, or one that the field never has.
    """
    values: list[str] = []
    while True:
        if text[at : at + 1] in QUOTES:
            begin = at
            value, at = read_quoted(text, at)
        else:
            match = VALUE.match(text, at)
            if match is None:
                raise QueryError(f"a value is missing behind {field}:", at)
            begin = at
            value, at = normalise(match[0]).strip(), match.end()
        if value:
            check_value(field, value, begin)
            values.append(value)
        comma = _COMMA.match(text, at)
        if comma is None:
            break
        at = comma.end()
        if _NEXT_FILTER.match(text, at):
            break
    if not values:
        raise QueryError(f"a value is missing behind {field}:", at)
    if field in ("own", "cited"):
        if values[0].lower() not in TRUE + FALSE:
            raise QueryError(f"{field} is true or false", start)
        holds = values[0].lower() in TRUE
        return Field("own", ("true" if holds == (field == "own") else "false",)), at
    return Field(field, tuple(values)), at


def read_quoted(text: str, at: int) -> tuple[str, int]:
    """What stands between the quotation mark at ``at`` and its other, and where that ends. Raises QueryError."""
    end = text.find(QUOTES[text[at]], at + 1)
    if end < 0:
        raise QueryError("a quotation mark is not closed", at)
    return normalise(text[at + 1 : end]).strip(), end + 1


def is_number(text: str, at: int) -> bool:
    """Whether what a comparison compares with stands at ``at``: a number, or ``*``."""
    return text[at : at + 1] == "*" or read_number(text, at) is not None


def read_conditions(text: str, at: int) -> tuple[tuple[Comparison, ...], int]:
    """``at rate>=1C, temperature:25C`` behind a comparison, and where it ends. Raises QueryError."""
    lead, found, ended = _AT.match(text, at), [], at
    while lead is not None:
        name = _CONDITION.match(text, lead.end())
        number = numeric_name(name[0], in_at=True) if name else None
        operator = OPERATOR.match(text, name.end()) if name else None
        if name is None or number is None or operator is None or number.subject != "condition":
            break
        made, ended = read_comparison(text, operator.end(), name[0], number, operator[1] or ":")
        found.append(made)
        lead = _JOIN.match(text, ended)
    return tuple(found), ended


def read_comparison(text: str, at: int, name: str, number: Number, sign: str) -> tuple[Comparison, int]:
    """``number``, called ``name``, compared by ``sign`` with what stands at ``at``, and where that ends.

    Raises QueryError where no number stands there, or one in a unit that does not fit.
    """
    if sign in EQUAL and text[at : at + 1] == "*":
        return any_value(name, number), at + 1
    over = C_OVER.match(text, at) if "c_rate" in number.dimensions else None
    if over is not None:
        if float(over[1]) == 0:
            raise QueryError("C/0 is no rate", at)
        return _bounded(name, number, sign, 1 / float(over[1]), None, "c_rate", 0.0), over.end()
    room = ROOM_TEMPERATURE.match(text, at) if "temperature" in number.dimensions else None
    if room is not None and number.subject == "condition":
        return _bounded(name, number, ":", *ROOM_ASKED, "temperature", 0.0), room.end()
    low = read_number(text, at)
    if low is None:
        raise QueryError(f"a number is missing behind {name}", at)
    if number.subject == "confidence" and not 0 <= low.value <= 1:
        raise QueryError(f"{name} lies between 0 and 1", at)
    high, end = None, low.end
    between = RANGE.match(text, low.end)
    if between is not None and sign in EQUAL:
        high = read_number(text, between.end())
        end = high.end if high is not None else low.end
    unit = None
    if number.dimensions and number.dimensions != ("number",):
        unit, end = read_unit(text, end, number.dimensions, name)
        slip = slip_behind(text, end, number.dimensions, strict=True) if unit is None else None
        if slip is not None:
            raise QueryError(slip[1], slip[0])
    dimension = unit.dimension if unit is not None else (number.dimensions or (None,))[0]
    value = in_canonical(low.value, unit)
    half = low.half_digit * (unit.factor if unit is not None else 1.0)
    top = in_canonical(high.value, unit) if high is not None else None
    if top is not None and top < value:
        raise QueryError("the range ends before it begins", at)
    return _bounded(name, number, sign, value, top, dimension, half), end


def any_value(name: str, number: Number) -> Comparison:
    """Any value of ``number`` in its usual unit."""
    dimension = (number.dimensions or (None,))[0]
    unit = canonical_unit(dimension) if dimension else ""
    return Comparison(name, number.subject, number.codes_for(dimension), None, None, unit=unit, dimension=dimension)


def _bounded(
    name: str, number: Number, sign: str, low: float, high: float | None, dimension: str | None, half_digit: float
) -> Comparison:
    codes = number.codes_for(dimension)
    unit = canonical_unit(dimension) if dimension else ""
    made = Comparison(name, number.subject, codes, None, None, unit=unit, dimension=dimension)
    if sign in _ABOVE:
        return replace(made, low=low, low_open=sign in _HALF_OPEN)
    if sign in _BELOW:
        return replace(made, high=low, high_open=sign in _HALF_OPEN)
    near = tolerance(low, half_digit, dimension, codes[0])
    if high is not None and codes == ("voltage_window",):
        return replace(made, low=neat(low - near), high=neat(high + near), whole=True)
    if high is not None:
        return replace(made, low=low, high=high)
    return replace(made, low=neat(low - near), high=neat(low + near))
