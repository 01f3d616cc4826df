"""Properties that headings name: which one, by the words and by the dimension of the unit beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .column_contents import is_share
from .properties import OTHER, PropertyMention, default_property, find_properties, properties_of
from .unnamed_columns import is_measured, property_by_dimension

# Properties that a number without a unit may state.
_UNITLESS = frozenset({"transference_number", "porosity", OTHER})


def property_code(mentions: list[PropertyMention], dimension: str | None, texts: Sequence[str] = ()) -> str | None:
    """The property among ``mentions`` that a value of ``dimension`` may have; ``texts`` are cells of the column."""
    if dimension is not None:
        allowed = properties_of(dimension)
        for mention in mentions:
            for code in mention.codes:
                if code in allowed:
                    return code
        if any(mention.code in ("discharge_capacity", "charge_capacity", "capacity") for mention in mentions):
            return default_property(dimension)
        if dimension == "fade_per_cycle" and mentions:
            return default_property(dimension)
        return OTHER if any(mention.code == OTHER for mention in mentions) else None
    for mention in mentions:
        # Without any unit only numbers that have none can be told.
        if mention.code in _UNITLESS and (mention.code != "porosity" or all(is_share(text) for text in texts)):
            return mention.code
    return None


def specified(words: str, caption: str) -> str:
    """Which capacity a column of capacities holds: what its heading says, or the one kind that the caption names."""
    ways = {"discharge" if match["discharge"] else "charge" for match in _WAY.finditer(words)}
    if len(ways) == 1:
        return f"{ways.pop()}_capacity"
    kinds = {code for mention in find_properties(caption) for code in mention.codes} & _CAPACITIES
    return next(iter(kinds)) if len(kinds) == 1 else "capacity"


_WAY = re.compile(
    r"\b(?:(?P<discharge>discharge\b|[QC]_?(?:dis(?:ch)?|D)(?![a-z]))|(?:charge\b|[QC]_?(?:cha?r?g?|C)(?![a-z])))",
    re.IGNORECASE,
)
_CAPACITIES = frozenset({"discharge_capacity", "charge_capacity", "capacity"})


def carrier_told(words: str, caption: str) -> str:
    """Whether a conductivity that its heading does not tell is of ions or, as the caption alone says, of electrons."""
    if _IONS.search(words):
        return "ionic_conductivity"
    kinds = {code for mention in find_properties(caption) for code in mention.codes}
    told = {"ionic_conductivity", "electronic_conductivity"} & kinds
    return next(iter(told)) if len(told) == 1 else "ionic_conductivity"


_IONS = re.compile(r"\b(?:ion\w*|Li|Na|K|proton)\b|\+|κ|bulk|grain|total|[σκ]_?(?:i|b|gb|t)", re.IGNORECASE)


def others_of(words: str, mentions: list[PropertyMention], code: str, dimension: str | None) -> tuple[str, ...]:
    """The properties of the second and later numbers of a cell: ``discharge/charge capacity``, ``CE/VE/EE``."""
    for mention in mentions:
        if len(mention.codes) == 2 and mention.codes[0] == code:
            return (mention.codes[1],)
    parts = [part.strip() for part in words.split("/")]
    if not 2 <= len(parts) <= 4 or not all(0 < len(part) <= _LONGEST for part in parts):
        return ()
    return tuple(_of_part(part, dimension) or code for part in parts[1:])


_LONGEST = 40


def _of_part(part: str, dimension: str | None) -> str | None:
    named = property_code(find_properties(part), dimension)
    if named is not None or dimension is None:
        return named
    return property_by_dimension(part, dimension) or (OTHER if is_measured(part, dimension) else None)


def code_in_caption(caption: str, dimension: str) -> str | None:
    """The property of ``dimension`` that a caption names, or that the dimension itself tells (``Rate capability``)."""
    return property_code(find_properties(caption), dimension) or default_property(dimension)


def explains(told: Sequence[PropertyMention], dimension: str | None, has_unit: bool) -> bool:
    """Whether the words that a paper gives for a symbol tell a column of that dimension."""
    if not has_unit:
        return any(mention.code in _UNITLESS - {OTHER} for mention in told)
    return bool(told) or dimension not in ("length", "temperature", "time", "pressure")
