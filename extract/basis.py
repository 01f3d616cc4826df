"""Basis: per what a capacity, current or loading counts (per gram of sulfur, of active material, of electrode)."""

from __future__ import annotations

import re
from functools import cache

from ..ingest.vocabulary import vocabulary
from .atoms import DATA

_PER_MASS = frozenset(
    [
        "specific_capacity", "specific_current", "specific_energy", "specific_power", "specific_capacitance",
        "areal_capacity", "loading", "areal_resistance", "liquid_per_mass", "energy_density", "volumetric_capacity",
        "current_density",
    ]
)  # fmt: skip


@cache
def _codes() -> dict[str, str]:
    return {
        name: term.code
        for term in vocabulary(DATA, "bases").values()
        if term.get("of") != "ratio"
        for name in (term.code, *term.strings("synonyms"))
    }  # fmt: skip


@cache
def _phrase() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_codes(), key=len, reverse=True))
    return re.compile(
        r",? ?\(?(?:(?:calculated |normali[sz]ed |as )?(?:based on|by|with respect to|relative to"
        r"|in terms of|per|(?<=ed )to)"
        r"(?: the)?(?: (?:total |whole |overall )?(?:mass|weight|area|gram|loading)s?(?: of)?(?: the)?)?|of|per)"
        rf"(?: the)?(?: (?:whole|entire|total|overall|pure))? (?P<name>{names})"
        r"(?! (?:current|collector|foil|side|rate|density|thickness|voltage))\b"
    )


def basis_code(name: str | None) -> str | None:
    """The code of the basis that ``name`` is a word for, else ``name`` itself."""
    return None if name is None else _codes().get(name, name)


def basis_after(text: str, end: int, dimension: str | None) -> str | None:
    """The basis that the words behind a quantity name: ``… mAh g^-1 based on the mass of sulfur``."""
    if dimension not in _PER_MASS:
        return None
    match = _phrase().match(text, end)
    return None if match is None else _codes()[match["name"]]
