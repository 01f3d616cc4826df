"""Brackets between a value and the material that it may be of."""

from __future__ import annotations

import re

_BEHIND = re.compile(r" ?\((?:for |the |bare |pristine |pure )?")
_AFTER = re.compile(
    r"(?: \w+){0,2}(?: with(?:out)? (?:the |an? )?[\w@/-]{1,30}(?: [\w-]{1,20})?)? ?\((?:~|≈|about "
    r"|ca\. |up to |[<>] ?)?"
)
_WITHIN = re.compile(r"(?: (?:cathodes?|anodes?|electrodes?|cells?))? ?\((?:[^()]|\([^()]{0,20}\)){1,90}")
_OPENED = re.compile(r"\([\w@/-]*$")
_CLOSED = re.compile(r"[\w@/-]*\)")


def holds_value(gap: str) -> bool:
    """Whether a value stands at once in a bracket behind its material (``A (3 V``)."""
    return _AFTER.fullmatch(gap) is not None


def holds_values(gap: str) -> bool:
    """Whether a value stands farther in a bracket behind its material (``A (3.8 V, 200 mAh/g``)."""
    return _WITHIN.fullmatch(gap) is not None


def holds_material(gap: str, behind: str) -> bool:
    """Whether a material stands at once in a bracket behind its value (``3 V (A)``)."""
    return _BEHIND.fullmatch(gap) is not None and ")" in behind[:25]


def are_shared(before: str, gap: str) -> bool:
    """Whether the value stands in the very bracket that its material begins (``(A; d50 = 3 µm, 0.4 m2/g``)."""
    return ")" not in gap and "(" not in gap and _OPENED.search(before[-20:]) is not None


def is_aside(before: str, behind: str, gap: str) -> bool:
    """Whether a material stands within a bracket that was closed before the value, and is not all of it (a label)."""
    close, opened = gap.find(")"), gap.find("(")
    if close < 0 or 0 <= opened < close or before.rfind("(") <= before.rfind(")"):
        return False
    return not (_OPENED.search(before[-20:]) and _CLOSED.match(behind))
