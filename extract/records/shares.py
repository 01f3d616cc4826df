"""Shares: percentages of a capacity that was kept (``91% of its capacity``, ``85% after 50 cycles``) or lost."""

from __future__ import annotations

import re

from ..numbers import NUMBER_WORDS
from ..properties import OTHER

_RETENTION_AFTER = re.compile(
    r"^\s*(?:\)\s*)?(?:\w+ )?(?:of|to) (?:(?:its|the|their|that|this) )?(?:(?:(?:initial|original|first|second"
    r"|room[- ]temperature|(?:C/\d+|\d+(?:\.\d+)? ?C)(?=[- ]rate)|rate|maximum|reversible|discharge|charge|specific"
    r"|C/\d+|\d\w+|\d+(?:\.\d+)? ?C) )*(?:capacity"
    r"|value"
    r"|capacities|capacitances?|cycle)\b|(?:initial|first|original) one\b|what it (?:has|had|delivers|delivered"
    r"|gives|gave)\b)",
    re.IGNORECASE,
)
# `88.9% of that after 150 cycles`, `96.8% of 158 mAh/g`
_SHARE_OF = re.compile(
    r"^ of (?:(?:that|this|it)(?= (?:after|over|at|is|are|was|were|remain|surviv))|(?:about |~)?[\d.,]+ ?mA)"
)
_TO_HEALTH = re.compile(r"\b(?:to|until|at|below|from|with) $")
# `(>90% of C/20 rate)`
_OF_RATE = re.compile(r" of (?:the )?(?:C/\d+|\d+(?:\.\d+)? ?C)(?:[- ]rate)?(?: value)?\)")
_OF_HEALTH = re.compile(r" (?:of )?(?:SOH\b|state[- ]of[- ]health\b)")
_LOST = re.compile(
    r"\b(?:los(?:es?|t|ing)|fad(?:es?|ed|ing)|decays?|decayed)(?: by)?(?: only| just| about| merely| ~)?"
    r"(?: \d[\d.,]{0,6} ?[A-Za-z/]{1,6} (?:or|i\.e\.,?))? ?$"
)
_KEPT = re.compile(
    r"^ (?:is|are|was|are|were|could be|can be) (?:still )?(?:retained|preserved|maintained|kept|left"
    r"|recovered)\b|^ (?:still )?(?:remain(?:s|ed)?)\b|^ (?:is|are|was|were) still (?:available|accessible|delivered"
    r"|usable)\b"
)
_AFTER_CYCLES = re.compile(
    rf"^ (?:already |only |even )?(?:after|over|for|through|\() ?(?:(?:the |an? )?(?:\d+|{NUMBER_WORDS})-cycle\b"
    r"|(?:(?:more than |over |about )?[\d,]+ (?:\w+ )?"
    r"|the same number of |as many |these |those )cycles\b)"
)
_EFFICIENCY = re.compile(r"efficienc|\b[IA]?CEs?\b", re.IGNORECASE)
# No capacity is a percentage.
_CAPACITIES = frozenset({"capacity", "discharge_capacity", "charge_capacity", "areal_capacity"})
_OTHER_EFFICIENCY = re.compile(r"\b(?:energy|voltage|conversion|round[- ]trip) efficienc", re.IGNORECASE)
_NOT_KEPT = re.compile(r"\b(?:loss|los[te]|losing|fad|decay|theor|utili[sz])", re.IGNORECASE)
_PART_ENDS = re.compile(r"[;\n]|, ")


def is_lost(before: str) -> bool:
    """Whether a percentage behind ``before`` is what was lost, not what was kept."""
    return _LOST.search(before[-40:]) is not None


def is_share_kept(before: str, after: str) -> bool:
    """Whether a percentage between ``before`` and ``after`` is a share of a capacity that is still there."""
    if _RETENTION_AFTER.match(after) or _SHARE_OF.match(after) or _OF_RATE.match(after):
        return True
    if _OF_HEALTH.match(after) and not _TO_HEALTH.search(before[-12:]):
        return True
    return _KEPT.match(after) is not None and _EFFICIENCY.search(before[-60:]) is None


def is_left_after_cycles(before: str, after: str) -> bool:
    """Whether a percentage between ``before`` and ``after`` is what cycles left of a capacity."""
    return _AFTER_CYCLES.match(after) is not None and _EFFICIENCY.search(before[-60:]) is None


def code_of_share(code: str, text: str, start: int, end: int) -> str:
    """The property of a percentage at ``[start, end)`` of the table cell ``text`` below a heading of ``code``.

    Below a heading of capacities it is what was kept of one, or an efficiency where the words beside it say so.
    """
    if code not in _CAPACITIES:
        return code
    left = max((match.end() for match in _PART_ENDS.finditer(text, 0, start)), default=0)
    right = _PART_ENDS.search(text, end)
    words = text[left : len(text) if right is None else right.start()]
    if _EFFICIENCY.search(words):
        return OTHER if _OTHER_EFFICIENCY.search(words) else "coulombic_efficiency"
    return OTHER if _NOT_KEPT.search(words) else "capacity_retention"
