"""Fonts: what the names of a file's fonts say of their style, and what the codes of some of them stand for."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium


def bind(function: Any, result: Any, *arguments: Any) -> Any:
    """``function`` of pdfium with handles as plain integers, which costs half of a typed pointer's time a call."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_font_of = bind(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)

# Fonts of typesetters that say nothing of what their codes mean; each has one fixed layout.
_TABLES: tuple[tuple[re.Pattern[str], dict[int, int] | dict[int, str]], ...] = (
    (
        re.compile(
            r"(?:symbol(?:mt|std)?|adv\w*_?gr[a-z]*\d*|advgreek\w*|universal-?greek\w*|greekmathsymbols)\b", re.I
        ),
        str.maketrans("abcdefghijklmnopqrstuvwxyzCDFGLPQSUWXY", "αβχδεφγηιϕκλμνοπθρστυϖωξψζΧΔΦΓΛΠΘΣΥΩΞΨ"),
    ),
    (
        re.compile(r"adv(?:p4c4e|pi|mathsym|sym|math|psmp|psmpi|mathpi)", re.I),
        str.maketrans(
            {
                "ð": "(",
                "Þ": ")",
                "¼": "=",
                "þ": "+",
                "À": "−",
                "Á": "·",
                "Â": "×",
                "Æ": "±",
                "½": "[",
                "\x01": "−",
                "\x04": "·",
            }
        ),
    ),
    (re.compile(r"e[01]$"), str.maketrans({"\ue103": "fi", "\ue104": "fl", "\ue09d": "ft"})),
    (re.compile(r"rmtmi|mtmi", re.I), str.maketrans({"\x7f": "Ω"})),
)
_BOLD = re.compile(r"bold|black|heavy|demi|[-_,.](?:b|bd)$|semib|medi\b|cmbx|CMB\d|\.B(?:\+|$)", re.IGNORECASE)
_REGULAR = re.compile(r"regular|roman|book|light|-rg", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obliq|[-_.]i$|[-_.]bi$|-it\b|cmti|cmmi|\.I$|\.BI$|slant", re.IGNORECASE)
_SYMBOL = re.compile(
    r"symbol|pi\d|mtsy|mathematicalpi|cmsy|cmmi|cmex|mtex|euclid|mtmi|msam|msbm|universalgreek", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the file: its plain name and what the name and flags say of its style."""

    name: str
    bold: bool
    italic: bool
    symbol: bool
    table: dict[int, int] | dict[int, str] | None = field(
        default=None, compare=False, repr=False
    )  # what its codes stand for

    @property
    def family(self) -> str:
        """The name without its style."""
        return re.split(r"[-,.]", self.name)[0]


NO_FONT = Font("", False, False, False)


def _table_of(name: str) -> dict[int, int] | dict[int, str] | None:
    return next((table for pattern, table in _TABLES if pattern.match(name)), None)


@cache
def font_named(name: str, flags: int = 0) -> Font:
    """The font of a name (a subset's tag left out) and its PDF flags."""
    name = name.split("+", 1)[-1]
    return Font(
        name,
        bool(_BOLD.search(name)) or (bool(flags & 0x40000) and not _REGULAR.search(name)),
        bool(_ITALIC.search(name)) or bool(flags & 0x40),
        bool(_SYMBOL.search(name)),
        _table_of(name),
    )


class Fonts:
    """The fonts of one file, each looked up once."""

    def __init__(self) -> None:
        self._fonts: dict[int, Font] = {}

    def of(self, text_object: int) -> Font:
        """The font of a text object, given as its handle."""
        key = _font_of(text_object) or 0
        font = self._fonts.get(key)
        if font is None:
            handle = ctypes.cast(key, pdfium.FPDF_FONT)
            name = _font_name(handle) if key else ""
            flags = pdfium.FPDFFont_GetFlags(handle) if key else 0
            font = self._fonts[key] = font_named(name, flags)
        return font


def _font_name(handle: Any) -> str:
    buffer = ctypes.create_string_buffer(256)
    length = pdfium.FPDFFont_GetBaseFontName(handle, buffer, 256)
    return buffer.value.decode("utf-8", "replace") if 0 < length <= 256 else ""
