"""Belief: readings that are dropped because nothing beside the value says what it is of."""

from __future__ import annotations

import re
from itertools import islice

from ...ingest.document import Document
from ..extraction import MaterialRef
from ..hints import has_any
from .draft import Draft
from .result import LEARNED
from .service import CONDUCTOR_ROLES

# Dimensions that name their property in a paper on cells; elsewhere they are light, inertia, corrosion or probes.
_BY_UNIT_IN_CELLS = frozenset(
    {"energy_density", "power_density", "mass_loading", "areal_capacity", "volumetric_capacity", "resistance"}
)
# Units of stored charge and energy: such values have a material of cells anywhere.
_STORED = re.compile(r"[AW] ?h|F|W.?kg")
# Main materials that nothing but a cell is made of.
_ROLES = CONDUCTOR_ROLES | {"cathode_active"}
_FIELD = (
    "electrolyte", "cathode", "anode", "batter", "fuel cell", "capacitor", "electrochem", "ion conduct", "ion-conduct",
    "superionic", "capacitance", "ionic conduct", "critical current", "symmetric cell", "coin cell", "half-cell",
)  # fmt: skip


class Belief:
    """Tells readings of running text that are worth a record, once a document.

    ``about`` is the paper's main material, ``battery`` says that it is on batteries. Of values that were given to the
    paper's main material for want of another, hardly one in five is its own where the value is cited or the paper has
    nothing to do with cells (``corpora/standoff/judged_records.jsonl``). ``knows_material`` says whether the main
    material may stand for what a table leaves unnamed: title or abstract name it, or the paper is on cells.
    """

    def __init__(self, document: Document, about: MaterialRef, *, battery: bool) -> None:
        head = _head(document)
        self.battery = battery
        self._of_cells = battery or about.role in _ROLES or has_any(head.lower(), _FIELD)
        self.knows_material = self._of_cells or (len(about.name) > 1 and about.name in head)

    def believes(self, draft: Draft) -> bool:
        """Whether ``draft`` is worth a record."""
        unnamed = draft.subject.how == "paper"
        if self._of_cells or _STORED.search(draft.quantity.unit):
            return draft.own or not unnamed
        if draft.rule == LEARNED:
            return False  # it was learned from papers on cells alone
        return not unnamed and (draft.rule != "unit" or draft.property not in _BY_UNIT_IN_CELLS)


def _head(document: Document) -> str:
    """Title and abstract (or, without one, the first paragraphs)."""
    abstract = [block.text for block in document.blocks if block.kind == "abstract" or block.section == "abstract"]
    first = islice((block.text for block in document.blocks if block.kind == "paragraph"), 2)
    title = next((block.text for block in document.blocks if block.kind == "title"), document.header.title or "")
    return " ".join([title, *(abstract or first)])
