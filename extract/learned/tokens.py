"""Tokens of scientific text for the taggers, and the windows of tokens that they read at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# A word keeps the digits within and after it (LiFePO4, HPC-700 in three); a number stands apart from its unit (5 | wt).
_TOKEN = re.compile(r"[^\W\d_]++(?:\d++[^\W\d_]*+)*+|\d++(?:[.,]\d++)*+|\S")
# Words beyond this many characters are read by their beginning only.
LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive tokens, (start, end) each in the document's text, and their words."""

    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]


def tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Start and end of each token of ``text`` between ``start`` and ``end``."""
    return [match.span() for match in _TOKEN.finditer(text, start, len(text) if end is None else end)]


def windows(text: str, regions: Iterable[tuple[int, int]], *, longest: int, joined: int = 0) -> list[Window]:
    """The tokens of ``regions`` (half-open, in text order) in windows of at most ``longest`` tokens.

    Neighbouring regions with nothing but white space between share a window of up to ``joined`` tokens.
    """
    pieces: list[list[tuple[int, int]]] = []
    before = -1
    for start, end in regions:
        spans = tokens(text, start, end)
        if not spans:
            continue
        near = before >= 0 and not text[before:start].strip()
        if near and pieces and len(pieces[-1]) + len(spans) <= joined:
            pieces[-1].extend(spans)
        else:
            pieces.extend(spans[first : first + longest] for first in range(0, len(spans), longest))
        before = end
    return [
        Window(tuple(piece), tuple(text[start : min(end, start + LONGEST_WORD)] for start, end in piece))
        for piece in pieces
    ]
