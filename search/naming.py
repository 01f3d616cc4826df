"""Naming: by which names, keys and words a material and a property are found."""

from __future__ import annotations

from functools import cache

from ..extract.data import extract_vocabulary
from ..extract.dictionary import dictionary
from ..extract.elements import elements_of
from ..extract.extraction import MaterialRef
from .analysis import composition_key, material_key, token_text

# Longer names are no names.
MAX_NAME = 200


def material_keys(material: MaterialRef) -> tuple[str, ...]:
    """The keys under which a material is found: that of its name, and that of its composition."""
    keys = [material_key(material.name)]
    # An element has many forms with names of their own: graphite is not found as hard carbon.
    if material.composition and (keys == [None] or len(elements_of(material.composition)) > 1):
        keys.append(composition_key(material.composition))
    return tuple(dict.fromkeys(key for key in keys if key))


def shown_material(material: MaterialRef) -> str:
    """The name under which answers are counted and grouped: the dictionary's or the composition, else the paper's.

    Empty where the record names no material.
    """
    key = material_key(material.name)
    # What the paper's words say goes before what a name's letters spell: HCN may be a label.
    if material.composition and (key is None or dictionary().lookup(material.name) is None):
        return material.composition
    return key[1:].replace("_", " ") if key else material.name


def with_key(name: str) -> str:
    """The tokens of ``name`` and its material key, as a text."""
    key = material_key(name)
    return token_text(name) + (f" {key}" if key else "")


def material_text(*materials: MaterialRef | None) -> str:
    """The tokens of names and compositions."""
    return token_text(*(text for material in materials if material for text in (material.name, material.composition)))


def family_text(*materials: MaterialRef | None) -> str:
    """The tokens of families and roles, and of all words for them."""
    codes: list[str] = []
    for material in materials:
        if material is not None:
            known = dictionary().lookup(material.name) if len(material.name) < MAX_NAME else None
            codes += [material.family or "", material.role or ""]
            codes += [known.family or "", known.role or ""] if known is not None else []
    codes = [code for code in codes if code]
    return " ".join(map(_code_text, dict.fromkeys(codes)))


@cache
def _code_text(code: str) -> str:
    return token_text(code, *_synonyms("families", code), *_synonyms("material_roles", code))


def _synonyms(vocabulary: str, code: str) -> tuple[str, ...]:
    terms = extract_vocabulary(vocabulary)
    return terms[code].strings("synonyms") if code in terms else ()


@cache
def property_text(code: str) -> str:
    """The tokens of a property and of all words for it."""
    terms = extract_vocabulary("properties")
    return token_text(code, *terms[code].strings("aliases")) if code in terms else token_text(code)


def elements_in(*materials: MaterialRef | None) -> tuple[str, ...]:
    """The elements of the compositions, as the index spells them."""
    compositions = (material.composition for material in materials if material and material.composition)
    return tuple(dict.fromkeys(symbol.lower() for text in compositions for symbol in elements_of(text)))
