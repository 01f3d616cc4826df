"""The field names of the published data set of solid-state syntheses, so that both can be joined.

Kononova et al., Sci. Data 6 (2019) 203, table 1 (doi:10.1038/s41597-019-0224-1). What voltext does not know stays
empty; ``voltext`` beside the published fields says which recipe a record comes from.
"""

from __future__ import annotations

import re
from collections.abc import Set
from fractions import Fraction
from typing import Any

from ...extract.composition import canonical_composition
from ...extract.extraction import Condition, Operation, Precursor
from ...extract.formula import parse_formula
from ...extract.operations import is_thermal
from .made import Made, tidy

Fields = dict[str, Any]
# Their six types of operations for ours; the other ones are mixing where a liquid or a mill brings things together.
_TYPES = {
    "drying": "DryingOperation", "spray_drying": "DryingOperation", "freeze_drying": "DryingOperation",
    "evaporating": "DryingOperation", "quenching": "QuenchingOperation", "cooling": "QuenchingOperation",
    "pressing": "ShapingOperation", "cutting": "ShapingOperation", "polishing": "ShapingOperation",
    "coating": "ShapingOperation", "calendering": "ShapingOperation", "sieving": "ShapingOperation",
}  # fmt: skip
_MIXING = frozenset({
    "mixing", "milling", "grinding", "dissolving", "stirring", "sonicating", "adding", "weighing", "slurry_mixing",
})  # fmt: skip
_SYNTHESIS = {
    "solid_state": "solid_state", "solution": "sol_gel", "hydrothermal": "hydrothermal",
    "coprecipitation": "co-precipitation",
}  # fmt: skip
_TERM = re.compile(r"(?:(?P<amount>\d+(?:/\d+)?)\s)?(?P<name>\S.*)")


def published(made: Made) -> Fields:
    """One recipe as one record of the data set."""
    recipe = made.recipe
    equation = (recipe.equation or "").partition(" [")[0]
    left, _, right = equation.partition(" → ")
    media = {each.name for each in recipe.media}
    return {
        "doi": made.doi,
        "paragraph_string": " ".join(made.sentences),
        "synthesis_type": _SYNTHESIS.get(recipe.kind or "", recipe.kind),
        "reaction": {"element_substitution": {}, "left_side": _side(left), "right_side": _side(right)},
        "reaction_string": equation.replace(" → ", " == ") or None,
        "target": _material(made.target, made.composition),
        "targets_string": [made.target],
        "precursors": [_precursor(each) for each in recipe.precursors],
        "operations": [_operation(each, media) for each in recipe.operations],
        "voltext": {"recipe": made.id, "sample": made.sample, "year": made.year, "title": made.title},
    }


def _side(text: str) -> list[Fields]:
    found = (_TERM.fullmatch(term.strip()) for term in text.split(" + "))
    return [{"amount": float(Fraction(m["amount"] or 1)), "material": m["name"]} for m in found if m is not None]


def _precursor(precursor: Precursor) -> Fields:
    return _material(precursor.name, precursor.composition or canonical_composition(precursor.name[:200]))


def _material(name: str, composition: str | None) -> Fields:
    formula = parse_formula(composition) if composition else None
    parts = []
    if formula is not None and composition is not None:
        amounts = {symbol: str(amount) for symbol, amount in formula.elements.items()}
        parts = [{"formula": composition, "amount": "1.0", "elements": amounts}]
    return {
        "material_string": name, "material_formula": composition or "", "composition": parts,
        "additives": list(formula.additives) if formula else [], "elements_vars": {}, "amounts_vars": {},
        "oxygen_deficiency": bool(formula is not None and formula.deficiency), "mp_id": None,
    }  # fmt: skip


def _operation(operation: Operation, media: Set[str]) -> Fields:
    known = operation.conditions
    thermal = is_thermal(operation.type) or operation.type == "drying"
    atmosphere, vessel = known.get("atmosphere"), known.get("vessel")
    mixed = operation.type in _MIXING
    return {
        "token": operation.type.replace("_", " "),
        "type": _TYPES.get(operation.type) or _type(operation.type, mixed=mixed),
        "conditions": {
            "heating_temperature": _values(known.get("temperature")) if thermal else [],
            "heating_time": _values(known.get("time")) if thermal else [],
            "heating_atmosphere": [atmosphere.text] if atmosphere is not None and thermal else [],
            "mixing_device": [vessel.text] if vessel is not None and mixed else [],
            "mixing_media": [name for name in operation.inputs if name in media] if mixed else [],
        },
    }


def _type(operation: str, *, mixed: bool) -> str:
    if is_thermal(operation):
        return "HeatingOperation"
    return "MixingOperation" if mixed else "StartingSynthesis"


def _values(condition: Condition | None) -> list[Fields]:
    normalised = condition.normalised if condition is not None else None
    if normalised is None:
        return []
    low = normalised.min if normalised.min is not None else normalised.value
    high = normalised.max if normalised.max is not None else normalised.value
    low, high = (None if each is None else tidy(each) for each in (low, high))
    only = normalised.value
    values = [tidy(only)] if only is not None else [each for each in (low, high) if each is not None]
    unit = "C" if normalised.unit == "°C" else normalised.unit
    return [{"min_value": low, "max_value": high, "values": values, "units": unit}]
