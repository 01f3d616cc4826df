"""The composition that a whole string states: a formula, a shorthand, a name of the dictionary or a systematic name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from .chemical_names import formula_of_name
from .dictionary import dictionary
from .formula import Formula, parse_formula
from .shorthand import expand


def canonical_composition(text: str, **variables: float | str | Fraction) -> str | None:
    """The canonical composition that the whole of ``text`` states, as formula, shorthand or name; None where none."""
    shorthand = expand(text)
    if shorthand:
        return _canonical(parse_formula(shorthand), variables)
    entry = dictionary().lookup(text)
    if entry is not None:
        return _canonical(parse_formula(entry.composition), variables) if entry.composition else None
    formula = parse_formula(text, **variables)
    if formula is None and (name := formula_of_name(text)):
        formula = parse_formula(name)
    return formula.canonical if formula else None


# `NaSICONx`: letters of an acronym, which happen to be symbols of elements.
_ACRONYM = re.compile(r"[A-Z]{4}")


def composition_at(text: str, values: Mapping[str, Fraction]) -> str | None:
    """The composition that the formula ``text`` has with ``values`` for its variables, or None where it has none.

    An acronym, letters that stand for no element and a formula that has none of the variables get no composition by
    numbers beside them, nor does a formula that would hold less than nothing of an element.
    """
    formula = parse_formula(text) if _ACRONYM.search(text) is None else None
    if formula is None or formula.placeholders or not formula.variables & values.keys():
        return None
    found = formula.substitute(values)
    amounts = [amount.value for part in found.parts for _, amount in ((None, part.amount), *part.elements)]
    return None if any(amount is not None and amount < 0 for amount in amounts) else found.canonical


def _canonical(formula: Formula | None, variables: dict[str, float | str | Fraction]) -> str | None:
    if formula is None:
        return None
    values = {name: v if isinstance(v, str | Fraction) else Fraction(str(v)) for name, v in variables.items()}
    return formula.substitute(values).canonical
