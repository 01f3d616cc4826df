"""The text normal form: one table of code points for all readers, carets before exponents, citation marks taken out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .citations import (
    MARK,
    NAMED_END,
    NAMED_START,
    Mark,
    Placed,
    expand_numbers,
    looks_like_citation,
    mark_citations,
    settle,
)

Level = Literal["base", "sub", "sup"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text at one level. ``citation`` says that it is a citation mark, ``targets`` what it points to."""

    text: str
    level: Level = "base"
    targets: tuple[str, ...] = ()
    citation: bool = False


_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+-=()ni", strict=True))
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥᵦ", "0123456789+-=()aeoxhklmnpstijruvβ", strict=True))


def _code_points() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for targets, sources in (
        ("-", "\u2010\u2011\u2212\ufe63\uff0d\u02d7\u2043\ufe58"),
        ("—", "\u2014\u2015"),
        ("μ", "\u00b5"),
        ("Å", "\u212b"),
        ("Ω", "\u2126"),
        ("~", "\u223c\u02dc\uff5e\u301c\u2053"),
        ("×", "\u2715\u2a2f\u2a09\u2716\u2a3f"),
        ("·", "\u22c5\u2219\u2027\u30fb\u00b7\u0387\u2e31"),
        ("'", "\u2018\u2019\u201b\u2032\u02b9\u02bc\u02b9\u00b4\u02c8"),
        ('"', "\u201c\u201d\u201e\u201f\u2033\u02ba"),
        ("/", "\u2044\u2215"),
        ("≤", "\u2a7d\u2266"),
        ("≥", "\u2a7e\u2267"),
        ("φ", "\u03d5"),
        ("ε", "\u03f5"),
        ("θ", "\u03d1"),
        ("°", "\u02da"),
        (
            " ",
            "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u2061\u2062\u2063",
        ),
    ):
        table.update(dict.fromkeys(map(ord, sources), targets))
    for source, target in {
        "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st",
        "\ufb06": "st",
        "\u2103": "°C", "\u2109": "°F", "\u2026": "...", "\u3392": "MHz", "\u339c": "mm", "\u339d": "cm",
        "\u339b": "μm", "\u339a": "nm", "\u338e": "mg", "\u338f": "kg", "\u338d": "μg", "\u33a1": "m^2",
        "\u33a0": "cm^2",
        "\u00bd": "1/2", "\u00bc": "1/4", "\u00be": "3/4", "\u2153": "1/3", "\u2154": "2/3",
    }.items():  # fmt: skip
        table[ord(source)] = target
    # Symbol fonts put their glyphs at U+F000 plus the code of the old 8-bit font.
    for code, target in zip(
        (0x2D, 0x61, 0x62, 0x67, 0x64, 0x44, 0x57, 0x65, 0x68, 0x6C, 0x6D, 0x70, 0x71, 0x72, 0x73, 0x74, 0x77, 0x7E),
        "-αβγδΔΩεηλμπθρστω~",
        strict=True,
    ):
        table[0xF000 + code] = target
    for code, target in zip((0xA3, 0xA5, 0xB0, 0xB1, 0xB3, 0xB4, 0xB5, 0xB7, 0xBB, 0xD7), "≤∞°±≥×∝·≈·", strict=True):
        table[0xF000 + code] = target
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5E)})
    for code in range(0x1D400, 0x1D800):
        table[code] = unicodedata.normalize("NFKC", chr(code))
    table.update({ord(char): plain for char, plain in _SUBSCRIPTS.items()})
    removed = [*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD, 0x34F, 0x180E]
    removed += [*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0x21B5, *range(0x2064, 0x2070), 0xFEFF, 0xFFFC]
    removed += [*range(0xFE00, 0xFE10), *map(ord, (MARK, NAMED_START, NAMED_END))]
    table.update(dict.fromkeys(removed, None))
    return table


_TABLE = _code_points()
# Inside this module the placeholders of citations must survive the table.
_TABLE_WITH_MARKS = {code: to for code, to in _TABLE.items() if chr(code) not in (MARK, NAMED_START, NAMED_END)}

