"""Names of families: the words that name a family of materials and nothing else: ``garnet``, ``layered oxides``."""

from __future__ import annotations

from functools import cache

from ..extract.data import extract_vocabulary
from .analysis import tokens

# Families whose names mean nothing else beside a property; `carbon`, `metal`, `polymer`, `salt` tell of much besides.
_FAMILIES = (
    "perovskite", "spinel", "layered_oxide", "olivine", "nasicon", "garnet", "halide_electrolyte", "argyrodite",
    "sulfide_electrolyte", "polyanion", "prussian_blue", "metal_sulfide", "ionic_liquid",
)  # fmt: skip
# What may stand behind the name of a family.
_FORMS = ("", "type", "structured", "structure", "structure type", "like", "based", "phase")


def family_named(text: str) -> str | None:
    """The code of the family that ``text`` is a name of, or None."""
    return _family_names().get(tuple(tokens(text)))


@cache
def _family_names() -> dict[tuple[str, ...], str]:
    """The families by their names as tokens; what only adds words to a shorter name is left to that."""
    terms = extract_vocabulary("families")
    names = {tuple(tokens(name)): code for code in _FAMILIES for name in (code, *terms[code].strings("synonyms"))}
    shortest = {
        name: code
        for name, code in names.items()
        if not any(other == code and each != name and _within(each, name) for each, other in names.items())
    }
    return {(*name, *tokens(form)): code for name, code in shortest.items() for form in _FORMS}


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))
