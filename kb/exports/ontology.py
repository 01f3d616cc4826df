"""Ontology: which term of EMMO and QUDT stands for a property, a quantity kind or a unit; what has none stays named.

EMMO classes are those of the domain ontologies electrochemistry and battery (BattINFO), QUDT terms those of 3.1. A
property's class holds for values in the property's own canonical unit: a capacity in mAh is no specific capacity.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ...extract.data import extract_vocabulary
from ...extract.units import unit_of
from ..data import kb_vocabulary

PREFIXES = {
    "emmo": "https://w3id.org/emmo#",
    "electrochemistry": "https://w3id.org/emmo/domain/electrochemistry#",
    "qudt": "http://qudt.org/schema/qudt/",
    "unit": "http://qudt.org/vocab/unit/",
    "quantitykind": "http://qudt.org/vocab/quantitykind/",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    # Terms that no ontology named here has. A URN says what it is and leads nowhere.
    "voltext": "urn:voltext:term:",
}


@dataclass(frozen=True, slots=True)
class UnitTerm:
    """A QUDT unit, and by what a canonical value of voltext is multiplied to be in it."""

    unit: str
    factor: float = 1.0


def class_of(property: str, unit: str) -> str | None:
    """The EMMO class of values of ``property`` in the canonical ``unit``, or of what it specialises; None without."""
    term = extract_vocabulary("properties").get(property)
    if term is None or _canonical(unit) != _canonical(str(term.get("unit", ""))):
        return None
    iri = term.get("iri")
    if iri is not None and str(iri).startswith("http"):
        return str(iri)
    broader = term.get("broader")
    return class_of(str(broader), unit) if broader else None


def kind_of(unit: str) -> str | None:
    """The QUDT quantity kind of a canonical ``unit``, with its prefix."""
    dimension = _dimensions().get(unit)
    iri = extract_vocabulary("dimensions")[dimension].get("iri") if dimension is not None else None
    return str(iri) if iri is not None else None


def unit_term(unit: str) -> UnitTerm | None:
    """The QUDT unit of a canonical ``unit``."""
    dimension = _dimensions().get(unit)
    term = kb_vocabulary("ontology").get(dimension) if dimension is not None else None
    return UnitTerm(str(term.get("unit")), float(term.get("factor", 1.0))) if term is not None else None


def thing(group: str, code: str) -> str | None:
    """The EMMO term of a part of a cell (``component``), a step (``operation``) or a ``cell``; None without."""
    term = kb_vocabulary("things").get(f"{group}.{code}")
    return str(term.get("iri")) if term is not None else None


@cache
def _dimensions() -> dict[str, str]:
    """The dimension of each canonical unit; of several with one unit the first."""
    found: dict[str, str] = {}
    for code, term in extract_vocabulary("dimensions").items():
        found.setdefault(str(term.get("canonical")), code)
    return found


def _canonical(text: str) -> str:
    unit = unit_of(text) if text else None
    return unit.canonical if unit is not None else text
