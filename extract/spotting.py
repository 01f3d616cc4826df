"""Spotting of materials in a text by itself: formulae, shorthand, names of the dictionary, systematic names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from .amount import ONE
from .analysis import MaterialMention
from .chemical_names import NAME, formula_of_name, is_ambiguous
from .dictionary import Entry, Hit, dictionary
from .elements import PLACEHOLDERS, SYMBOLS, VACANCY
from .families import family_of, role_of
from .formula import Formula, parse_formula
from .grades import find_grades
from .hints import has_any
from .polymers import find_copolymers
from .shorthand import expand

_SECOND: dict[str, str] = {}
for _symbol in sorted(SYMBOLS):
    if len(_symbol) == 2:
        _SECOND[_symbol[0]] = _SECOND.get(_symbol[0], "") + _symbol[1]
_TWO = "|".join(f"{first}[{seconds}]" for first, seconds in _SECOND.items())
_ONE = "".join(sorted(s for s in SYMBOLS if len(s) == 1))
_ATOM = rf"(?:{_TWO}|RE|Ln|TM|Me|[{_ONE}MAXRTQLD□])"
_SUB = (
    r"(?:[0-9xyzδ.](?:[0-9xyzδ.]|/(?=[0-9xyz]))*+"
    r"(?:(?:[+±−–-](?:[0-9./]*[xyzδwuvabmn]| [xyzδ])| [+±−–-] ?[xyzδ])(?![a-z])[/0-9]*|"
    r"[+−–-](?:\([^()A-Z\s]{1,12}\)))*+|[wuvabcdmn](?![a-z]))"
)
_AMOUNT_GROUP = r"\([0-9./]*[-+0-9xyzδ./−–]{1,12}\)"
_UNIT = rf"(?:{_ATOM}(?:{_SUB})?(?:{_AMOUNT_GROUP})?)"
_BRACKET = rf"[(\[](?:{_UNIT}|[(\[]{_UNIT}++[)\]](?:{_SUB})?)++[)\]](?:{_SUB})?(?:{_AMOUNT_GROUP})?"
_SPACED = r"(?: (?=\((?:NO3|CH3COO|OAc|OH|SO4|PO4|acac)\)))"
_COMPOUND = rf"(?:{_ATOM}{_SPACED}{_BRACKET}|(?:{_UNIT}|{_BRACKET})++)"
_COUNT = r"(?:[0-9]+(?:\.[0-9]+)?|[xyz]|\([-+0-9xy./−–]{1,12}\))?+"
FORMULA = re.compile(
    # A look at the first character spares most places the whole pattern.
    r"(?<![A-Za-z0-9\^\-–−.+)])(?=[A-Z0-9(\[αβγδεηκλxyz□])"
    rf"(?:[POT][123](?:/[POT][123])?-|[αβγδεηκλ][′'″]{{0,2}}-)?{_COUNT}{_COMPOUND}"
    rf"(?:(?: ?[·•∙×*⋅] ?|\.(?=\d*H2O)|[-–]){_COUNT}{_COMPOUND})*+(?:\^[0-9]*[+\-−–])?(?![A-Za-z])"
)
SHORTHAND = re.compile(
    r"(?<![A-Za-z0-9])(?:Li-?)?(?:NMCA|NCMA|NMC|NCM|NCA)[-\s]?(?:\(?\d(?:[:/]\d){2}\)?|\d{2,4})(?![A-Za-z0-9.])"
)
_SHORTHAND_HINTS = ("NMC", "NCM", "NCA")

_UPPER_COMPOUNDS = frozenset(
    ["HF", "KOH", "KI", "KF", "KSCN", "HI", "BN", "VN", "WC", "KCN", "KCl", "VO", "PbO", "NO2"]
)
_GASES = frozenset(["H2", "N2", "O2", "Cl2", "F2", "Br2", "I2", "S8", "C60", "P4"])
_LONE_ELEMENTS = frozenset(
    ["Si", "Sn", "Ge", "Sb", "Al", "Cu", "Zn", "Mg", "Li", "Na", "Ni", "Ti",
     "Fe", "Mn", "Pt", "Au", "Ag", "Pd", "Ru", "Bi", "Ga", "Ar"]
)  # fmt: skip
_NOT_ALONE = re.compile(
    r"[\-–]?(?:ion|S\b|air|O2|rich|based|free|poor|containing|doped|like|site|sites|atoms?|ions?|layers?|content|[/|"
    r"]|\^|\+|:|et\b|\s?K-?[αβa]\b|\d)",
    re.I,
)
_AUTHOR = re.compile(r"(?:\b[A-Z]\.[-\s]?)+$|,\s*$")
_GROUPS = frozenset(
    ["PO4", "SO4", "NO3", "CO3", "ClO4", "BH4", "TiO3", "SiO4", "PS4", "NH4", "CH2", "CH3", "BO3", "P2O7", "PF6", "BF4",
     "PO3", "NH2", "NO2", "SO3", "TiO6", "MnO6", "FeO6", "NiO6", "CoO6", "MO6", "LiO6", "LiO4", "ZrO6", "VO4", "AlO4",
     "AlO6", "FeO4", "MO2", "SCN", "COOH", "COO", "SO2", "GeS4", "P2S6", "P2S7", "HCO3", "MnO4", "CF3", "CF2",
     "CF", "CH", "NbO6", "VO6", "MoO4", "MoO6", "WO6", "CoO2", "CN6", "FeN6", "FeC6", "NCN"]
)  # fmt: skip
_USUAL_PLACEHOLDERS = frozenset(["M", "A", "X", "R", "Ln", "RE", "TM", "Me"])
_VALENCE = re.compile(r"\((?:I{1,3}|IV|VI{0,3})\)")
_TWO_CAPITALS = re.compile(r"(?!.*[OSFNC]\d*$)[A-Z]\d*[A-Z]\d*$|[OF]\d*[A-Z]\d*$")
_SUPPLEMENT = re.compile(r"S\d+[A-Z]?$")
_ALKALI = re.compile(
    r"\s(?:metal|foil|anode|electrode|counter|plating|stripping|deposit|dendrite|chip|dis[ck]|sheet|powder|"
    r"reference|strip|plate|as the (?:counter|anode|reference))"
)
_METAL = re.compile(
    r"\s(?:powder|metal|foil|foam|mesh|nanoparticle|plate|film|wire|substrate|particle|current collector)"
)
_OPEN_OXYGEN = re.compile(r"O[xy]$")
_LEADING_ZERO = re.compile(r"(?<![\d.])0\d")
MAX_COUNT = 150
# Looked for by the ending, which is rare, and not by the letter before it, which is everywhere.
_ANION_END = re.compile(r"(?:ate|ide|ite)(?<=[a-z].{3})s?\b")


def spot(text: str) -> list[MaterialMention]:
    """The materials named in ``text`` by themselves, in order, none overlapping another; places count in ``text``."""
    found: list[MaterialMention] = []
    for match in SHORTHAND.finditer(text) if has_any(text, _SHORTHAND_HINTS) else ():
        formula = expand(match.group())
        if formula is not None:
            found.append(_mention(text, match.start(), match.end(), match.group(), parse_formula(formula)))
    found.extend(_of_hit(text, hit) for hit in dictionary().find(text) if _is_hit(text, hit))
    for match in FORMULA.finditer(text):
        mention = _of_formula(text, match.start(), match.end())
        if mention is not None:
            found.append(mention)
    found.extend(_systematic(text))
    for match in find_grades(text):
        if _material_formula(match["code"]) is None:
            name = match.group()
            found.append(MaterialMention(name, match["code"], start=match.start(), end=match.end(), text=name))
    found.extend(find_copolymers(text))
    return longest(found)


def longest(found: list[MaterialMention]) -> list[MaterialMention]:
    """Of overlapping mentions the longest stays; of equally long ones that which stands first in ``found``."""
    kept: list[MaterialMention] = []
    for mention in sorted(found, key=lambda item: (item.start, -item.end)):
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _systematic(text: str) -> Iterator[MaterialMention]:
    """``nickel(II) nitrate hexahydrate``: looked for where a word ends as the names of anions do."""
    free = 0
    for ending in _ANION_END.finditer(text):
        if ending.start() <= free:
            continue
        begin = max(free, ending.start() - 49)
        for match in NAME.finditer(text, begin, min(len(text), ending.end() + 24)):
            if match.end() < ending.end():
                continue
            formula = formula_of_name(match.group())
            if formula is not None:
                parsed = parse_formula(formula)
                mention = _mention(text, match.start(), match.end(), match.group(), parsed)
                if is_ambiguous(match.group()):
                    name = match.group().lower()
                    mention = replace(mention, name=name, canonical=name, composition=None, role=None)
                yield mention
                free = match.end()
            break


# Papers call the same names again and again: those of tables, parts of composites, labels.
@lru_cache(maxsize=20_000)
def named(name: str) -> MaterialMention | None:
    """The material that the whole of ``name`` names, with no place; None where it names none."""
    spotted = spot(name)
    if len(spotted) == 1 and len(spotted[0].text) == len(name):
        return spotted[0]
    entry = dictionary().lookup(name)
    return None if entry is None else _of_hit(name, Hit(0, len(name), entry, True))


def _of_hit(text: str, hit: Hit) -> MaterialMention:
    entry = hit.entry
    return MaterialMention(
        entry.name,
        key_of(entry),
        entry.composition,
        entry.family,
        entry.role,
        False,
        hit.start,
        hit.end,
        text[hit.start : hit.end],
    )


_NAMED_FAMILIES = frozenset(
    ["carbonate_solvent", "ether_solvent", "organic", "polymer", "ionic_liquid", "gas", "framework"]
)


def _is_hit(text: str, hit: Hit) -> bool:
    """Whether an abbreviation stands where a material can: a lone symbol not of an ion, no part of a longer label."""
    if not hit.exact:
        return True
    word = text[hit.start : hit.end]
    if word.startswith("In "):
        return False  # the preposition, not indium
    if word in SYMBOLS and not _stands_alone(text, hit.start, hit.end):
        return False
    return text[hit.end : hit.end + 1] not in ("^",) and text[max(0, hit.start - 1) : hit.start] != "^"


def key_of(entry: Entry) -> str:
    """The key under which mentions of ``entry`` agree: its composition where that is its own, else its name."""
    if (
        entry.composition
        and entry.family not in _NAMED_FAMILIES
        and dictionary().by_composition.get(entry.composition) is entry
    ):
        return entry.composition
    return entry.name


def _of_formula(text: str, start: int, end: int) -> MaterialMention | None:
    raw = text[start:end]
    while raw and (raw.count("(") < raw.count(")") or raw.count("[") < raw.count("]")):
        raw = raw[:-1]
    raw = raw.rstrip(".-–·")
    while raw[:1] in "([" and ((raw[-1:] in ")]" and _wrapped(raw)) or raw.count("(") > raw.count(")")):
        raw = raw[1:-1] if raw[-1] in ")]" else raw[1:]
        start += 1
    formula = _material_formula(raw)
    if formula is not None and len(formula.parts) == 1 and formula.parts[0].amount != ONE:
        start += len(raw) - len(formula.parts[0].text)  # the 2 of 2 Li2S counts moles
        raw = formula.parts[0].text
        formula = _material_formula(raw)
    end = start + len(raw)
    if formula is None:
        return None
    if len(raw) <= 2 and not _stands_alone(text, start, end):
        return None
    return _mention(text, start, end, raw, formula)


def _wrapped(raw: str) -> bool:
    """Whether the first bracket closes with the last character."""
    depth = 0
    for index, character in enumerate(raw):
        depth += (character in "([") - (character in ")]")
        if depth == 0:
            return index == len(raw) - 1
    return False


@lru_cache(maxsize=20_000)
def _material_formula(raw: str) -> Formula | None:
    """The formula of ``raw`` where it names a material rather than an ion, a label or an abbreviation."""
    formula = parse_formula(raw)
    if formula is None or formula.charge or _LEADING_ZERO.search(raw):
        return None
    if any(amount.constant > MAX_COUNT for part in formula.parts for _, amount in part.elements):
        return None
    if len(formula.parts) > 1 and any(len(part.elements) < 2 for part in formula.parts):
        return None  # Li–S, Cu-Ka, Ni-Co: a system or a line, not a mixture
    symbols = {name for part in formula.parts for name, _ in part.elements}
    real = symbols & SYMBOLS
    letters = symbols - SYMBOLS - {VACANCY}
    if (
        raw in _GROUPS
        or _VALENCE.search(raw)
        or _SUPPLEMENT.match(raw)
        or len(letters) > 2
        or not letters <= (_USUAL_PLACEHOLDERS | {"T"} if raw.endswith(("Tx", "Tz")) else _USUAL_PLACEHOLDERS)  # MXenes
    ):
        return None
    digits = any(character.isdigit() or character in "xyzδ" for character in raw)
    if len(real) < 2:
        if symbols & PLACEHOLDERS or not real:
            return None
        return formula if raw in _GASES or raw in _LONE_ELEMENTS else None
    if not any(character.isdigit() for character in raw) and (letters or len(symbols) > 3):
        return None  # LiMFP, NaSICON
    if not any(character.isdigit() for character in raw) and formula.variables & frozenset("wuvabcdmn"):
        return None  # RedOx
    if len(formula.parts) > 1 and any(_is_name(part.text) for part in formula.parts):
        return None
    if raw.isupper() and not digits and raw not in _UPPER_COMPOUNDS:
        return None
    if len(real) == 2 and _TWO_CAPITALS.match(raw) and raw not in _UPPER_COMPOUNDS:
        return None  # HV5, KV2, W21B: hardnesses and labels
    return formula


def _is_name(text: str) -> bool:
    """Whether a part of a mixture is an abbreviation that only looks like a formula (``PAN``, ``LiFSI``)."""
    return (text.isalpha() and text.isupper()) or text in dictionary().exact_names


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a lone element symbol names the element as a material: not an ion, a name, an index or a couple."""
    if text[start - 1 : start] in tuple("/|-–@") and start:
        return False
    if _NOT_ALONE.match(text, end) or (text[end : end + 1] in ("-", "–") and text[end + 1 : end + 2].isalnum()):
        return False
    symbol = text[start:end]
    if symbol in ("Li", "Na", "K") and not _ALKALI.match(text, end):
        return False
    if symbol in ("Ni", "Ti", "Fe", "Mn", "Co") and not _METAL.match(text, end):
        return False
    return not _AUTHOR.search(text, max(0, start - 8), start)


def _mention(text: str, start: int, end: int, name: str, formula: Formula | None) -> MaterialMention:
    composition = formula.canonical if formula and not _OPEN_OXYGEN.search(name) else None
    entry = dictionary().by_composition.get(composition) if composition else None
    entry = entry or dictionary().symbols.get(name)
    if entry is not None:
        return MaterialMention(
            entry.name, key_of(entry), composition, entry.family, entry.role, False, start, end, text[start:end]
        )
    family = family_of(composition) if composition else None
    key = composition or name
    return MaterialMention(name, key, composition, family, role_of(family), False, start, end, text[start:end])
