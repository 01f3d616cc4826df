"""Shorthand names that state a composition: ``NMC811``, ``NCM 523``, ``LiNMC622``, ``NCA``, ``NCM90``."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from .amount import format_number

_RATIO = re.compile(
    r"(?:Li-?)?(?P<letters>NMC|NCM|MNC|CNM|NMCA|NCMA|NCA)[-\s]?\(?(?P<digits>\d{2,4}|\d(?:[:/]\d){2}|"
    r"0?\.\d+[:/-]0?\.\d+[:/-]0?\.\d+)\)?"
)
_ELEMENTS = {"N": "Ni", "M": "Mn", "C": "Co", "A": "Al"}


@lru_cache(maxsize=2000)
def expand(text: str) -> str | None:
    """The formula that a shorthand stands for, or None where ``text`` is none.

    A 5-3-2 compound has the cobalt as its smaller share whatever the order of the letters: the literature uses NMC532
    and NCM523 for the same compound. Two digits are the share of nickel in per cent, which leaves the rest open: none.
    """
    match = _RATIO.fullmatch(text.strip())
    if match is None:
        return None
    letters, digits = match["letters"], match["digits"]
    shares = _shares(digits, len(letters))
    if shares is None:
        return None
    by_element = {_ELEMENTS[letter]: share for letter, share in zip(letters, shares, strict=True)}
    if letters in ("NCM", "NMC") and by_element["Ni"] == Fraction(1, 2):
        by_element["Mn"], by_element["Co"] = max(shares[1:]), min(shares[1:])
    inner = "".join(
        f"{symbol}{_subscript(by_element[symbol])}" for symbol in ("Ni", "Mn", "Co", "Al") if symbol in by_element
    )
    return f"Li{inner}O2"


def _shares(digits: str, count: int) -> list[Fraction] | None:
    if "." in digits:
        numbers = [Fraction(part) for part in re.split("[:/-]", digits)]
    elif any(mark in digits for mark in ":/"):
        numbers = [Fraction(part) for part in re.split("[:/]", digits)]
    elif len(digits) == count:
        numbers = [Fraction(digit) for digit in digits]
    elif len(digits) == count + 1 == 4:  # 9055: nickel in per cent with two digits
        numbers = [Fraction(int(digits[:2]), 100), Fraction(int(digits[2]), 100), Fraction(int(digits[3]), 100)]
    else:
        return None
    total = sum(numbers)
    if len(numbers) != count or not total:
        return None
    return [number / total for number in numbers]


def _subscript(share: Fraction) -> str:
    if share == 1:
        return ""
    return str(share) if share.denominator in (3, 6, 7, 9) else format_number(share)
