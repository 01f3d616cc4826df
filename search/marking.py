"""Marking: the sentence of a passage that fits a question best, and what in it is marked.

Marked are the words of the question, the names of its properties and steps, and its materials under every spelling.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..extract.sentences import split
from ..extract.spotting import spot
from .analysis import composition_key, material_key, token_spans, tokens
from .meaning import LONGEST_NAME
from .query import And, Comparison, Field, Node, Or, Phrase, Word, leaves, words_from

MAX_SNIPPET = 320
Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question looks for in a text: tokens, and the keys of materials."""

    tokens: frozenset[str]
    keys: frozenset[str]


def sought(root: Node) -> Sought:
    """What the question ``root`` looks for in passages."""
    found: set[str] = set()
    names = list(_names(root))
    for leaf in leaves(root):
        if isinstance(leaf, Word | Phrase):
            found.update(tokens(leaf.text))
        elif isinstance(leaf, Field) and leaf.name in ("material", "formula"):
            names += leaf.values
            found.update(token for value in leaf.values for token in tokens(value))
        elif isinstance(leaf, Comparison) and leaf.subject in ("property", "step"):
            found.update(tokens(leaf.name.replace("_", " ")))
    return Sought(frozenset(found), frozenset(key for name in names if (key := material_key(name)) is not None))


def _names(node: Node) -> Iterator[str]:
    """What may be the name of a material: phrases, and the longest runs of words that are, or single words."""
    if isinstance(node, Phrase | Word):
        yield node.text
    elif isinstance(node, Or):
        for part in node.parts:
            yield from _names(part)
    elif isinstance(node, And):
        place = 0
        while place < len(node.parts):
            run = [word.text for word in words_from(node.parts, place, LONGEST_NAME)]
            widths = range(len(run), 1, -1)
            width = next((width for width in widths if material_key(" ".join(run[:width])) is not None), 1)
            if run:
                yield " ".join(run[:width])
            else:
                yield from _names(node.parts[place])
            place += width


def best_snippet(text: str, wanted: Sought) -> tuple[str, Marks]:
    """The sentence of ``text`` that has most of what is ``wanted`` (the first of equals), and where that stands."""
    spans = [(token, start, end) for token, start, end in token_spans(text) if token in wanted.tokens]
    if wanted.keys:
        named = list(_materials(text, wanted.keys))
        spans = [each for each in spans if not any(left <= each[1] and each[2] <= right for _, left, right in named)]
        spans = sorted([*spans, *named], key=lambda span: span[1])
    best, most = (0, min(len(text), MAX_SNIPPET)), -1
    for start, end in split(text):
        inside = {token for token, left, right in spans if start <= left and right <= end}
        told = len(inside) + len(inside & wanted.keys)  # a material tells more than a word
        if told > most:
            best, most = (start, end), told
    start, end = best
    if end - start > MAX_SNIPPET:
        first = next((left for _, left, right in spans if start <= left and right <= end), start)
        start = max(start, min(first - MAX_SNIPPET // 3, end - MAX_SNIPPET))
        end = min(end, start + MAX_SNIPPET)
    marks = {(left - start, right - start) for _, left, right in spans if start <= left and right <= end}
    return text[start:end], tuple(sorted(marks))


def _materials(text: str, keys: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """The materials in ``text`` that have one of ``keys``, and where they stand."""
    for each in spot(text):
        key = material_key(each.text)
        if key not in keys and each.composition:
            key = composition_key(each.composition)
        if key in keys:
            yield str(key), each.start, each.end
