"""Closed: the fields that know all their values, so that a slip in one is said instead of finding nothing."""

from __future__ import annotations

from functools import cache

from ..extract.data import extract_vocabulary
from ..extract.elements import SYMBOLS
from ..extract.paper_class import CHEMISTRIES
from ..ingest.data import ingest_vocabulary
from ..ingest.errors import QueryError
from .analysis import keyword, tokens
from .fields import names_of, nearest, numeric_name

ANY = "*"
_CODES = ("class", "section", "block", "chemistry", "paper_kind", "element", "basis", "qualifier", "origin")
# Fields whose codes have other names besides.
_NAMED = ("property", "step")
_VOCABULARIES = {"property": "properties", "step": "operations", "basis": "bases", "qualifier": "qualifiers"} | {
    "origin": "origins"
}
# How like a value must be to be meant; like another of many names are most words.
_NEAR, _NEARER = 60.0, 75.0
# So many are named where the value is near to none.
_FEW = 12


def check_value(field: str, value: str, position: int) -> None:
    """Nothing where ``field`` can have ``value``. Raises QueryError, at ``position``, where it cannot."""
    if field == "family":
        known = value == ANY or _names_family(tuple(tokens(value)))
    elif field in _NAMED:
        number = numeric_name(value)
        known = value == ANY or code_of(value) in codes_of(field) or (number is not None and number.subject == field)
    elif field in _CODES:
        known = value == ANY or code_of(value) in codes_of(field)
    else:
        return
    if not known:
        raise QueryError(f"{field} is never {value[:40]!r}{_hint(field, code_of(value))}", position)


def code_of(value: str) -> str:
    """``value`` as codes are spelt: ``Solid-State`` as ``solid_state``."""
    return keyword(value).replace("-", "_")


@cache
def codes_of(field: str) -> frozenset[str]:
    """The values that ``field`` can have, as the index spells them; empty where they are no closed list."""
    if field == "class":
        roles = extract_vocabulary("material_roles")
        return frozenset(roles) | {str(role.get("component")) for role in roles.values() if role.get("component")}
    if field == "family":
        return frozenset((*extract_vocabulary("families"), *extract_vocabulary("material_roles")))
    if field == "section":
        return frozenset(ingest_vocabulary("section_types"))
    if field == "block":
        return frozenset(ingest_vocabulary("block_kinds"))
    if field == "chemistry":
        return frozenset(CHEMISTRIES)
    if field == "paper_kind":
        return frozenset({"experimental", "computational", "review"})
    if field in _VOCABULARIES:
        return frozenset(extract_vocabulary(_VOCABULARIES[field]))
    return frozenset(map(str.lower, SYMBOLS)) if field == "element" else frozenset()


@cache
def _families() -> tuple[tuple[str, ...], ...]:
    """The names of families and roles, as tokens."""
    found: dict[tuple[str, ...], None] = {}
    for name in ("families", "material_roles"):
        for code, term in extract_vocabulary(name).items():
            found |= dict.fromkeys(tuple(tokens(each)) for each in (code, *term.strings("synonyms")))
    return tuple(found)


def _names_family(words: tuple[str, ...]) -> bool:
    width = len(words)
    return width > 0 and any(
        words == name[start : start + width] for name in _families() for start in range(len(name) - width + 1)
    )


def _hint(field: str, code: str) -> str:
    choices = sorted(codes_of(field))
    names = sorted({*choices, *(name.replace(" ", "_") for name in names_of(field))})
    near = nearest(code[:40], names, least=_NEARER if field in _NAMED else _NEAR) if len(code) > 2 else None
    if near is not None:
        return f"; did you mean {near!r}?"
    if field == "element":
        return "; write the symbol, such as Zr"
    return f"; it may be {', '.join(choices[:_FEW])}{', …' if len(choices) > _FEW else ''}"
