"""Contradictions: records of one paper that state different values of one property, thing and conditions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from ..extraction import Record


def plain(text: str) -> str:
    """``text`` with nothing but its letters and digits, in lower case: what two spellings of one thing share."""
    return "".join(character for character in text.casefold() if character.isalnum())


def with_conflicts(records: list[Record]) -> tuple[Record, ...]:
    """Mark records that state another value of the same property, thing and conditions (all of them stated)."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, record in enumerate(records):
        if not record.own or not record.conditions:
            continue
        key = (
            (record.property, record.quantity_name, record.origin),
            record.sample or record.material.name.casefold(),
            record.normalised.unit if record.normalised else record.unit,
            tuple((name, plain(condition.text)) for name, condition in sorted(record.conditions.items())),
        )
        groups[key].append(index)
    for members in groups.values():
        if not 2 <= len(members) <= 3:
            continue
        places = [records[index].evidence[0] for index in members]
        # Cells of one table hold several values on purpose; one cell against the text is a contradiction.
        if sum(e.cell is not None for e in places) > 1 or len({e.start for e in places}) < len(members):
            continue
        for index in members:
            others = tuple(records[other].id for other in members if other != index)
            records[index] = replace(records[index], conflict=others)
    return tuple(records)
