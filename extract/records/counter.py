"""Counter: materials that are the other pole of a cell, of which its results are not."""

from __future__ import annotations

import re

from ..analysis import MaterialMention
from ..hints import has_any

_IN_FULL_CELL = re.compile(
    r"\b(?:full|pouch)[- ]cells? (?:paired )?(?:with|using|containing|of \S{2,30} (?:and|with)) (?:an? "
    r"|the )?(?:\w+ )?$",
    re.IGNORECASE,
)
_CELL_OF_TWO = re.compile(r"\bcells? (?:with|of|using|containing|from) [^,;()]{1,40} and (?:an? |the )?$")
_PAIRED = re.compile(r"\b(?:with|using|against|versus|to) (?:an? |the )?(?:\w+ )?$", re.IGNORECASE)
_AS_ANODE = re.compile(r" (?:as (?:the |an )?)?(?:anode|negative electrode|counter)", re.IGNORECASE)
_ALLOYS = ("Li-", "Li–", "Na-", "Na–", "LiIn", "In-", "Na3")  # `NMC|LPSC|Li-In`


def is_counter(mention: MaterialMention, before: str, behind: str) -> bool:
    """Whether the words make an active material the other pole of a cell (``with hard carbon as the anode``)."""
    if _IN_FULL_CELL.search(before[-45:]) or _CELL_OF_TWO.search(before[-70:]):
        return True
    if before.endswith(("|", "‖")) and mention.text.startswith(_ALLOYS):
        return True
    if has_any(before, ("ymmetric", "half", "plating", "stripping")):
        return False
    return _PAIRED.search(before[-30:]) is not None and _AS_ANODE.match(behind) is not None
