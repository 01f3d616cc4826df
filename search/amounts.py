"""Amounts: a number or a range with its unit in plain English, and the words that compare with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..extract.units import Unit
from .fields import Number
from .phrased import neat, unit_behind
from .values import RANGE, in_canonical, read_number

_ABOVE = (
    r"above|over|past|exceeding|exceeds?|beyond|surpass(?:es|ing)?|in excess of|upwards? of|"
    r"(?:more|greater|higher|larger|bigger|longer|better|thicker|faster|stronger|denser|warmer|hotter) than"
)
_LEAST = (
    r"at least|(?:no|not) (?:less|lower|fewer|worse|smaller) than|not below|not under|a? ?minimum(?: of)?|"
    r"reach(?:es|ed|ing)?|attain(?:s|ed|ing)?|at or above"
)
_BELOW = r"below|under|beneath|(?:less|lower|smaller|shorter|thinner|fewer|slower|colder|cooler) than"
_MOST = (
    r"at most|(?:no|not) (?:more|higher|greater|larger|longer|thicker) than|not exceeding|not above|not over|up to|"
    r"a? ?maximum(?: of)?|at or below"
)
COMPARED = re.compile(
    rf"(?:(?:(?P<above>{_ABOVE})|(?P<least>{_LEAST})|(?P<below>{_BELOW})|(?P<most>{_MOST}))\s+|"
    r"(?P<sign>>=|<=|=>|=<|[≥≤⩾⩽<>])\s*)(?=[\d.+\-−C])",
    re.IGNORECASE,
)
# `80 % or more` compares behind the number.
_BEHIND = re.compile(
    r"\s+(?:(?:or|and)\s+(?:(?P<least>more|higher|above|over|better|greater|longer|larger|up)|"
    r"(?P<most>less|lower|below|under|fewer|shorter|smaller))\b(?!\s+than)|"
    r"(?P<minimum>(?:at\s+)?minimum|at\s+(?:the\s+)?least|min\.)|(?P<maximum>(?:at\s+)?maximum|at\s+(?:the\s+)?most|max\.)"
    r"(?=\s*(?:[,.;?!)]|$)))",
    re.IGNORECASE,
)
OF = re.compile(r"(?:of|equal to|is|=)\s*(?=[\d.+\-−])", re.IGNORECASE)
ABOUT = re.compile(
    r"(?:about|around|near(?:ly)?|[oi]n the order of|roughly|approximately|approx\.?|ca\.?|circa|close to|some|~|≈)"
    r"\s*(?=[\d.+\-−])",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r"(?:between|from|(?:with)?in the range(?: (?:of|from|between))?|within)\s+(?=[\d.+\-−])", re.IGNORECASE
)
# What a potential is measured against says nothing of its value.
_AGAINST = re.compile(r"\s+(?:vs\.?|versus|against)\s+(?:Li|Na|K|Mg|Zn|Al|Ag|SHE|NHE|RHE|SCE)\b[^\s,;:()]{0,8}")
_ERROR = re.compile(r"\s?(?:±|\+/-|\+-)\s?")
_PLUS = re.compile(r"\+(?=\s?[^\s\d/\-])")
_AND = re.compile(r"\s*(?:and|to|-|–|−|\.\.)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """What is written: its ends in the canonical unit (the same for a single number), and where it ends.

    ``half`` is half a unit of the last digit of the first number; ``least`` says that more will do (``200+ cycles``).
    """

    low: float
    high: float
    unit: Unit | None
    end: int
    half: float
    ranges: bool
    least: bool = False

    @property
    def dimension(self) -> str | None:
        """The dimension of its unit; None where none is written."""
        return self.unit.dimension if self.unit is not None else None


def read_amount(text: str, at: int, number: Number | None, *, between: bool = False) -> Amount | None:
    """The amount at ``at``, rather in a unit that ``number`` allows; None where no number stands there.

    ``2-4 V``, ``2 V to 4 V``; behind ``between`` also ``2 and 4 V``, and nothing but a range.
    """
    first = read_number(text, at)
    if first is None:
        return None
    plus = _PLUS.match(text, first.end)
    unit, end = unit_behind(text, plus.end() if plus else first.end, number)
    error = _ERROR.match(text, first.end)
    spread = read_number(text, error.end()) if error else None
    if spread is not None and not between:
        unit, end = unit_behind(text, spread.end, number)
        low, high = (in_canonical(first.value + side * spread.value, unit) for side in (-1, 1))
        return Amount(low, high, unit, end if unit is not None else spread.end, 0.0, True)
    join = (_AND if between else RANGE).match(text, end if unit is not None else first.end)
    second = read_number(text, join.end()) if join else None
    if second is not None:
        last, behind = unit_behind(text, second.end, number)
        unit = last or unit
        if last is not None or between:
            low, high = sorted((in_canonical(first.value, unit), in_canonical(second.value, unit)))
            return Amount(low, high, unit, behind, 0.0, True)
    if between:
        return None
    value = in_canonical(first.value, unit)
    half = first.half_digit * (unit.factor if unit is not None else 1.0)
    against = _AGAINST.match(text, end) if unit is not None and unit.dimension == "voltage" else None
    end = against.end() if against else end
    return Amount(value, value, unit, end if unit is not None else first.end, half, False, plus is not None)


def compares_behind(text: str, amount: Amount) -> bool:
    """Whether the words behind ``amount`` compare with it, or its plus sign."""
    return amount.least or (not amount.ranges and _BEHIND.match(text, amount.end) is not None)


@dataclass(frozen=True, slots=True)
class Sides:
    """Between which numbers an amount lets a value lie, where it ends in the text; None leaves a side open."""

    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    end: int


def sides_of(text: str, amount: Amount, compared: re.Match[str] | None, margin: float) -> Sides:
    """What ``amount`` asks for behind the words ``compared``; without any, it must be met within ``margin``."""
    behind = _BEHIND.match(text, amount.end) if compared is None and not amount.ranges else None
    if compared is None and behind is None and not amount.least:
        margin = 0.0 if amount.ranges else margin
        return Sides(neat(amount.low - margin), neat(amount.high + margin), False, False, amount.end)
    if behind is not None:
        low, high = (amount.low, None) if behind["least"] or behind["minimum"] else (None, amount.low)
        return Sides(low, high, False, False, behind.end())
    if compared is None:
        return Sides(amount.low, None, False, False, amount.end)
    sign = compared["sign"] or ""
    equal = any(each in sign for each in "=≥≤⩾⩽")
    if compared["above"] or compared["least"] or any(each in sign for each in ">≥⩾"):
        return Sides(amount.low, None, bool(compared["above"]) or bool(sign and not equal), False, amount.end)
    return Sides(None, amount.low, False, bool(compared["below"]) or bool(sign and not equal), amount.end)
