"""The look-alike characters of numbers and units, mapped one to one, so that offsets stay."""

from __future__ import annotations

import re

# Each left character becomes the right one of the same length; str.replace is near free where it is absent.
_LOOKALIKES = tuple(
    (odd, usual)
    for usual, odds in {
        "-": "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d\u207b\u00ad",
        "μ": "\u00b5",
        "Ω": "\u2126",
        "Å": "\u212b",
        "×": "\u2715\u2a2f\u2a09\u2716",
        "·": "\u22c5\u2219\u2022\u2027\u30fb\u00b7\u2024",
        "°": "\u00ba\u02da\u2218\u25e6",
        "~": "\u223c\u02dc\uff5e\u2248\u2245\u2243",
        "≥": "\u2a7e\u2267\u2273",
        "≤": "\u2a7d\u2266\u2272",
        "<": "\u226a\uff1c",
        ">": "\u226b\uff1e",
        "%": "\uff05",
        "/": "\u2215\u2044\u2571",
        ":": "\u2236\uff1a",
        " ": "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r",
        "'": "\u2019\u2032",
        "(": "\uff08",
        ")": "\uff09",
    }.items()
    for odd in odds
    if odd != usual
)
_SINGLE_NEWLINE = re.compile(r"(?<!\n)\n(?!\n)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SUPERSCRIPT_RUN = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+")


def plain(text: str) -> str:
    """``text`` with look-alikes made one, of the same length; a single line break becomes a space."""
    if text.isascii():
        return _SINGLE_NEWLINE.sub(" ", text) if "\n" in text else text
    for odd, usual in _LOOKALIKES:
        text = text.replace(odd, usual)
    return _SINGLE_NEWLINE.sub(" ", text) if "\n" in text else text


def with_carets(text: str) -> str:
    """``text`` with superscript digits as ``^`` and plain digits (its length changes)."""
    return _SUPERSCRIPT_RUN.sub(lambda match: "^" + match.group().translate(_SUPERSCRIPTS), text)
