"""Targets that no dictionary lists: *Synthesis of DPNA*, *MoS2@rGO hybrids were prepared*, *denoted as S-600*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .analysis import MaterialMention, Sentence
from .hints import has_any
from .unlisted import trimmed_name

_WORD = re.compile(r"[^\s,;]++")
_HEADED = re.compile(
    r"\b(?:synthesis|preparation|fabrication|production|growth|making)\sof\s(?:the\s)?(?P<name>.{2,80})", re.IGNORECASE
)
_MADE = re.compile(
    r"^(?:(?:First(?:ly)?|Briefly|Typically|Here(?:in)?|In this (?:work|study)|In a typical (?:synthesis|procedure|run)"
    r"),?\s)?"
    r"(?P<name>[^,;]{2,80}?)\s(?:was|were|is|are)\s(?:\w+ly\s)?(?:synthesi[sz]ed|prepared|fabricated|made|obtained|"
    r"produced|grown)\b",
    re.IGNORECASE,
)
_TO_MAKE = re.compile(
    r"\b(?:to|and|thereby)\s(?:obtain|yield|form|give|produce|afford|make|prepare|get|synthesi[sz]e)"
    r"\s(?P<name>[^,;()]{2,80})|\b(?:obtaining|yielding|affording|giving|for the (?:synthesis|preparation) of)\s"
    r"(?P<name2>[^,;()]{2,80})",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:denoted|labell?ed|named|designated|termed|marked|abbreviated|coded|referred to|called|code-?named)\s"
    r"(?:here\w+\s)?(?:as\s|to as\s|by\s)?(?:the\s)?(?P<name>[A-Z][\w@/.+-]{0,30}\w)"
)
_CALLED_WORDS = ("denoted", "labelled", "labeled", "named", "designated", "termed", "marked", "abbreviated", "coded",
                 "referred to", "called")  # fmt: skip
_MADE_WORDS = ("synthesi", "prepared", "fabricated", "made", "obtained", "produced", "grown")
_TO_WORDS = ("to ", "yielding", "obtaining", "giving", "affording", "and ", "synthesis of", "preparation of")
# Behind the name: how it was done, not what was made.
_STOP = frozenset(
    ["by", "via", "using", "from", "with", "through", "in", "at", "as", "on", "under", "and", "was", "were", "for",
     "after", "according", "followed", "which", "that", "is", "are", "to", "then", "of", "samples", "or", "without"]
)  # fmt: skip
# What is made of a name without being it.
_SHAPE = re.compile(
    r"\s(?:samples?|products?|materials?|powders?|precipitates?|composites?|compounds?|particles?|electrodes?)$",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"^(?:it|they|this|these|those|which|that|there|we|all|both|each|everything|reagents?|chemicals?|different|various|"
    r"two|three|four|five|several|other|another|a series|series|none|homogeneous|uniform|clear|transparent|stable|"
    r"remove\b.*|final|final product|desired|target)$",
    re.IGNORECASE,
)
_LONGEST = 6


def told_target(sentences: Sequence[Sentence], heading: str | None) -> MaterialMention | None:
    """What ``sentences`` or their ``heading`` say is made, by words that no dictionary knows, or None.

    A heading tells before the sentences, what was made before what it is called.
    """
    if heading and (match := _HEADED.search(heading)) and (span := _name(heading, match.start("name"))):
        return _target(heading[slice(*span)], 0)
    for sentence in sentences:
        for start in _starts(sentence.text):
            span = _name(sentence.text, start)
            if span is not None:
                return _target(sentence.text[slice(*span)], sentence.start + span[0])
    for sentence in sentences:
        if has_any(sentence.text, _CALLED_WORDS) and (match := _CALLED.search(sentence.text)):
            return _target(match["name"], sentence.start + match.start("name"))
    return None


def _starts(text: str) -> Iterator[int]:
    """Where the names of what a sentence says is made may begin."""
    if has_any(text, _MADE_WORDS) and (match := _MADE.search(text)):
        yield match.start("name")
    if has_any(text, _TO_WORDS):
        for found in _TO_MAKE.finditer(text):
            yield found.start("name") if found["name"] else found.start("name2")


def _name(text: str, start: int) -> tuple[int, int] | None:
    """The name of a thing that begins at ``start``, or None where the words name nothing of its own."""
    words: list[tuple[int, int]] = []
    for match in _WORD.finditer(text, start):
        word = match.group()
        gap = text[words[-1][1] : match.start()] if words else ""
        if word.lower().rstrip(".") in _STOP or gap.strip() or len(words) == _LONGEST or word.startswith("("):
            break
        words.append((match.start(), match.start() + len(word.rstrip("."))))
        if word.endswith("."):
            break
    if words:
        shape = _SHAPE.search(text[words[0][0] : words[-1][1]])
        if shape is not None and any(letter.isupper() for letter in text[words[0][0] + 1 : words[-1][1]]):
            words.pop()
    span = trimmed_name(text, words)
    if span is None or _NOTHING.match(text[slice(*span)]):
        return None
    return span


def _target(name: str, start: int) -> MaterialMention:
    return MaterialMention(name, name, is_sample=True, start=start, end=start + len(name), text=name)
