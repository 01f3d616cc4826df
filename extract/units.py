"""Unit: what a unit of measurement means; the atoms that units are composed of, read from the unit vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from ..ingest.errors import VocabularyError
from ..ingest.vocabulary import Term, vocabulary

DATA = Path(__file__).parent / "data"
PREFIXES: Mapping[str, float] = MappingProxyType(
    {"G": 1e9, "M": 1e6, "k": 1e3, "h": 1e2, "d": 1e-1, "c": 1e-2, "m": 1e-3, "μ": 1e-6, "u": 1e-6, "n": 1e-9, "p": 1e-12, "f": 1e-15}
)  # fmt: skip

Vector = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a text writes it (``text``, spacing mended).

    ``dimension`` is a code of the dimension vocabulary (None for a product that has no name there), ``canonical`` the
    unit that values of that dimension are normalised to: normalised = value * ``factor`` + ``offset``. ``basis`` says
    per what, where the unit itself does (``g_S^-1``). Two units are equal when all of these are.
    """

    text: str
    dimension: str | None
    canonical: str
    factor: float
    offset: float = 0.0
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Atom:
    """One notation of a unit: its term, its factor to the base units, their exponents, and how it may be used."""

    notation: str
    code: str
    factor: float
    vector: Vector
    offset: float | None
    composite_only: bool
    written: str | None


def normalise_value(value: float, unit: Unit) -> float:
    """``value`` in the canonical unit of ``unit``, rounded to 12 significant digits."""
    return float(f"{value * unit.factor + unit.offset:.12g}")


def parse_base(expression: str, where: str) -> tuple[float, Vector]:
    """Factor and exponents of an ``is`` field such as ``3600 A s^-1``. Raises VocabularyError on any other form."""
    head, *rest = expression.split()
    vector: dict[str, float] = {}
    try:
        for item in rest:
            base, _, exponent = item.partition("^")
            vector[base] = vector.get(base, 0.0) + (float(exponent) if exponent else 1.0)
        return float(head), as_vector(vector)
    except ValueError as error:
        raise VocabularyError(f"units.yaml: {where}: not a factor and base units: {expression!r}") from error


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
        if prefix not in PREFIXES:
            raise VocabularyError(f"units.yaml: {term.code}: unknown prefix {prefix!r}")
        atoms += [
            Atom(prefix + symbol, term.code, factor * PREFIXES[prefix], vector, None, *common)
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


@dataclass(frozen=True, slots=True)
class _Dimension:
    code: str
    canonical: str
    factor: float
    offset: float
    when: frozenset[str]


@cache
def _dimensions() -> Mapping[Vector, tuple[_Dimension, ...]]:
    from .unit_grammar import match_unit

    found: dict[Vector, tuple[_Dimension, ...]] = {}
    for term in vocabulary(DATA, "dimensions").values():
        canonical = str(term.get("canonical", ""))
        if term.code == "ratio":
            continue
        match = match_unit(canonical, 0)
        if match is None or match.end != len(canonical):
            raise VocabularyError(f"dimensions.yaml: {term.code}: unknown canonical unit {canonical!r}")
        factor, vector, offset = product(match.parts)
        entry = _Dimension(term.code, canonical, factor, offset or 0.0, frozenset(term.strings("when")))
        found[vector] = (*found.get(vector, ()), entry)
    return MappingProxyType(found)


Parts = tuple[tuple[Atom, float], ...]


def product(parts: Parts) -> tuple[float, Vector, float | None]:
    """Factor, base exponents and offset of a product of atoms; the offset only of an atom that stands alone."""
    factor = 1.0
    exponents: dict[str, float] = {}
    for atom, exponent in parts:
        factor *= atom.factor**exponent
        for base, power in atom.vector:
            exponents[base] = exponents.get(base, 0.0) + power * exponent
    alone = len(parts) == 1 and parts[0][1] == 1
    return factor, as_vector(exponents), parts[0][0].offset if alone else None


@lru_cache(maxsize=4096)
def unit_from_parts(parts: Parts, text: str, basis: str | None) -> Unit:
    """The Unit of a product of atoms; of no named dimension, it is its own canonical unit."""
    factor, vector, offset = product(parts)
    codes = {atom.code for atom, _ in parts}
    for entry in _dimensions().get(vector, ()):
        if not entry.when or entry.when & codes:
            shift = (offset or 0.0) - entry.offset if offset is not None else 0.0
            return Unit(text, entry.code, entry.canonical, float(f"{factor / entry.factor:.12g}"), shift, basis)
    return Unit(text, None, text, 1.0, 0.0, basis)


@lru_cache(maxsize=4096)
def unit_of(text: str) -> Unit | None:
    """The unit that the whole of ``text`` names, in any notation that papers use; None where it names none.

    Units that the vocabulary lacks are asked of pint, whose registry is built on the first such question.
    """
    from .characters import plain
    from .unit_grammar import match_unit

    stripped = plain(text.strip())
    match = match_unit(stripped, 0) if stripped else None
    if match is not None and match.end == len(stripped):
        return unit_from_parts(match.parts, match.text, match.basis)
    return None
