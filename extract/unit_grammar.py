"""The grammar of units in running text: atoms, exponents and separators in every notation that papers use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .atoms import Atom, atoms

# Exponents: `^2`, `^-1`, `^- ^1`, `2`, `-1`, `(-1)`, ` - 1`; `{}` and blanks come from LaTeX and from PDFs.
_EXPONENT = re.compile(
    r"\^ ?(?:\((?P<f>[-+]? ?\d(?:\.\d|/\d)?)\)|\{(?P<g>[-+]? ?\d(?:\.\d|/\d)?)\}|(?P<a>[-+]?(?: \^| )?\d(?:\.\d|/\d)?))"
    r"|\((?P<b>-\d)\)"
    r"|(?P<c>-(?:0\.5|1/2|[1-6]))(?![.,:]?\d|-\d)"
    r"|(?P<d>[2346])(?![.,]?\d)"
    r"|(?P<lost>1)(?![.,]?\d)"  # "g1": a minus sign that the font lost
    r"|(?P<e> ?- ?[1-3])(?![.,:]?\d|[%°]|-\d)"
)
_SEPARATOR = re.compile(
    r" ?[·*] ?| (?=\(1000 ?h)|\.(?=[A-Za-zμΩ]{1,3}\^?-)|(?<=Ω)\.(?=c?m\b)| ?/ ?| per (?:an? )?|[ -](?=[A-Za-zμΩÅ°])"
    r"|(?=[A-Za-zμΩ])"
)
# The basis inside a unit: `g_S^-1`, `mg(S) cm^-2`, `gcathode-1`, `mgS cm-2`.
_BASIS = re.compile(
    r"_\{?(?P<a>[A-Za-z][A-Za-z0-9+@/-]{0,24}?)\}?(?=[\^ ()/,.;·-]|$)"
    r"|\((?P<b>[A-Z][A-Za-z0-9]{0,11})\)"
    r"|(?P<c>[A-Z][A-Za-z0-9]{0,11}?|cat|cathode|anode|electrode|sulfur|sulphur|active|cell|solid|total|carbon|composite"
    r"|material)(?=\^?-|\(-| ?- ?1| [a-z]{1,2}\^?-\d)"
)
_WITH_BASIS = frozenset({"gram", "kilogram_word", "milligram_word", "metre"})
_WORD = re.compile(r"(?:at|and|with|in|for|to|after|is|was|were|of|on|can|when|[a-z]{4,})\b")
_LETTER = re.compile(r"[A-Za-zμΩÅα-ω]")
# Products that stand without an exponent: Ω cm, Pa s, N m, J/(mol K) …
_BARE_SECOND = {
    "ohm": frozenset({"cm", "m", "mm", "g", "mg", "μm"}), "pascal": frozenset({"s"}), "newton": frozenset({"m"}),
    "ampere": frozenset({"h", "hr", "s"}), "watt": frozenset({"h", "s"}), "mole": frozenset({"K"}),
    "gram": frozenset({"K"}), "metre": frozenset({"K"}),
}  # fmt: skip
_POTENTIAL = re.compile(
    r" ?(?P<open>\()?(?:vs\.?|versus)\.? ?"
    r"(?:(?:Li|Na|K|Mg|Zn|Ca|Al)(?:\^?\d?\+)?(?: ?/ ?(?:Li|Na|K|Mg|Zn|Ca|Al)(?:\^?\d?\+|\^?0)?)?"
    r"|SHE|RHE|NHE|SCE|Ag/AgCl)"
    r"(?!\w)(?(open)\))"
)
Parts = tuple[tuple[Atom, float], ...]
# Units that stand alone with a flat negative exponent: cm-1, s-1, K-1.
_RECIPROCAL = frozenset(
    ["metre", "angstrom", "second", "minute", "hour", "day", "kelvin", "litre", "gram", "mole", "cycle"]
)
# Units that stand with a flat positive exponent: cm2, m3, Å3, s2.
_POWERED = frozenset(
    ["metre", "angstrom", "second", "inch", "foot", "micrometre_word", "nanometre_word", "centimetre_word"]
)
_MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit found in text: its atoms with exponents, where it ends, its text with spacing mended, its basis."""

    parts: Parts
    end: int
    text: str
    basis: str | None


@cache
def _atom_pattern() -> re.Pattern[str]:
    notations = sorted(atoms(), key=lambda notation: (-len(notation), notation))
    return re.compile("|".join(re.escape(notation) for notation in notations))


def _exponent(match: re.Match[str]) -> float:
    if match["lost"]:
        return -1.0
    written = next(filter(None, match.group("a", "b", "c", "d", "e", "f", "g"))).replace(" ", "").replace("^", "")
    numerator, _, denominator = written.partition("/")
    return float(numerator) / float(denominator) if denominator and float(denominator) else float(numerator)


def _pick(choices: tuple[Atom, ...], composite: bool) -> Atom | None:
    """Of the atoms of one notation, the one for this place: ``C`` is a rate alone and a coulomb in a product."""
    for atom in choices:
        if atom.composite_only and composite:
            return atom
    return next((atom for atom in choices if not atom.composite_only), None)


