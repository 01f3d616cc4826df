"""Letters: whether a number and a single letter behind it are a quantity, or an orbital, an isotope, an initial."""

from __future__ import annotations

import re

from .elements import SYMBOLS
from .units import Unit

# "13C NMR", "[11C]", "16S rRNA", "2 C atoms"
_ELEMENT_FOLLOWS = re.compile(
    r"[ -](?:atoms?|bonds?|ions?|content|doping|sites?|NMR|MAS|CP|dat(?:es|ing|ed)|isotop\w+|labell?\w+|ages?|r?RNA)\b"
    r"|[=\]]|/\d\dC|- ?[A-Z]"
)
# "40 K. Hansen, …", "1998 M.Sc.": an initial or an abbreviation, where the number opens an entry of a list.
_INITIAL_FOLLOWS = re.compile(r"\. ?(?:[A-Z]\.|[A-Z][a-z]+(?:,|\.| and\b| et al| [A-Z]\.))|\.[A-Z]")
_ENTRY_OPENS = re.compile(r"(?:^|[.;,\])]\s?|\n)$")
_ORBITAL = re.compile(r"[A-Z][a-z]? ?$")
# A molality: "5 m NaOH", "21 m LiTFSI".
SALT = re.compile(r" (?:(?:Li|Na|K|Zn|Mg|Ca|Al)(?:[A-Z]|\d)|H2SO4|HCl|H3PO4|salt)")
MOLAL = Unit("m", "molality", "mol/kg", 1.0)
# Orbitals with a digit before: 1s … 6s, 3d … 5d, 4f.
_ORBITALS = frozenset("sdf")
# Glued to a whole number, these name parts, models and genes (2100F, 12S) rather than measure.
_NAMES = frozenset("SFNTtJd")


def is_unit(text: str, start: int, letter_at: int, end: int, value: float) -> bool:
    """Whether the one-letter unit that ends at ``end`` measures the number that begins at ``start``.

    ``letter_at`` is where the number ends; the letter stands there or behind a blank or hyphen.
    """
    letter = text[end - 1]
    glued = letter_at == end - 1
    whole = value == int(value)
    if glued and whole and letter in _NAMES:
        return False
    if glued and whole and letter == "A" and value >= 100:
        return False
    if letter in _ORBITALS and whole and 0 < value < 7:
        word = _ORBITAL.search(text, max(0, start - 3), start)
        if glued or (word is not None and word.group().strip() in SYMBOLS):
            return False
    if letter in "SNFKWVC" and _ELEMENT_FOLLOWS.match(text, end):
        return False
    if letter == "C" and glued and text[max(0, start - 2) : start] == "C/":
        return False
    if letter.isupper() and whole and text.startswith(".", end) and _INITIAL_FOLLOWS.match(text, end):
        return _ENTRY_OPENS.search(text, max(0, start - 2), start) is None and not text[end + 1 : end + 2].isupper()
    return True
