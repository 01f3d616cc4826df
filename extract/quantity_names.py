"""Quantity names: what a value of no listed property is called, from the words of a sentence or a heading."""

from __future__ import annotations

import re
from functools import lru_cache

from .data import extract_vocabulary
from .header_units import split_rows
from .headers import Meaning
from .properties import OTHER, find_properties

_EXPANSION = "coefficient of thermal expansion"
# Symbols of the property vocabulary, which mean the same in every paper.
_SYMBOLS = {
    "CCD": "critical current density",
    "CTE": _EXPANSION,
    "Tg": "glass transition temperature",
    "Tm": "melting temperature",
    "Vp": "pore volume",
    "Vpore": "pore volume",
    "ID/IG": "ID/IG ratio",
    "I_D/I_G": "ID/IG ratio",
    "WCA": "water contact angle",
    "UTS": "ultimate tensile strength",
    "IEC": "ion exchange capacity",
}
_WORDS = extract_vocabulary("quantity_words")
_PERSONS = {name.lower(): name for name in _WORDS["persons"].strings("words")}
# What ends the name of a quantity, or stands before `of`; what alone says nothing.
_NOUNS, _NO_NAMES = (frozenset(_WORDS[code].strings("words")) for code in ("nouns", "empty"))
_SINGULAR_TOO = frozenset({"gas", "glass", "stress", "loss", "mass", "bias", "modulus", "process", "radius", "locus"})
_IRREGULAR = {"moduli": "modulus", "radii": "radius", "indices": "index", "analyses": "analysis", "axes": "axis"}
_SPELT = {f"{way}thermal expansion coefficient{s}": _EXPANSION for s in ("", "s") for way in ("", "linear ")}
# What a name is followed by and does not hold: under which conditions, of what, by which method.
_TAIL = re.compile(
    r"\s?(?:@|,|;|:|=|\b(?:at|after|before|under|over|during|for|from|between|with|measured|determined|obtained"
    r"|calculated|estimated|by|via|using|per|versus|vs\.?|in)\b(?! (?:area|volume|thickness|length|weight|mass)\b)).*$",
    re.DOTALL,
)
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*(?:[)\]]|$)")
_HEAD_WORDS = re.compile(
    r"^(?:(?:the|an?|its|their|and|with|as|average|mean|avg\.?|measured|reported|values? of)\s+)+", re.IGNORECASE
)
# `[P4444]Cl + CH3COOH`, `225 °C`: of what and at what stands behind the unit in some headings.
_OF_WHAT = re.compile(r"\s?\[\w+\]\w*(?:\s?\+.*)?$|\s\d[\d.,]*(?:\s?(?:°C|K|C|V|h|%))?$")
_MARK = re.compile(r"\^[a-e]\)")
_UNOPENED = re.compile(r"^([^()]*)\)")
# `tensile strength Rm`: the symbol behind its words.
_AND_SYMBOL = re.compile(r" [A-Z][A-Za-z]{0,2}$")
_NUMBERING = re.compile(r"^(?:Table|Tab\.) ?S?\d+[.:]? ?", re.IGNORECASE)
_POWER = re.compile(r"10\^")
_SUBSCRIPTED = re.compile(
    r"[A-Z](?:max|min|opt|eq|tot|ads|des|ox|red|corr|lim|onset|peak|end|dil|calc|exp|app?|avg|rev|irr|th)\d?"
)
_CTE_OF = re.compile(r"CTE[A-Za-z-]{1,8}\.?")
_NOTE = re.compile(r"(?<=[a-z)])(?:\s?[*†‡§]|(?:\s|\^)[a-e]|\^\d)$")
# `melting point` and `melts at` are of one name; a yield point or a flash point is no temperature of a change.
_CHANGE = re.compile(
    r"\b(melting|boiling|freezing|softening|solidification|decomposition|crystalli[sz]ation"
    r"|glass[- ]transition) point\b"
)
_LETTERS = re.compile(r"[^\W\d_]{2}|^[^\W\d_]")
_VALUES = re.compile(r"(?<=[a-z]) values?$")
_LONGEST = 60
# The width, the diameter and the size of a pore are one.
_SAME = {"diameter": "size", "width": "size", "average": "", "mean": "", "of": "", "value": "", "point": "temperature"}
_SHOUTED = re.compile(r"[A-Z]{7,}")
_TITLE = frozenset({"Of", "To", "At", "In", "The", "And", "Pre", "Gas", "Net", "Per", "Gap", "Pore", "Ion", "Top"})


def named_in_prose(words: str) -> str | None:
    """The quantity that ``words`` of a sentence name, as records write it, or None where they name nothing.

    *Dielectric constants* is *dielectric constant*.
    """
    return _normal(words)


