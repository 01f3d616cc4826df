"""Materials named in a Document: formulae, shorthand, dictionary names and the paper's own abbreviations."""

from __future__ import annotations

import re
from functools import lru_cache

from ..ingest.document import Document
from .analysis import MaterialMention, Sentence
from .dictionary import Entry, Hit, dictionary
from .elements import PLACEHOLDERS, SYMBOLS
from .families import family_of
from .formula import Formula, parse_formula
from .shorthand import expand

_TWO = "|".join(sorted((s for s in SYMBOLS if len(s) == 2), reverse=True))
_ONE = "".join(sorted(s for s in SYMBOLS if len(s) == 1))
_ATOM = rf"(?:{_TWO}|RE|Ln|TM|Me|[{_ONE}MAXRTQLD□])"
_SUB = r"(?:[0-9xyzδ.][0-9xyzδ./]*+(?:[+±−–-](?:[0-9./]*[xyzδwuvabmn](?![a-z])[/0-9]*|\([^()A-Z\s]{1,12}\)))*+|[wuvabcdmn](?![a-z]))"
_AMOUNT_GROUP = r"\([0-9./]*[-+0-9xyzδ./−–]{1,12}\)"
_UNIT = rf"(?:{_ATOM}(?:{_SUB})?(?:{_AMOUNT_GROUP})?)"
_BRACKET = rf"[(\[](?:{_UNIT}|[(\[]{_UNIT}++[)\]](?:{_SUB})?)++[)\]](?:{_SUB})?(?:{_AMOUNT_GROUP})?"
_COMPOUND = rf"(?:{_UNIT}|{_BRACKET})++"
_COUNT = r"(?:[0-9]+(?:\.[0-9]+)?|[xyz]|\([-+0-9xy./−–]{1,12}\))?+"
FORMULA = re.compile(
    rf"(?<![A-Za-z0-9\^\-–−.+)])(?:[POT][123]-|[αβγδεηκλ]-)?{_COUNT}{_COMPOUND}"
    rf"(?:(?:[·•∙×]\s?|[-–]){_COUNT}{_COMPOUND})*+(?:\^[0-9]*[+\-−–])?(?![A-Za-z])"
)
SHORTHAND = re.compile(
    r"(?<![A-Za-z0-9])(?:Li-?)?(?:NMCA|NCMA|NMC|NCM|NCA)[-\s]?(?:\(?\d(?:[:/]\d){2}\)?|\d{2,4})(?![A-Za-z0-9.])"
)

_UPPER_COMPOUNDS = frozenset(
    ["HF", "KOH", "KI", "KF", "KSCN", "HI", "BN", "VN", "WC", "KCN", "KCl", "VO", "PbO", "NO2"]
)
_GASES = frozenset(["H2", "N2", "O2", "Cl2", "F2", "Br2", "I2", "O3", "S8", "C60", "P4"])
_LONE_ELEMENTS = frozenset(
    [
        "Si",
        "Sn",
        "Ge",
        "Sb",
        "Al",
        "Cu",
        "Zn",
        "Mg",
        "Li",
        "Na",
        "Ni",
        "Ti",
        "Fe",
        "Mn",
        "Pt",
        "Au",
        "Ag",
        "Pd",
        "Ru",
        "Bi",
        "Ga",
        "Ar",
    ]
)
_NOT_ALONE = re.compile(
    r"[\-–]?(?:ion|S\b|air|O2|rich|based|free|poor|containing|doped|like|site|sites|atoms?|ions?|layers?|content|[/|]|\^|\+|:|et\b|K[αβ]|\d)",
    re.I,
)
_AUTHOR = re.compile(r"(?:\b[A-Z]\.[-\s]?)+$|,\s*$")
_SKIPPED_KINDS = frozenset({"reference"})


def find_materials(document: Document, sentences: tuple[Sentence, ...]) -> tuple[MaterialMention, ...]:
    """The materials of ``document`` in text order, none overlapping another; lists of references are left out."""
    mentions: list[MaterialMention] = []
    for block in document.blocks:
        if block.kind in _SKIPPED_KINDS or block.section == "references":
            continue
        mentions.extend(materials_in(block.text, offset=block.start))
    return tuple(mentions)


