"""Quantities in words: overnight, tenfold, twice that, ``ten cycles``, ``two orders of magnitude``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .hints import Hinted
from .numbers import NUMBER_WORDS, number_of_words
from .qualifiers import qualify
from .quantity import Normalised, Quantity
from .unit_grammar import match_unit
from .units import normalise_value, unit_from_parts

_UNIT_WORDS = "cycles?|hours?|minutes?|days?|weeks?|months?|years?|seconds?|times|percent|per cent"
_PHRASE = re.compile(
    r"\b(?:"
    r"(?P<overnight>overnight)"
    rf"|(?P<fold>{NUMBER_WORDS})-?fold(?! cross)"
    r"|(?P<twice>twice(?= (?:the|that|as|of|larger|higher|more)\b))"
    r"|(?P<half>(?:(?<=\bby )half|(?<=\bto )half|(?<=\bonly )half|(?<=\bthan )half"
    r"|(?<=\babout )half|(?<=\bnearly )half|(?<=\balmost )half)(?= (?:of|that|the|as)\b))"
    rf"|(?P<word>{NUMBER_WORDS})"
    r"(?=[- ](?:charge[-/ ]?(?:and )?discharge |discharge[-/ ]charge |full |more |consecutive |initial |formation "
    r"|activation |CV )?"
    rf"(?:{_UNIT_WORDS}|h|min|orders? of magnitude)\b)"
    r")\b",
    re.IGNORECASE,
)
_TRIGGER = Hinted(
    rf"\b(?:[Oo]vernight|[Tt]wice|half|{_UNIT_WORDS}|orders?)\b|fold\b",
    (
        "cycle",
        "hour",
        "time",
        "day",
        "week",
        "month",
        "year",
        "minute",
        "second",
        "percent",
        "per cent",
        "order",
        "half",
        "fold",
        "overnight",
        "twice",
    ),
)
_REACH = 40


def find_phrases(text: str) -> Iterator[Quantity]:
    """The quantities of ``text`` (plain characters) that words state; ``overnight`` has no number."""
    seen = 0
    for trigger in _TRIGGER.finditer(text, text.lower()):
        begin = max(seen, trigger.start() - _REACH)
        if begin and text[begin - 1].isalnum():
            begin = text.find(" ", begin, trigger.end()) + 1 or begin
        for match in _PHRASE.finditer(text, begin, min(len(text), trigger.end() + 16)):
            if match.start() < seen:
                continue
            quantity = _quantity(text, match)
            if quantity is not None:
                seen = quantity.end
                yield quantity


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match["overnight"]:
        return Quantity(None, None, None, None, "", "approximate", None, "time", None, start, end)
    if match["fold"] or match["twice"] or match["half"]:
        value = number_of_words(match["fold"]) if match["fold"] else (0.5 if match["half"] else 2.0)
        qualifier, _ = qualify(text, start, end, "fold")
        return Quantity(
            value,
            None,
            None,
            None,
            "times",
            qualifier,
            Normalised(value, None, None, "times"),
            "fold",
            None,
            start,
            end,
        )
    number = number_of_words(match["word"])
    found = match_unit(text, end + 1)
    if found is None:
        return None
    unit = unit_from_parts(found.parts, found.text, found.basis)
    qualifier, _ = qualify(text, start, found.end, unit.dimension)
    normalised = Normalised(normalise_value(number, unit), None, None, unit.canonical)
    return Quantity(
        number, None, None, None, unit.text, qualifier, normalised, unit.dimension, unit.basis, start, found.end
    )
