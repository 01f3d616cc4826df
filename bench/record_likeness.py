"""Likeness of records: when a value, a material and conditions that were read are those of the gold."""

from __future__ import annotations

import re
from typing import Any

from voltext.extract.composition import canonical_composition
from voltext.extract.extraction import Record
from voltext.extract.quantities import parse_quantity
from voltext.extract.units import normalise_value, unit_of

GENERIC = frozenset(
    {"the", "of", "with", "and", "for", "in", "sample", "samples", "electrode", "electrodes", "cathode", "anode"}
    | {"powder", "cell", "battery", "batteries", "based", "composite", "composites", "material", "materials"}
    | {"membrane", "separator", "nanowires", "like", "prepared", "as"}
)
Entry = dict[str, Any]
Normal = tuple[tuple[float, ...], str]


def gold_normal(entry: Entry) -> Normal:
    """Value (or both ends) and canonical unit of a gold record."""
    values: list[Any] = [entry["value"]] if entry.get("value") is not None else [entry.get("min"), entry.get("max")]
    text = re.sub(r"\s*\([^()]*\)\s*$", "", entry.get("unit") or "").strip()
    text = re.split(r"\s(?:x in|higher|lower|more|less)\b", text)[0]
    unit = unit_of(text.replace("−", "-")) if text else None
    if unit is None:
        return tuple(float(value) for value in values), ""
    return tuple(normalise_value(float(value), unit) for value in values), unit.canonical


def predicted_normal(record: Record) -> Normal:
    """The same of a predicted record."""
    normal = record.normalised
    if normal is None:
        values = [record.value] if record.value is not None else [record.min, record.max]
        unit = unit_of(record.unit) if record.unit else None  # a product without a name has one spelling
        return tuple(float(value) for value in values if value is not None), unit.canonical if unit else ""
    values = [normal.value] if normal.value is not None else [normal.min, normal.max]
    return tuple(float(value) for value in values if value is not None), normal.unit


def same_value(first: Normal, second: Normal) -> bool:
    """Equal in number and unit, within half a per cent."""
    if first[1] != second[1] or len(first[0]) != len(second[0]):
        return False
    return all(abs(a - b) <= 5e-3 * max(abs(a), abs(b)) for a, b in zip(first[0], second[0], strict=True))


def plain(text: str) -> str:
    """The letters and digits of ``text`` alone, in small letters."""
    return re.sub(r"[^a-z0-9]", "", text.casefold().replace("−", "-"))


def tokens(text: str) -> set[str]:
    return {t for t in re.findall(r"[a-z0-9.]{2,}", text.casefold()) if t not in GENERIC}


def same_material(gold: str, record: Record, sample_label: str | None) -> bool:
    """One name holds the other, or they share half the words of the shorter."""
    for name in (record.material.name, record.material.composition, sample_label):
        if not name or len(plain(name)) < 1:
            continue
        a, b = plain(gold), plain(name)
        composition = canonical_composition(gold)
        if composition is not None and composition in (record.material.composition, canonical_composition(name)):
            return True
        if (len(b) > 1 and b in a) or (len(a) > 1 and a in b):
            return True
        left, right = tokens(gold), tokens(name)
        if left and right and 2 * len(left & right) >= min(len(left), len(right)):
            return True
    return False


def same_condition(gold: str, text: str, normal: Any) -> bool:
    """Equal as quantities, or one text in the other."""
    if plain(gold) == plain(text) or plain(gold) in plain(text) or (plain(text) and plain(text) in plain(gold)):
        return True
    quantity = parse_quantity(gold)
    if quantity is None or not quantity.unit:
        quantity = parse_quantity(f"{gold} cycles")
    if quantity is None or quantity.normalised is None or normal is None:
        return {plain(gold), plain(text)} <= {"initial", "first", "1st", "1"}
    a, b = quantity.normalised, normal
    return all(
        (x is None and y is None) or (x is not None and y is not None and abs(x - y) <= 5e-3 * max(abs(x), 1e-9))
        for x, y in ((a.value, b.value), (a.min, b.min), (a.max, b.max))
    )


def same_conditions(gold: dict[str, str], record: Record) -> bool:
    """The same keys with the same values."""
    if set(gold) != set(record.conditions):
        return False
    return all(
        same_condition(str(v), record.conditions[k].text, record.conditions[k].normalised) for k, v in gold.items()
    )
