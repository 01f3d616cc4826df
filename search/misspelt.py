"""Misspelt: what stands behind a number and is no unit: a slip (``mScm``), or a word of the question (``garnet``)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..extract.data import extract_vocabulary
from ..extract.units import unit_of
from .analysis import material_key, tokens
from .fields import canonical_unit, field_of, numeric_name
from .meaning import class_named
from .phrased import is_filler

_CHUNK = re.compile(r"\s*(?P<word>[^\s()\"“”<>=≥≤:,;|?!]+)(?P<sign>\s*[<>=≥≤⩾⩽:])?")
_NOTHING = re.compile(r"[\W\d_]")
_PREFIXES = ("", "m", "µ", "k", "M", "n")
# Of these a plain number has one meaning only.
_PLAIN = frozenset({"", "cycles", "%"})
_VOCABULARIES = ("properties", "families", "material_roles", "operations", "condition_keys", "qualifiers", "bases")
_LITTLE = frozenset(
    """above after against all among around at before behind below beyond but during except excluding has having
    including new newest no not only onto or other over past per since sort than that then through thus toward
    towards under until up upon using via within without AND OR NOT""".split()  # noqa: SIM905 - words read better as prose
)
_NEAR = 80.0
_SHORTEST = 3


def slip_behind(text: str, at: int, dimensions: tuple[str, ...], *, strict: bool) -> tuple[int, str] | None:
    """What stands behind the number that ends at ``at`` and is neither a unit nor a word: where, and what to say.

    None where nothing stands there, or a word apart from the number. Where not ``strict`` (plain English) only what
    looks like a unit of ``dimensions`` counts as a slip; so it does where a plain number cannot be mistaken.
    """
    match = _CHUNK.match(text, at)
    if match is None or not dimensions:
        return None
    word = match["word"]
    glued = strict and match.start("word") == at
    if not glued and (match["sign"] or not any(char.isalpha() for char in word) or _is_word(word.rstrip("."))):
        return None
    near = near_unit(word, dimensions)
    canonical = canonical_unit(dimensions[0])
    if near is None and not glued and (not strict or canonical in _PLAIN):
        return None
    said = f"did you mean {near!r}?" if near else f"the unit stands behind the number ({canonical}), words behind that"
    return match.start("word"), f"no unit {word[:40]!r} is known; {said}"


@lru_cache(maxsize=1024)
def near_unit(word: str, dimensions: tuple[str, ...]) -> str | None:
    """The unit of one of ``dimensions`` whose letters ``word`` nearly has, or None."""
    from rapidfuzz import fuzz, process

    letters = _NOTHING.sub("", word)[:40]
    if len(letters) < _SHORTEST:
        return None
    known = [unit for dimension in dimensions for unit in _units(dimension)]
    for fold in (str, str.lower):
        same = [unit for unit in known if fold(_NOTHING.sub("", unit)) == fold(letters)]
        if same:
            return same[0]
    choices = {unit: found for unit in known if len(found := _NOTHING.sub("", unit)) >= _SHORTEST}
    best = process.extractOne(letters, choices, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return str(best[2]) if best else None


@cache
def _units(dimension: str) -> tuple[str, ...]:
    """The usual units of ``dimension``: the canonical one with other prefixes, and per metre."""
    canonical = canonical_unit(dimension)
    found = [canonical]
    for stem in (canonical, canonical[1:]):
        for each in (stem, stem.replace("/cm", "/m")):
            found += [prefix + each for prefix in _PREFIXES]
    known = ((each, unit_of(each)) for each in dict.fromkeys(found))
    return tuple(each for each, unit in known if unit is not None and unit.dimension == dimension)


def _is_word(word: str) -> bool:
    if word in _LITTLE or word.lower() in _LITTLE or is_filler(word) or word.startswith("-"):
        return True
    if field_of(word) or numeric_name(word) or class_named([word]) or material_key(word):
        return True
    parts = tokens(word)
    return not parts or all(part in _vocabulary_words() for part in parts)


@cache
def _vocabulary_words() -> frozenset[str]:
    """The words of which the names of the vocabularies are made."""
    found: set[str] = set()
    for vocabulary in _VOCABULARIES:
        for code, term in extract_vocabulary(vocabulary).items():
            for key in ("synonyms", "aliases", "verbs", "nouns"):
                for name in (code, *term.strings(key)):
                    found.update(part for part in tokens(name.replace("_", " ")) if len(part) > 1)
    return frozenset(found)
