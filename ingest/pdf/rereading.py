"""Rereading: indices, too small to be recognised in their line, are enlarged and read together once more."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

import numpy

# A page's indices stand in rows of so many; each is drawn in a box of its own.
_A_ROW = 8
_BOX = 260
_LINE = 110
_DIGIT = 44.0
_MOST = 1200
_INDEX = re.compile(r"^(?:[-+]?\d{1,2}|\d?[-+]|\d\.\d{1,2})$")
SIGNS = "0123456789+-–."

Pixels = numpy.ndarray[Any, numpy.dtype[numpy.uint8]]
Zone = tuple[float, float, float, float]  # left, top, right and bottom in pixels


def sheet_of(pixels: Pixels, zones: Sequence[Zone]) -> Pixels:
    """The ``zones`` of a page, enlarged, in rows on white paper."""
    from PIL import Image

    zones = zones[:_MOST]
    sheet = numpy.full((_LINE * (math.ceil(len(zones) / _A_ROW) + 1), _BOX * (_A_ROW + 1)), 255, numpy.uint8)
    for number, (x0, y0, x1, y1) in enumerate(zones):
        crop = pixels[max(0, round(y0)) : max(0, round(y1)), max(0, round(x0)) : max(0, round(x1))]
        if not crop.size or crop.shape[0] < 4 or crop.shape[1] < 2:
            continue
        scale = min(1.6 * _DIGIT / crop.shape[0], 0.8 * _BOX / crop.shape[1])
        size = max(1, round(crop.shape[1] * scale)), max(1, round(crop.shape[0] * scale))
        large = numpy.asarray(Image.fromarray(crop).resize(size, Image.Resampling.BICUBIC))
        row, column = divmod(number, _A_ROW)
        top, left = _LINE * row + _LINE // 2 - 15, _BOX * column + _BOX // 2
        sheet[top : top + large.shape[0], left : left + large.shape[1]] = large
    return sheet


def places_of(glyphs: Sequence[tuple[str, float, float]], n_zones: int) -> list[str | None]:
    """What was read in each zone: ``glyphs`` are characters with the middle of their box on the sheet.

    None where it is no index: a number, perhaps with a sign.
    """
    found = [""] * n_zones
    for text, x, y in sorted(glyphs, key=lambda glyph: glyph[1]):
        number = int((y - _LINE // 2 + 25) // _LINE) * _A_ROW + int((x - _BOX // 2 + 10) // _BOX)
        if 0 <= number < n_zones:
            found[number] += text
    plain = (text.replace("–", "-").replace("−", "-") for text in found)
    return [text if _INDEX.match(text) else None for text in plain]
