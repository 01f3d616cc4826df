"""Grouping: the records that answer a question, material by material, with the spread of their values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log10
from statistics import median
from typing import TYPE_CHECKING

from ..extract.extraction import Record
from .entry import Paper
from .naming import shown_material

if TYPE_CHECKING:
    from .index import Index

# What is grouped at most; the best of a larger answer.
MAX_RECORDS = 5_000
BINS = 8
# Positive values that lie further apart than this factor are spread over powers of ten.
_WIDE = 100.0
# Material, property, the name of a quantity of no listed property, unit.
Key = tuple[str, str, str | None, str]


@dataclass(frozen=True, slots=True)
class Spread:
    """How values lie: how many, of how many papers, least, median and most, and how many in each of BINS equal steps.

    ``counts`` run from the least to the most (or between the ends that ``spread_of`` was given).
    """

    records: int
    papers: int
    min: float
    median: float
    max: float
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group(Spread):
    """The values of one property of one material, in its canonical ``unit``, over all records found.

    Of no listed property they are those of one ``quantity_name``.
    """

    material: str
    property: str
    unit: str
    quantity_name: str | None = None


def value_of(record: Record) -> float | None:
    """The value of ``record`` in its canonical unit, the middle of a range; None where it has no number."""
    normalised = record.normalised
    if normalised is None:
        return None
    ends = [end for end in (normalised.value, normalised.min, normalised.max) if end is not None]
    return sum(ends) / len(ends) if ends else None


def spread_of(values: Sequence[float], papers: int, ends: tuple[float, float] | None = None) -> Spread:
    """The spread of ``values`` (one at least) of so many ``papers``, counted between ``ends``."""
    low, high = ends or (min(values), max(values))
    wide = low > 0 and high > _WIDE * low
    counts = [0] * BINS
    for value in values:
        place = (log10(value / low) / log10(high / low)) if wide else (value - low) / ((high - low) or 1.0)
        counts[min(max(int(place * BINS), 0), BINS - 1)] += 1
    return Spread(len(values), papers, min(values), median(values), max(values), tuple(counts))


def grouped(records: Iterable[tuple[Paper, Record]]) -> dict[Key, tuple[list[float], set[str]]]:
    """Values and papers of ``records``, by their Key; those without a number are left out."""
    found: dict[Key, tuple[list[float], set[str]]] = {}
    for paper, record in records:
        value = value_of(record)
        if value is not None and record.normalised is not None:
            key = (shown_material(record.material), record.property, record.quantity_name, record.normalised.unit)
            values, papers = found.setdefault(key, ([], set()))
            values.append(value)
            papers.add(paper.doi or paper.id)
    return found


def groups_of(records: Iterable[tuple[Paper, Record]]) -> tuple[Group, ...]:
    """The groups of ``records``, largest first."""
    made: list[Group] = []
    for (material, property, name, unit), (values, papers) in grouped(records).items():
        spread = spread_of(values, len(papers))
        made.append(
            Group(
                spread.records, spread.papers, spread.min, spread.median, spread.max, spread.counts,
                material, property, unit, name,
            )
        )  # fmt: skip
    return tuple(
        sorted(made, key=lambda group: (-group.records, group.property, group.quantity_name or "", group.material))
    )


def groups(index: Index, text: str) -> tuple[Group, ...]:
    """The groups of the records that answer ``text``, largest first.

    Raises QueryError where the question cannot be read.
    """
    from .answer import found_records

    found = found_records(index, text, limit=MAX_RECORDS)
    return groups_of((record.paper, record) for record in found if record.paper is not None)
