"""Meaning: what neighbouring free words name together: a material, a property, a chemistry, a class."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ..extract.dictionary import dictionary
from ..kb.classes import NAMES
from .analysis import material_key, tokens
from .entry import WORDS
from .fields import numeric_name
from .plan import Token

LONGEST_NAME = 4
_ACTIVE = frozenset({"cathode_active", "anode_active", "solid_electrolyte"})
_MATERIAL, _PROPERTY, _CHEMISTRY = 4.0, 2.5, 1.0

# Chemistries by the words that name them, as tokens.
_CHEMISTRIES = {
    "li ion": "li_ion", "lithium ion": "li_ion", "lib": "li_ion", "li metal": "li_metal", "lithium metal": "li_metal",
    "li s": "li_s", "lithium sulfur": "li_s", "lithium sulphur": "li_s", "li air": "li_air", "lithium air": "li_air",
    "li o2": "li_air", "lithium oxygen": "li_air", "na ion": "na_ion", "sodium ion": "na_ion", "na air": "na_air",
    "sodium air": "na_air", "k ion": "k_ion", "potassium ion": "k_ion", "mg ion": "mg", "magnesium ion": "mg",
    "magnesium battery": "mg", "zn ion": "zn", "zinc ion": "zn", "zinc air": "zn", "solid state": "solid_state",
    "all solid state": "solid_state", "redox flow": "flow", "flow battery": "flow", "lead acid": "lead_acid",
}  # fmt: skip


def meaning(words: Sequence[str], field: str) -> list[Token]:
    """What ``words`` name as a whole; empty where nothing. Passages know materials only; keys stand in ``field``."""
    text = " ".join(words)
    key = material_key(text) if len(words) > 1 else None
    if key is not None:
        return [Token(field, key, _MATERIAL)]
    if field != WORDS["record"]:
        return []
    chemistry = _CHEMISTRIES.get(" ".join(tokens(text)))
    if chemistry is not None:
        return [Token("chemistry", chemistry, _CHEMISTRY)]
    number = numeric_name(text)
    if number is not None and number.subject == "property":
        return [Token("property", code, _PROPERTY) for code in number.codes]
    return []


def names_material(text: str) -> bool:
    """Whether ``text`` is a formula, an abbreviation or the chemical name (``lithium iron phosphate``) of a material.

    Other plain words (``carbon``, ``silicon``) tell of much else, and so do the names of what is added or coated.
    """
    if not text.islower():
        return material_key(text) is not None
    entry = dictionary().lookup(text) if " " in text else None
    return entry is not None and entry.role in _ACTIVE and material_key(text) == f"={entry.composition}"


def class_named(words: Sequence[str]) -> tuple[str, ...]:
    """The classes that ``words`` ask for as a whole (``solid electrolytes``); empty where they name none."""
    return _class_names().get(" ".join(tokens(" ".join(words))), ())


@cache
def _class_names() -> dict[str, tuple[str, ...]]:
    return {" ".join(tokens(name)): tuple(sorted(codes)) for name, codes in NAMES.items()}
