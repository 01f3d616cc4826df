"""Phrased: what a rule of plain English read; and what every such rule asks: the name before, the unit behind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..extract.elements import SYMBOLS
from ..extract.units import Unit
from .fields import Number, numeric_name
from .query import Comparison, Node, Word
from .values import fitting_unit

_LITTLE = frozenset(
    """a about all also an and any anybody anyone anything are around as at be been being best by can common commonly
    compare could did do does done each ever everything for from gave get given good got had has have having held
    high highest how i in interested is it its kept known list low lowest made many material materials may me might
    much my near of often on or our people per please running seen should shown so some somebody someone something
    still such than that the their them then there these they this those to typical typically us usual usually value
    values versus vs was we well were what when where whether which who whose why will with would written you
    your""".split()  # noqa: SIM905 - words read better as prose
)
# Nouns for papers, and verbs, in all their forms, that say that something is so, or was found to be.
_PAPERS = frozenset(
    ["article", "articles", "literature", "paper", "papers", "publication", "publications", "studies", "study", "work",
     "works"]
)  # fmt: skip
_VERBS = """achieve appear claim conduct contain cycle deliver demonstrate describe discuss display employ exhibit exist
    find give hold involve keep know last look maintain manage measure mention need observe obtain offer operate perform
    possess present provide publish reach remain report retain run see show stay survive sustain take tell test
    use want withstand write yield""".split()  # noqa: SIM905 - words read better as prose
_UNIT = re.compile(r"\s?([^\s()\"“”<>=≥≤:,;|?!]{1,20}(?:\s[^\s()\"“”<>=≥≤:,;|?!]{1,12}){0,3})")


@dataclass(frozen=True, slots=True)
class Phrased:
    """What a rule read: ``nodes``, the end of its text, how many words before it belong to it, an order if it asks.

    ``name`` is the slice of the nodes before where its name stands apart from it, other words between.
    """

    nodes: tuple[Node, ...]
    end: int
    words_before: int = 0
    order: str = ""
    name: tuple[int, int] = (0, 0)


def is_filler(word: str) -> bool:
    """Whether a free word only makes the sentence run."""
    return word in _fillers() or (word[:1].isupper() and word not in SYMBOLS and word.lower() in _fillers())


@cache
def _fillers() -> frozenset[str]:
    stems = ((verb, verb.removesuffix("e")) for verb in _VERBS)
    # As nouns these tell something.
    forms = {form for verb, stem in stems for form in (verb, f"{verb}s", f"{stem}ed", f"{stem}ing")}
    return _LITTLE | _PAPERS | forms - {"cycle", "cycles", "cycling"}


def name_before(nodes: Sequence[Node]) -> tuple[int, Number | None]:
    """The name that the last words are, over at most two fillers, and how many words that takes."""
    words: list[str] = []
    for node in reversed(nodes[-5:]):
        if not isinstance(node, Word):
            break
        words.insert(0, node.text)
    fillers = 0
    while fillers < 2 and len(words) > fillers and is_filler(words[-1 - fillers]):
        fillers += 1
    stem = words[: len(words) - fillers]
    for used in (3, 2, 1):
        if len(stem) >= used:
            number = numeric_name(" ".join(stem[-used:]))
            if number is not None and number.subject != "year":
                return used + fillers, number
    return 0, None


def name_earlier(nodes: Sequence[Node], dimension: str | None) -> tuple[tuple[int, int], Number | None]:
    """The last name of a property among the words before that can have values of ``dimension``, and its slice."""
    for end in range(len(nodes), 0, -1):
        for start in range(max(end - 3, 0), end):
            words = [node.text for node in nodes[start:end] if isinstance(node, Word)]
            number = numeric_name(" ".join(words)) if len(words) == end - start else None
            if number is not None and number.subject == "property" and dimension in number.dimensions:
                return (start, end), number
    return (0, 0), None


def asks_for(nodes: Sequence[Node], dimensions: frozenset[str] | None = None) -> bool:
    """Whether ``nodes`` name a property (of one of ``dimensions``)."""
    for end in range(len(nodes), 0, -1):
        node = nodes[end - 1]
        if isinstance(node, Comparison) and node.subject == "property":
            if dimensions is None or node.dimension in dimensions:
                return True
            continue
        for start in range(max(end - 3, 0), end):
            words = [each.text for each in nodes[start:end] if isinstance(each, Word)]
            number = numeric_name(" ".join(words)) if len(words) == end - start else None
            if number is not None and number.subject == "property":
                if dimensions is None or not dimensions.isdisjoint(number.dimensions):
                    return True
                break
    return False


def unit_behind(text: str, start: int, number: Number | None) -> tuple[Unit | None, int]:
    """The unit that stands at ``start``, rather one that ``number`` allows, and where it ends."""
    match = _UNIT.match(text, start)
    if match is None:
        return None, start
    dimensions = number.dimensions if number is not None else ()
    begin = match.start(1)
    chunks = [begin + chunk.end() for chunk in re.finditer(r"\S+", match[1])]
    for wanted in (dimensions, ()):
        for end in reversed(chunks):
            chunk = text[begin:end].rstrip(".?!")
            unit, length = fitting_unit(chunk, wanted)
            if unit is not None and unit.dimension and (not wanted or unit.dimension in wanted):
                return unit, begin + length
    return None, start


def neat(value: float) -> float:
    """``value`` without the noise of binary fractions."""
    return float(f"{value:.12g}")
