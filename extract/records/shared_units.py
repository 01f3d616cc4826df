"""Shared units: numbers whose unit stands behind the last of them (``2.3 (A) and 1.8 m^2/g (B)``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..analysis import Sentence
from ..quantity import Normalised, Quantity

# What may stand between a number and the next one of its list: `(A), `, ` for A and `, ` at 1C, `.
_BETWEEN = re.compile(
    r"\s(?:versus|vs\.?|as opposed to|compared (?:with|to)) (?:about |~)?"
    r"|(?:,| and|, and) [A-Z][\w@/-]{0,20}(?: only| merely)? |"
    r"\s?\([^()]{1,40}(?:\([^()]{1,10}\)[^()]{0,10})?\)(?:,| and|, and|;| or| to| versus| vs\.?) (?:about |only |~)?"
    r"|\s(?:for|at|in|of|with|after) (?:(?!\band\b)[^,;()]){1,40}(?:\([^()]{1,20}\))?(?:,| and|, and|;) (?:about |~)?"
)
_NO_VALUE = re.compile(r"(?:[A-Za-z]{3,10}\.?|[#№=:]|\d) ?$")
_VALUE_WORD = re.compile(
    r"\b(?:is|are|was|were|of|to|from|reach|from|about|only|and|be|as|deliver\w*|show\w*|exhibit\w*|values?|namely"
    r"|retain\w*|with|by|has|had|have|gives?|gave|yield\w*|than|at|or|for) ?$|[:=~≈] ?$"
)
_LARGEST_RATIO = 300.0


def with_shared_units(sentence: Sentence, quantities: Sequence[Quantity]) -> list[Quantity]:
    """``quantities`` of the sentence with the bare numbers of such a list in the unit of its last number."""
    found = list(quantities)
    for index in range(len(found) - 1, 0, -1):
        last = found[index]
        if last.dimension is None or last.dimension in ("cycles", "time") or last.value is None:
            continue
        at = last.start
        for earlier in range(index - 1, -1, -1):
            bare = found[earlier]
            if at - bare.end > 70:
                break
            if bare.dimension is not None or bare.value is None or bare.unit:
                continue
            gap = sentence.text[bare.end - sentence.start : at - sentence.start]
            if not _BETWEEN.fullmatch(gap) or not _may_share(sentence, bare, last):
                break
            found[earlier] = _in_unit_of(bare, last)
            at = bare.start
    return found


def _may_share(sentence: Sentence, bare: Quantity, last: Quantity) -> bool:
    before = sentence.text[: bare.start - sentence.start]
    if _NO_VALUE.search(before[-14:]) and not _VALUE_WORD.search(before[-14:]) and not before.endswith(", "):
        return False
    if not bare.value or not last.value:
        return True
    return 1 / _LARGEST_RATIO <= abs(bare.value / last.value) <= _LARGEST_RATIO


def _in_unit_of(bare: Quantity, last: Quantity) -> Quantity:
    normal = None if bare.value is None else scaled_like(last, bare.value)
    return replace(bare, unit=last.unit, dimension=last.dimension, basis=last.basis, normalised=normal, group=None)


def scaled_like(model: Quantity, value: float) -> Normalised | None:
    """The normal form of ``value`` in the unit of ``model``, a single number; None where ``model`` has none."""
    normal = model.normalised
    if normal is None or normal.value is None or not model.value:
        return None
    return Normalised(normal.value * (value / model.value), None, None, normal.unit)
