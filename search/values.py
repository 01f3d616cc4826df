"""Numbers and units as a query writes them, and how near a value must come to one that is asked for with ``:``.

Tolerances of ``name:value`` (an equals sign means the same):

- temperature: 2 °C to either side; ``room temperature``, ``RT`` and ``ambient`` ask for 18 to 30 °C;
- C-rate: 2 %; upper cut-off of a voltage window: 0.05 V;
- cycles, cycle index, year: none;
- everything else: half a unit of the last digit written, at least 0.5 % and at most 10 %.

What a record counts as stands in ``kb.criteria``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf, isfinite

from ..extract.units import Unit, normalise_value, unit_of
from ..ingest.errors import QueryError
from ..ingest.normal import normalise

ROOM_ASKED = (18.0, 30.0)

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"
_SIGN = r"[+\-−–]"
_POWER = rf"(?:\^\s?{_SIGN}?\d{{1,3}}|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})"
NUMBER = re.compile(
    rf"(?P<sign>{_SIGN}\s?)?(?:(?P<power>10{_POWER})|(?P<digits>{_DIGITS})"
    rf"(?:\s?[×x*·]\s?(?P<times>10(?:{_POWER}|{_SIGN}\d{{1,3}}))|[eE](?P<exponent>[+\-]?\d{{1,3}})(?!\d))?)"
)
RANGE = re.compile(r"\s?(?:\.\.\.?|…|[-−–—]|\bto\b)\s?")
C_OVER = re.compile(r"C\s?/\s?(\d+(?:\.\d+)?)(?![\w.])")
_CHUNK = r"[^\s()\"“”<>=≥≤:,;|?!]+"
_UNIT = re.compile(rf"\s*({_CHUNK}(?:\s{_CHUNK}){{0,3}})")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
# Short words of English that are units too; standing apart from the number they are read as words.
_RATHER_WORDS = re.compile(r"[a-z]{1,7}\Z")


@dataclass(frozen=True, slots=True)
class Written:
    """A number as written: its value, where it ends, and half a unit of its last digit."""

    value: float
    end: int
    half_digit: float


def read_number(text: str, start: int) -> Written | None:
    """The number that begins at ``start``, or None. Raises QueryError where it is too large to be one."""
    match = NUMBER.match(text, start)
    if match is None:
        return None
    sign = -1.0 if (match["sign"] or "").strip() in ("-", "−", "–") else 1.0
    if match["power"]:
        exponent = _exponent(match["power"])
        value, half = _scaled(1.0, exponent), 0.0
    else:
        digits = match["digits"].replace(",", "")
        exponent = _exponent(match["times"]) if match["times"] else int(match["exponent"] or 0)
        value = _scaled(float(digits), exponent)
        half = _scaled(0.5, exponent - (len(digits.partition(".")[2])))
    if not isfinite(value):
        raise QueryError("the number is too large", start)
    return Written(sign * value, match.end(), half)


def _exponent(power: str) -> int:
    digits = power[2:].translate(_SUPERSCRIPTS).replace("^", "").replace("−", "-").replace("–", "-").replace(" ", "")
    return int(digits)


def _scaled(value: float, exponent: int) -> float:
    if "e" not in repr(value):
        return float(f"{value!r}e{exponent}")
    try:
        return value * 10.0**exponent
    except OverflowError:
        return inf


def read_unit(text: str, start: int, dimensions: tuple[str, ...], name: str) -> tuple[Unit | None, int]:
    """The unit behind a number that ends at ``start``, of one of ``dimensions``, and where it ends.

    None where no unit stands there, or letters that are none. Raises QueryError where one does not fit.
    """
    match = _UNIT.match(text, start)
    if match is None:
        return None, start
    begin = match.start(1)
    ends = [begin + chunk.end() for chunk in re.finditer(r"\S+", match[1])]
    misfit: Unit | None = None
    for end in reversed(ends):
        unit, length = fitting_unit(text[begin:end].rstrip("."), dimensions)
        if unit is not None and unit.dimension in dimensions:
            return unit, begin + length
        misfit = unit or misfit
    word = text[begin : ends[0]]
    if misfit is None or (begin > start and _RATHER_WORDS.match(word)):
        return None, start
    raise QueryError(f"{name} is not measured in {misfit.text}", begin)


def fitting_unit(chunk: str, dimensions: tuple[str, ...]) -> tuple[Unit | None, int]:
    """The unit that ``chunk`` names, and its length; ``C`` is a temperature where one is asked for."""
    if len(chunk) > 40:
        return None, 0
    if "temperature" in dimensions and "c_rate" not in dimensions and chunk in ("C", "c", "degC", "deg"):
        return unit_of("°C"), len(chunk)
    return unit_of(normalise(chunk)), len(chunk)


def in_canonical(value: float, unit: Unit | None) -> float:
    """``value`` in the canonical unit; a number without unit stands in it already."""
    return normalise_value(value, unit) if unit is not None else float(f"{value:.12g}")


def tolerance(value: float, half_digit: float, dimension: str | None, code: str) -> float:
    """How far a value may lie from the one asked for; see the table above. All in the canonical unit."""
    if code in ("year", "cycles", "cycle_index"):
        return 0.0
    if dimension == "temperature":
        return 2.0
    if dimension == "c_rate":
        return abs(value) * 0.02
    if code == "voltage_window":
        return 0.05
    return max(min(half_digit, abs(value) * 0.1), abs(value) * 0.005)
