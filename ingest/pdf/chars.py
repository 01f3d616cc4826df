"""Pieces: words and parts of words of one font at one place, read from a page in bulk."""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

_WORD = re.compile(r"\S+")
# pdfium marks a hyphen at the end of a line with one of these.
_LINE_END_HYPHENS = str.maketrans({"\x02": "\xad", "\ufffe": "\xad", "\uffff": None})
_BOLD = re.compile(r"bold|black|heavy|demi|[-_,.](?:b|bd)$|semib|medi\b|cmbx|CMB\d|\.B(?:\+|$)", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obliq|[-_.]i$|[-_.]bi$|-it\b|cmti|cmmi|\.I$|\.BI$|slant", re.IGNORECASE)
_SYMBOL = re.compile(r"symbol|pi\d|mtsy|mathematicalpi|cmsy|cmmi|cmex|mtex|euclid|mtmi|msam|msbm|universalgreek", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the file: its plain name and what the name and flags say of its style."""

    name: str
    bold: bool
    italic: bool
    symbol: bool

    @property
    def family(self) -> str:
        """The name without its style."""
        return re.split(r"[-,.]", self.name)[0]


@dataclass(slots=True)
class Piece:
    """A word or part of a word: one font, one size, one baseline. Points from the page's upper left corner."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: Font
    space: bool  # white space stands before it

    @property
    def top(self) -> float:
        """The height that capitals reach."""
        return self.y - 0.75 * self.size


@dataclass(slots=True)
class Page:
    """A page as it is printed: number from 1, size in points, upright pieces in the order of the file."""

    number: int
    width: float
    height: float
    pieces: list[Piece]
    turned: int = 0  # characters left out because they run up, down or aslant
    n_chars: int = 0
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


NO_FONT = Font("", False, False, False)
# A page that draws more than this is a map or a plot; its tables, if any, are read without lines.
MOST_OBJECTS = 20_000


class Fonts:
    """The fonts of one file, each looked up once."""

    def __init__(self) -> None:
        self._fonts: dict[int, Font] = {}
        self._by_name: dict[str, Font] = {}

    def of(self, text_object: Any) -> Font:
        """The font of a text object."""
        handle = pdfium.FPDFTextObj_GetFont(text_object)
        key = ctypes.cast(handle, ctypes.c_void_p).value or 0
        font = self._fonts.get(key)
        if font is None:
            name = _font_name(handle) if key else ""
            weight = pdfium.FPDFFont_GetWeight(handle) if key else 0
            flags = pdfium.FPDFFont_GetFlags(handle) if key else 0
            name = name.split("+", 1)[-1]
            font = self._by_name.setdefault(
                name,
                Font(
                    name,
                    bool(_BOLD.search(name)) or weight >= 600 or bool(flags & 0x40000),
                    bool(_ITALIC.search(name)) or bool(flags & 0x40),
                    bool(_SYMBOL.search(name)),
                ),
            )
            self._fonts[key] = font
        return font


def _font_name(handle: Any) -> str:
    buffer = ctypes.create_string_buffer(256)
    length = pdfium.FPDFFont_GetBaseFontName(handle, buffer, 256)
    return buffer.value.decode("utf-8", "replace") if 0 < length <= 256 else ""


def read_page(document: Any, index: int, fonts: Fonts, *, rules: bool = False) -> Page:
    """The page ``index`` (from 0) of an open pdfium document; raises ValueError where pdfium cannot load it.

    With ``rules`` the thin lines drawn on the page are read too. The direction that most of the text runs in is
    taken for upright, so that a landscape table reads like any other; text in other directions is left out.
    """
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise ValueError(f"page {index + 1} cannot be loaded")
    try:
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            raise ValueError(f"the text of page {index + 1} cannot be loaded")
        try:
            return _read(page, text_page, index, fonts, rules)
        finally:
            pdfium.FPDFText_ClosePage(text_page)
    finally:
        pdfium.FPDF_ClosePage(page)


def _read(page: Any, text_page: Any, index: int, fonts: Fonts, rules: bool) -> Page:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
        box.right, box.top = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    n = max(0, pdfium.FPDFText_CountChars(text_page))
    text = _text(text_page, n) if n else ""
    words = _Words(text_page, fonts)
    raw: list[_Raw] = []
    last_end = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        space = start > last_end
        last_end = end
        for a, b in words.parts(start, end):
            raw.append(words.raw(text[a:b].translate(_LINE_END_HYPHENS), a, b, space and a == start))
    counts = [0, 0, 0, 0, 0]
    for item in raw:
        counts[item.turn] += len(item.text)
    turn = max(range(4), key=counts.__getitem__)
    width, height = box.right - box.left, box.top - box.bottom
    if turn % 2:
        width, height = height, width
    pieces = [item.placed(turn, box) for item in raw if item.turn == turn and item.text]
    result = Page(index + 1, width, height, pieces, sum(counts) - counts[turn], n)
    if rules:
        result.rules = _rules(page, turn, box)
    return result


@dataclass(slots=True)
class _Raw:
    """A piece in the page's own coordinates; ``turn`` counts quarter turns against the clock, 4 is aslant."""

    text: str
    x: float
    y: float
    end: tuple[float, float]
    size: float
    font: Font
    space: bool
    turn: int

    def placed(self, turn: int, box: Any) -> Piece:
        x0, y = _shown(self.x, self.y, turn, box)
        x1, _ = _shown(*self.end, turn, box)
        return Piece(self.text, x0, max(x0, x1), y, self.size, self.font, self.space)


def _shown(x: float, y: float, turn: int, box: Any) -> tuple[float, float]:
    """A point as the reader of a page sees it who holds text of this turn upright."""
    if turn == 0:
        return x - box.left, box.top - y
    if turn == 1:
        return y - box.bottom, x - box.left
    if turn == 2:
        return box.right - x, y - box.bottom
    return box.top - y, box.right - x


def _text(text_page: Any, n: int) -> str:
    """The text of a page, one character for each of pdfium's."""
    buffer = (ctypes.c_ushort * (n + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, n, buffer)
    if written == n + 1:
        text = bytes(buffer)[: 2 * n].decode("utf-16-le", "replace")
        if len(text) == n:
            return text
    # Characters without a Unicode value, or beyond the first plane: the bulk text has other places than the page.
    return "".join(
        chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " if code == 0 else "\ufffd"
        for code in (pdfium.FPDFText_GetUnicode(text_page, i) for i in range(n))
    )


class _Words:
    """Looks up what the characters of a page have in common, with as few calls as it can."""

    def __init__(self, text_page: Any, fonts: Fonts) -> None:
        self._page = text_page
        self._fonts = fonts
        self._shared: dict[int, tuple[float, Font, int]] = {}
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._refs = ctypes.byref(self._x), ctypes.byref(self._y)
        self._rect = pdfium.FS_RECTF()
        self._rect_ref = ctypes.byref(self._rect)
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_ref = ctypes.byref(self._matrix)

    def _object(self, index: int) -> int:
        handle = pdfium.FPDFText_GetTextObject(self._page, index)
        return ctypes.cast(handle, ctypes.c_void_p).value or 0

    def parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The word ``[start, end)`` cut where one text object ends and the next begins."""
        first, last = self._object(start), self._object(end - 1)
        if first == last:
            return [(start, end)]
        cuts = [start]
        before = first
        for index in range(start + 1, end):
            here = self._object(index)
            if here != before and here:
                cuts.append(index)
                before = here
        return [*zip(cuts, [*cuts[1:], end], strict=True)]

    def raw(self, text: str, start: int, end: int, space: bool) -> _Raw:
        """The piece of the characters ``[start, end)``."""
        size, font, turn = self._common(start)
        pdfium.FPDFText_GetCharOrigin(self._page, start, *self._refs)
        pdfium.FPDFText_GetLooseCharBox(self._page, end - 1, self._rect_ref)
        rect = self._rect
        x, y = self._x.value, self._y.value
        far = (rect.right, rect.top) if turn in (0, 1, 4) else (rect.left, rect.bottom)
        return _Raw(text, x, y, far, size, font, space, turn)

    def _common(self, index: int) -> tuple[float, Font, int]:
        handle = pdfium.FPDFText_GetTextObject(self._page, index)
        key = ctypes.cast(handle, ctypes.c_void_p).value or 0
        known = self._shared.get(key)
        if known is not None and key:
            return known
        size = pdfium.FPDFText_GetFontSize(self._page, index)
        turn = 0
        if pdfium.FPDFText_GetMatrix(self._page, index, self._matrix_ref):
            m = self._matrix
            size *= math.hypot(m.c, m.d) or 1.0
            quarters = math.atan2(m.b, m.a) / (math.pi / 2)
            turn = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.06 else 4
        common = (abs(size), self._fonts.of(handle) if key else NO_FONT, turn)
        self._shared[key] = common
        return common


def _rules(page: Any, turn: int, box: Any) -> list[tuple[float, float, float, float]]:
    """The lines drawn on a page (thin paths) as (left, top, right, bottom)."""
    rules: list[tuple[float, float, float, float]] = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    refs = ctypes.byref(left), ctypes.byref(bottom), ctypes.byref(right), ctypes.byref(top)
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *refs):
            continue
        wide, high = right.value - left.value, top.value - bottom.value
        if min(wide, high) > 3.0 or max(wide, high) < 8.0:
            continue
        x0, y0 = _shown(left.value, top.value, turn, box)
        x1, y1 = _shown(right.value, bottom.value, turn, box)
        rules.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return rules
