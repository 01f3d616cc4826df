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
)
# What else makes a value change while the material stays the same.
_COURSE = re.compile(
    r"\bcycles?\b|\bcycling\b|\bafter\b|\btemperature|\bwhen the\b|\bas the\b|\brates?\b|\bdays?\b|\bhours?\b"
    r"|\bduring\b|°C|\bcurrent densit|\bpressure\b|\bheating\b|\bannealing\b|\bincreasing\b|\bdecreasing\b",
    re.IGNORECASE,
)


def is_before_change(text: str, start: int, end: int) -> bool:
    """Whether the value at ``[start, end)`` of ``text`` is what a modification of the material started from."""
    if not _FROM.search(text, max(0, start - 24), start) or not TO.match(text, end):
        return False
    return _CAUSE.search(text[:start]) is not None and _COURSE.search(text) is None
