"""Balanced equations from precursors to a target, in exact rational arithmetic, as Kononova et al. (2019) wrote them.

What a synthesis takes from the air or gives off is found, not read: O2 may go either way, the other gases only out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from .elements import VACANCY
from .formula import Formula, parse_formula

Vector = dict[str, Fraction]

# What gives off each gas: a group as formulae write it, or the elements that must be there.
_SOURCES = {
    "CO2": re.compile(r"C(?![a-z])"),
    "H2O": re.compile(r"H(?![a-z])"),
    "NH3": re.compile(r"NH4|NH3|CO\(NH2\)2|CH4N2O"),
    "NO2": re.compile(r"NO3"),
    "SO3": re.compile(r"SO4"),
    "HCl": re.compile(r"Cl"),
    "HF": re.compile(r"F(?![a-z])"),
    "Cl2": re.compile(r"Cl"),
    "O2": re.compile(""),
}
_MAX_PRECURSORS = 10


@dataclass(frozen=True, slots=True)
class Equation:
    """A balanced equation for one formula unit of the target; amounts are positive.

    ``taken`` are gases from the surroundings, ``released`` those given off. Equal when all amounts are.
    """

    target: str
    precursors: tuple[tuple[str, Fraction], ...]
    taken: tuple[tuple[str, Fraction], ...]
    released: tuple[tuple[str, Fraction], ...]

    def __str__(self) -> str:
        left = " + ".join(_term(name, amount) for name, amount in (*self.precursors, *self.taken))
        right = " + ".join([self.target, *(_term(name, amount) for name, amount in self.released)])
        return f"{left} → {right}"


@dataclass(frozen=True, slots=True)
class Unbalanced:
    """Why no equation was found; ``element`` is the element (or the variable) that stands in the way, if one does."""

    reason: str
    element: str | None = None


def _term(name: str, amount: Fraction) -> str:
    return name if amount == 1 else f"{amount} {name}"


def balance(target: str, precursors: Sequence[str], *, inert: bool = False) -> Equation | Unbalanced:
    """Balance ``precursors`` to one ``target``, all of them formulae.

    ``inert`` says that no oxygen is taken from the surroundings. Of the ways to balance the one with the fewest gases
    is given; where two precursors bring the same elements, so that their shares are free, none is.
    """
    names = list(dict.fromkeys(precursors))
    if not names or len(names) > _MAX_PRECURSORS:
        return Unbalanced("no precursors" if not names else f"more than {_MAX_PRECURSORS} precursors")
    formulas = {name: parse_formula(name) for name in [target, *names]}
    vectors: dict[str, Vector] = {}
    for name, formula in formulas.items():
        problem = _problem(name, formula)
        if problem is not None or formula is None:
            return problem or Unbalanced(f"{name} is no formula")
        vectors[name] = _vector(formula)
    goal, sources = vectors[target], [vectors[name] for name in names]
    given = {symbol for source in sources for symbol in source}
    for symbol in goal:
        if symbol not in given and not (symbol == "O" and not inert) and not (symbol == "N" and "N2" in names):
            return Unbalanced(f"no precursor brings {symbol}", symbol)
    gases = _gases(given, names, inert)
    stray = [s for s in given if s not in goal and not any(s in _vector_of(gas) for gas in gases)]
    if stray:
        return Unbalanced(f"{stray[0]} of the precursors is neither in the target nor leaves as a gas", stray[0])
    for size in range(len(gases) + 1):
        for chosen in sorted(combinations(gases, size), key=lambda some: "O2" in some):
            equation = _solve(target, goal, names, sources, chosen, inert)
            if equation is not None:
                return equation
    return _why(goal, names, sources)


def _problem(name: str, formula: Formula | None) -> Unbalanced | None:
    if formula is None:
        return Unbalanced(f"{name} is no formula")
    if formula.variables:
        variable = min(formula.variables)
        return Unbalanced(f"{variable} of {name} has no number", variable)
    if formula.placeholders:
        letter = min(formula.placeholders)
        return Unbalanced(f"{letter} of {name} stands for no named element", letter)
    return None


def _vector(formula: Formula) -> Vector:
    return {symbol: amount.value or Fraction(0) for symbol, amount in formula.elements.items() if symbol != VACANCY}


def _vector_of(name: str) -> Vector:
    formula = parse_formula(name)
    return _vector(formula) if formula else {}


def _gases(given: set[str], names: list[str], inert: bool) -> list[str]:
    """The gases that the precursors can give off. Without oxygen, part of the carbon leaves as CO."""
    gases = [
        gas
        for gas, source in _SOURCES.items()
        if set(_vector_of(gas)) <= given | {"O"} and any(source.search(name) for name in names)
    ]
    if inert and "CO2" in gases:
        gases.insert(gases.index("CO2") + 1, "CO")
    return gases


def _solve(
    target: str, goal: Vector, names: list[str], sources: list[Vector], gases: tuple[str, ...], inert: bool
) -> Equation | None:
    """The one solution with every precursor used and every chosen gas taking part, or None."""
    columns = [*sources, *(_vector_of(gas) for gas in gases)]
    symbols = sorted(set(goal).union(*columns))
    rows = [
        [column.get(symbol, Fraction(0)) for column in columns] + [goal.get(symbol, Fraction(0))] for symbol in symbols
    ]
    solution = solve_exactly(rows, len(columns))
    if solution is None:
        return None
    if "O2" not in gases and not inert:
        oxygen = {"O": Fraction(2)}
        wider = [[*row[:-1], oxygen.get(s, Fraction(0)), row[-1]] for s, row in zip(symbols, rows, strict=True)]
        if "O" in symbols and solve_exactly(wider, len(columns) + 1) is None:
            return None  # the air decides how much of each precursor is used
    amounts, leaving = solution[: len(names)], solution[len(names) :]
    if any(amount <= 0 for amount in amounts) or any(amount == 0 for amount in leaving):
        return None
    taken: list[tuple[str, Fraction]] = []
    released: list[tuple[str, Fraction]] = []
    for gas, amount in zip(gases, leaving, strict=True):
        if amount < 0:
            released.append((gas, -amount))
        elif gas == "O2" and not inert:
            taken.append((gas, amount))
        else:
            return None
    return Equation(target, tuple(zip(names, amounts, strict=True)), tuple(taken), tuple(released))


def solve_exactly(rows: list[list[Fraction]], count: int) -> list[Fraction] | None:
    """Solve linear equations by elimination; ``rows`` end with their right side. None without one single solution."""
    rows = [row[:] for row in rows]
    rank = 0
    for column in range(count):
        pivot = next((index for index in range(rank, len(rows)) if rows[index][column]), None)
        if pivot is None:
            return None  # a free share: no single solution
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        head = rows[rank][column]
        rows[rank] = [value / head for value in rows[rank]]
        for index, row in enumerate(rows):
            if index != rank and row[column]:
                factor = row[column]
                rows[index] = [value - factor * other for value, other in zip(row, rows[rank], strict=True)]
        rank += 1
    if any(row[-1] for row in rows[rank:]):
        return None
    return [rows[index][-1] for index in range(count)]


def _why(goal: Vector, names: list[str], sources: list[Vector]) -> Unbalanced:
    """Name the element whose balance fails when the others of the target are met."""
    free = {"O", "H", "C", "N"}
    kept = [symbol for symbol in goal if symbol not in free]
    rows = {s: [source.get(s, Fraction(0)) for source in sources] + [goal[s]] for s in kept}
    if len(names) > len(kept):
        shared = [s for s in kept if sum(bool(source.get(s)) for source in sources) > 1]
        if shared:
            return Unbalanced(f"several precursors bring {shared[0]} and their shares are not given", shared[0])
    for symbol in reversed(kept):
        others = [row for other, row in rows.items() if other != symbol]
        solution = solve_exactly(others, len(names)) if len(others) >= len(names) else None
        if solution is not None and all(amount > 0 for amount in solution):
            return Unbalanced(f"{symbol} does not balance", symbol)
    return Unbalanced("oxygen, hydrogen, carbon or nitrogen does not balance with the usual gases", "O")
