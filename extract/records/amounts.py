"""Amounts: materials that a value counts by (``per gram of sulfur``), or that are only dosed (``sulfur loading``)."""

from __future__ import annotations

import re

# `sulfur loading`, `electrolyte/sulfur ratio`: an amount of it, not a result about it.
_AMOUNT = re.compile(r"\s?(?:[=≈]\s?\d|ratio|loading|content|source|vapou?r)(?:s?\b|(?<=\d))", re.IGNORECASE)
# `per gram of sulfur`, `based on the mass of carbon`: what a value counts by.
_PER = re.compile(
    r"(?:\b(?:in terms of|per (?:gram|g|kg|unit mass|mass) of|(?:mass|weight) of)|\bc?m(?:\^?-?2|²)\)? (?:of )?)"
    r"(?:(?: the)?(?: active)? )?$"
)
# `510 mWh/g based on metallic sodium`
_COUNTED_BY = re.compile(
    r" (?:based on|with respect to|relative to|normali[sz]ed (?:to|by)|per)(?: the)?(?: \w+ of)?(?: the)? "
)


def is_amount(text: str, end: int) -> bool:
    """Whether a material that ends at ``end`` of the sentence ``text`` is dosed there, not measured."""
    return _AMOUNT.match(text, end) is not None


def is_basis(before: str) -> bool:
    """Whether the words ``before`` a material make it what a value counts by."""
    return _PER.search(before[-30:]) is not None


def counts_by(gap: str) -> bool:
    """Whether ``gap`` between a value and a material says that the value counts by it."""
    return _COUNTED_BY.fullmatch(gap) is not None
