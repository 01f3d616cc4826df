"""Tokens of scientific text for the taggers, and the windows of tokens that they read at a time."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# A word keeps the digits within and after it (LiFePO4, HPC-700 in three); a number stands apart from its unit (5 | wt).
_TOKEN = re.compile(r"[^\W\d_]++(?:\d++[^\W\d_]*+)*+|\d++(?:[.,]\d++)*+|\S")
_MENTIONS = ("material", "sample", "property", "quantity", "operation", "device")
# What the rules can see at a token: nothing, or that one of their mentions begins or goes on there. A model counts on
# the order.
CLUES = ("", *(f"{place}-{label}" for label in _MENTIONS for place in "BI"))
# Words beyond this many characters are read by their beginning only.
LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive tokens, (start, end) each in the document's text, their words and what the rules see there.

    ``clues`` has one for each word: ``B-`` or ``I-`` and a label, or nothing. ``source`` names the corpus by whose
    manner it is (to be) annotated, where a tagger knows several.
    """

    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    clues: tuple[str, ...]
    source: str = ""


def tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Start and end of each token of ``text`` between ``start`` and ``end``."""
    return [match.span() for match in _TOKEN.finditer(text, start, len(text) if end is None else end)]


def windows(
    text: str,
    regions: Iterable[tuple[int, int]],
    *,
    longest: int,
    joined: int = 0,
    clues: Sequence[tuple[int, int, str]] = (),
    source: str = "",
) -> list[Window]:
    """The tokens of ``regions`` (half-open, in text order) in windows of at most ``longest`` tokens.

    Neighbouring regions with nothing but white space between share a window of up to ``joined`` tokens. ``clues`` are
    labelled spans of the text; of those that overlap the longest tells.
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
    ordered = longest_first(clues)
    starts = [start for start, _, _ in ordered]
    return [
        Window(
            tuple(piece),
            tuple(text[start : min(end, start + LONGEST_WORD)] for start, end in piece),
            tuple(_clue(span, ordered, starts) for span in piece),
            source,
        )
        for piece in pieces
    ]


def longest_first(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The spans of which none overlaps another, the longer kept, in text order."""
    kept: list[tuple[int, int, str]] = []
    for span in sorted(set(spans), key=lambda span: (span[0] - span[1], span)):
        place = bisect_left(kept, span)
        if (place == 0 or kept[place - 1][1] <= span[0]) and (place == len(kept) or span[1] <= kept[place][0]):
            kept.insert(place, span)
    return kept


def _clue(token: tuple[int, int], clues: Sequence[tuple[int, int, str]], starts: Sequence[int]) -> str:
    place = bisect_right(starts, token[1] - 1) - 1
    if place < 0 or clues[place][1] <= token[0]:
        return ""
    start, _, label = clues[place]
    return f"{'B' if token[0] <= start else 'I'}-{label}"
