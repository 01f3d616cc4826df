"""Rounding: whether two numbers are one, written to fewer and to more places."""

from __future__ import annotations


def decimals(text_value: float) -> int:
    """Significant digits after the point of a number as written (``702.5`` has 1)."""
    text = f"{text_value:.12g}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        places = len(mantissa.partition(".")[2])
        return places - int(exponent)
    return len(text.partition(".")[2])


def equal_within_rounding(first: float, second: float) -> bool:
    """Whether one number is the other rounded to the places that it shows (two digits at least)."""
    if first == second:
        return True
    coarse, fine = (first, second) if decimals(first) < decimals(second) else (second, first)
    places = decimals(coarse)
    if places == decimals(fine) or shown_digits(coarse) < 2:
        return False
    return abs(fine - coarse) <= 0.5 * 10.0**-places * (1 + 1e-9)


def shown_digits(value: float) -> int:
    """How many figures of a number count: 2 of ``0.045``."""
    return len(f"{value:.12g}".split("e")[0].replace(".", "").replace("-", "").lstrip("0"))
