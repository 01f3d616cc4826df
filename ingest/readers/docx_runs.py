"""The runs of a Word paragraph: its text with indices, symbols and formulae, as the last reader of it would see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..normal import Level, Run
from .docx_math import math_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT_BOX = f"{W}txbxContent"
# What tracked changes took away, the second form of a drawing, and text boxes, which are read apart.
_LEFT_OUT = frozenset((f"{W}del", f"{W}moveFrom", FALLBACK, TEXT_BOX, f"{W}pPr", f"{W}instrText"))
# Text raised or lowered by hand, in half points; what is moved less only looks nicer so.
_RAISED = 4


def runs_of(paragraph: Any, levels: Mapping[str, Level], endnotes: Mapping[str, str]) -> Iterator[Run]:
    """The runs of ``paragraph``.

    ``levels``: what character styles do to the baseline, by id. ``endnotes``: the printed number of each, by id.
    """
    for child in paragraph:
        tag = child.tag
        if not isinstance(tag, str) or tag in _LEFT_OUT:
            continue
        if tag == f"{M}oMath":
            yield Run(math_text(child))
        elif tag == f"{W}r":
            yield from _run(child, levels, endnotes)
        elif tag == f"{W}p":
            yield from runs_of(child, levels, endnotes)
            yield Run(" ")
        else:
            yield from runs_of(child, levels, endnotes)


def _run(run: Any, levels: Mapping[str, Level], endnotes: Mapping[str, str]) -> Iterator[Run]:
    properties = run.find(f"{W}rPr")
    if _is_on(properties, "vanish"):
        return
    level = _level(properties, levels)
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    symbols = fonts is not None and fonts.get(f"{W}ascii") == "Symbol"
    for part in run:
        if part.tag == f"{W}t":
            text = part.text or ""
            yield Run("".join(map(_symbol, text)) if symbols else text, level)
        elif part.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            yield Run(" ", level)
        elif part.tag == f"{W}noBreakHyphen":
            yield Run("-", level)
        elif part.tag == f"{W}sym":
            code = str(part.get(f"{W}char", "20"))
            yield Run(chr(int(code, 16)) if len(code) <= 4 and _is_hex(code) else "", level)
        elif part.tag == f"{W}endnoteReference" and part.get(f"{W}id") in endnotes:
            number = endnotes[part.get(f"{W}id")]
            yield Run(number, "sup", (number,), citation=True)


def _symbol(char: str) -> str:
    """A letter of the font Symbol as the code point in the private area that Word gives it elsewhere."""
    return chr(0xF000 + ord(char)) if "!" <= char <= "~" else char


def _is_hex(code: str) -> bool:
    return bool(code) and all(char in "0123456789abcdefABCDEF" for char in code)


def _is_on(properties: Any, name: str) -> bool:
    switch = properties.find(f"{W}{name}") if properties is not None else None
    return switch is not None and switch.get(f"{W}val") not in ("0", "false", "off")


def level_of(properties: Any) -> Level | None:
    """What the properties of a run or a style do to the baseline; None where they say nothing."""
    place = properties.find(f"{W}vertAlign") if properties is not None else None
    value = place.get(f"{W}val") if place is not None else None
    if value is not None:
        return "sup" if value == "superscript" else "sub" if value == "subscript" else "base"
    moved = properties.find(f"{W}position") if properties is not None else None
    shift = moved.get(f"{W}val") if moved is not None else None
    if shift is not None and shift.lstrip("-").isdecimal() and abs(int(shift)) >= _RAISED:
        return "sub" if shift.startswith("-") else "sup"
    return None


def _level(properties: Any, levels: Mapping[str, Level]) -> Level:
    own = level_of(properties)
    if own is not None or properties is None:
        return own or "base"
    style = properties.find(f"{W}rStyle")
    return levels.get(style.get(f"{W}val"), "base") if style is not None else "base"
