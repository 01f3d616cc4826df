"""Standing: where even a salt, a binder or a foil is what a value is of, and where any material is a mere vessel."""

from __future__ import annotations

import re

from ..analysis import MaterialMention
from .cell_of import OF_CELLS
from .referring import IS_PLAIN
from .service import in_service, is_made_of, leads

# Foils and solvents have these, too.
OF_PARTS = frozenset({"thickness", "density", "particle_size", "surface_area", "porosity"})
_VESSEL = re.compile(r" (?:crucibles?|boats?|jars?|balls|mou?lds?|vials?|beakers?|autoclaves?|combustion boats?)\b")
# `permeability to VO2+`
_ION = re.compile(r"\^?\d?\+(?!\w)")
# `highest with CMC (1.9 N/cm)`
_BRACKET = re.compile(r"(?: (?:cells?|electrodes?|binder))? \((?:~|≈|about |ca\. |only )?")
# `that of CNF 1.47 V`, `those with CMC reach 121 mAh/g`
_THAT_OF = re.compile(r"\b(?:that|those|the ones?|the cells?) (?:of|for|with|in) (?:the |an? )?$")
_ITS_VALUE = re.compile(
    r"(?: (?:is|was|are|were|being|reache[sd]|amounts to|only|about|at|of)){0,3} |(?: alone| only)? to (?:only )?"
)
# `With PVDF, the values are`
_WITH_FRONT = re.compile(r"(?:^|[.;] |, (?:while|whereas|but|and) )(?:[Ww]ith|[Ff]or|[Uu]sing) (?:the )?$")
_COMMA = re.compile(r"(?: (?:electrolyte|binder|separator|additive|membrane))?, ")


def is_vessel(behind: str) -> bool:
    """Whether the words behind a material make a vessel of it (``alumina crucibles``)."""
    return _VESSEL.match(behind) is not None


def stands_aside(
    mention: MaterialMention, text: str, place: tuple[int, int], value: tuple[int, int], code: str
) -> bool:
    """Whether a material at ``place`` of the sentence ``text`` serves, so that the value there is not of it."""
    (low, high), (start, end) = place, value
    before, behind = text[:low], text[high:]
    if is_vessel(behind) or _ION.match(behind):
        return True
    if not in_service(mention, before):
        return False
    if IS_PLAIN.search(before[-20:]) or leads(before, behind):
        return False
    if code not in OF_CELLS and is_made_of(mention, behind):
        return False
    if mention.role == "gas":
        return True
    if 0 <= low - end <= 10 or (code in OF_PARTS and -len(mention.text) <= start - high <= 30):
        return False
    gap = text[high:start] if high <= start else ""
    if _BRACKET.fullmatch(gap) or (_ITS_VALUE.fullmatch(gap) and _THAT_OF.search(before[-30:])):
        return False
    return not (_WITH_FRONT.search(before[-30:]) and _COMMA.match(behind))


def is_medium(words: str, head: str | None, before: str) -> bool:
    """Whether a reference is to an electrolyte that something was measured in (``in the carbonate electrolyte``)."""
    return f"{words} {head}".rstrip("s").endswith("electrolyte") and before.endswith(("in ", "in the "))
