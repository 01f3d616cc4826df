"""Materials made of materials: composites (``Si@C``), coated ones and doped ones (``Nb-doped LLZO``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from .analysis import MaterialMention
from .chemical_names import ELEMENT_NAMES
from .elements import SYMBOLS

Resolve = Callable[[str], MaterialMention | None]

_JOINED = re.compile(
    r"(?<![\w@/|.·+\-–])[A-Za-zαβγδ0-9][\w().·]{0,60}+(?:(?:@|/|–|-|⊂|&)[A-Za-z0-9(][\w().·]{0,60}+){1,6}+(?![\w@|+^])"
)
_STRONG = re.compile(r"[@/⊂&]")
_WEAK = re.compile(r"[–-]")
_ATOMS = {
    "C": "carbon",
    "S": "sulfur",
    "P": "red phosphorus",
    "Se": "selenium",
    "Si": "silicon",
    "Sn": "tin",
    "N": None,
    "Ni": "nickel metal",
}
_CELL_BEHIND = re.compile(
    r"[\s-]{0,3}(?:\w{1,20}[\s-]{1,3}){0,2}(?:full|half|symmetric\w{0,4}|coin|pouch)?[\s-]{0,3}(?:cells?|batter(?:y|ies))\b",
    re.IGNORECASE,
)
_NO_PART_ROLES = frozenset(
    {"solvent", "salt", "additive", "gas", "slurry_solvent", "separator", "current_collector", "ionic_liquid"}
)
_METAL_ANODES = frozenset(
    {"lithium metal", "sodium metal", "potassium metal", "zinc", "magnesium", "Li", "Na", "K", "Mg", "Zn"}
)
_NAMES = "|".join(sorted((n for n in ELEMENT_NAMES if n not in ("lead", "carbon")), key=len, reverse=True))
_SYMBOLS = "|".join(sorted(SYMBOLS, key=len, reverse=True))
_DOPED = re.compile(
    rf"(?<![\w])(?P<dopants>(?:{_SYMBOLS}|{_NAMES})(?:(?:\s?[,/]\s?|\s?-\s?|\sand\s|,\sand\s)(?:{_SYMBOLS}|{_NAMES}))*)"
    r"(?:\^[\d+-]+)?[\s-](?:co-|dual-|single-)?(?:doped|substituted)\s(?:\w+(?:-\w+)?\s)?$",
)
_COATED = re.compile(
    r"(?P<kind>[\s-](?:coated|modified|decorated|encapsulated|wrapped|anchored|supported|covered|protected|"
    r"infiltrated|loaded|stabili[sz]ed|doped))\s(?P<link>\w+\s)?$"
)


def find_composites(text: str, mentions: Sequence[MaterialMention], resolve: Resolve) -> list[MaterialMention]:
    """Composites written with a mark between their parts; places count in ``text``.

    ``resolve`` gives the material that a part names by itself. Couples of electrodes (``Li/LFP cells``), mixtures of
    solvents and chemical systems (``Li–S``) are no composites.
    """
    found: list[MaterialMention] = []
    for match in _JOINED.finditer(text):
        whole = match.group().rstrip(".")
        while whole.count(")") > whole.count("("):
            whole = whole[:-1]
        members = _members(whole, resolve)
        if len(members) < 2:
            continue
        if not _is_composite(whole, members) or ("@" not in whole and _CELL_BEHIND.match(text, match.end())):
            continue
        end = match.start() + len(whole)
        found.append(_composite(text, match.start(), end, whole, members))
    return found


def composite_of(label: str, resolve: Resolve) -> MaterialMention | None:
    """The composite that the whole of a sample label spells (``Si-TiON``), or None; it has no place."""
    members = _members(label, resolve)
    return _composite(label, 0, len(label), label, members) if len(members) > 1 else None


def _members(whole: str, resolve: Resolve) -> list[MaterialMention]:
    """The parts of a composite; a hyphen within a part is its own (``Ga-LLZO/PEO``) where that names a material."""
    members: list[MaterialMention] = []
    for piece in _STRONG.split(whole):
        one = _part(piece, resolve) if piece != whole else None
        for smaller in [piece] if one is not None else _WEAK.split(piece):
            part = one or _part(smaller, resolve)
            if part is None:
                return []
            members.append(part)
    return members


def _part(piece: str, resolve: Resolve) -> MaterialMention | None:
    name = _ATOMS.get(piece)
    if name is not None:
        return resolve(name)
    return resolve(piece) if len(piece) > 1 else None


def _is_composite(whole: str, members: Sequence[MaterialMention]) -> bool:
    if any(member.role in _NO_PART_ROLES or member.name in _METAL_ANODES for member in members):
        return False
    if len({member.canonical for member in members}) < 2:
        return False
    if "@" in whole or "⊂" in whole:
        return True
    couple = {member.role for member in members} == {"cathode_active", "anode_active"}
    carbon = any(
        member.family in ("carbon", "polymer", "metal_nitride") or member.name == "graphene oxide" for member in members
    )
    if any(member.name == "nickel" for member in members):
        return any(member.role == "solid_electrolyte" for member in members)  # a cermet
    return carbon and not (couple and "graphite" in {member.name for member in members})


def _composite(text: str, start: int, end: int, name: str, members: Sequence[MaterialMention]) -> MaterialMention:
    joint = "@" if "@" in name else "/"
    canonical = joint.join(member.canonical for member in members)
    active = next(
        (m for m in members if m.role in ("cathode_active", "anode_active") and m.family != "carbon"), members[0]
    )
    return MaterialMention(name, canonical, None, "composite", active.role, False, start, end, text[start:end])


def widen(text: str, mentions: Sequence[MaterialMention]) -> list[MaterialMention]:
    """``mentions`` with what stands before them taken in: dopants, coatings; places count in ``text``."""
    result: list[MaterialMention] = []
    for mention in mentions:
        before = text[max(0, mention.start - 70) : mention.start]
        if ("doped" in before or "substituted" in before) and (match := _DOPED.search(before)):
            start = mention.start - len(before) + match.start()
            dopants = "/".join(_symbol(d) for d in re.split(r"\W+(?:and\W+)?", match["dopants"]) if d)
            while result and result[-1].end > start:
                result.pop()
            canonical = f"{dopants}-doped {mention.canonical}"
            name = text[start : mention.end]
            result.append(replace(mention, name=name, canonical=canonical, composition=None, start=start, text=name))
        elif result and (match := _COATED.search(before)) and _touches(text, result[-1], mention, match):
            coat = result.pop()
            name = text[coat.start : mention.end]
            verb = match["kind"].strip(" -")
            if match["link"] in ("with ", "by "):  # `LATP doped with germanium` is LATP still
                canonical = f"{mention.canonical}-{verb} {coat.canonical}"
                result.append(replace(coat, name=name, canonical=canonical, end=mention.end, text=name))
                continue
            canonical = f"{coat.canonical}-{verb} {mention.canonical}"
            result.append(replace(mention, name=name, canonical=canonical, start=coat.start, text=name))
        else:
            result.append(mention)
    return result


def _touches(text: str, coat: MaterialMention, mention: MaterialMention, match: re.Match[str]) -> bool:
    return text[coat.end : mention.start] == match.group()


def _symbol(dopant: str) -> str:
    return ELEMENT_NAMES.get(dopant.lower(), dopant)
