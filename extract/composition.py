"""The composition that a whole string states: a formula, a shorthand, a name of the dictionary or a systematic name."""

from __future__ import annotations

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


def _canonical(formula: Formula | None, variables: dict[str, float | str | Fraction]) -> str | None:
    if formula is None:
        return None
    values = {name: v if isinstance(v, str | Fraction) else Fraction(str(v)) for name, v in variables.items()}
    return formula.substitute(values).canonical
