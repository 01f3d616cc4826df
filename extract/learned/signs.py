"""Signs: what stands around a quantity in its sentence, as names that a linear model weighs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..analysis import MaterialMention, Sentence
from ..properties import PropertyMention
from ..quantity import Quantity

Item = tuple[int, int, str]
_WORD = re.compile(r"[^\W\d_]++(?:\d++[^\W\d_]*+)*+|\d++(?:[.,]\d++)*+|\S")
# So many items on either side tell by their place, so many more by being near, all others by being there.
_PLACED, _NEAR = 5, 8
_BEGINNING, _END = "<", ">"


def items(
    sentence: Sentence,
    quantities: Sequence[Quantity],
    materials: Sequence[MaterialMention],
    mentions: Sequence[PropertyMention],
) -> list[Item]:
    """The sentence as (start, end, name), offsets in its own text.

    A quantity goes by its dimension (``q:percent``), a property by its code (``p:capacity``), a material is ``m``, a
    number ``0`` and a word itself in small letters: what is learned of one material holds for others.
    """
    base = sentence.start
    spans = [(q.start - base, q.end - base, f"q:{q.dimension}") for q in quantities]
    spans += [(mention.start, mention.end, f"p:{mention.code}") for mention in mentions]
    spans += [(material.start - base, material.end - base, "m") for material in materials]
    spans.sort(key=lambda span: (span[0], -span[1]))
    found: list[Item] = []
    at = 0
    for start, end, name in spans:
        if start >= at:
            found.extend(_words(sentence.text, at, start))
            found.append((start, end, name))
            at = end
    found.extend(_words(sentence.text, at, len(sentence.text)))
    return found


def _words(text: str, start: int, end: int) -> Iterator[Item]:
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        yield match.start(), match.end(), "0" if word[0].isdigit() else word.lower()


def signs(sentence: Sentence, quantity: Quantity, found: Sequence[Item]) -> list[str]:
    """The signs of ``quantity``, each once, from the items of its sentence."""
    start, end = quantity.start - sentence.start, quantity.end - sentence.start
    before = [name for _, last, name in reversed(found) if last <= start]
    after = [name for first, _, name in found if first >= end]
    dimension = quantity.dimension
    told = [
        f"d={dimension}", f"u={quantity.unit}", f"l={quantity.qualifier}", f"s={sentence.block.section}",
        f"ds={dimension}|{sentence.block.section}",
    ]  # fmt: skip
    for side, names, edge in (("b", before, _BEGINNING), ("a", after, _END)):
        near = [*names[:_NEAR], *[edge] * (_NEAR - len(names))]
        told += [f"{side}{place}={name}" for place, name in enumerate(near[:_PLACED])]
        told += [f"{side}n={name}" for name in near]
        told += [f"{side}f={name}" for name in names[_NEAR:]]
        told += [f"{side}01={near[0]} {near[1]}", f"d{side}0={dimension}|{near[0]}", f"d{side}1={dimension}|{near[1]}"]
        told += [f"{side}012={near[0]} {near[1]} {near[2]}"]
        told += _nearest(side, names, dimension)
    told.append(f"ba={before[0] if before else _BEGINNING}|{after[0] if after else _END}")
    return list(dict.fromkeys(told))


def _nearest(side: str, names: Sequence[str], dimension: str | None) -> Iterator[str]:
    """The nearest property and the nearest other quantity on one side, with the dimension, and how far they are."""
    for kind in ("p:", "q:"):
        place = next((place for place, name in enumerate(names) if name.startswith(kind)), None)
        if place is None:
            yield f"{side}{kind}none"
            continue
        yield f"{side}{kind}={names[place]}"
        yield f"{side}{kind}d={names[place]}|{dimension}"
        yield f"{side}{kind}far={min(place, 12) // 3}"
    if "m" in names:
        yield f"{side}m"
    if f"q:{dimension}" in names:
        yield f"{side}same"
