"""Naming: by which names, keys and words a material and a property are found."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from ..extract.analysis import MaterialMention
from ..extract.data import extract_vocabulary
from ..extract.dictionary import dictionary
from ..extract.elements import elements_of
from ..extract.extraction import MaterialRef
from ..extract.spotting import spot
from .analysis import composition_key, material_key, token_text, tokens
from .family_names import family_named

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
    """The tokens of families and roles, and of all words for them; a family counts for the broader one, too."""
    codes: list[str] = []
    for material in materials:
        if material is not None:
            name = material.name if len(material.name) < MAX_NAME else ""
            codes += [material.family or "", material.role or "", *_families_in(name)]
            for known in (dictionary().lookup(name), _one_named(name)):
                codes += [known.family or "", known.role or ""] if known is not None else []
    codes += [_broader(code) for code in codes]
    return " ".join(map(_code_text, dict.fromkeys(filter(None, codes))))


@lru_cache(maxsize=16_384)
def _named_in(name: str) -> tuple[MaterialMention, ...]:
    """The materials that stand in ``name``."""
    return tuple(spot(name))


def _one_named(name: str) -> MaterialMention | None:
    """The one material that stands in ``name`` with more around it (``LLZTO-50``); None of several.

    A carbon beside it (``LiFePO4/graphene``) helps it and is not what the name is about.
    """
    named = _named_in(name)
    others = [each for each in named if each.family != "carbon"] or named
    return others[0] if len(others) == 1 else None


@lru_cache(maxsize=16_384)
def _families_in(name: str) -> tuple[str, ...]:
    """The families that ``name`` says: ``garnet pellet``."""
    said = tokens(name)
    runs = (" ".join(said[start : start + width]) for width in (1, 2, 3) for start in range(len(said) - width + 1))
    return tuple(dict.fromkeys(code for run in runs if (code := family_named(run))))


@cache
def _broader(code: str) -> str:
    terms = extract_vocabulary("families")
    return str(terms[code].get("broader", "")) if code in terms else ""


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


def elements_in(*materials: MaterialRef | None, told: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The elements of the materials, as the index spells them.

    Where one has no composition, those of the compositions that its name is made of (``PEO/LLZTO``), or that the paper
    ``told`` of it: what a name in small letters stands for.
    """
    found: dict[str, None] = {}
    for material in materials:
        if material is None:
            continue
        if material.composition:
            found |= dict.fromkeys(elements_of(material.composition))
        elif len(material.name) < MAX_NAME:
            for name in (material.name, (told or {}).get(material.name.lower(), "")):
                found |= dict.fromkeys(_elements_named(name))
    return tuple(dict.fromkeys(map(str.lower, found)))


@lru_cache(maxsize=16_384)
def _elements_named(name: str) -> tuple[str, ...]:
    """The elements of the materials that stand in ``name``."""
    found: dict[str, None] = {}
    for each in _named_in(name):
        varying = extract_vocabulary("materials").get(each.name)
        found |= dict.fromkeys(elements_of(each.composition) if each.composition else ())
        found |= dict.fromkeys(varying.strings("elements") if varying is not None else ())
    return tuple(found)
