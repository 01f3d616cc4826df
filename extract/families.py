"""The family of a composition that the dictionary does not list, by the rules of ``data/families.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ..ingest.vocabulary import vocabulary
from .elements import METALS, NON_METALS
from .formula import Formula, parse_formula

DATA = Path(__file__).parent / "data"
ALKALI = frozenset({"Li", "Na", "K"})


@cache
def _rules() -> list[tuple[str, Mapping[str, Any]]]:
    terms = vocabulary(DATA, "families")
    return [(code, term.get("rule")) for code, term in terms.items() if term.get("rule")]


@lru_cache(maxsize=20_000)
def family_of(composition: str) -> str | None:
    """The code of the first family whose rule fits ``composition``, or None."""
    formula = parse_formula(composition)
    if formula is None:
        return None
    counts = _counts(formula)
    return next((code for code, rule in _rules() if _fits(rule, counts)), None)


def role_of(family: str | None) -> str | None:
    """What materials of ``family`` usually serve as, or None."""
    term = vocabulary(DATA, "families").get(family) if family else None
    role = term.get("role") if term else None
    return str(role) if role else None


def _counts(formula: Formula) -> dict[str, float]:
    """Atoms by element; a variable counts as a third of an atom, which is near enough to tell families apart."""
    counts: dict[str, float] = {}
    dry = [part for part in formula.parts if part.text != "H2O"] or list(formula.parts)
    for symbol, amount in replace(formula, parts=tuple(dry)).elements.items():
        number = sum(float(factor) * (1 / 3) ** len(monomial) for monomial, factor in amount.terms)
        counts[symbol] = max(number, 0.0)
    return counts


def _fits(rule: Mapping[str, Any], counts: dict[str, float]) -> bool:
    elements = set(counts)
    alkali = elements & ALKALI
    others = {symbol for symbol in elements if symbol in METALS or symbol not in NON_METALS} - ALKALI
    if "only" in rule:
        return elements <= set(rule["only"])
    if rule.get("no_anions"):
        return elements <= METALS
    if elements & set(rule.get("none", ())):
        return False
    needed = elements >= set(rule.get("all", ()))
    one = not rule.get("any") or bool(elements & set(rule["any"]))
    another = not rule.get("any_of") or bool(elements & set(rule["any_of"]))
    metals = not rule.get("metals") or bool(others & set(rule["metals"]))
    anions = not rule.get("anions") or (elements & NON_METALS) <= set(rule["anions"])
    if not (needed and one and another and metals and anions):
        return False
    if len({counts.get(symbol, 0.0) for symbol in rule.get("equal", ())}) > 1:
        return False
    bounds = rule.get("per_oxygen")
    if not bounds:
        return True
    oxygen = counts.get("O", 0.0) + counts.get("F", 0.0)
    if not oxygen:
        return False
    shares = {
        "alkali": sum(counts[symbol] for symbol in alkali) / oxygen,
        "metal": sum(counts[symbol] for symbol in others) / oxygen,
        "all_metals": sum(counts[symbol] for symbol in alkali | others) / oxygen,
    }
    return all(low <= shares[kind] <= high for kind, (low, high) in bounds.items())
