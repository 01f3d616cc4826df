"""Classes: as what of a cell the material of a record serves, so that questions can ask for *solid electrolytes*.

What is looked at, in this order, until one says something: the roles of the record's material and of its sample, or
those that the dictionary knows for parts of its name (``LLZTO-50``), and the part that it plays in a cell of the paper;
what is measured (an ionic conductivity is that of an electrolyte, of a solid one unless its name holds a solvent); the
one class that its sentence names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from ..extract.data import extract_vocabulary
from ..extract.dictionary import dictionary
from ..extract.extraction import Extraction, MaterialRef, Record

ELECTROLYTE, SOLID = "electrolyte", "solid_electrolyte"
_PARTS = ("cathode", "anode", ELECTROLYTE, "separator")
_SOLIDS = frozenset({SOLID, "polymer_electrolyte"})
# The classes that a name asks for; a record of any of them is meant.
NAMES: dict[str, frozenset[str]] = {
    **dict.fromkeys(("cathode", "cathode material", "cathode active material", "positive electrode",
                     "positive electrode material"), frozenset({"cathode"})),
    **dict.fromkeys(("anode", "anode material", "anode active material", "negative electrode",
                     "negative electrode material"), frozenset({"anode"})),
    **dict.fromkeys(("electrolyte", "electrolyte material"), frozenset({ELECTROLYTE})),
    **dict.fromkeys(("solid electrolyte", "solid state electrolyte", "solid electrolyte material",
                     "solid ion conductor", "solid ionic conductor"), _SOLIDS),
    **dict.fromkeys(("ceramic electrolyte", "inorganic electrolyte", "inorganic solid electrolyte"),
                    frozenset({SOLID})),
    **dict.fromkeys(("polymer electrolyte", "solid polymer electrolyte"), frozenset({"polymer_electrolyte"})),
    "separator": frozenset({"separator"}),
}  # fmt: skip
_OF_ELECTROLYTES = frozenset({"ionic_conductivity", "transference_number"})
_LIQUIDS = frozenset({"solvent", "salt", "additive", "ionic_liquid"})
_NAMED = re.compile(
    r"\b(?:(?P<cathode>cathode|positive electrode)|(?P<anode>anode|negative electrode)|"
    r"(?P<electrolyte>electrolyte)|(?P<separator>separator))s?\b",
    re.IGNORECASE,
)
MAX_NAME = 200


class Classes:
    """The classes of the records of one paper: codes of roles and, for each, the part of a cell."""

    def __init__(self, extraction: Extraction) -> None:
        self._samples = {sample.id: sample for sample in extraction.samples}
        self._parts: dict[str, set[str]] = {}
        for cell in extraction.cells:
            for component in cell.components:
                if component.role in _PARTS:
                    for key in filter(None, (component.sample, component.name.lower())):
                        self._parts.setdefault(key, set()).add(component.role)

    def of(self, record: Record) -> tuple[str, ...]:
        """The classes of ``record``, sorted; empty where nothing tells."""
        sample = self._samples.get(record.sample or "")
        materials = [record.material, *([sample.material] if sample else [])]
        found = {code for role in _roles(materials) for code in _classes_of(role)}
        for key in filter(None, (record.sample, record.material.name.lower())):
            found |= self._parts.get(key, set())
        if not found & set(_PARTS) and record.property in _OF_ELECTROLYTES:
            found.add(ELECTROLYTE)
            if not _is_liquid(record):
                found.add(SOLID)
        if not found & set(_PARTS):
            found |= _named_by(record)
        return tuple(sorted(found))


def _roles(materials: list[MaterialRef]) -> Iterator[str]:
    told = [material.role for material in materials if material.role]
    if told:
        yield from told
        return
    for material in materials:
        yield from _known_roles(material.name[:MAX_NAME])


@lru_cache(maxsize=16_384)
def _known_roles(name: str) -> tuple[str, ...]:
    """The role of what ``name`` calls; of a name with more in it (``Al-NMC``) that of the one part that has a class."""
    whole = dictionary().lookup(name)
    if whole is not None:
        return (whole.role,) if whole.role else ()
    roles = dict.fromkeys(hit.entry.role for hit in dictionary().find(name) if hit.entry.role)
    parts = tuple(role for role in roles if set(_classes_of(role)) & set(_PARTS))
    return parts if len(parts) == 1 and parts[0] not in _LIQUIDS else ()


@cache
def _classes_of(role: str) -> tuple[str, ...]:
    terms = extract_vocabulary("material_roles")
    part = terms[role].get("component") if role in terms else None
    return (role, str(part)) if part in _PARTS else (role,)


def _is_liquid(record: Record) -> bool:
    """Whether its name holds a solvent, or it was soaked: an electrolyte stands among its conditions."""
    hits = dictionary().find(record.material.name[:MAX_NAME])
    return "electrolyte" in record.conditions or any(hit.entry.role in _LIQUIDS for hit in hits)


def _named_by(record: Record) -> set[str]:
    found = {match.lastgroup for each in record.evidence for match in _NAMED.finditer(each.text)}
    return {str(name) for name in found} if len(found) == 1 else set()
