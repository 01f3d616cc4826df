"""Contradictions: what abstract, text and tables of one paper say differently of the same cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..extract.extraction import Evidence, Extraction, Item, ItemValue, Record
from ..extract.materials import materials_in
from ..extract.rows import property_words

Found = tuple[str, str, tuple[Evidence, ...]]
Items = dict[str, Item]
# Relative difference up to which two figures are equal: they are rounded, and masses are weighed to a few per cent.
SAME = 0.03
_VARIANTS = re.compile(r"\brespectively\b|\w \(\d[\d.]*\s?[:/]\s?\d[\d.]*\)")


def one_c_twice(items: Items) -> Iterator[Found]:
    """Two definitions of 1C per mass that differ, of the same cell and not of two named materials."""
    item = items.get("one_c_definition")
    values = [value for value in (item.values if item else ()) if value.qualifier == "exact" and _per_mass(value)]
    for index, one in enumerate(values):
        for other in values[index + 1 :]:
            first, second = float(one.value or 0), float(other.value or 0)
            if abs(first - second) > SAME * max(first, second) and not _apart(one, other):
                yield (
                    "contradiction",
                    f"1C is given as {first:g} {one.unit} and as {second:g} {other.unit}: they differ by "
                    f"{100 * abs(first - second) / max(first, second):.0f} %.",
                    tuple(value.evidence for value in (one, other) if value.evidence is not None),
                )


def _per_mass(value: ItemValue) -> bool:
    unit = value.normalised.unit if value.normalised is not None else None
    return isinstance(value.value, int | float) and unit in ("mAh/g", "mA/g")


def _apart(one: ItemValue, other: ItemValue) -> bool:
    """Whether the two belong to different cells, or to two materials that their words name."""
    if one.cell is not None and other.cell is not None and one.cell != other.cell:
        return True
    named = [
        {mention.canonical for mention in materials_in(value.evidence.text if value.evidence else "")}
        for value in (one, other)
    ]
    return all(named) and not named[0] & named[1]


def said_twice(extraction: Extraction) -> Iterator[Found]:
    """The same property of the same thing under the same conditions, with two values in two places."""
    records = {record.id: record for record in extraction.records}
    for record in extraction.records:
        for id in record.conflict:
            other = records.get(id)
            if other is None or record.id > id or not _comparable(record, other):
                continue
            assert record.value is not None
            assert other.value is not None
            at = ", ".join(condition.text for condition in record.conditions.values())
            yield (
                "contradiction",
                f"{property_words(record)} of {record.material.name} ({at}): {record.value:g} {record.unit} "
                f"in one place, {other.value:g} {other.unit} in another; they differ by "
                f"{100 * _difference(record, other):.0f} %.",
                (record.evidence[0], other.evidence[0]),
            )


def _comparable(one: Record, other: Record) -> bool:
    """Whether both are definite, of one cell, in two blocks, and apart by more than rounding."""
    if any(each.qualifier != "exact" or not each.value or not each.evidence for each in (one, other)):
        return False
    if one.cell is not None and other.cell is not None and one.cell != other.cell:
        return False
    # Three values of one thing are three variants of it; so are those told apart by a list, or by a bracket: `A (1:2)`.
    if len(one.conflict) > 1 or any(_VARIANTS.search(each.evidence[0].text) for each in (one, other)):
        return False
    return one.evidence[0].block != other.evidence[0].block and _difference(one, other) > SAME


def _difference(one: Record, other: Record) -> float:
    a, b = (each.normalised.value if each.normalised else each.value for each in (one, other))
    if a is None or b is None or not max(abs(a), abs(b)):
        return 0.0
    return abs(a - b) / max(abs(a), abs(b))
