"""The equation of a recipe: from the precursors that were read to the target, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .analysis import MaterialMention
from .chemical_names import formula_of_name
from .composition import canonical_composition
from .dictionary import dictionary
from .equation import Equation, Unbalanced, balance
from .extraction import Precursor
from .formula import parse_formula
from .ingredients import find_excess
from .operations import is_thermal
from .steps import Step

_INERT = re.compile(r"\b(?:Ar|argon|N2|nitrogen|vacuum|inert|H2|glove ?box)\b")
_HOT = frozenset(["calcining", "sintering", "annealing", "carbonising"])


def equation_of(
    target: MaterialMention | None, precursors: Sequence[Precursor], steps: Sequence[Step], text: str
) -> tuple[str | None, str | None]:
    """The balanced equation and None, or None and why there is none; two Nones where there is nothing to balance.

    ``text`` are the sentences of the recipe, which may state an excess.
    """
    goal = _goal(target) if target else None
    if goal is None or not precursors:
        return None, None
    known = [(p.name, p.composition or canonical_composition(p.name)) for p in precursors if not _is_carbon(p)]
    names = [written(name, composition) for name, composition in known if composition]
    if names == [goal]:
        return None, None
    types = {step.type for step in steps}
    if _leaves_salts(goal, names) and ("washing" in types or not types & _HOT):
        return None, "what stays in solution is in no gas"
    heated = [step.conditions.get("atmosphere") for step in steps if is_thermal(step.type)]
    result = balance(goal, names, inert=any(gas is not None and _INERT.search(gas.text) for gas in heated))
    if isinstance(result, Unbalanced):
        return None, result.reason
    return _with_excess(result, text), None


def _with_excess(equation: Equation, text: str) -> str:
    excess = find_excess(text)
    if excess is None:
        return str(equation)
    what = excess.what if excess.what and parse_formula(excess.what) else "lithium source"
    return f"{equation} [{excess.per_cent} % excess {what}]"


def _goal(target: MaterialMention) -> str | None:
    """The formula to balance to: the target's own, or that of the one compound of a composite."""
    if target.composition is not None:
        return written(target.text, target.composition)
    parts = [
        part
        for part in re.split("[/@]", target.canonical)
        if (found := parse_formula(part)) and len(found.elements) > 1
    ]
    return parts[0] if target.family == "composite" and len(parts) == 1 else None


def written(name: str, composition: str) -> str:
    """The formula of a material as chemists write it, where one is known, else its canonical composition."""
    entry = dictionary().lookup(name)
    for text in (name, formula_of_name(name), entry.formula if entry else None):
        formula = parse_formula(text) if text else None
        if text and formula is not None and formula.canonical == composition:
            return text
    return composition


def _is_carbon(precursor: Precursor) -> bool:
    """Whether a starting material is there for its carbon or as a medium, and leaves nothing else in the product."""
    formula = parse_formula(precursor.composition or "")
    only_carbon = formula is not None and set(formula.elements) <= {"C", "H", "O"}
    return only_carbon or precursor.name in ("urea", "thiourea")


def _leaves_salts(goal: str, names: Sequence[str]) -> bool:
    wanted = parse_formula(goal)
    brought = {symbol for name in names if (formula := parse_formula(name)) for symbol in formula.elements}
    return bool(brought & {"S", "Cl", "Br", "I", "Na", "K"} - set(wanted.elements if wanted else ()))
