"""Atoms: the notations of the unit vocabulary, each with its factor and exponents in base units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..ingest.errors import VocabularyError
from ..ingest.vocabulary import Term, vocabulary

if TYPE_CHECKING:
    import pint

DATA = Path(__file__).parent / "data"
_PREFIXES: Mapping[str, float] = MappingProxyType({
    "G": 1e9, "M": 1e6, "k": 1e3, "h": 1e2, "d": 1e-1, "c": 1e-2, "m": 1e-3, "μ": 1e-6, "u": 1e-6, "n": 1e-9,
    "p": 1e-12, "f": 1e-15,
})  # fmt: skip

Vector = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Atom:
    """One notation of a unit: its term, its factor to the base units, their exponents, and how it may be used.

    ``offset`` is added after multiplying, for temperatures that stand alone; ``composite_only`` marks units that stand
    only in products; ``written`` is how a report writes the unit, where that differs from the notation.
    """

    notation: str
    code: str
    factor: float
    vector: Vector
    offset: float | None
    composite_only: bool
    written: str | None


def parse_base(expression: str, where: str) -> tuple[float, Vector]:
    """Factor and exponents of an ``is`` field: ``3600 A s^-1``, or ``pint`` and whatever pint understands.

    Raises VocabularyError on any other form. Only ``pint`` fields, which a user's own file may hold, cost the time to
    build pint's registry (0.4 s).
    """
    head, *rest = expression.split()
    if head == "pint":
        return _by_pint(" ".join(rest), where)
    vector: dict[str, float] = {}
    try:
        for item in rest:
            base, _, exponent = item.partition("^")
            vector[base] = vector.get(base, 0.0) + (float(exponent) if exponent else 1.0)
        return float(head), as_vector(vector)
    except ValueError as error:
        raise VocabularyError(f"units.yaml: {where}: not a factor and base units: {expression!r}") from error


@cache
def _registry() -> pint.UnitRegistry[float]:
    import pint

    return pint.UnitRegistry()


@cache
def _by_pint(expression: str, where: str) -> tuple[float, Vector]:
    import pint

    try:
        quantity: Any = _registry().Quantity(expression).to_base_units()
    except (pint.errors.PintError, ValueError, TypeError) as error:
        raise VocabularyError(f"units.yaml: {where}: pint does not know {expression!r}") from error
    names = {"meter": "m", "kilogram": "kg", "second": "s", "ampere": "A", "kelvin": "K", "mole": "mol"}
    exponents = {names.get(name, name): float(power) for name, power in quantity.unit_items()}
    return float(quantity.magnitude), as_vector(exponents)


def as_vector(exponents: Mapping[str, float]) -> Vector:
    """Exponents by base unit in a fixed order, zeros left out."""
    return tuple(sorted((base, exponent) for base, exponent in exponents.items() if exponent))


def _atoms_of(term: Term) -> list[Atom]:
    factor, vector = parse_base(str(term.get("is", "")) or "?", term.code)
    offset = term.get("offset")
    common = (bool(term.get("composite_only")), term.get("written"))
    atoms = [
        Atom(notation, term.code, factor, vector, offset, *common)
        for notation in (*term.strings("symbols"), *term.strings("words"))
    ]
    prefixes = list(term.strings("prefixes"))
    if "μ" in prefixes:
        prefixes.append("u")
    for prefix in prefixes:
        if prefix not in _PREFIXES:
            raise VocabularyError(f"units.yaml: {term.code}: unknown prefix {prefix!r}")
        atoms += [
            Atom(prefix + symbol, term.code, factor * _PREFIXES[prefix], vector, None, *common)
            for symbol in term.strings("symbols")
        ]
    return atoms


@cache
def atoms() -> Mapping[str, tuple[Atom, ...]]:
    """Every notation of the unit vocabulary; a notation of two units (``C``) has two atoms, in the file's order."""
    found: dict[str, tuple[Atom, ...]] = {}
    for term in vocabulary(DATA, "units").values():
        for atom in _atoms_of(term):
            found[atom.notation] = (*found.get(atom.notation, ()), atom)
    return MappingProxyType(found)