_SUPERSCRIPT_RUN = re.compile(f"[{''.join(_SUPERSCRIPTS)}]+")
_SUPERSCRIPT_TABLE = str.maketrans(_SUPERSCRIPTS)
_SPACES = re.compile(r"[ \t\n\r\x0b\x0c]{2,}|[\t\n\r\x0b\x0c]")
# Markup that is indented leaves spaces before stops and inside brackets.
_LOOSE_STOP = re.compile(r" ([,;.])(?= |$)| (\))|(\() ")
# A dash after "× 10" is a flattened exponent; after a lone 10 only a true minus sign before a unit that goes with small
# numbers is (some publishers print ranges with it: "10−50 nm").
_FLAT_POWER = re.compile(
    r"(?<![\d.,\w])10\u2212(\d{1,2})(?= ?(?:S\b|cm[2\u00b2]|cm\^2|mbar|Torr|Ω|mol|M\b))"
    r"|(?<=[×✕] 10|.[×✕]10)[ ]?[-\u2010\u2011\u2013\u2212] ?(\d{1,2})(?!\d)"
)
# "g − 1", "cm–2": an exponent that lost its superscript; only a true minus or a dash that directly touches counts.
_FLAT_EXPONENT = re.compile(r"(?: ?\u2212 ?|(?<! )\u2013)([1-4])(?![\d.]|\w)")
_UNIT_BEFORE = re.compile(
    r"(?:^|[^A-Za-z\d])(?:[kmcdnμµpMGT]?(?:m|g|s|A|V|W|J|K|L|l|N|C|F|S|T|Hz|Pa|mol|eV|Ω|Wh|Ah|h)|mAh|mA|min|wt|at|Å|°C|"
    r"cycle|ppm|bar|atm|M|dm|ml|day|year|ohm|rpm|kcal|cal)$"
)
_EN_DASH_MINUS = re.compile(r"(?<![^\s(=<>~≈,;^])\u2013(?=\d)")
_DEGREE = re.compile(r"(?<=[\d\s)])[ºo°˚∘○](?= ?[CFK]\b)|º")
_BULLET_PRODUCT = re.compile(r"(?<=[A-Za-z\d)])[•●](?=[A-Za-z\d(])")


def normalise(text: str) -> str:
    """``text`` in normal form: one code point for one meaning, NFC, single spaces, no space at either end."""
    return _normalise(text, _TABLE).strip(" ")


def _normalise(text: str, table: dict[int, str | None]) -> str:
    """``text`` in normal form, but for spaces at its ends."""
    found = _once(text, table)
    # What a letter becomes may be what a dash or a mark beside it waits for: "m–₂" is "m–2", which is "m^-2".
    while not found.isascii() and found != text:
        text, found = found, _once(found, table)
    return found


def _once(text: str, table: dict[int, str | None]) -> str:
    if not text.isascii():
        dashed = "\u2212" in text or "\u2013" in text
        if "10" in text and (dashed or "×" in text):
            text = _FLAT_POWER.sub(lambda m: f"{'10' if m[1] else ''}^-{m[1] or m[2]}", text)
        if dashed:
            text = _FLAT_EXPONENT.sub(_unit_power, text)
        text = _SUPERSCRIPT_RUN.sub(lambda m: "^" + m[0].translate(_SUPERSCRIPT_TABLE), text)
        text = text.translate(table)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        if dashed:
            text = _EN_DASH_MINUS.sub("-", text)
        if "º" in text or "∘" in text or "○" in text:
            text = _DEGREE.sub("°", text)
        if "•" in text or "●" in text:
            text = _BULLET_PRODUCT.sub("·", text)
    elif not text.isprintable():
        text = text.translate(table)
    if "  " in text or not text.isprintable():
        text = _SPACES.sub(" ", text)
    if " ," in text or " ." in text or " ;" in text or " )" in text or "( " in text:
        text = _LOOSE_STOP.sub(lambda m: m[1] or m[2] or m[3], text)
    return text


def _unit_power(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 8) : match.start()]
    return f"-{match[1]}" if _UNIT_BEFORE.search(before) else match[0]


_ORDINAL = re.compile(r"(?:st|nd|rd|th)$")
_BARE_SUPERSCRIPT = re.compile(r"[*†‡§¶#®™©'\"′″℃°∗⁎,;.:]+$")
_DEGREE_SUPERSCRIPT = re.compile(r"[oO0º∘○˚]$")
_MASS_NUMBER = re.compile(r"\d{1,3}$")
# Thin spaces around the signs of an index: "1 - x", "3 +".
_INNER_SIGN = re.compile(r"(?<=[\w.])?\s*([-+\u2212\u2013/])\s*(?=[\w+]|$)")
_SEPARATOR = re.compile(r"[\s,;\[\]()\u2010-\u2014\u2212&-]*$")


