"""Indices in recognised words: which characters of a word stand above or below its line, told from their boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ..normal import Level

_DASHES = frozenset("-~–—−_¯")
# Signs that are printed high or low on any line.
_ALWAYS_HIGH = frozenset("'\"’‘“”`´°^*™®©")
_ALWAYS_LOW = frozenset(",.;:gjpqyQ()[]{}|/_@$&ßçµμηρφχψβγ…‚„")
_POINTS = frozenset(",.;:")
# What Tesseract makes of raised signs: the minus and the one of an exponent, the plus of a charge.
_RAISED = str.maketrans({**dict.fromkeys("~–—−_¯™", "-"), **dict.fromkeys("!|lI’‘'", "1")})
_EXPONENT = re.compile(r"^[-~–—−_¯™]?[\d!|lI’‘'*+]")
_RANGE = re.compile(r"(?<=\d)-(?=\d)")
_ION = re.compile(r"(?:Li|Na|K|Mg|Ca|Zn|Al|H)$")
# Heights of letters in units of the font size, about the same in every book face.
_SMALL, _X_HEIGHT = frozenset("acemnorsuvwxz"), 0.45
_TALL, _CAPITAL = frozenset("ABDEFGHKLMNPRTUVXYZbdhkl"), 0.67


@dataclass(frozen=True, slots=True)
class Glyph:
    """A recognised character and its box in pixels."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Part:
    """Characters of a word on one level, from ``x0`` to ``x1``; ``space`` says that a space stands before them.

    ``supplied`` says that they were not read but put for a smudge, by what stands before it.
    """

    text: str
    level: Level
    x0: float
    x1: float
    baseline: float
    space: bool = False
    supplied: bool = False


def size_of(glyphs: Iterable[Glyph], x_height: float) -> float:
    """The font size of a line in pixels: the mean over its letters, as one letter's height is off by a pixel.

    ``x_height`` is Tesseract's estimate for the line, by which boxes that are no letter's are told.
    """
    sizes = []
    for glyph in glyphs:
        height = glyph.y1 - glyph.y0
        if glyph.text in _SMALL and 0.75 < height / x_height < 1.3:
            sizes.append(height / _X_HEIGHT)
        elif glyph.text in _TALL and 1.2 < height / x_height < 1.8:
            sizes.append(height / _CAPITAL)
    return sum(sizes) / len(sizes) if sizes else x_height / _X_HEIGHT


def parts_of(glyphs: Sequence[Glyph], slope: float, offset: float, x_height: float) -> Iterator[Part]:
    """A word cut where its level changes, and where a thin space parts a number from its unit.

    The baseline at ``x`` is ``offset + slope * x``, in pixels as ``x_height``, the height of its small letters.
    """
    levels = [level_of(glyph, offset + slope * glyph.x0, x_height) for glyph in glyphs]
    for place in range(len(levels) - 1, -1, -1):  # a letter amid letters is on their line: kerned boxes overlap
        if levels[place] != "base" and glyphs[place].text.isalpha() and place + 1 < len(levels):
            behind = glyphs[place + 1]
            if levels[place + 1] == "base" and behind.text.isalpha() and behind.text.islower():
                levels[place] = "base"
    for place, glyph in enumerate(glyphs):
        if glyph.text in ",." and place and 0.85 < (glyph.y1 - glyph.y0) / x_height <= 1.2:
            # A point as tall as a digit, below a formula: LiFePO, for LiFePO4.
            before = glyphs[place - 1].text
            low = glyph.y1 > offset + slope * glyph.x0 + 0.12 * x_height
            if low and (before.isupper() or before == ")"):
                levels[place] = "sub"
    for place in range(1, len(levels)):  # a quotation mark behind a raised dash is a raised one
        if levels[place - 1] == "sup" and glyphs[place].text in _ALWAYS_HIGH and levels[place] == "base":
            levels[place] = "sup"
    for place in range(len(levels) - 1):
        if levels[place + 1] == "sup" and glyphs[place].text in "™\"'~" and levels[place] == "base":
            levels[place] = "sup"
    kept = [
        place
        for place, glyph in enumerate(glyphs)
        # A point as tall as a letter was read where there is none, beside an index that was read too.
        if not (
            glyph.text in _POINTS
            and glyph.y1 - glyph.y0 > 1.2 * x_height
            and place + 1 < len(glyphs)
            and levels[place + 1] == "sub"
        )
    ]
    parts: list[Part] = []
    cuts = list(_cuts(glyphs, levels, kept, x_height))
    for number, places in enumerate(cuts):
        first, last = glyphs[places[0]], glyphs[places[-1]]
        end = glyphs[cuts[number + 1][0]].x0 if number + 1 < len(cuts) else last.x1
        level = levels[places[0]]
        spaced = bool(parts) and level == parts[-1].level
        if spaced:
            end = last.x1
        text = "".join(glyphs[place].text for place in places)
        if level == "base":
            text = _with_dashes(text, [glyphs[place] for place in places], x_height)
        if spaced:
            parts[-1] = replace(parts[-1], x1=glyphs[cuts[number - 1][-1]].x1)
        parts.append(Part(text, level, first.x0, max(end, first.x0), offset + slope * first.x0, spaced))
    yield from parts


def _cuts(
    glyphs: Sequence[Glyph], levels: Sequence[Level], kept: Sequence[int], x_height: float
) -> Iterator[list[int]]:
    for _, group in groupby(kept, key=levels.__getitem__):
        places: list[int] = []
        for place in group:
            if places:
                before, glyph = glyphs[places[-1]], glyphs[place]
                unit = before.text.isdigit() and (glyph.text.isalpha() or glyph.text == "°")
                if unit and levels[place] == "base" and glyph.x0 - before.x1 > 0.36 * x_height:
                    yield places
                    places = []
            places.append(place)
        yield places


def _with_dashes(text: str, glyphs: Sequence[Glyph], x_height: float) -> str:
    """``text`` with long hyphens between numbers as the dashes that they are."""
    if not _RANGE.search(text) or len(text) != len(glyphs):
        return text
    return _RANGE.sub(
        lambda match: "–" if (glyph := glyphs[match.start()]).x1 - glyph.x0 > 0.7 * x_height else "-", text
    )


def level_of(glyph: Glyph, baseline: float, x_height: float) -> Level:
    """Where a character stands; heights count from the baseline in units of the small letters' height."""
    top, bottom = (baseline - glyph.y0) / x_height, (baseline - glyph.y1) / x_height
    text = glyph.text
    if text in _DASHES:
        return "sup" if bottom > 0.78 else "base"
    if text == "*" and bottom > 0.5:
        return "sup"
    if text in _ALWAYS_HIGH:
        return "base"
    if bottom > 0.42 and top > 1.0:
        return "sup"
    if text not in _ALWAYS_LOW and bottom < -0.12 and top < (1.05 if text.isdigit() else 0.85):
        return "sub"
    return "base"


def raised(text: str, before: str) -> str:
    """What a raised text most likely is; ``before`` is the text that it stands behind."""
    if text == "*":
        return "+" if _ION.search(before) else text
    return text.translate(_RAISED) if _EXPONENT.match(text) else text
