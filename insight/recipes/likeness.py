"""Likeness of compositions: the cosine between their elements' shares."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from math import sqrt

from ...extract.composition import canonical_composition
from ...extract.elements import VACANCY
from ...extract.formula import parse_formula

Vector = Mapping[str, float]


@lru_cache(maxsize=20_000)
def vector_of(material: str) -> Vector:
    """The mole fractions of the elements of ``material``, a formula or a known name; empty where they are not known.

    A formula with variables counts as that of the undoped material, all of them 0.
    """
    composition = canonical_composition(material) if 0 < len(material) <= 200 else None
    formula = parse_formula(composition) if composition else None
    if formula is None:
        return {}
    formula = formula.substitute(dict.fromkeys(formula.variables, Fraction(0)))
    amounts = {s: float(each.value) for s, each in formula.elements.items() if each.value and s != VACANCY}
    total = sum(amounts.values())
    return {symbol: amount / total for symbol, amount in amounts.items()} if total > 0 else {}


def likeness(first: Vector, second: Vector) -> float:
    """1 for equal compositions, 0 where they share no element. Oxygen, which nearly all have, counts by half."""
    if not first or not second:
        return 0.0
    weight = {"O": 0.5}
    dot = sum(value * second.get(s, 0.0) * weight.get(s, 1.0) ** 2 for s, value in first.items())
    norms = [sqrt(sum((value * weight.get(s, 1.0)) ** 2 for s, value in each.items())) for each in (first, second)]
    return dot / (norms[0] * norms[1])
