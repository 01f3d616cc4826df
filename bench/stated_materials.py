"""Materials of a case of ``formulas.jsonl``: entries of a list, an acronym behind a formula, dopants before a host.

The cases are whole entries of reagent lists; the rules find materials in running text instead and read each with the
same parser and dictionary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from voltext.extract.chemical_names import ELEMENT_NAMES, formula_of_name
from voltext.extract.dictionary import dictionary
from voltext.extract.formula import Formula, parse_formula
from voltext.extract.shorthand import expand

_ACRONYM = re.compile(r"^(?P<formula>\S+)\s+\((?P<name>[A-Z][A-Za-z\-]+)\)$")
_DOPED = re.compile(r"^(?P<dopants>[A-Z][a-z]?(?:[,/ ]+(?:and )?[A-Z][a-z]?)*)[-\s](?:co-?)?doped\s+(?P<host>.+)$")
_LIST = re.compile(r"^(?P<first>.+?),?\s+and\s+(?P<last>.+)$")
_PURITY = re.compile(r"[\s(,;>≥~]+9\d(?:\.\d+)?\s*%?.*$")
_METALS = re.compile(r"^(?P<name>[a-z]+)\s+metals?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadMaterial:
    """A material read from a string: its name, its formula (one of them at least), and the dopants named before it."""

    name: str
    formula: Formula | None
    dopants: tuple[str, ...] = ()


def read_materials(text: str) -> list[ReadMaterial]:
    """The materials that ``text`` (a label, a table cell, an entry of a list) consists of; empty where it has none."""
    clean = " ".join(text.split())
    one = _read_one(clean)
    if one is None and (match := _LIST.match(clean)):
        words = match["last"].split()
        names = [*re.split(r",\s*", match["first"]), words[0]]
        shared = words[-1]
        parts = [name if len(name.split()) > 1 else f"{name} {shared}" for name in names[:-1]] + [match["last"]]
        found = [_read_one(_singular(part)) for part in parts]
        return [material for material in found if material is not None]
    return [one] if one else []


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


def _read_one(text: str) -> ReadMaterial | None:
    if match := _ACRONYM.match(text):
        formula = _formula(match["formula"])
        if formula:
            return ReadMaterial(match["name"], formula)
    if formula := _formula(text):
        return ReadMaterial("", formula)
    if match := _DOPED.match(text):
        host = _read_one(match["host"])
        if host is not None:
            dopants = tuple(re.findall(r"[A-Z][a-z]?", match["dopants"]))
            return ReadMaterial(text, host.formula, dopants)
    if named := _of_name(text):
        return named
    for space in re.finditer(r"\s|(?=\()", text):
        name, rest = text[: space.start()].strip(), _PURITY.sub("", text[space.end() :].strip())
        if not re.fullmatch(r"[A-Za-z][A-Za-z()\s\-]*", name) or not re.match(r"[(\[]*[A-Z]", rest):
            continue
        formula = _formula(_balanced(rest)) or _formula(rest)
        if formula and not formula.charge and len(formula.elements) > 1:
            return ReadMaterial(name, formula)
    stripped = _PURITY.sub("", text)
    return _read_one(stripped) if stripped and stripped != text else None


def _balanced(text: str) -> str:
    """``(Mn(NO3)2)`` without the bracket that the sentence put around it."""
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1]
    while text.count(")") > text.count("("):
        text = text[: text.rindex(")")] + text[text.rindex(")") + 1 :]
    return text


def _formula(text: str) -> Formula | None:
    shorthand = expand(text)
    return parse_formula(shorthand or text)


def _of_name(text: str) -> ReadMaterial | None:
    entry = dictionary().lookup(text)
    spelt = formula_of_name(text)
    source = entry.formula if entry and entry.formula else spelt
    if source:
        return ReadMaterial(text, parse_formula(source))
    match = _METALS.match(text)
    symbol = ELEMENT_NAMES.get((match["name"] if match else text).lower())
    if symbol:
        return ReadMaterial(text, parse_formula(symbol))
    return ReadMaterial(text, None) if entry else None
