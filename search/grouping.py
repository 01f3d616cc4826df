"""Grouping: the records that answer a question, material by material, with the spread of their values."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from .answer import found_records
from .index import Index
from .making import shown_material

# What is grouped at most; the best of a larger answer.
MAX_RECORDS = 5_000


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one property of one material, in its canonical unit, over all records found."""

    material: str
    property: str
    unit: str
    records: int
    papers: int
    min: float
    median: float
    max: float


def groups(index: Index, text: str) -> tuple[Group, ...]:
    """The groups of the records that answer ``text``, largest first; records without a number are left out.

    Raises QueryError where the question cannot be read.
    """
    values: dict[tuple[str, str, str], list[float]] = {}
    papers: dict[tuple[str, str, str], set[str]] = {}
    for record in found_records(index, text, limit=MAX_RECORDS):
        normalised = record.normalised
        if normalised is None or record.paper is None:
            continue
        ends = [end for end in (normalised.value, normalised.min, normalised.max) if end is not None]
        if not ends:
            continue
        key = (shown_material(record.material), record.property, normalised.unit)
        values.setdefault(key, []).append(sum(ends) / len(ends))
        papers.setdefault(key, set()).add(record.paper.doi or record.paper.id)
    made = [
        Group(*key, len(found), len(papers[key]), min(found), median(found), max(found))
        for key, found in values.items()
    ]
    return tuple(sorted(made, key=lambda group: (-group.records, group.property, group.material)))
