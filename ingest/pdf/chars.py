"""Pieces: words and parts of words of one font at one place, read from a page in bulk."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from .fonts import NO_FONT, Font, Fonts, bind

_HANDLE, _INT, _REF = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
_object_of = bind(pdfium.FPDFText_GetTextObject, _HANDLE, _HANDLE, _INT)
_unicode_of = bind(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _HANDLE, _INT)
_origin_of = bind(pdfium.FPDFText_GetCharOrigin, _INT, _HANDLE, _INT, _REF, _REF)
_box_of = bind(pdfium.FPDFText_GetLooseCharBox, _INT, _HANDLE, _INT, _REF)
_size_of = bind(pdfium.FPDFText_GetFontSize, ctypes.c_double, _HANDLE, _INT)
_matrix_of = bind(pdfium.FPDFText_GetMatrix, _INT, _HANDLE, _INT, _REF)
_clip_of = bind(pdfium.FPDFPageObj_GetClipPath, _HANDLE, _HANDLE)
_clip_paths = bind(pdfium.FPDFClipPath_CountPaths, _INT, _HANDLE)
_clip_segments = bind(pdfium.FPDFClipPath_CountPathSegments, _INT, _HANDLE, _INT)
_clip_segment = bind(pdfium.FPDFClipPath_GetPathSegment, _HANDLE, _HANDLE, _INT, _INT)
_segment_point = bind(pdfium.FPDFPathSegment_GetPoint, _INT, _HANDLE, _REF, _REF)
_bounds_of = bind(pdfium.FPDFPageObj_GetBounds, _INT, _HANDLE, _REF, _REF, _REF, _REF)

_WORD = re.compile(r"\S+")
# pdfium marks a hyphen at the end of a line with U+0002 or U+FFFE; fonts of formulae draw degrees as a bullet.
_GLYPHS = str.maketrans({"\ufffe": "\x02", "\uffff": None, "◦": "∘", "\ufffd": None, "\u2060": None})
# A number and a unit set apart by a thin space, which pdfium does not report.
_TIGHT = re.compile(r"\d(?=[A-Za-zµμΩÅ°])")
# TeX's own fonts drawn as bitmaps name no characters: their ligatures and dashes come as the codes of its encodings.
_TEX_CODES = re.compile(
    "[\x0b\x0c\x0e\x0f\x15\x16\x1b-\x1f](?=[^\\W_])|(?<=[^\\W_])[\x0b\x0c\x0e\x0f\x15\x16\x1b-\x1f]"
)
_TEX_LETTERS = dict(zip("\x0b\x0c\x0e\x0f\x15\x16\x1b\x1c\x1d\x1e\x1f", "ﬀﬁﬃﬄ–—ﬀﬁﬂﬃﬄ", strict=True))
_TABLE = re.compile(r"(?:^|[\r\n])\s*(?:supplementary |supporting )?tab(?:le|\.)\s", re.IGNORECASE)


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
    aside: str = ""  # what was left out because it runs up, down or aslant
    n_chars: int = 0
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


# A page that draws more than this is a map or a plot; its tables, if any, are read without lines.
MOST_OBJECTS = 20_000


def read_page(document: Any, index: int, fonts: Fonts) -> Page:
    """The page ``index`` (from 0) of an open pdfium document; raises ValueError where pdfium cannot load it.

    Where a line of text begins with "Table" the thin lines drawn on the page are read too. The direction that most of
    the text runs in is taken for upright, so that a landscape table reads like any other; text in other directions
    is left out.
    """
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise ValueError(f"page {index + 1} cannot be loaded")
    try:
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            raise ValueError(f"the text of page {index + 1} cannot be loaded")
        try:
            return _read(page, text_page, index, fonts)
        finally:
            pdfium.FPDFText_ClosePage(text_page)
    finally:
        pdfium.FPDF_ClosePage(page)


def _read(page: Any, text_page: Any, index: int, fonts: Fonts) -> Page:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
        box.right, box.top = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    n = max(0, pdfium.FPDFText_CountChars(text_page))
    text = _text(text_page, n) if n else ""
    text = _TEX_CODES.sub(lambda match: _TEX_LETTERS[match[0]], text)
    words = _Words(text_page, fonts)
    pieces, aside, counts = _placed(words, text, 0, box)
    turn = max(range(4), key=counts.__getitem__)
    if turn:  # a page that lies on its side: once more, now that its direction is known
        pieces, aside, counts = _placed(words, text, turn, box)
    width, height = box.right - box.left, box.top - box.bottom
    if turn % 2:
        width, height = height, width
    result = Page(index + 1, width, height, pieces, " ".join(aside), n)
    if _TABLE.search(text):
        result.rules = _rules(page, turn, box)
    return result


_Part = tuple[int, int, int]  # a part of a word: where it starts and ends, and its text object
_Common = tuple[float, Font, int]  # size, font and quarter turns against the clock (4 is aslant)


def _placed(words: _Words, text: str, turn: int, box: Any) -> tuple[list[Piece], list[str], list[int]]:
    """The pieces that run in the direction ``turn``, where the reader of the page sees them.

    Beside them the words that run otherwise, and how many characters run in each direction (quarters, aslant).
    """
    pieces: list[Piece] = []
    aside: list[str] = []
    counts = [0, 0, 0, 0, 0]
    left, upper = box.left, box.top
    add, shared, handle_of, page = pieces.append, words.shared, words.handle_of, words.page
    x, y, rect, x_ref, y_ref, rect_ref = words.x, words.y, words.rect, words.x_ref, words.y_ref, words.rect_ref
    tight = [match.start() for match in _TIGHT.finditer(text)][::-1]
    last_end = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        space = start > last_end
        last_end = end
        handle = handle_of(page, start) or 0
        parts: Sequence[_Part] = ((start, end, handle),)
        if end - start > 1 and (handle_of(page, end - 1) or 0) != handle:
            parts = words.parts(start, end)
        while tight and tight[-1] < start:
            tight.pop()
        if tight and tight[-1] < end:
            parts = words.loosened(parts, text)
        for a, b, handle in parts:
            common = shared[handle] if handle and handle in shared else words.common(a, handle)
            if common is None:
                continue
            size, font, turned = common
            counts[turned] += b - a
            word = text[a:b]
            if turned != turn:
                aside.append(word)
                continue
            _origin_of(page, a, x_ref, y_ref)
            _box_of(page, b - 1, rect_ref)
            if turn == 0:
                x0, y0, x1 = x.value - left, upper - y.value, rect.right - left
            else:
                x0, y0 = _shown(x.value, y.value, turn, box)
                x1, _ = _shown(*((rect.left, rect.bottom) if turn > 1 else (rect.right, rect.top)), turn, box)
            if font.table is not None:
                word = word.translate(font.table)
            if "--" in word:
                word = word.replace("--", "–")  # as TeX writes it
            if not word.isascii() or "\x02" in word:
                word = word.translate(_GLYPHS)
                if not word:
                    continue
                if word == "\x02" and x1 - x0 > 0.5 * size:
                    word = "\u2212"  # too wide for a hyphen
            add(Piece(word, x0, x1 if x1 > x0 else x0, y0, size, font, space if a == start else a in words.spaced))
    return pieces, aside, counts


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
    codes = list(map(_unicode_of, repeat(ctypes.cast(text_page, ctypes.c_void_p).value), range(n)))
    if max(codes) >= 0xD800:
        codes = paired(codes)
    return "".join(map(chr, codes)).replace("\0", " ")


def paired(codes: list[int]) -> list[int]:
    """UTF-16 units as code points, as many as before: letters of formulae (U+1D400 and on) come in two halves.

    The second half leaves a word joiner in its place; a half alone becomes U+FFFD.
    """
    whole = list(codes)
    for index, code in enumerate(codes):
        if 0xD800 <= code < 0xDC00:
            low = codes[index + 1] if index + 1 < len(codes) else 0
            if 0xDC00 <= low < 0xE000:
                whole[index : index + 2] = [0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), 0x2060]
                continue
        if 0xD800 <= whole[index] < 0xE000 or whole[index] >= 0x110000:
            whole[index] = 0xFFFD
    return whole


class _Words:
    """Looks up what the characters of a page have in common, with as few calls as it can."""

    def __init__(self, text_page: Any, fonts: Fonts) -> None:
        self.page = ctypes.cast(text_page, ctypes.c_void_p).value
        self._fonts = fonts
        self.handle_of = _object_of
        self.shared: dict[int, _Common | None] = {}  # by the handle of the text object; None where it is clipped away
        self.spaced: set[int] = set()
        # What the calls write to.
        self.x, self.y, self.rect = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
        self.x_ref, self.y_ref = ctypes.addressof(self.x), ctypes.addressof(self.y)
        self.rect_ref = ctypes.addressof(self.rect)
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_ref = ctypes.addressof(self._matrix)
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._float_refs = [ctypes.addressof(value) for value in self._floats]

    def parts(self, start: int, end: int) -> Sequence[_Part]:
        """The word ``[start, end)`` cut where one text object ends and the next begins, with the objects' handles."""
        page = self.page
        parts: list[_Part] = []
        before, begun = _object_of(page, start) or 0, start
        for index in range(start + 1, end):
            here = _object_of(page, index) or 0
            if here != before and here:
                parts.append((begun, index, before))
                before, begun = here, index
        parts.append((begun, end, before))
        return parts

    def loosened(self, parts: Sequence[_Part], text: str) -> Sequence[_Part]:
        """``parts`` cut also where a thin space parts a number from the unit behind it."""
        loose: list[_Part] = []
        for start, end, handle in parts:
            for match in _TIGHT.finditer(text, start, end):
                at = match.end()
                if at >= end:
                    continue
                _box_of(self.page, at - 1, self.rect_ref)
                _origin_of(self.page, at, self.x_ref, self.y_ref)
                common = self.common(at, handle)
                if common is not None and self.x.value - self.rect.right > 0.09 * common[0]:
                    self.spaced.add(at)
                    loose.append((start, at, handle))
                    start = at
            loose.append((start, end, handle))
        return loose

    def common(self, index: int, handle: int) -> _Common | None:
        """What the characters of a text object share, or None where they are clipped away."""
        if handle in self.shared and handle:
            return self.shared[handle]
        return self._common(index, handle)

    def _common(self, index: int, handle: int) -> _Common | None:
        size = _size_of(self.page, index)
        turn = 0
        if _matrix_of(self.page, index, self._matrix_ref):
            m = self._matrix
            size *= math.hypot(m.c, m.d) or 1.0
            quarters = math.atan2(m.b, m.a) / (math.pi / 2)
            turn = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.06 else 4
        common = (abs(size) or 1.0, self._fonts.of(handle) if handle else NO_FONT, turn)
        self.shared[handle] = None if handle and self._hidden(handle) else common
        return self.shared[handle]

    def _hidden(self, handle: int) -> bool:
        """Whether an object lies outside of its clip path: the rest of a page that a figure was cut from."""
        clip = _clip_of(handle)
        count = _clip_paths(clip) if clip else 0
        if count <= 0 or not _bounds_of(handle, *self._float_refs):
            return False
        left, bottom, right, top = (value.value for value in self._floats)
        x, y = self._floats[0], self._floats[1]
        for path in range(count):
            xs, ys = [], []
            for index in range(min(_clip_segments(clip, path), 64)):
                _segment_point(_clip_segment(clip, path, index), *self._float_refs[:2])
                xs.append(x.value)
                ys.append(y.value)
            if not xs:
                continue
            wide = min(right, max(xs)) - max(left, min(xs))
            high = min(top, max(ys)) - max(bottom, min(ys))
            if wide < 0.3 * (right - left) or high < 0.3 * (top - bottom):
                return True
        return False


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
