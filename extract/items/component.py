"""Which part of a cell a passage speaks of: an aid for the reader of a value."""

from __future__ import annotations

import re

from .reading import Passage

_PARTS = (
    (
        "separator coating",
        re.compile(
            r"(?i)\b(?:coated|casted|modified)[- ]separators?|\bonto (?:the|a|one side of)[^.]{0,30}separator|"
            r"interlayer|coating layer|carbon ink|separator coating"
        ),
    ),
    (
        "solid electrolyte layer",
        re.compile(
            r"(?i)\bsolid(?:-state)?[- ]electrolyte|electrolyte (?:layer|membrane|pellet)|ceramic|garnet|green pellet"
        ),
    ),
    ("separator", re.compile(r"(?i)\bseparators?\b|\bmembranes?\b")),
    ("cathode", re.compile(r"(?i)\bcathodes?\b|\bpositive electrodes?\b|\bair electrode")),
    (
        "anode",
        re.compile(r"(?i)\banodes?\b|\bnegative electrodes?\b|\b(?:lithium|li|sodium|na) (?:metal )?(?:foil|disk)"),
    ),
    ("electrolyte", re.compile(r"(?i)\belectrolytes?\b")),
    ("electrode", re.compile(r"(?i)\belectrodes?\b|\bslurry\b|\bpaste\b")),
    ("cell", re.compile(r"(?i)\bcells?\b|\bbatter(?:y|ies)\b")),
)


def component_of(passage: Passage, at: int | None = None, end: int | None = None) -> str | None:
    """The part named nearest before ``at`` (an offset in the passage), else right behind, else the first that fits.

    Without ``at`` the parts are tried in the order that tells most: coated separators, solid electrolytes, electrodes.
    """
    text = passage.text
    if at is not None:
        nearest = [(match.end(), part) for part, pattern in _PARTS[2:6] for match in pattern.finditer(text, 0, at)]
        behind = [(match.start(), part) for part, pattern in _PARTS[2:6] for match in pattern.finditer(text, end or at)]
        if nearest:
            return max(nearest)[1]
        if behind:
            return min(behind)[1]
    for part, pattern in _PARTS:
        if pattern.search(text):
            return part
    if passage.previous is not None and passage.previous.previous is not passage.previous:
        for part, pattern in _PARTS[:5]:
            if pattern.search(passage.previous.text):
                return part
    return None
