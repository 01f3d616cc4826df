"""Roles that columns take from one another: which one names the rows, what beside it is a result and what was set."""

from __future__ import annotations

import re
from dataclasses import replace

from .header_units import split_unit
from .headers import Meaning, is_ignored
from .properties import OTHER
from .units import unit_of
from .unnamed_columns import may_be_result

# Columns that say something of the sample that the electrolyte's column names.
_IS_OF_ANOTHER = re.compile(r"^(?:solvents?|salts?|additives?|diluents?|phases?|types?|structures?)$", re.IGNORECASE)
# A number that tells the samples of a series apart: how much of something they hold.
_VARIABLE = re.compile(
    r"\b(?:contents?|amounts?|ratios?|fractions?|concentrations?|doping|loadings?|additions?|dosage|composition)\b"
    r"|^x\b|^\w{1,12} ?\((?:wt|mol|vol|at)\.? ?%\)",
    re.IGNORECASE,
)


def name_rows(meanings: list[Meaning]) -> None:
    """Where no column names the rows they go by their electrolyte, or by a number that tells a series apart."""
    if any(meaning.role == "label" and not _IS_OF_ANOTHER.search(meaning.header) for meaning in meanings):
        return
    for index, meaning in enumerate(meanings):
        if meaning.code == "electrolyte":
            meanings[index] = replace(meaning, role="label", code="")
            return
    first = meanings[0]
    measured = first.role == "property" and first.code != OTHER
    if _VARIABLE.search(first.header) and first.role in ("none", "property") and not measured and len(meanings) > 1:
        meanings[0] = replace(first, role="label", code="variable")


def tell_lives(meanings: list[Meaning]) -> None:
    """A column of cycles beside nothing that was measured after them is how long the cells lived."""
    results = [meaning for meaning in meanings if meaning.role == "property"]
    if not results or any(meaning.code in _AFTER_CYCLES for meaning in results):
        return
    if any(meaning.code == OTHER and not _BEFORE_CYCLES.search(meaning.header) for meaning in results):
        return
    for index, meaning in enumerate(meanings):
        if meaning.role == "condition" and meaning.code == "cycles" and _COUNTS.fullmatch(meaning.header.strip()):
            meanings[index] = replace(meaning, role="property", code="cycle_life")


_COUNTS = re.compile(r"(?:number of |no\. of |stable )?cycl(?:es?|ing)(?: (?:numbers?|no\.?))?", re.IGNORECASE)
_BEFORE_CYCLES = re.compile(r"\b(?:efficienc\w+|[EV]E)\b", re.IGNORECASE)
_AFTER_CYCLES = frozenset(
    {"discharge_capacity", "charge_capacity", "capacity", "areal_capacity", "volumetric_capacity", "capacity_retention"}
    | {"coulombic_efficiency", "resistance", "energy_density"}
)


def leave_out_set_capacities(meanings: list[Meaning]) -> None:
    """Beside the current and the life or overpotential of a symmetric cell a capacity per area was set."""
    codes = {meaning.code for meaning in meanings}
    if "current_density" in codes and codes & {"cycle_life", "overpotential"}:
        if codes & {"capacity", "discharge_capacity", "charge_capacity"}:
            return
        for index, meaning in enumerate(meanings):
            if meaning.code == "areal_capacity":
                meanings[index] = replace(meaning, role="none", code="")


def tell_untold(meanings: list[Meaning], caption: str) -> None:
    """Columns beside results that nothing names, in units that nobody sets by hand, hold results as well."""
    if meanings[0].role != "label" or not any(meaning.role == "property" for meaning in meanings):
        return
    for index, meaning in enumerate(meanings):
        unit = unit_of(meaning.unit) if meaning.role == "none" and meaning.unit else None
        if unit is None or is_ignored(meaning.header):
            continue
        words = split_unit(meaning.header)[0]
        if may_be_result(words, unit.dimension, caption):
            meanings[index] = replace(meaning, role="property", code=OTHER)
