"""Unit: what a unit of measurement means, in which dimension, and how its values become canonical."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from ..ingest.errors import VocabularyError
from ..ingest.vocabulary import vocabulary
from .atoms import DATA, Vector, as_vector
from .characters import plain, with_carets
from .unit_grammar import Parts, match_potential, match_unit


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


RATIO = "ratio"


def normalise_value(value: float, unit: Unit) -> float:
    """``value`` in the canonical unit of ``unit``, rounded to 12 significant digits."""
    return float(f"{value * unit.factor + unit.offset:.12g}")


@dataclass(frozen=True, slots=True)
class _Dimension:
    code: str
    canonical: str
    factor: float
    offset: float
    when: frozenset[str]
    at_most: int


@cache
def _dimensions() -> Mapping[Vector, tuple[_Dimension, ...]]:
    found: dict[Vector, tuple[_Dimension, ...]] = {}
    for term in vocabulary(DATA, "dimensions").values():
        canonical = str(term.get("canonical", ""))
        if term.code == RATIO:
            continue
        match = match_unit(canonical, 0)
        if match is None or match.end != len(canonical):
            raise VocabularyError(f"dimensions.yaml: {term.code}: unknown canonical unit {canonical!r}")
        factor, vector, offset = product(match.parts)
        entry = _Dimension(
            term.code, canonical, factor, offset or 0.0, frozenset(term.strings("when")), int(term.get("at_most") or 9)
        )
        found[vector] = (*found.get(vector, ()), entry)
    return MappingProxyType(found)


def convert(value: float, unit: Unit, to: Unit) -> float:
    """``value`` of ``unit`` in ``to``, a unit of the same dimension, rounded to 12 significant digits."""
    if (unit.factor, unit.offset) == (to.factor, to.offset):
        return value
    return float(f"{(value * unit.factor + unit.offset - to.offset) / to.factor:.12g}")


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
    entries = _dimensions().get(vector, ())
    if not entries and len(parts) > 1:
        # "mA h cm3": with the minus signs that a font lost it may mean something.
        mended = (parts[0], *((atom, -abs(power)) for atom, power in parts[1:]))
        mended_factor, vector, _ = product(mended)
        entries = _dimensions().get(vector, ())
        factor = mended_factor if entries else factor
    for entry in entries:
        if len(parts) <= entry.at_most and (not entry.when or entry.when & codes):
            shift = (offset or 0.0) - entry.offset if offset is not None else 0.0
            return Unit(text, entry.code, entry.canonical, float(f"{factor / entry.factor:.12g}"), shift, basis)
    return Unit(text, None, _spelled(parts), 1.0, 0.0, basis)


def _spelled(parts: Parts) -> str:
    """A product in one spelling (``g m^-2 d^-1``), whatever separators the text has."""
    return " ".join(atom.notation if power == 1 else f"{atom.notation}^{power:g}" for atom, power in parts)


@lru_cache(maxsize=4096)
def unit_of(text: str) -> Unit | None:
    """The unit that the whole of ``text`` names, in any notation that papers use; None where it names none.

    ``V (vs. Li/Li^+)`` is a voltage, ``ratio 8:1:1`` the unit of a composition.
    """
    stripped = plain(with_carets(text.strip()))
    if stripped.startswith(RATIO):
        return Unit(stripped, RATIO, RATIO, 1.0)
    match = match_unit(stripped, 0) if stripped else None
    if match is None:
        return None
    unit = unit_from_parts(match.parts, match.text, match.basis)
    if match.end == len(stripped):
        return unit
    if unit.dimension == "voltage" and match_potential(stripped, match.end) == len(stripped):
        return Unit(stripped, unit.dimension, unit.canonical, unit.factor, unit.offset)
    return None
