"""Theoretical capacities of electrode materials: a short table, and for lithium and sodium compounds the formula's."""

from __future__ import annotations

import re

from ..extract.formula import parse_formula
from ..extract.materials import materials_in

# Faraday's constant over 3.6: capacity in mAh g−1 of one electron per formula unit times its molar mass in g mol−1.
MAH_PER_MOL = 26801.4
# mAh g−1 of what the formula does not tell: hosts without alkali metal, and those that take up more than they hold.
_KNOWN = {
    "graphite": 372.0, "Si": 4200.0, "silicon": 4200.0, "sulfur": 1675.0, "S": 1675.0, "S8": 1675.0, "Li4Ti5O12": 175.0,
    "Sn": 994.0, "LiFePO4": 170.0, "LiCoO2": 274.0, "LiMn2O4": 148.0,
}  # fmt: skip
_CAPACITY_OF_FORMULA = re.compile(r"^(?:Li|Na)(?:\d(?:\.\d+)?|0\.\d+)?[A-Z]")


def theoretical_capacity(text: str) -> dict[str, float | None]:
    """The materials named in ``text`` with their theoretical capacities in mAh g−1; None where it is not known."""
    found: dict[str, float | None] = {}
    for mention in materials_in(text):
        name = mention.composition or mention.canonical
        if mention.role in ("electrolyte_salt", "salt", "solvent", "binder", "solid_electrolyte"):
            continue
        found[mention.text] = _KNOWN.get(mention.canonical) or _KNOWN.get(name) or _of_formula(name)
    return found


def _of_formula(composition: str) -> float | None:
    """One electron for each lithium or sodium of an oxide or phosphate, at least one; None for anything else."""
    if (
        not _CAPACITY_OF_FORMULA.match(composition)
        or "O" not in composition
        or re.search(r"Li[67]|PF|Cl|TFSI|CO3|OH", composition)
    ):
        return None
    formula = parse_formula(composition)
    if formula is None or formula.variables or formula.placeholders:
        return None
    mass = formula.mass
    alkali = re.match(r"(?:Li|Na)(\d*\.?\d*)", composition)
    if not mass or alkali is None:
        return None
    electrons = max(1.0, float(alkali[1] or 1))
    metals = re.search(r"Ni|Co|Mn|Fe|V|Ti|Cr|Nb|Mo", composition)
    return electrons * MAH_PER_MOL / mass if metals else None
