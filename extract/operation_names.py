"""Words of operations as mentions: verbs and nouns of making things, also where no step of a recipe is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .alternation import alternation
from .operations import find_operations

# What happens in any sentence: operations only where the paper tells how things were made.
_COMMON = frozenset(
    {
        "holding",
        "transferring",
        "collecting",
        "removing",
        "reducing",
        "oxidising",
        "mixing",
        "adding",
        "ageing",
        "cooling",
    }
    | {"resting", "adjusting_ph"}
)
# Verbs of making that are no step of a recipe, and names of processes as nouns (*during sintering*, *by stirring*).
_WORDS = [
    "synthesized", "synthesised", "synthesize", "synthesise", "synthesizes", "synthesises", "synthesizing",
    "synthesising", "resynthesized", "prepared", "prepare", "prepares", "preparing", "fabricated", "fabricate",
    "fabricates", "fabricating", "fabrication", "encapsulated", "encapsulation", "encapsulating", "silanated",
    "silanation", "silanized", "silanised", "silanization", "electrodeposition", "precipitation",
    "coprecipitation", "co-precipitation", "exfoliation", "carbonization", "carbonisation", "pyrolysis",
    "calcination", "sol-gel", "sol–gel", "sintering", "stirring", "mixing", "drying", "pressing", "annealing",
    "milling", "grinding", "polishing", "washing", "etching", "casting", "coating", "heating", "calcining",
    "calendering", "rolling", "electrospinning", "sputtering", "infiltration", "filtration",
]  # fmt: skip
_PAIRS = [
    f"{first}{joint}{second}"
    for first in ("sputter", "spin", "dip", "spray", "drop", "tape", "slot-die")
    for joint in ("-", " ")
    for second in ("coated", "coating", "cast", "casting")
]
# Small letters alone: twice as fast as both.
_NAMES = re.compile(rf"(?<!\w)(?:{alternation([*_WORDS, *_PAIRS, 'phase inversion', 'solution casting'])})(?!\w)")
_NOT_AFTER = re.compile(
    r"[ -](?:temperatures?|times?|rates?|speeds?|furnaces?|ovens?|layers?|agents?|solutions?|materials?|films?|balls?"
    r"|jars?|medi(?:um|a)|thickness|plates?|curves?)\b",
    re.IGNORECASE,
)
# A layer is called coating, too: with an article, a material or its thickness before it, it is a thing.
_LAYER = re.compile(r"\b(?:the|a|an|this|surface|its|nm|\w*[A-Z]\w*|carbon|protective|thin|conductive) $")
_AS = re.compile(r"\bas[- ]$|\bof $|\bthe $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OperationName:
    """An operation named at ``[start, end)`` of a text; ``type`` is None where the vocabulary has no such step."""

    start: int
    end: int
    type: str | None


def find_operation_names(text: str, *, methods: bool) -> Iterator[OperationName]:
    """The operations that ``text`` (a sentence) names, in its order; ``methods``: it tells how things were made."""
    found: list[OperationName] = []
    hits = (hit for hit in find_operations(text) if methods or hit.type not in _COMMON)
    found.extend(OperationName(hit.start, hit.end, hit.type) for hit in hits)
    lower = text.lower()
    for match in _NAMES.finditer(lower if len(lower) == len(text) else text):
        start, end = match.span()
        if any(name.start < end and start < name.end for name in found) or _NOT_AFTER.match(text, end):
            continue
        before = text[max(0, start - 20) : start]
        if (match.group() == "coating" and _LAYER.search(before)) or (
            match.group() == "prepared" and _AS.search(before)
        ):
            continue
        found.append(OperationName(start, end, None))
    yield from sorted(found, key=lambda name: name.start)
