"""Copolymers by their systematic names: ``poly(styrene-co-acrylonitrile)``, ``P(VDF-TrFE)``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .analysis import MaterialMention

_UNIT = r"\((?:[^()\n.;]|\([^()\n]{1,30}\)){3,70}+\)"
_JOINT = r"-(?:co|b|g|block|graft|alt|ran|stat)-"
# One of one unit mostly has a short name that the paper goes on with.
_COPOLYMER = re.compile(
    rf"(?<![\w-])[Pp]oly ?(?:(?=\([^()\n]{{2,50}}{_JOINT}){_UNIT}|{_UNIT}(?={_JOINT}))"
    rf"(?:{_JOINT}(?:[Pp]oly ?{_UNIT}|[A-Za-z]{{2,20}}))*"
    r"|(?<![\w-])P\([A-Z][A-Za-z]{1,6}(?:-(?:co-)?[A-Z][A-Za-z]{1,6}){1,3}\)"
)
_HINTS = ("oly(", "oly (", "P(")


def find_copolymers(text: str) -> Iterator[MaterialMention]:
    """The copolymers of ``text`` that are named by the units in their brackets."""
    for match in _COPOLYMER.finditer(text) if any(hint in text for hint in _HINTS) else ():
        name, (start, end) = match.group(), match.span()
        yield MaterialMention(name, name.casefold(), None, "polymer", "polymer_electrolyte", False, start, end, name)
