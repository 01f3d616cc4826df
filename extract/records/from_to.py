"""From … to: a change ``from 1 to 2 Ω`` is two values and no range."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..analysis import Sentence
from ..quantity import Normalised, Quantity

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:\s?×\s?10\^[-−]?\d+)?")
_CHANGE = re.compile(
    r"\b(?:increas|rais|rise|rose|improv|enhanc|boost|grow|grew|climb|cuts?\b|bring|push|shorten|chang|alter|var[iy]"
    r"|evolv|swell|shrink|shift|decreas|drop|reduc|fall|fell|declin|lower|fad|decay|went|go|extend|prolong|lengthen"
    r"|widen|broaden)\w*\b(?:[^.;]|\.\d){0,100}\bfrom (?:about |ca\. ?|~|around |approximately )?$",
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
