"""Roles that columns take from one another: which one names the rows, what beside it is a result and what was set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .header_properties import property_code
from .header_units import phrases_with_units, split_unit
from .headers import Meaning, is_ignored
from .properties import OTHER, default_property, find_properties
from .units import Unit, unit_of
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


def give_units(meanings: list[Meaning], caption: str) -> None:
    """Headings without a unit take that of the caption's words (``Gaps (eV) and binding energies (kJ/mol)``)."""
    told = list(phrases_with_units(caption))
    bare = [i for i, meaning in enumerate(meanings) if meaning.role in ("none", "property") and meaning.unit is None]
    if len(told) < 2 or not bare:
        return
    rest = list(told)
    left: list[int] = []
    for index in bare:
        stems = _stems(meanings[index].header)
        fitting = next((phrase for phrase in told if stems and stems <= _stems(phrase[0])), None)
        if fitting is None:
            left.append(index)
            continue
        rest = [phrase for phrase in rest if phrase is not fitting]
        _give(meanings, index, fitting[1], fitting[2])
    if len(rest) == 1 and len(rest) < len(told) and all(_PLAIN.fullmatch(meanings[i].header) for i in left):
        for index in left:
            _give(meanings, index, rest[0][1], rest[0][2])


_PLAIN = re.compile(r"[^\d\s()/%]{2,16}")


def _stems(words: str) -> frozenset[str]:
    return frozenset(word[:5].lower() for word in re.findall(r"[A-Za-z]{4,}", words))


def _give(meanings: list[Meaning], index: int, unit: Unit, factor: float) -> None:
    meaning = meanings[index]
    if is_ignored(meaning.header) or unit.dimension is None:
        return
    code = property_code(find_properties(meaning.header), unit.dimension) or default_property(unit.dimension) or OTHER
    meanings[index] = replace(meaning, role="property", code=code, unit=unit.text, factor=factor)


# `Capacity after n cycles (mAh/g)` beside a column headed `n`
N_CYCLES = re.compile(r"\b(?:after|in|over) [nN] cycles\b")


def tell_counts(meanings: list[Meaning]) -> None:
    """A column headed by the letter that another counts its cycles with tells those cycles."""
    if any(N_CYCLES.search(meaning.header) for meaning in meanings):
        for index, meaning in enumerate(meanings):
            if meaning.header.strip() in ("n", "N"):
                meanings[index] = replace(meaning, role="condition", code="cycles", unit="cycles")


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


def tell_threads(meanings: list[Meaning], caption: str) -> None:
    """The diameter of a fibre, a wire or a tube is no size of particles."""
    names = " ".join(meaning.header for meaning in meanings if meaning.role == "label")
    for index, meaning in enumerate(meanings):
        across = (
            meaning.code == "particle_size" and _ACROSS.search(meaning.header) and not _GRAIN.search(meaning.header)
        )
        if across and _THREAD.search(f"{meaning.header} {names} {caption}"):
            meanings[index] = replace(meaning, code=OTHER)


_ACROSS = re.compile(r"\b(?:diameters?|widths?)\b|^[dD](?![\w])", re.IGNORECASE)
_THREAD = re.compile(r"(?:fib(?:re|er)|wire|tube|rod|filament|yarn|whisker|strand)s?\b", re.IGNORECASE)
_GRAIN = re.compile(r"\b(?:particle|grain|crystal|sphere|powder|agglomerate)", re.IGNORECASE)


def leave_out_preparations(meanings: list[Meaning], rows: Sequence[Sequence[str]]) -> None:
    """Temperatures that the names of their rows repeat (``NC-700``) are those at which the samples were made."""
    label = next((index for index, meaning in enumerate(meanings) if meaning.role == "label"), None)
    for index, meaning in enumerate(meanings if label is not None else ()):
        if meaning.code != "temperature" or meaning.role != "condition":
            continue
        pairs = [(row[label or 0], row[index].strip()) for row in rows if row[index].strip()]
        if len(pairs) > 1 and all(len(number) > 1 and number in name for name, number in pairs):
            meanings[index] = replace(meaning, role="none", code="")


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
    if meanings[0].role not in ("label", "condition") or not any(meaning.role == "property" for meaning in meanings):
        return
    for index, meaning in enumerate(meanings):
        unit = unit_of(meaning.unit) if meaning.role == "none" and meaning.unit else None
        if unit is None or is_ignored(meaning.header):
            continue
        words = split_unit(meaning.header)[0]
        if may_be_result(words, unit.dimension, caption):
            meanings[index] = replace(meaning, role="property", code=OTHER)
