"""Composition features: atomic fractions, and statistics of elemental quantities weighted by them.

The statistics are those of Ward, Agrawal, Choudhary and Wolverton (npj Comput. Mater. 2, 16028, 2016): mean, mean
deviation, minimum, maximum and range.
"""

from __future__ import annotations

from functools import lru_cache
from math import isfinite, isnan, log

from ...extract.elements import VACANCY
from ...extract.formula import parse_formula
from .elements import element_table, quantities

# Ions that move: how much of them there is tells more of a conductor than any statistic.
_MOBILE = ("Li", "Na", "K", "Ag", "Cu", "Mg")
_ANIONS = ("O", "S", "Se", "Te", "F", "Cl", "Br", "I", "N")
# Compositions that differ by less than an atom in a thousand are one, on whatever side of a split.
_KEY_DIGITS = 3


@lru_cache(maxsize=50_000)
def fractions(composition: str) -> dict[str, float] | None:
    """Atomic fraction by element; None where the formula cannot be read or has variables or unknown elements."""
    formula = parse_formula(composition)
    if formula is None:
        return None
    counts: dict[str, float] = {}
    for symbol, amount in formula.elements.items():
        if symbol == VACANCY:
            continue
        if amount.value is None or symbol not in element_table():
            return None
        number = float(amount.value)
        if number > 0:
            counts[symbol] = number
    total = sum(counts.values())
    return {symbol: number / total for symbol, number in counts.items()} if total > 0 and isfinite(total) else None


def substance_key(composition: str | None, name: str) -> str:
    """What makes two rows one substance, which may not stand on both sides of a split.

    It is the composition in thousandths of atoms, however the formula is written, or else the name in lower case.
    """
    shares = fractions(composition) if composition else None
    if shares is None:
        return " ".join((composition or name).lower().split())
    return " ".join(f"{symbol}{share:.{_KEY_DIGITS}f}" for symbol, share in sorted(shares.items()))


@lru_cache(maxsize=50_000)
def composition_features(composition: str) -> dict[str, float]:
    """Name -> value; empty where the composition cannot be read. An element's missing quantity is left out."""
    shares = fractions(composition)
    if shares is None:
        return {}
    found = {f"fraction {symbol}": share for symbol, share in shares.items()}
    found["number of elements"] = float(len(shares))
    found["mixing entropy"] = -sum(share * log(share) for share in shares.values())
    mobile = sum(shares.get(symbol, 0.0) for symbol in _MOBILE)
    anions = sum(shares.get(symbol, 0.0) for symbol in _ANIONS)
    found["fraction of mobile ions"] = mobile
    if anions:
        found["mobile ions per anion"] = mobile / anions
    for quantity in quantities():
        known = [
            (share, value) for symbol, share in shares.items() if not isnan(value := element_table()[symbol][quantity])
        ]
        if not known:
            continue
        weight = sum(share for share, _ in known)
        values = [value for _, value in known]
        mean = sum(share * value for share, value in known) / weight
        found[f"mean {quantity}"] = mean
        found[f"deviation {quantity}"] = sum(share * abs(value - mean) for share, value in known) / weight
        found[f"lowest {quantity}"] = min(values)
        found[f"highest {quantity}"] = max(values)
        found[f"range {quantity}"] = max(values) - min(values)
    return found


def group_of_feature(name: str) -> str:
    """The readable group that a composition feature belongs to: ``electronegativity``, ``Li``, ``composition``."""
    first, _, rest = name.partition(" ")
    if first in ("mean", "deviation", "lowest", "highest", "range") and rest in quantities():
        return rest
    return rest if first == "fraction" and rest in element_table() else name
