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
from .step import Step

_INERT = re.compile(r"\b(?:Ar|argon|N2|nitrogen|vacuum|inert|H2|glove ?box)\b")
_OF_SALTS = frozenset(["S", "Cl", "Br", "I", "Na", "K"])
_NAMED = 3
_HOT = frozenset(["calcining", "sintering", "annealing", "carbonising"])


def equation_of(
    target: MaterialMention | None, precursors: Sequence[Precursor], steps: Sequence[Step], text: str
) -> tuple[str | None, str | None]:
    """The balanced equation and None, or None and why there is none, with the element that stands in the way, if any.

    ``text`` are the sentences of the recipe, which may state an excess.
    """
    if target is None:
        return None, "no target was read"
    goal = _goal(target)
    if goal is None:
        return None, f"the target {target.text} has no known composition"
    if not precursors:
        return None, "no precursors were read"
    known = [(p.name, p.composition or canonical_composition(p.name)) for p in precursors if not _is_carbon(p)]
    names = [written(name, composition) for name, composition in known if composition]
    unknown = [name for name, composition in known if not composition]
    if names == [goal]:
        return None, f"{goal} is the only precursor and the target"
    if not names:
        return None, _nothing_to_balance(goal, unknown, precursors)
    types = {step.type for step in steps}
    left = _salts_left(goal, names)
    if left and ("washing" in types or not types & _HOT):
        return None, f"{' and '.join(left)} of the precursors may stay in solution: nothing tells what leaves"
    heated = [step.conditions.get("atmosphere") for step in steps if is_thermal(step.type)]
    result = balance(goal, names, inert=any(gas is not None and _INERT.search(gas.text) for gas in heated))
    if isinstance(result, Unbalanced):
        also = f"; of {_listed(unknown)} no composition is known" if unknown else ""
        return None, result.reason + also
    return _with_excess(result, text), None


def _nothing_to_balance(goal: str, unknown: Sequence[str], precursors: Sequence[Precursor]) -> str:
    """Why a target has no precursor that an equation could begin with."""
    if unknown:
        return f"of {_listed(unknown)} no composition is known"
    formula = parse_formula(goal)
    wanted = [symbol for symbol in (formula.elements if formula else ()) if symbol not in ("C", "H", "O")]
    brought = _listed([precursor.name for precursor in precursors])
    if wanted:
        return f"no precursor brings {wanted[0]}: {brought} bring C, H and O alone"
    return f"how much C of {brought} burns away is not told"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


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


def _salts_left(goal: str, names: Sequence[str]) -> list[str]:
    """The elements of salts that precursors bring and the target does not hold, in their order."""
    formula = parse_formula(goal)
    wanted = set(formula.elements if formula else ())
    brought = [symbol for name in names if (found := parse_formula(name)) for symbol in found.elements]
    return [symbol for symbol in dict.fromkeys(brought) if symbol in _OF_SALTS and symbol not in wanted]
