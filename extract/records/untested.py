"""Untested: values that what was done in their sentence was not done to (fresh cells, usual and textbook values)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...ingest.span import CharSpan
from ..analysis import Sentence
from ..extraction import Condition, MaterialRef
from ..hints import has_any
from ..quantity import Quantity
from .clauses import breaks

_FRESH_HINTS = ("fresh", "ncycled", "efore", "rior to", "assembled", "pre-cycl")
_FRESH_WORDS = (
    r"(?:fresh(?:ly)?|un-?cycled|non-cycled|as[- ]assembled|pre-cycling|(?:before|prior to) (?:(?:the|any|long) )?"
    r"(?:cycl\w+|test\w*|ag(?:e|ing)\w*|storage|ageing|charging|operation|polari[sz]ation))\b"
)
_FRESH = re.compile(rf"\b{_FRESH_WORDS}", re.IGNORECASE)
_FRESH_BEHIND = re.compile(rf"[ (]{{1,2}}(?:[a-z]+ ){{0,4}}{_FRESH_WORDS}", re.IGNORECASE)
_NEW_PART = re.compile(r"[;,]| and | to |\b(?:while|whereas|but)\b")
# `exceeding the practical capacity of graphite of 350 mAh/g`, `above the 160 mAh/g of commercial LiCoO2`
_COMPARED = re.compile(
    r"\b(?:than|exceed\w*|surpass\w*|outperform\w*|superior to|compar\w+ (?:to|with)|versus|vs\.?|above|over|twice|fold"
    r"|times)(?P<gap>(?:[^.;,\d]|(?<=[A-Za-z)])\d){0,70})$"
)
_USUAL = re.compile(
    r"\b(?:practical|typical|usual|traditional|conventional|commercial(?:ly available)?|state-of-the-art|theoretical"
    r"|reported|current(?:ly)?|today's|existing)\b"
)
_OF_USUAL = re.compile(r" (?:of|for|in|known for|reported for) (?:the |a |today's )?(?P<gap>\w+)")
# mAh/g of plain materials as the first page of papers gives them, by composition; Si as Li15Si4 and as Li22Si5.
_TEXTBOOK = {
    "C": (372.0,), "Si": (3579.0, 3580.0, 3600.0, 4200.0), "S": (1672.0, 1675.0), "Li": (3860.0, 3861.0, 3862.0),
    "Na": (1165.0, 1166.0), "K": (685.0, 687.0), "Zn": (820.0,), "Mg": (2205.0, 2206.0), "Al": (2980.0,),
    "Sn": (990.0, 991.0, 993.0, 994.0), "Sb": (660.0,), "P": (2596.0,), "Ge": (1384.0, 1600.0, 1624.0),
}  # fmt: skip
_REACHED = re.compile(
    r"\b(?:measur|achiev|deliver|obtain|revers|retain|remain|practical|experiment|actual|recover|maintain|initial|cycle)"
)


def as_tested(
    sentence: Sentence, quantity: Quantity, others: Sequence[CharSpan], conditions: dict[str, Condition]
) -> dict[str, Condition]:
    """``conditions`` without those that ``quantity`` was not measured under; ``others`` are the other values' spans."""
    if conditions and is_usual(sentence, quantity):
        return {}
    if "cycles" in conditions and is_fresh(sentence, quantity, others):
        return {key: held for key, held in conditions.items() if key != "cycles"}
    return conditions


def is_fresh(sentence: Sentence, quantity: Quantity, results: Sequence[CharSpan]) -> bool:
    """Whether ``sentence`` says that ``quantity`` was found before any cycle; ``results``: the other values."""
    text, base = sentence.text, sentence.start
    if not has_any(text, _FRESH_HINTS):
        return False
    start, end = quantity.start - base, quantity.end - base
    if _FRESH_BEHIND.match(text, end):
        return True
    low = max((span.end - base for span in results if span.end <= quantity.start), default=max(0, start - 120))
    before = text[low:start]
    match = max(_FRESH.finditer(before), key=lambda found: found.start(), default=None)
    if match is None or breaks(before[match.end() :]):
        return False
    # Right behind another value it is that one's.
    told = any(span.end <= quantity.start for span in results)
    return not told or _NEW_PART.search(before, 0, match.start()) is not None


def is_usual(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether ``quantity`` is what others usually reach, told to compare with."""
    text, base = sentence.text, sentence.start
    match = _compared(text, quantity.start - base)
    if match is None:
        return False
    behind = _OF_USUAL.match(text, quantity.end - base)
    return _USUAL.search(match["gap"]) is not None or (
        behind is not None and _USUAL.fullmatch(behind["gap"]) is not None
    )


def is_textbook(
    sentence: Sentence, material: MaterialRef, quantity: Quantity, conditions: dict[str, Condition]
) -> bool:
    """Whether ``quantity`` is the theoretical capacity of ``material``, compared with or under no ``conditions``."""
    known = _TEXTBOOK.get(material.composition or "") if quantity.dimension == "specific_capacity" else None
    if known is None or quantity.normalised is None or quantity.normalised.value not in known:
        return False
    return not conditions or _compared(sentence.text, quantity.start - sentence.start) is not None


def is_reached(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the words around ``quantity`` say that a cell gave it."""
    start, end = quantity.start - sentence.start, quantity.end - sentence.start
    return _REACHED.search(sentence.text[max(0, start - 100) : end + 40]) is not None


def _compared(text: str, start: int) -> re.Match[str] | None:
    return _COMPARED.search(text, max(0, start - 110), start)
