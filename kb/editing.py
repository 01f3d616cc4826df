"""Editing: a curator's changes to a record, checked when they are decided and made anew after each extraction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..extract.composition import canonical_composition
from ..extract.data import extract_vocabulary
from ..extract.dictionary import dictionary
from ..extract.extraction import Condition, MaterialRef, Record
from ..extract.properties import OTHER
from ..extract.quantities import parse_quantity
from ..extract.quantity import Normalised
from ..extract.quantity_names import named_in_prose
from ..extract.units import Unit, normalise_value, unit_of
from ..ingest.errors import UsageError

FIELDS = ("property", "quantity_name", "material", "value", "min", "max", "unit", "own", "origin", "conditions")
RULE = "edited"


def edited(record: Record, changes: Mapping[str, Any]) -> Record:
    """``record`` with ``changes``. Raises UsageError where one of them cannot be."""
    unknown = [name for name in changes if name not in FIELDS]
    if unknown:
        raise UsageError(f"no field {unknown[0]!r} to edit: it is one of {', '.join(FIELDS)}")
    made = record
    if "property" in changes:
        made = replace(made, property=_known("properties", "property", changes["property"]))
    if made.property != OTHER:  # the property says it
        made = replace(made, quantity_name=None)
    elif "quantity_name" in changes:
        words = " ".join(str(changes["quantity_name"] or "").split())
        made = replace(made, quantity_name=named_in_prose(words) or words or None)
    if "material" in changes:
        made = replace(made, material=_material(made.material, changes["material"]))
    if {"value", "min", "max", "unit"} & changes.keys():
        made = _measured(made, changes)
    if "own" in changes:
        made = replace(made, own=bool(changes["own"]))
    if "origin" in changes:
        made = replace(made, origin=_known("origins", "origin", changes["origin"]))
    if "conditions" in changes:
        made = replace(made, conditions=_conditions(made.conditions, changes["conditions"]))
    return replace(made, rule=RULE, confidence=1.0)


def check_fit(before: Record, after: Record) -> None:
    """Whether units are of a dimension that the property and the conditions may have, where an edit changed them.

    What was extracted so may stay. Raises UsageError.
    """
    if (after.property, after.unit) != (before.property, before.unit) and after.property != OTHER:
        allowed = [str(each) for each in extract_vocabulary("properties")[after.property].get("dimensions") or ()]
        if "number" in allowed:
            allowed += ["percent", "ratio"]
        if after.property == before.property:
            allowed.append(_dimension(before.unit) or "")
        _check_dimension(after.property, after.unit, allowed)
    for key, condition in after.conditions.items():
        meant = extract_vocabulary("condition_keys")[key].get("dimension")
        if meant and condition != before.conditions.get(key):
            _check_dimension(key, condition.unit or "", [meant] if isinstance(meant, str) else list(meant))


def _check_dimension(noun: str, unit: str, allowed: list[str]) -> None:
    dimension = _dimension(unit)
    if dimension is not None and dimension not in allowed:
        raise UsageError(f"the {noun.replace('_', ' ')} is not measured in {unit!r}")


def _dimension(text: str | None) -> str | None:
    unit = unit_of(text) if text else None
    return unit.dimension if unit is not None else None


def _known(vocabulary: str, noun: str, code: Any) -> str:
    known = extract_vocabulary(vocabulary)
    if code not in known:
        raise UsageError(f"no {noun} {code!r}: it is one of {', '.join(known)}")
    return str(code)


def _material(material: MaterialRef, name: Any) -> MaterialRef:
    """The material named ``name``: with the composition that voltext knows for it, or that it spells itself."""
    if not isinstance(name, str) or not name.strip():
        raise UsageError("a material needs a name")
    entry = dictionary().lookup(name.strip())
    if entry is not None:
        return MaterialRef(name.strip(), entry.composition, entry.role or material.role, entry.family)
    composition = canonical_composition(name)
    same = composition is not None and composition == material.composition
    return MaterialRef(name.strip(), composition, material.role, material.family if same else None)


def _measured(record: Record, changes: Mapping[str, Any]) -> Record:
    text = str(changes.get("unit", record.unit))
    unit = unit_of(text) if text else None
    if text and unit is None:
        raise UsageError(f"{text!r} is no unit")
    value, low, high = record.value, record.min, record.max
    if changes.get("value") is not None:
        value, low, high = _number("value", changes["value"]), None, None
    elif {"min", "max"} & changes.keys():
        value = None
        low, high = _number("min", changes.get("min", low)), _number("max", changes.get("max", high))
        if low > high:
            raise UsageError(f"min {low:g} is above max {high:g}")
    qualifier = record.qualifier
    if value is None:
        qualifier = "range"
    elif qualifier == "range":
        qualifier = "exact"
    error = record.error if value == record.value else None
    return replace(
        record, value=value, min=low, max=high, error=error, unit=text, qualifier=qualifier,
        normalised=_normalised(value, low, high, unit),
    )  # fmt: skip


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) == float("inf"):
        raise UsageError(f"{name} needs a number, not {value!r}")
    return float(value)


def _normalised(value: float | None, low: float | None, high: float | None, unit: Unit | None) -> Normalised | None:
    if unit is None or unit.dimension is None:
        return None
    ends = [None if number is None else normalise_value(number, unit) for number in (value, low, high)]
    return Normalised(ends[0], ends[1], ends[2], unit.canonical)


def _conditions(conditions: Mapping[str, Condition], changes: Any) -> dict[str, Condition]:
    if not isinstance(changes, Mapping):
        raise UsageError("conditions need keys and values")
    made = dict(conditions)
    for key, text in changes.items():
        _known("condition_keys", "condition", key)
        if text is None or not str(text).strip():
            made.pop(key, None)
            continue
        quantity = parse_quantity(str(text))
        made[key] = replace(Condition.of(quantity), text=str(text)) if quantity is not None else Condition(str(text))
    return made
