"""Ratios and compositions: ``8:1:1``, ``80:10:10 wt%``, ``1:1 v/v``, ``80/10/10 by weight``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .quantity import Normalised, Quantity

_PART = r"\d++(?:\.\d++)?"
_RATIO = re.compile(
    rf"(?P<parts>{_PART}(?: ?: ?{_PART}){{1,6}}+|{_PART}(?:/{_PART}){{1,6}}+)(?![:/]|\.\d|\w)"
    r"(?P<named>,? ?\(?(?:"
    r"wt\.? ?%|vol\.? ?%|mol\.? ?%|v/v(?:/v)*|w/w(?:/w)*|v:v(?::v)*|w:w(?::w)*"
    r"|(?:by|in) (?:weight|mass|volume|moles?|vol|wt)\b"
    r"|(?:wt|vol)\b\.?|(?:weight|mass|volume|molar|mole|volumetric|mol) ratio|(?:weight|mass|volume)\b|%"
    r")\)?)?"
)
# Scanning for the mark first is much faster than trying the whole pattern at every digit.
_MARK = re.compile(r"[0-9] ?[:/] ?[0-9]")
_DIGITS = frozenset("0123456789.")
_NAMED_BEFORE = re.compile(
    r"\b(?:ratios?|proportions?|compositions?|v/v(?:/v)*|w/w|wt|vol)\b[^.;]{0,60}$", re.IGNORECASE
)
_KINDS = tuple(
    (basis, re.compile(cue, re.IGNORECASE))
    for basis, cue in (
        ("volume", r"\bv(?:[:/]v)+|\bvol"),
        ("weight", r"\bw[:/]w|\bwt|\bweight|\bmass"),
        ("molar", r"\bmol"),
    )
)
_REACH = 90


def find_ratios(text: str) -> Iterator[Quantity]:
    """The ratios of ``text`` (plain characters): ``value`` is the first part, ``unit`` ``ratio 8:1:1``.

    ``basis`` is ``weight``, ``volume`` or ``molar`` where the text says so. A slash makes a ratio only beside such
    words, two parts with a colon unless they read as a time of day.
    """
    if ":" not in text and "/" not in text:
        return
    seen = 0
    for mark in _MARK.finditer(text):
        start = mark.start()
        while start > seen and text[start - 1] in _DIGITS:
            start -= 1
        match = _RATIO.match(text, start)
        if match is None or start < seen:
            continue
        seen = match.end()
        before = text[start - 1] if start else " "
        if before.isalnum() or before in "_^:/.-":
            continue
        parts = re.split(r" ?[:/] ?", match["parts"])
        named = (match["named"] or "").strip(" ,")
        cue = _NAMED_BEFORE.search(text, max(0, start - _REACH), start)
        colon = ":" in match["parts"]
        if any(len(part) > 1 and part[0] == "0" and part[1] != "." for part in parts):
            continue  # 05:47 is a time of day
        if not named.strip("()%") and cue is None and (not colon or not _is_plain(parts)):
            continue
        closes = named.endswith(")") and "(" not in named
        value = float(parts[0])
        yield Quantity(
            value, None, None, None, "ratio " + ":".join(parts), "exact", Normalised(value, None, None, "ratio"),
            "ratio", _kind(named, text[max(0, cue.start() - 14) : start] if cue else ""), start, match.end() - closes,
        )  # fmt: skip


def _is_plain(parts: list[str]) -> bool:
    """Whether numbers joined by colons read as a ratio by themselves, and not as a time or as volume and page."""
    if len(parts) > 2:
        return True
    first, second = float(parts[0]), float(parts[1])
    return min(first, second) <= 1 or first + second in (10, 100) or (first < 10 and second < 10)


def _kind(named: str, before: str) -> str | None:
    for words in (named, before):
        for basis, cue in _KINDS:
            if cue.search(words):
                return basis
    return None
