"""Values of the variables of a formula, as the text behind it states them: ``(x = 0, 0.1, 0.2)``, ``(M = Ni, Co)``."""

from __future__ import annotations

import re
from fractions import Fraction

from .elements import PLACEHOLDERS, SYMBOLS

_LETTER = r"[xyzuvwδMXARLT]|Ln|RE|TM|Me"
_ASSIGNED = re.compile(
    rf"\s?[,;(\[]?\s?(?:\(?\s?(?:where|with|for|when|in which)\s)?(?P<letter>{_LETTER})\s?(?:=|is|:)\s?"
    r"(?P<values>(?:\d+/\d+|\d*\.?\d+|[A-Z][a-z]?)(?:\s?(?:,\s?and|,\s?or|,|/|and|or|&)\s?(?:\d+/\d+|\d*\.?\d+|"
    r"[A-Z][a-z]?)(?![\w.]))*)"
)
_RANGE = re.compile(r"\s?(?:to|–|-|≤|<|\.\.\.|…)\s?[\dxyz]")
_VALUE = re.compile(r"\d+/\d+|\d*\.?\d+|[A-Z][a-z]?")


def values_behind(text: str, position: int) -> dict[str, list[Fraction | str]]:
    """The values given to letters right behind ``position``; a letter given a range is left out."""
    found: dict[str, list[Fraction | str]] = {}
    while match := _ASSIGNED.match(text, position):
        values: list[Fraction | str] = []
        for value in _VALUE.findall(match["values"]):
            if value[0].isupper():
                if value in SYMBOLS and match["letter"] in PLACEHOLDERS:
                    values.append(value)
            elif match["letter"] not in PLACEHOLDERS:
                values.append(Fraction(value))
        if values and not _RANGE.match(text, match.end()):
            found[match["letter"]] = values
        position = match.end()
    return found
