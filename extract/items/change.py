"""A change from one value to another is two values, though it reads like a range."""

from __future__ import annotations

import re
from dataclasses import replace

from ..quantity import Normalised, Quantity
from .reading import Passage

_CHANGE = re.compile(
    r"(?i)\b(?:rais|increas|improv|enhanc|boost|decreas|reduc|drop|fall|fell|fad|declin|grow|grew|shr[iau]nk|rise|"
    r"rose|climb|declin|lower|chang|"
    r"go|drift)\w*\b[^.;]{0,60}\bfrom\s?(?:an?\s|initial\s|about\s)*$"
)


def ends_of_change(passage: Passage, quantity: Quantity) -> tuple[Quantity, ...]:
    """A range that is a change (`rises from a to b`) as its two ends; anything else as it is."""
    if quantity.min is None or quantity.max is None or not _CHANGE.search(passage.before(quantity, 90)):
        return (quantity,)
    scale = quantity.normalised
    ends = []
    for end, scaled in ((quantity.min, scale.min if scale else None), (quantity.max, scale.max if scale else None)):
        normal = None if scale is None else Normalised(scaled, None, None, scale.unit)
        ends.append(replace(quantity, value=end, min=None, max=None, qualifier="exact", normalised=normal))
    return tuple(ends)
