"""Whole cells: results of fuel cells and solar cells whose material no sentence names are the cell's, not a part's."""

from __future__ import annotations

import re

from ...ingest.document import Document
from ..analysis import Sentence
from ..extraction import MaterialRef
from ..quantity import Quantity
from .draft import Subject

_OF_WHOLE = frozenset({"power_density", "voltage", "energy_density", "overpotential"})
# What is fed into a cell or poisons it; in batteries some of these are materials.
_FED = frozenset({
    "CH4", "H2", "CO", "CO2", "H2S", "O2", "N2", "H2O", "NH3", "Ar", "He", "C3H8", "air", "methane", "hydrogen",
    "oxygen", "methanol", "ethanol", "propane", "syngas", "ammonia", "steam", "biogas", "natural gas", "sulfur", "S",
    "sulphur",
    "Sulfur", "Methane", "Hydrogen",
})  # fmt: skip
_CELLS = (
    ("solid oxide fuel cell", ("solid oxide fuel cell", "SOFC")),
    ("fuel cell", ("fuel cell", "PEMFC", "DMFC", "PCFC", "H-SOFC")),
    ("solar cell", ("solar cell", "photovoltaic")),
)
# A paper that merely mentions them is not on them.
_LEAST = 6
_PART_THICKNESS = re.compile(
    r"\b(?P<part>cathodes?|anodes?|electrolytes?|interlayers?|supports?|substrates?|membranes?)(?: layers?| films?)?"
    r"(?: thickness(?:es)?| (?:is|was|are|were)) (?:(?:is|was|are|were|of|about|approximately|around"
    r"|averagely|~|≈|ca\.) ?)*$"
)


class WholeCells:
    """Tells what a value of a paper on fuel or solar cells belongs to; asked once a value, told once a document."""

    def __init__(self, document: Document, *, battery: bool) -> None:
        self._name: str | None = None
        if not battery:
            counts = {name: sum(document.text.count(word) for word in words) for name, words in _CELLS}
            title = next((block.text for block in document.blocks if block.kind == "title"), "").lower()
            most = max(counts, key=lambda name: counts[name])
            self._name = most if counts[most] >= _LEAST or most in title else None

    def holder(self, sentence: Sentence, quantity: Quantity, code: str, subject: Subject) -> Subject:
        """``subject``, or the cell (or its part) where no material that ``sentence`` names can have the value."""
        fed = subject.material.name in _FED
        if self._name is None or (subject.certain and not fed):
            return subject
        if code in _OF_WHOLE or (fed and code == "resistance"):
            return Subject(self._name, MaterialRef(self._name), None, "carried")
        before = sentence.text[: quantity.start - sentence.start]
        part = _PART_THICKNESS.search(before[-70:]) if code == "thickness" else None
        if part is None:
            return subject
        name = f"{self._name} {part['part']}"
        return Subject(name, MaterialRef(name), None, "carried")
