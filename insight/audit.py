"""Audit: an Extraction and a checklist come in; what is reported, what is missing and the score go out."""

from __future__ import annotations

from dataclasses import dataclass

from ..extract.extraction import Cell, Evidence, Extraction, Item
from ..ingest.document import Header
from .checklist import Checklist, ChecklistEntry, full_checklist
from .consistency import check_consistency

REPORTED = frozenset({"exact", "approximate", "range"})


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Two reported values that do not fit together; ``message`` holds the arithmetic, ``evidence`` both quotations."""

    code: str
    message: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """What one paper reports of a checklist.

    ``score`` is the weighted share of reported items among the applicable ones, from 0 to 1; None where no item
    applies or the file gave no text. ``cells`` are those that values name by id. Its
    JSON is the object that ``voltext audit`` prints for a file.
    """

    document: Header
    items: tuple[Item, ...]
    score: float | None
    checklist: str
    consistency: tuple[Inconsistency, ...] = ()
    cells: tuple[Cell, ...] = ()


def audit(extraction: Extraction, *, checklist: Checklist | None = None) -> Audit:
    """The audit of ``extraction`` against ``checklist`` (default: all 42 items)."""
    checklist = checklist or full_checklist()
    by_key = {item.key: item for item in extraction.items}
    items = tuple(by_key[key] for key in checklist.keys if key in by_key)
    return Audit(
        extraction.document,
        items,
        score(items, checklist.entries),
        checklist.name,
        tuple(Inconsistency(*found) for found in check_consistency(extraction)),
        extraction.cells,
    )


def score(items: tuple[Item, ...], entries: tuple[ChecklistEntry, ...]) -> float | None:
    """Weighted share of reported items among the applicable ones."""
    by_key = {item.key: item for item in items}
    applicable = [entry for entry in entries if entry.key in by_key and by_key[entry.key].status != "not_applicable"]
    total = sum(entry.weight for entry in applicable)
    if not total:
        return None
    reported = sum(entry.weight for entry in applicable if by_key[entry.key].status in REPORTED)
    return round(reported / total, 4)
