"""Changes: ``Coating lowers the resistance from 70 to 31 Ω`` tells of two things, the first of them not coated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..analysis import Sentence
from ..quantity import Normalised, Quantity

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


_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:\s?×\s?10\^[-−]?\d+)?")
_CHANGE = re.compile(
    r"\b(?:increas|rais|rise|rose|improv|enhanc|boost|grow|grew|climb|cuts?\b|bring|push|shorten|chang|alter|var[iy]|evolv|swell|shrink"
    r"|shift|decreas|drop|reduc|fall|fell"
    r"|declin|lower|fad|decay|went|go)\w*\b(?:[^.;]|\.\d){0,100}\bfrom (?:about |ca\. ?|~|around |approximately )?$",
    re.IGNORECASE,
)


def told_apart(sentence: Sentence, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """The quantities, a change ``from 1 to 2`` as a list of its two values: it is no range."""
    for quantity in quantities:
        before = sentence.text[max(0, quantity.start - sentence.start - 120) : quantity.start - sentence.start]
        numbers = list(_NUMBER.finditer(quantity.text))[:2]
        if quantity.qualifier == "range" and len(numbers) == 2 and _CHANGE.search(before):
            swapped = _as_number(numbers[0].group()) > _as_number(numbers[1].group())
            for index, match in enumerate(numbers):
                lower = (index == 0) != swapped
                normal = quantity.normalised
                value = quantity.min if lower else quantity.max
                yield replace(
                    quantity,
                    value=value,
                    min=None,
                    max=None,
                    qualifier="exact",
                    normalised=None
                    if normal is None
                    else Normalised(normal.min if lower else normal.max, None, None, normal.unit),
                    start=quantity.start + match.start(),
                    end=quantity.start + match.end() if index == 0 else quantity.end,
                    text=match.group() if index == 0 else quantity.text[match.start() :],
                    group=~quantity.start,  # of this change alone: the lists of the grammar count upwards
                )
        else:
            yield quantity


def _as_number(text: str) -> float:
    """The number that plain digits state."""
    mantissa, _, exponent = re.sub(r"\s", "", text.replace(",", "").replace("−", "-")).partition("×10^")
    return float(mantissa) * 10.0 ** int(exponent or 0)