def join_runs(runs: Iterable[Run], *, detect: bool = False) -> tuple[str, tuple[tuple[int, tuple[str, ...]], ...]]:
    """The text of ``runs`` in normal form and the citations that left it, as (position, targets).

    Subscripts stand inline, superscripts behind a caret (ordinals, degree signs and footnote symbols without).
    With ``detect`` superscript numbers that cannot be exponents are taken for citation marks although no run says
    so (pages and PDFs without links), with the numbers themselves as targets.
    """
    merged = _merged(runs)
    parts: list[str] = []
    marks: list[Mark] = []
    for index, run in enumerate(merged):
        if run.citation:
            marks.append(Mark(run.text.strip(), run.targets))
            parts.append(_placeholder(run))
        elif run.level == "sub":
            parts.append(_INNER_SIGN.sub(r"\1", run.text) if " " in run.text else run.text)
        elif run.level == "base":
            parts.append(run.text.replace(MARK, "").replace(NAMED_START, "").replace(NAMED_END, ""))
        else:
            after = merged[index + 1] if index + 1 < len(merged) else None
            _superscript(run, parts, marks, after, detect)
    if not marks:
        return _normalise("".join(parts), _TABLE).strip(" "), ()
    return settle(_normalise("".join(parts), _TABLE_WITH_MARKS), marks)


def _merged(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one level as one run, so that a superscript split by markup is judged whole."""
    merged: list[Run] = []
    pending: list[str] = []
    level: Level = "base"
    for run in runs:
        if not run.text and not run.citation:
            continue
        if run.citation or run.level != level:
            if pending:
                merged.append(Run("".join(pending), level))
                pending = []
            level = run.level
        if run.citation:
            merged.append(run)
            continue
        if level == "sup" and _NUMBERS_ONLY.match(run.text) and _POWER.match("".join(pending)):
            pending.append(",")  # a power and, in an element of its own, the number of a reference
        pending.append(run.text)
    if pending:
        merged.append(Run("".join(pending), level))
    return merged


_NAMED = re.compile(r"[^\W\d_]{2}")
# "mAh g" with the superscript "-1,12": the power of a unit, then references.
_POWER = re.compile(r"\s*[-\u2013\u2212]\d\s*$")
_NUMBERS_ONLY = re.compile(r"\s*\d{1,3}(?:[,\u2013-]\d{1,3})*+\s*$")
_POWER_AND_NUMBERS = re.compile(r"([-\u2013\u2212]\d)[, ] ?(\d{1,3}(?:[,\u2013-]\d{1,3})*+)$")


def _placeholder(run: Run) -> str:
    # White space around a mark belongs to the text: publishers indent inside the link.
    named = run.level != "sup" and _NAMED.search(run.text)
    return f"{NAMED_START}{run.text.strip()}{NAMED_END}" if named else MARK


def _superscript(run: Run, parts: list[str], marks: list[Mark], after: Run | None, detect: bool) -> None:
    text = run.text.strip()
    if not text:
        parts.append(run.text and " ")
        return
    last = parts[-1][-1:] if parts else ""
    if last.isalpha() and (both := _POWER_AND_NUMBERS.match(text)):
        _superscript(Run(both[1], "sup"), parts, marks, None, detect)
        marks.append(Mark(both[2], expand_numbers(both[2])))
        parts.append(MARK)
    elif (
        _SEPARATOR.match(text)
        and text not in ("-", "\u2212", "\u2013")
        and (last in (MARK, NAMED_END) or (after and after.citation))
    ):
        parts.append(text)
    elif text in ("-", "\u2013", "\u2212") and last in (MARK, NAMED_END) and after is not None and after.citation:
        parts.append("-")
    elif text in ("[", "]", "(", ")", "[,", "],") or _BARE_SUPERSCRIPT.match(text) or _ORDINAL.match(text):
        parts.append(text)
    elif _DEGREE_SUPERSCRIPT.match(text) and after is not None and re.match(r"\s?[CFK]\b", after.text):
        parts.append("°")
    elif detect and looks_like_citation("".join(parts[-3:])[-40:], text, after.text[:3] if after else ""):
        plain = _normalise(text, _TABLE).strip(" []()")
        marks.append(Mark(plain, expand_numbers(plain)))
        parts.append(MARK)
    else:
        # A space before an exponent comes from indented markup; before a mass number it parts two words.
        isotope = _MASS_NUMBER.match(text) and after is not None and after.text[:1].isupper()
        if last.isspace() and not isotope:
            parts[-1] = parts[-1].rstrip()
        raised = text.replace("\u2013", "-").replace("\u2014", "-")
        parts.append("^" + _INNER_SIGN.sub(r"\1", raised))


def strip_citations(text: str, *, n_references: int | None = None) -> tuple[str, Placed]:
    """``text`` (in normal form) without its written citation marks, and what they pointed to, as (position, targets).

    ``[12]``, ``[3-5]`` and ``(Smith et al., 2019)`` are marks; crystal directions such as ``[110]`` and numbers beyond
    ``n_references`` (where known) are not. Targets are the printed numbers, or name and year.
    """
    marked, marks = mark_citations(text, n_references)
    if not marks:
        return text, ()
    return settle(marked, marks)
