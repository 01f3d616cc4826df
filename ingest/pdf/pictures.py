"""Pictures: what a PDF shows above or below the caption of a figure, kept as a file that is named by its content."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

from ..assets import MOST_BYTES, kept
from ..document import Block, Document
from ..figure import Figure
from ..source import Limits, Source
from .opening import opened

# Bounds: so many figures a paper, so many drawn objects a page are looked at; a picture is drawn with so many pixels.
MOST_FIGURES = 60
_MOST_OBJECTS = 5000
_MOST_PIXELS = 4_000_000
_DPI = 200.0
# In points: what is smaller is a logo or a rule; what is further from its caption belongs to another one.
_SMALLEST = 40.0
_FURTHEST = 60.0
_HEAD = 50.0  # running heads stand above this

Box = tuple[float, float, float, float]  # left, top, right, bottom in points from the page's upper left corner


@dataclass(frozen=True, slots=True)
class Picture:
    """An image object of a page, or a form that holds drawings, and its box."""

    box: Box
    handle: Any
    is_image: bool


def with_pictures(document: Document, source: Source, limits: Limits, folder: Path) -> Document:
    """``document`` with the pictures of its figures in ``folder``; figures without one that is found stay as they are.

    Raises OSError where ``folder`` cannot be written to.
    """
    captions = {block.id: block for block in document.blocks if block.kind == "caption"}
    pages = {figure.page for figure in document.figures[:MOST_FIGURES] if figure.page is not None}
    texts = {number: [b.box for b in document.blocks if b.page == number and b.box is not None] for number in pages}
    done: dict[str, Figure] = {}
    with opened(source, limits) as pdf:
        for number in sorted(pages):
            if number > pdf.n_pages:
                continue
            page = pdfium.FPDF_LoadPage(pdf.handle, number - 1)
            if not page:
                continue
            try:
                height = pdfium.FPDF_GetPageHeightF(page)
                upright = pdfium.FPDFPage_GetRotation(page) == 0
                pictures, drawn = pictures_on(page) if upright else ([], [])
                on_page = [block for block in captions.values() if block.page == number and block.box is not None]
                for figure in document.figures[:MOST_FIGURES]:
                    block = captions.get(figure.caption_block)
                    if figure.page != number or block is None or block.box is None:
                        continue
                    found = pictures_of(block, on_page, pictures)
                    box = _around(found) if found else gap_above(block, texts[number], drawn) if upright else None
                    if box is not None:
                        image = _kept(page, height, box, found, folder)
                        rounded = (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))
                        done[figure.id] = replace(figure, box=rounded, image=image)
            finally:
                pdfium.FPDF_ClosePage(page)
    return replace(document, figures=tuple(done.get(figure.id, figure) for figure in document.figures))


def pictures_on(page: Any) -> tuple[list[Picture], list[Box]]:
    """The images and the forms with drawings of an upright page; and the boxes of all that is drawn on it."""
    height = pdfium.FPDF_GetPageHeightF(page)
    width = pdfium.FPDF_GetPageWidthF(page)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    refs = ctypes.byref(left), ctypes.byref(bottom), ctypes.byref(right), ctypes.byref(top)
    pictures: list[Picture] = []
    drawn: list[Box] = []
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *refs):
            continue
        box = (
            max(0.0, left.value),
            max(0.0, height - top.value),
            min(width, right.value),
            min(height, height - bottom.value),
        )
        wide, high = box[2] - box[0], box[3] - box[1]
        drawn.append(box)
        if kind not in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            continue
        whole_page = wide > 0.97 * width and high > 0.9 * height
        if min(wide, high) >= _SMALLEST and not whole_page:
            pictures.append(Picture(box, item, kind == pdfium.FPDF_PAGEOBJ_IMAGE))
    return pictures, drawn


def gap_above(caption: Block, texts: Sequence[Box], drawn: Sequence[Box]) -> Box | None:
    """The room between a caption and the text above it, where something is drawn there: a figure made of lines."""
    assert caption.box is not None
    left, top, right, _ = caption.box
    left, right = left - 10, right + 10
    ceiling = max(
        (box[3] for box in texts if box[1] < top - 5 and min(box[2], right) > max(box[0], left)), default=_HEAD
    )
    room = (left, ceiling + 4, right, top - 2)
    if room[3] - room[1] < _SMALLEST:
        return None
    inside = sum(
        min(box[2], right) > max(box[0], left) and min(box[3], room[3]) - max(box[1], room[1]) > 0.5 * _SMALLEST
        for box in drawn
    )
    return room if inside else None


def pictures_of(caption: Block, captions: Sequence[Block], pictures: Sequence[Picture]) -> list[Picture]:
    """The pictures that stand over ``caption`` up to the caption before it; where there are none, those right below."""
    assert caption.box is not None
    left, top, right, bottom = caption.box
    beside = [p for p in pictures if min(p.box[2], right) - max(p.box[0], left) > 0.3 * min(_wide(p.box), right - left)]
    others = [
        c.box for c in captions if c is not caption and c.box is not None and min(c.box[2], right) > max(c.box[0], left)
    ]
    ceiling = max((box[3] for box in others if box[3] <= top + 2), default=0.0)
    above = [p for p in beside if p.box[3] <= top + 8 and p.box[1] >= ceiling - 8]
    if above and top - max(p.box[3] for p in above) <= _FURTHEST:
        return above
    floor = min((box[1] for box in others if box[1] >= bottom - 2), default=float("inf"))
    below = [p for p in beside if p.box[1] >= bottom - 8 and p.box[3] <= floor + 8]
    if below and min(p.box[1] for p in below) - bottom <= _FURTHEST / 2:
        return below
    return []


def _wide(box: Box) -> float:
    return box[2] - box[0]


def _around(pictures: Sequence[Picture]) -> Box:
    boxes = [picture.box for picture in pictures]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _kept(page: Any, height: float, box: Box, pictures: Sequence[Picture], folder: Path) -> str | None:
    """The name of the file in ``folder`` that holds the picture; None where it is too large."""
    data = _as_stored(pictures[0]) if len(pictures) == 1 and pictures[0].is_image else None
    suffix = ".jpg"
    if data is None:
        data, suffix = _drawn(page, height, box), ".png"
    return kept(data, suffix, folder) if data is not None and len(data) <= MOST_BYTES else None


def _as_stored(picture: Picture) -> bytes | None:
    """The JPEG that the file holds, where it holds one in colours that every viewer shows."""
    handle = picture.handle
    if pdfium.FPDFImageObj_GetImageFilterCount(handle) != 1:
        return None
    name = ctypes.create_string_buffer(32)
    pdfium.FPDFImageObj_GetImageFilter(handle, 0, name, 32)
    length = pdfium.FPDFImageObj_GetImageDataRaw(handle, None, 0)
    if name.value != b"DCTDecode" or not 0 < length <= MOST_BYTES:
        return None
    data = ctypes.create_string_buffer(length)
    pdfium.FPDFImageObj_GetImageDataRaw(handle, data, length)
    from PIL import Image

    with suppress(OSError, Image.DecompressionBombError), Image.open(io.BytesIO(data.raw)) as image:
        if image.mode in ("L", "RGB"):
            return data.raw
    return None


def _drawn(page: Any, height: float, box: Box) -> bytes | None:
    """A part of the page as PNG."""
    wide, high = box[2] - box[0], box[3] - box[1]
    scale = min(_DPI / 72.0, (_MOST_PIXELS / (wide * high)) ** 0.5)
    columns, rows = round(wide * scale), round(high * scale)
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_BGR, None, 0)
    if not bitmap:
        return None
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFFFFFFFF)
        full_width = round(pdfium.FPDF_GetPageWidthF(page) * scale)
        left, top = -round(box[0] * scale), -round(box[1] * scale)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, left, top, full_width, round(height * scale), 0, 0)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("RGB", (columns, rows), data, "raw", "BGR", stride).save(out, "PNG", compress_level=4)
    return out.getvalue()
