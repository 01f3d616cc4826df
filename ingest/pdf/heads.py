"""Heads: the rules of a table that reach over its whole width, and which of them stands below its heading."""

from __future__ import annotations

import re

from .lines import Line

Rule = tuple[float, float, float, float]
NUMERIC = re.compile(
    r"^[~≈<>≤≥±+\-−–]?\s*\d[\d.,\s×x^±()/%–−-]*[A-Za-z%°^\d/ −-]{0,8}$|^[-–—/]$|^n\.?a\.?$", re.IGNORECASE
)
_CALCULATED = re.compile(r"\d ?[+*∗×·] ?\(?[\dT]|\d{4}")


def kinds_of(rules: list[Rule]) -> tuple[list[float], list[Rule]]:
    """The heights of the rules over the whole width, and the rules over a part of it."""
    widest = max((r[2] - r[0] for r in rules), default=0.0)
    left = min((r[0] for r in rules), default=0.0)
    # A rule that leaves out the first column parts the lines of the heading.
    whole = [r for r in rules if r[2] - r[0] > 0.85 * widest and r[0] - left < 0.08 * widest]
    full = sorted({round(r[1], 1) for r in whole})
    apart = [y for i, y in enumerate(full) if not i or y - full[i - 1] > 2.5]
    return apart, [r for r in rules if r not in whole]


def header_bottom(visual: list[list[Line]], full: list[float]) -> float | None:
    """The height of the rule below the header."""
    for y in full:
        above = sum(row[0].y < y + 1 for row in visual)
        if 0 < above <= max(6, 0.5 * len(visual)) and above < len(visual):
            return _second_level(visual, full, y)
    return None


def _second_level(visual: list[list[Line]], full: list[float], head: float) -> float:
    """The rule below the second level of a heading whose first has a rule of its own: words alone stand between."""
    lower = next((y for y in full if y > head + 2.5), None)
    between = [s for row in visual if lower is not None and head < row[0].y < lower for s in row]
    below = [row for row in visual if lower is not None and row[0].y > lower]
    words = len(between) > 1 and not any(NUMERIC.match(s.text.strip()) or _CALCULATED.search(s.text) for s in between)
    numbers = [row for row in below if any(NUMERIC.match(s.text.strip()) for s in row)]
    return lower if lower is not None and words and len(numbers) > 1 else head
