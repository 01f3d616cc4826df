"""Changes: ``Coating lowers the resistance from 70 to 31 Ω`` tells of two things, the first of them not coated."""

from __future__ import annotations

import re

_FROM = re.compile(r"\bfrom (?:about |ca\. |~|an initial |only )?$")
_UNIT = r"[A-Za-z%°Ω/^0-9.()−-]"
TO = re.compile(rf"{_UNIT}{{0,14}}(?:\s{_UNIT}{{1,14}}){{0,3}}? to (?:only |just |about |~|as \w+ as )?(?=[\d~−-]|$)")
# A modification is the cause: it begins the sentence, or what was made does something to the property.
_CAUSE = re.compile(
    r"^(?:With|By|Coating|Doping|Adding|Introducing|Incorporating|Replacing|Infiltrat\w+|Substitut\w+|Modif\w+"
    r"|Decorat\w+|The (?:addition|introduction|incorporation|coating|doping|modification))\b"
    r"|\S+ (?:\w+ )?(?:lowers?|lowered|raises?|raised|increases|reduces?|reduced|enhances|improves|decreases|boosts?"
    r"|boosted|cuts?|diminish\w*|shortens|suppress\w*) (?:the|its|their) "
    r"|\b(?:thereby|thus|hence|therefore|thanks to|owing to|as a result)\b"
)
# What else makes a value change while the material stays the same.
_COURSE = re.compile(
    r"\bcycles?\b|\bcycling\b|\bafter\b|\btemperature|\bwhen the\b|\bas the\b|\brates?\b|\bdays?\b|\bhours?\b"
    r"|\bduring\b|°C|\bcurrent densit|\bpressure\b|\bheating\b|\bannealing\b|\bincreasing\b|\bdecreasing\b",
    re.IGNORECASE,
)
# Between the two values of a change: `from 219 mAh/g to 96 mAh/g`, `to 96 mAh/g from 219 mAh/g`.
_TO_SECOND = re.compile(r" (?:up |down )?to (?:only |just |about |~|merely |as \w+ as )?")
_FROM_SECOND = re.compile(
    r",? (?:up |down |starting |compared )?from (?:(?:an?|the|its|only|just|about|an initial|initial|original) |~)*+"
)


def is_changed_to(text: str, end: int, start: int) -> bool:
    """Whether the value that begins at ``start`` of ``text`` is what the one that ends at ``end`` became."""
    return start - end < 24 and _TO_SECOND.fullmatch(text, end, start) is not None


def is_changed_from(text: str, end: int, start: int) -> bool:
    """Whether the value that begins at ``start`` of ``text`` is what the one that ends at ``end`` came from."""
    return start - end < 40 and _FROM_SECOND.fullmatch(text, end, start) is not None


def is_before_change(text: str, start: int, end: int) -> bool:
    """Whether the value at ``[start, end)`` of ``text`` is what a modification of the material started from."""
    if not _FROM.search(text, max(0, start - 24), start) or not TO.match(text, end):
        return False
    return _CAUSE.search(text[:start]) is not None and _COURSE.search(text) is None
