"""Scan: a page drawn in grey at the resolution that character recognition wants, turned upright."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any

import numpy
import pypdfium2.raw as pdfium

DPI = 300.0
_MOST_PIXELS = 30_000_000
# Scanners pull paper askew by a few degrees; what leans further is meant to.
_STEEPEST = 6.0
_TURN_FROM = 0.1


@dataclass(frozen=True)
class Scan:
    """A page as grey pixels, rows from the top, 0 is black; ``dpi`` is their resolution, ``skew`` in degrees."""

    pixels: numpy.ndarray[Any, numpy.dtype[numpy.uint8]]
    dpi: float
    skew: float = 0.0

    def portable_graymap(self) -> bytes:
        """The picture as a PGM file."""
        height, width = self.pixels.shape
        return b"P5 %d %d 255\n" % (width, height) + self.pixels.tobytes()


def scan_of(document: Any, index: int) -> Scan:
    """The page ``index`` (from 0) of an open pdfium document. Raises ValueError where pdfium cannot draw it."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise ValueError(f"page {index + 1} cannot be loaded")
    try:
        inches = pdfium.FPDF_GetPageWidthF(page) / 72.0, pdfium.FPDF_GetPageHeightF(page) / 72.0
        area = inches[0] * inches[1]
        dpi = min(DPI, math.sqrt(_MOST_PIXELS / area)) if area > 0 else 0.0
        width, height = (round(length * dpi) for length in inches)
        if width < 8 or height < 8:
            raise ValueError(f"page {index + 1} has no size")
        pixels = _drawn(page, width, height)
    finally:
        pdfium.FPDF_ClosePage(page)
    skew = skew_of(pixels)
    return Scan(_turned(pixels, skew) if abs(skew) >= _TURN_FROM else pixels, dpi, skew)


def _drawn(page: Any, width: int, height: int) -> numpy.ndarray[Any, numpy.dtype[numpy.uint8]]:
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise ValueError("a page is too large to be drawn")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_GRAYSCALE)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    rows = numpy.frombuffer(data, numpy.uint8).reshape(height, stride)
    return numpy.ascontiguousarray(rows[:, :width])


def skew_of(pixels: numpy.ndarray[Any, numpy.dtype[numpy.uint8]]) -> float:
    """How far the lines of text lean, in degrees against the clock; 0 where the page tells nothing.

    At the right angle the ink falls into narrow rows with clear gaps between them.
    """
    step = max(1, round(max(pixels.shape) / 1200))
    small = pixels[: pixels.shape[0] // step * step, : pixels.shape[1] // step * step]
    small = small.reshape(small.shape[0] // step, step, small.shape[1] // step, step).mean(axis=(1, 3))
    ys, xs = numpy.nonzero(small < 0.6 * float(numpy.percentile(small, 90)))
    if len(ys) < 200:
        return 0.0
    if len(ys) > 60_000:
        chosen = numpy.random.RandomState(1).choice(len(ys), 60_000, replace=False)
        ys, xs = ys[chosen], xs[chosen]

    def sharpness(degrees: float) -> float:
        rows = numpy.round(ys + xs * math.tan(math.radians(degrees))).astype(numpy.int64)
        counts = numpy.bincount(rows - rows.min()).astype(numpy.float64)
        return float(((counts[1:] - counts[:-1]) ** 2).sum())

    best = max((i * 0.25 for i in range(round(-_STEEPEST * 4), round(_STEEPEST * 4) + 1)), key=sharpness)
    best = max((best + i * 0.05 for i in range(-5, 6)), key=sharpness)
    # A page of drawings is sharp at no angle; one that is sharpest at the end of the range leans no line of text.
    return best if abs(best) < _STEEPEST and sharpness(best) > 1.2 * sharpness(best + 2.0) else 0.0


def _turned(
    pixels: numpy.ndarray[Any, numpy.dtype[numpy.uint8]], degrees: float
) -> numpy.ndarray[Any, numpy.dtype[numpy.uint8]]:
    from PIL import Image

    turned = Image.fromarray(pixels).rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return numpy.asarray(turned, dtype=numpy.uint8)
