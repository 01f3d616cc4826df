"""Facets: which solvents, salts, electrodes, binders and separators the cells of a paper are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from ...extract.dictionary import Entry, dictionary
from ...extract.extraction import Cell, Item, MaterialRef
from ...extract.families import family_of
from ...extract.materials import materials_in
from ...extract.paper_class import CONDUCTORS
from ...ingest.document import Block, Header
from ...kb.identity import plain_name
from ..data import insight_vocabulary
from ..topics import topics_of

# The facets that shares are counted of, in the order of the help page, and what a bar of theirs is.
FACETS = {
    "solvent": "electrolyte solvents",
    "solvent_class": "classes of electrolyte solvents",
    "salt": "electrolyte salts",
    "cathode_family": "families of cathode materials",
    "anode_family": "families of anode materials",
    "binder": "binders",
    "separator": "separators",
    "chemistry": "chemistries",
    "topic": "topics of abstract and conclusions",
}
OTHER = "other"
_NAMED_BY_ITEM = {"electrolyte_solvent": "solvent", "electrolyte_salt": "salt", "binder": "binder"}
_NO_NAME = frozenset({"ratio", "amount"})
_MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Paper:
    """What the shares need of a paper, its text among it."""

    document: Header
    blocks: tuple[Block, ...] = ()
    cells: tuple[Cell, ...] = ()
    items: tuple[Item, ...] = ()


def facet_of(paper: Paper, facet: str) -> frozenset[str]:
    """The names that ``paper`` has under ``facet``, a code of ``FACETS``; empty where it names none."""
    if facet == "topic":
        return topics_of(paper.blocks)
    if facet == "chemistry":
        known = paper.document.paper_class
        return frozenset(known.chemistry if known else ())
    if facet == "solvent_class":
        return frozenset(solvent_class(name) for name in facet_of(paper, "solvent"))
    if facet == "separator":
        return frozenset(
            name.split(" ")[0] if name.startswith("Celgard") else name
            for name in map(common_name, chain(_parts(paper, "separator"), _values(paper, "separator")))
        ) - {""}
    if facet in ("cathode_family", "anode_family"):
        return frozenset(_electrodes(paper, facet.removesuffix("_family")))
    item = next(key for key, value in _NAMED_BY_ITEM.items() if value == facet)
    return frozenset(map(common_name, _values(paper, item))) - {""}


def _values(paper: Paper, key: str) -> Iterable[str]:
    for item in paper.items:
        if item.key == key:
            for value in item.values:
                if isinstance(value.value, str) and value.aspect not in _NO_NAME:
                    yield value.value


def _parts(paper: Paper, role: str) -> Iterable[str]:
    return (part.name for cell in paper.cells for part in cell.components if part.role == role)


def _electrodes(paper: Paper, side: str) -> Iterable[str]:
    """The families of the electrodes of one ``side``; materials whose side is not said count by their usual one.

    A solid electrolyte mixed into an electrode is none.
    """
    return (family for family in _all_electrodes(paper, side) if family not in CONDUCTORS)


def _all_electrodes(paper: Paper, side: str) -> Iterable[str]:
    for name in _parts(paper, side):
        yield material_family(name, None) or OTHER
    for item in paper.items:
        if item.key != "active_material":
            continue
        for value in item.values:
            if not isinstance(value.value, str):
                continue
            component, known = value.component or "", _entry(value.value)
            usual = (known.role if known else None) == f"{side}_active"
            if component.startswith(side) or (usual and component in ("", "electrode")):
                yield material_family(value.value, None) or OTHER


@lru_cache(maxsize=20_000)
def _entry(name: str) -> Entry | None:
    """The entry of the dictionary that ``name`` spells, alone or with its abbreviation or its maker in brackets."""
    if len(name) > _MAX_NAME:
        return None
    return dictionary().lookup(name) or dictionary().lookup(name.split(" (")[0])


@lru_cache(maxsize=20_000)
def common_name(name: str) -> str:
    """The name under which papers' spellings of one material agree: the dictionary's, else the paper's own.

    Where a phrase holds one material that the dictionary knows (``a glass fibre filter of one maker``), it is that one.
    """
    entry = _entry(name)
    if entry is not None:
        return entry.name
    found = {hit.entry.name for hit in dictionary().find(name[:_MAX_NAME])}
    return found.pop() if len(found) == 1 else plain_name(name[:_MAX_NAME].split(" (")[0])


@lru_cache(maxsize=20_000)
def material_family(name: str, composition: str | None) -> str | None:
    """The code of the family of a material, by the dictionary or its composition, or None."""
    entry = _entry(name)
    if entry is not None and entry.family:
        return entry.family
    if composition is None and len(name) <= _MAX_NAME:
        found = materials_in(name)
        composition = next((mention.composition for mention in found if mention.composition), None)
    return family_of(composition) if composition else None


def family_of_record(material: MaterialRef) -> str | None:
    """The family of the material of a record, as it was extracted or as its name and composition tell."""
    return material.family or (material_family(material.name, material.composition) if material.name else None)


def is_known(material: MaterialRef) -> bool:
    """Whether a material is one beyond its paper: by its composition or as an entry of the dictionary."""
    return material.composition is not None or _entry(material.name) is not None


@cache
def _solvent_classes() -> tuple[tuple[str, frozenset[str], frozenset[str], tuple[str, ...]], ...]:
    return tuple(
        (code, frozenset(term.strings("members")), frozenset(term.strings("families")), term.strings("words"))
        for code, term in insight_vocabulary("solvent_classes").items()
    )


@lru_cache(maxsize=20_000)
def solvent_class(name: str) -> str:
    """The class of the solvent ``name``, a code of ``data/solvent_classes.yaml``, or ``other``."""
    entry = _entry(name)
    for code, members, families, _ in _solvent_classes():
        if entry is not None and (entry.name in members or entry.family in families):
            return code
    plain = plain_name(name)
    return next((code for code, _, _, words in _solvent_classes() if any(word in plain for word in words)), OTHER)
