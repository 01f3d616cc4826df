"""Words of operations as mentions: verbs and nouns of making things, also where no step of a recipe is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
_MAKING = re.compile(
    r"\b(?:(?:re)?synthesi[sz](?:ed?|es|ing)|prepar(?:ed?|es|ing)|fabricat(?:ed?|es|ing|ion)"
    r"|(?:sputter|spin|dip|spray|drop|tape|slot-die)[- ](?:coat(?:ed|ing)|cast(?:ing)?)|silanat(?:ed|ion)"
    r"|silani[sz](?:ed|ation)|encapsulat(?:ed|ion|ing)|phase inversion|solution casting|sol[–-]gel|electrodeposition"
    r"|(?:co-?)?precipitation|exfoliation|carboni[sz]ation|pyrolysis|calcination)\b",
    re.IGNORECASE,
)
# The nouns in -ing: what a process is called (*during sintering*, *by stirring*, *the drying process*).
_NOUN = re.compile(
    r"\b(?:sintering|stirring|mixing|drying|pressing|annealing|milling|grinding|polishing|washing|etching|casting|coating"
    r"|heating|calcining|calendering|rolling|electrospinning|sputtering|infiltration|filtration)\b",
    re.IGNORECASE,
)
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
    for pattern in (_MAKING, _NOUN):
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(name.start < end and start < name.end for name in found) or _NOT_AFTER.match(text, end):
                continue
            before = text[max(0, start - 20) : start]
            if pattern is _NOUN and match.group().lower() == "coating" and _LAYER.search(before):
                continue
            if match.group().lower() == "prepared" and _AS.search(before):
                continue
            found.append(OperationName(start, end, None))
    yield from sorted(found, key=lambda name: name.start)
