"""Parallels: values that a sentence tells in one way, each with its owner (``120 with A and 140 mAh/g with B``)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...ingest.span import CharSpan

_PREFIXED = (
    r"(?: (?:the|an?|bare|pristine|pure|plain|undoped|uncoated|unmodified|original|raw|commercial"
    r"|\w{2,14}-?(?:doped|coated|treated|modified|derived|based|free|milled|supported)))*+ (?:[\w@/]{1,14}[-/@])*+"
)
_WITH = re.compile(
    rf"\)?(?: (?:are|is|was|were) \w{{4,12}}| remain(?:s|ed)?)? (?P<how>with|using|in|on|for|of|from|by){_PREFIXED}"
)
_JOINED = re.compile(r"(?: and |, and |, )(?:only |about |~)?")
_SET_BESIDE = re.compile(
    r"\b(?:compared (?:with|to)|against|versus|vs\.?|than|while|whereas|but)(?: (?:only|just|merely|about))? $"
)


def is_parallel(text: str, end: int, place: int, others: Sequence[CharSpan], base: int) -> bool:
    """Whether the material at ``place`` is tied to the value that ends at ``end`` as others are to the values before.

    ``others`` are the spans of the document's other results, ``base`` is where the sentence ``text`` begins.
    """
    own = _WITH.fullmatch(text, end, place)
    if own is None:
        return False
    for span in others:
        if span.end - base < end:
            match = _WITH.match(text, span.end - base)
            if match is not None and match["how"] == own["how"] and match.end() < end:
                return True
    return False


def is_shared(text: str, start: int, end: int, following: int, base: int) -> bool:
    """Whether the value at ``[start, end)`` has the owner of the next, at ``following`` (``than 2 and 3 for A``).

    The places are those of the document, in which the sentence ``text`` begins at ``base``.
    """
    joined = _JOINED.fullmatch(text, end - base, following - base)
    return joined is not None and _SET_BESIDE.search(text[: start - base][-40:]) is not None