def _raises(text: str, exponent: re.Match[str], code: str, first: bool) -> bool:
    """Whether what looks like an exponent is one: "2 V-4 V" and "5 g - 1" go on with another number."""
    if (exponent["d"] and code not in _POWERED) or (exponent["lost"] and code not in _RECIPROCAL):
        return False
    if not first or exponent["c"] is None:
        return not first or not (exponent["e"] or exponent["lost"]) or _is_spaced(text, exponent, code)
    return code in _RECIPROCAL and not _LETTER.match(text, exponent.end())


def _is_spaced(text: str, exponent: re.Match[str], code: str) -> bool:
    """Whether " -2" right behind the first unit is its exponent ("10 cm -2 s -1") and not the end of a range."""
    written = exponent["e"]
    return written is not None and written[0] == " " and written[1] == "-" and len(written) == 3 and code == "metre"


def _is_boundary(text: str, position: int, power: float) -> bool:
    """Whether a unit can end here; a lost blank ("cm-1at 25 °C") is forgiven after an exponent and a degree sign."""
    if position >= len(text) or not _LETTER.match(text, position):
        return True
    return (power < 0 or text[position - 1] in "°%") and _WORD.match(text, position) is not None


def match_unit(text: str, start: int) -> UnitMatch | None:
    """The longest unit that begins at ``text[start]``; ``text`` has plain characters (see ``characters.plain``)."""
    pattern = _atom_pattern()
    found: list[tuple[tuple[Atom, ...], float, bool]] = []  # choices, exponent, below a slash
    rendered: list[str] = []
    basis: str | None = None
    position = start
    best: tuple[int, int, str | None] | None = None  # parts, end, basis of the longest that ends at a boundary
    below = False
    separator = ""
    opened = False
    while len(found) < _MOST_PARTS:
        atom = pattern.match(text, position)
        if atom is None:
            break
        notation, end = atom.group(), atom.end()
        if below and notation == "mK":
            notation, end = "m", end - 1  # "W/mK": nobody divides by millikelvins
        choices = atoms()[notation]
        here: str | None = None
        if choices[0].code in _WITH_BASIS and end < len(text) and (text[end] in "_(" or text[end].isalpha()):
            named = _BASIS.match(text, end)
            if named is not None:
                here, end = named["a"] or named["b"] or named["c"], named.end()
        exponent = _EXPONENT.match(text, end)
        power = 1.0
        if exponent is not None and _raises(text, exponent, choices[0].code, not found):
            power, end = _exponent(exponent), exponent.end()
        else:
            exponent = None
        if found and not _joins(separator, found[-1][0][0].code, notation, power, exponent is not None, opened):
            break
        if below and power > 0:
            power = -power
        found.append((choices, power, below))
        rendered.append(
            _rendered(separator if found[1:] else None, notation, here, exponent.group() if exponent else "")
        )
        basis = here or basis
        position = end
        if opened and text.startswith(")", end):
            rendered[-1] += ")"
            position, opened = end + 1, False
        if not opened and _is_boundary(text, position, power):
            best = (len(found), position, basis)
        gap = _SEPARATOR.match(text, position)
        if gap is None:
            break
        separator = gap.group().strip(" ") or (" " if gap.group() else "")
        position = gap.end()
        if separator == "/" or separator.startswith("per"):
            below = True
            if text.startswith("(", position):
                opened, position = True, position + 1
                separator = "/("
    if best is None:
        return None
    count, end, basis = best
    composite = count > 1 or found[0][1] != 1
    parts: list[tuple[Atom, float]] = []
    for choices, power, _ in found[:count]:
        picked = _pick(choices, composite)
        if picked is None:
            return None
        parts.append((picked, power))
    written = parts[0][0].written if count == 1 and parts[0][1] == 1 else None
    return UnitMatch(tuple(parts), end, written or "".join(rendered[:count]), basis)


def _joins(separator: str, before: str, notation: str, power: float, raised: bool, opened: bool) -> bool:
    """Whether an atom may follow: a blank, a hyphen or nothing joins only a raised atom or a known pair."""
    if separator in {"/", "/(", "·", "*", "."} or separator.startswith("per") or opened:
        return True
    if notation in _BARE_SECOND.get(before, ()):
        return True
    return (raised and (power < 0 or separator == " ") and separator != "-") or (
        separator == "-" and power < 0 and raised
    )


def _rendered(separator: str | None, notation: str, basis: str | None, exponent: str) -> str:
    join = "" if separator is None else {"": " ", "-": " "}.get(separator, separator)
    if join.startswith("per"):
        join = f" {join} "
    return join + notation + (f"_{basis}" if basis else "") + exponent.replace(" ", "").replace("-^", "-")


def match_potential(text: str, start: int) -> int | None:
    """Where ``vs. Li/Li^+`` (the electrode that a potential is given against) ends, if it begins at ``start``."""
    match = _POTENTIAL.match(text, start)
    return None if match is None else match.end()