# The cells of a column share its name.
@lru_cache(maxsize=1024)
def named_by_column(column: Meaning, caption: str = "", place: int = 0, *, alone: bool = False) -> str | None:
    """The quantity that a heading names, without its unit, what it was measured at and the group above it.

    Where that says nothing, what ``caption`` names. ``place`` is that of the value among several of a cell, which the
    heading names with strokes between (``CE/VE/EE``). Of a column that is ``alone`` the caption explains the symbol.
    """
    header = column.header
    if column.group and column.group != header and header.startswith(column.group):
        header = header[len(column.group) :].strip()
    parts = re.split(r" ?/ ?", split_rows([header])[0]) if column.also else []
    if 0 <= place < len(parts):
        return _of_heading(parts[place], column.unit)
    named = _of_heading(header, column.unit) or (_of_heading(column.group, column.unit) if column.group else None)
    if named is not None and is_symbol(named) and column.told:
        told = _of_heading(column.told, None)
        return told if told is not None and is_quantity(told) else named
    if alone and (named is None or is_symbol(named)):
        head = _of_heading(_NUMBERING.sub("", caption.partition(". ")[2] or caption), None)
        named = head if head is not None and is_quantity(head) else named
    return named or named_in_caption(caption)


def named_in_caption(caption: str) -> str | None:
    """The first quantity outside the list of properties that a caption names."""
    return next((_normal(m.text) for m in find_properties(caption) if m.code == OTHER), None)


def _of_heading(header: str, unit: str | None) -> str | None:
    """The name within a heading, or the words that a paper gives for one."""
    words = _OF_WHAT.sub("", split_rows([_UNOPENED.sub(r"\1", _MARK.sub("", header)).strip()])[0])
    bare = _BRACKET.sub(" ", words).strip()
    parts = [_TAIL.sub("", part).strip() for part in re.split(r"[,;]\s", bare)]
    best = next((part for part in parts if part and is_quantity(_AND_SYMBOL.sub("", part))), parts[0])
    named = _normal(_AND_SYMBOL.sub("", best) if is_quantity(_AND_SYMBOL.sub("", best)) else best) or _normal(words)
    return None if named is None or named == unit or named.lower() in _NO_NAMES or _POWER.search(words) else named


def is_quantity(words: str) -> bool:
    """Whether ``words`` are the name of a quantity, as far as its noun tells: ``yield point``, ``angle of entry``."""
    head = re.split(r" of | in | to ", words, maxsplit=1)[0].split()
    return bool(head) and _one(head[-1].lower()) in _NOUNS and not re.search(r"\d", words)


def is_symbol(name: str) -> bool:
    """Whether a name is letters that stand for something rather than words (``χc``, ``YS``)."""
    return not any(len(word) > 3 and word.islower() for word in re.split(r"[\s/-]", name))


def agree(one: str | None, other: str | None) -> bool:
    """Whether two names may be of one quantity: one says no more than the other, or says nothing in words."""
    if one is None or other is None or one == other or is_symbol(one) or is_symbol(other):
        return True
    first, second = _kinds(one), _kinds(other)
    return first <= second or second <= first


def fuller(one: str | None, other: str | None) -> str | None:
    """Of two names that agree the one that says more."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda name: (not is_symbol(name), len(name)))


def _kinds(name: str) -> frozenset[str]:
    return frozenset(_SAME.get(word, word) for word in name.replace("-", " ").split()) - {""}


@lru_cache(maxsize=4096)
def _normal(words: str) -> str | None:
    words = " ".join(words.replace("‐", "-").replace("‑", "-").replace("−", "-").split()).strip(" .,;:/-–=()[]·×")
    words = _HEAD_WORDS.sub("", words)
    known = _SYMBOLS.get(words) or _SPELT.get(words.lower()) or (_EXPANSION if _CTE_OF.fullmatch(words) else None)
    if known is not None:
        return known
    words = _NOTE.sub("", words).strip(" .,;:/-–")
    if " " in words.strip() and words.split(" ")[0].lower() not in _PERSONS:
        words = _VALUES.sub("", words)
    if not words or len(words) > _LONGEST or _LETTERS.search(words) is None:
        return None
    named = [_small(word) for word in words.split(" ")]
    place = next((i for i, word in enumerate(named) if word in ("of", "to", "at") and i), len(named)) - 1
    named[place] = _one(named[place])
    return _CHANGE.sub(r"\1 temperature", " ".join(named))


def _small(word: str) -> str:
    """``word`` in small letters, unless it is a symbol, an acronym, a formula or somebody's name."""
    bare = word.lower().replace("’", "'")
    if bare in _PERSONS:
        return _PERSONS[bare]
    parts = re.split(r"([-/])", word)
    if len(parts) > 1:
        return "".join(part if part in "-/" else _small(part) for part in parts)
    if _SUBSCRIPTED.fullmatch(word):
        return word
    if len(word) > 3 and word.isalpha() and word.isascii() and (word.istitle() or _SHOUTED.fullmatch(word)):
        return word.lower()
    return word.lower() if word in _TITLE else word


def _one(word: str) -> str:
    """``word`` in the singular, where it is a plain word."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _SINGULAR_TOO or len(word) < 4 or not word.islower() or word.endswith(("ss", "us", "is", "'s")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word.removesuffix("s")