def materials_in(text: str, *, offset: int = 0) -> list[MaterialMention]:
    """The materials named in ``text`` without the knowledge of a whole paper; ``offset`` is added to the places."""
    found: list[tuple[int, int, MaterialMention]] = []
    for match in FORMULA.finditer(text):
        mention = _of_formula(text, match.start(), match.end())
        if mention is not None:
            found.append((mention.start, mention.end, mention))
    for match in SHORTHAND.finditer(text):
        formula = expand(match.group())
        if formula is not None:
            mention = _mention(text, match.start(), match.end(), match.group(), parse_formula(formula))
            found.append((match.start(), match.end(), mention))
    found.extend((hit.start, hit.end, _of_hit(text, hit)) for hit in dictionary().find(text))
    return [_moved(mention, offset) for mention in _longest(found)]


def _longest(found: list[tuple[int, int, MaterialMention]]) -> list[MaterialMention]:
    """Of overlapping mentions the longest stays; of equal ones that which came first."""
    found.sort(key=lambda item: (item[0], -item[1]))
    kept: list[tuple[int, int, MaterialMention]] = []
    for item in found:
        if kept and item[0] < kept[-1][1]:
            if item[1] - item[0] > kept[-1][1] - kept[-1][0]:
                kept[-1] = item
            continue
        kept.append(item)
    return [mention for _, _, mention in kept]


def _moved(mention: MaterialMention, offset: int) -> MaterialMention:
    if not offset:
        return mention
    return MaterialMention(
        mention.name,
        mention.canonical,
        mention.composition,
        mention.family,
        mention.role,
        mention.is_sample,
        mention.start + offset,
        mention.end + offset,
        mention.text,
    )


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


def key_of(entry: Entry) -> str:
    """The key under which mentions of ``entry`` agree: its composition where that is its own, else its name."""
    organic = entry.composition and re.match("CH?[0-9]*H", entry.composition)
    if entry.composition and not organic and dictionary().by_composition.get(entry.composition) is entry:
        return entry.composition
    return entry.name


def _of_formula(text: str, start: int, end: int) -> MaterialMention | None:
    raw = text[start:end]
    while raw and (raw.count("(") < raw.count(")") or raw.count("[") < raw.count("]")):
        raw = raw[:-1]
    raw = raw.rstrip(".-–·")
    end = start + len(raw)
    formula = _material_formula(raw)
    if formula is None:
        return None
    if len(raw) <= 2 and not _stands_alone(text, start, end):
        return None
    return _mention(text, start, end, raw, formula)


@lru_cache(maxsize=20_000)
def _material_formula(raw: str) -> Formula | None:
    """The formula of ``raw`` where it names a material rather than an ion, a label or an abbreviation."""
    formula = parse_formula(raw)
    if formula is None or formula.charge:
        return None
    symbols = {name for part in formula.parts for name, _ in part.elements}
    real = symbols & SYMBOLS
    digits = any(character.isdigit() or character in "xyzδ" for character in raw)
    if len(real) < 2:
        if symbols & PLACEHOLDERS or not real:
            return None
        return formula if raw in _GASES or raw in _LONE_ELEMENTS else None
    if raw.isupper() and not digits and raw not in _UPPER_COMPOUNDS:
        return None
    if len(real) == 2 and len(raw) <= 3 and raw.isupper() and digits and not real <= _PLAIN:
        return formula if raw in _UPPER_COMPOUNDS else None
    return formula


_PLAIN = frozenset(["H", "C", "N", "O", "S", "P", "F", "K", "B", "I", "V", "W", "Y", "U"])


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a lone element symbol names the element as a material: not an ion, a name, an index or a couple."""
    if text[start - 1 : start] in tuple("/|-–@") and start:
        return False
    if _NOT_ALONE.match(text, end):
        return False
    return not _AUTHOR.search(text, max(0, start - 8), start)


def _mention(text: str, start: int, end: int, name: str, formula: Formula | None) -> MaterialMention:
    composition = formula.canonical if formula else None
    entry = dictionary().by_composition.get(composition) if composition else None
    entry = entry or dictionary().symbols.get(name)
    if entry is not None:
        return MaterialMention(
            entry.name, key_of(entry), composition, entry.family, entry.role, False, start, end, text[start:end]
        )
    family = family_of(composition) if composition else None
    return MaterialMention(name, composition or name, composition, family, None, False, start, end, text[start:end])
