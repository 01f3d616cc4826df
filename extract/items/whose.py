"""Which cell of the paper a value belongs to: the half, the full, the symmetric one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from .cell import CONFIGURATIONS
from .counter import counter_norm
from .finding import Finding
from .reading import Passage, Reading

# What belongs to a cell; material and paper items belong to none.
GROUPS = frozenset({"electrode", "electrolyte", "cell", "test", "result"})
_CODES = {"symmetrical": "symmetric", "three-electrode": "three_electrode"}
_METALS = frozenset({"lithium", "sodium", "potassium", "zinc", "magnesium"})
# As many sentences back does a word such as `full cells` hold in its paragraph.
_BACK = 4


def cell_of(reading: Reading, findings: Sequence[Finding], configurations: Collection[str]) -> str | None:
    """The id of the cell that all ``findings`` of one value agree on; None where the text does not tell.

    Where the paper has one cell, and ``configurations`` (all that its items name) are no others, it is that. Of
    several the one counts that is named nearest: in the sentence, before the value or right behind it, else in the
    sentences before it.
    """
    if not reading.cells:
        return None
    only = reading.cells[0]
    if len(reading.cells) == 1 and {*map(code_of, configurations)} <= {only.configuration}:
        return only.id
    ids = {cell.configuration: cell.id for cell in reading.cells}
    named = {_configuration(reading, finding) for finding in findings} - {None}
    return ids.get(named.pop()) if len(named) == 1 else None


def code_of(name: str) -> str:
    """The code of a configuration in the vocabulary of cells, from its name as an item value."""
    return _CODES.get(name, name)


def _configuration(reading: Reading, finding: Finding) -> str | None:
    if finding.key == "np_ratio":
        return "full"
    if finding.key == "cell_configuration":
        return code_of(str(finding.value))
    if finding.key == "counter_electrode":
        if finding.component == "symmetrical cell":
            return "symmetric"
        return "half" if counter_norm(str(finding.value)) in _METALS else "full"
    passage = reading.passage_at(finding.start)
    if passage is None:
        return None
    at = finding.start - passage.start
    told = _named(passage)
    before = [one for one in told if one[0] <= at]
    if before:
        return max(before)[1]
    if told and min(told)[0] - at < 60 and not re.search(r"[;:]", passage.text[at : min(told)[0]]):
        return min(told)[1]
    for _ in range(_BACK):
        passage = passage.previous
        if passage is None:
            return None
        told = _named(passage)
        if told:
            return max(told)[1]
    return None


def _named(passage: Passage) -> list[tuple[int, str]]:
    """The configurations that the passage names, each with where its words end."""
    if not passage.has("cell", "batter", "electrode", "‖", "||", "|"):
        return []
    found = [
        (match.end(), code_of(name))
        for name, pattern in CONFIGURATIONS
        for match in pattern.finditer(passage.text, passage.lower)
    ]
    return sorted(found)
