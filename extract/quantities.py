"""Quantities of running text: numbers with their units, ranges, lists, bounds, ratios and rates."""

from __future__ import annotations

import re
from dataclasses import replace

from .chains import find_measured
from .characters import plain, with_carets
from .phrases import find_phrases
from .qualifiers import qualify
from .quantity import Quantity
from .ratios import find_ratios


def find_quantities(text: str, *, offset: int = 0) -> list[Quantity]:
    """The quantities of ``text`` in order, none overlapping another; ``offset`` is added to every position.

    ``text`` is in normal form. A number without a unit is a quantity only where the text states it as a value.
    """
    clean = plain(text)
    found = list(find_ratios(clean))
    taken = [(quantity.start, quantity.end) for quantity in found]
    found += [
        phrase
        for phrase in find_phrases(clean)
        if not any(start < phrase.end and phrase.start < end for start, end in taken)
    ]
    taken = [(quantity.start, quantity.end) for quantity in found]
    found += find_measured(clean, taken)
    found.sort(key=lambda quantity: quantity.start)
    return [quantity.placed(offset, text[quantity.start : quantity.end]) for quantity in found]


# Footnote marks and citations behind the number of a cell; a letter is one only where the heading has the unit.
_MARKS = re.compile(r"(?<=[\d%)])(?: ?\^?[*†‡§#]+| ?\[[\d, –-]+\])$")
_MARKS_UNDER_UNIT = re.compile(r"(?<=[\d%)])(?: ?\^?[*†‡§#]+| ?\[[\d, –-]+\]| ?\^?[a-h])$")
_SPACED_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+$")
_EDGES = " ()~<>≥≤=≈*†‡§#"


def parse_quantity(text: str, unit: str | None = None) -> Quantity | None:
    """The one quantity that the whole of ``text`` states (a table cell, a query value); None where it states none.

    ``unit`` is that of the table's heading, taken where ``text`` has none of its own. Positions count in ``text``,
    which is their whole span.
    """
    lead = "= "  # what stands alone is stated
    clean = with_carets(text.strip())
    if clean.startswith("(") and clean.endswith(")"):
        clean = clean[1:-1]
    clean = (_MARKS_UNDER_UNIT if unit else _MARKS).sub("", clean)
    if _SPACED_THOUSANDS.match(clean):
        clean = clean.replace(" ", "")
    clean = lead + clean
    found = find_quantities(clean)
    if unit and not any(quantity.unit for quantity in found):
        clean = f"{clean} {unit}"
        found = find_quantities(clean)
    if len(found) != 1:
        return None
    quantity = found[0]
    before, after = clean[len(lead) : quantity.start].strip(_EDGES), clean[quantity.end :].strip(_EDGES)
    if after or (before and qualify(clean, quantity.start, quantity.end, quantity.dimension)[0] == "exact"):
        return None
    return replace(quantity, start=0, end=len(text), text=text, group=None)
