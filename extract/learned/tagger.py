"""What every learned tagger is: windows of tokens in, labelled spans out; its parts as bytes for the model file."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from .bio import Span
from .clues import clues_of
from .gold import GoldDocument
from .layers import Layers, sources_of
from .tokens import Window, windows

_HIDDEN = 0.15


class Tagger(Protocol):
    """A trained tagger. ``backbone`` is its code in the model file, ``layers`` its labels."""

    backbone: str
    layers: Layers
    longest: int
    joined: int

    def tag(self, windows: Sequence[Window]) -> Iterator[list[Span]]:
        """The spans of each window, (start, end, label), in the document's characters."""
        ...

    def members(self) -> Mapping[str, bytes]:
        """The parts of the model file, by name."""
        ...


@dataclass(frozen=True, slots=True)
class Lesson:
    """A window with the spans that are right in it, as a tagger learns it.

    ``known`` are the labels that its source annotates: of others nothing is said here.
    """

    window: Window
    spans: tuple[Span, ...]
    known: frozenset[str]


def lessons(documents: Sequence[GoldDocument], *, longest: int, joined: int, seed: int) -> list[Lesson]:
    """The annotated regions of ``documents`` as windows with their spans.

    A share of the clues is hidden by lot: the rules may know these texts better than those that are to come.
    """
    sources = sources_of(documents)
    chance = random.Random(seed)
    found: list[Lesson] = []
    for document in documents:
        known = frozenset(label for label, told in sources.items() if document.source in told)
        entities = sorted((entity.start, entity.end, entity.label) for entity in document.entities)
        clues = [clue for clue in clues_of(document.text) if chance.random() >= _HIDDEN]
        cut = windows(
            document.text, document.regions(), longest=longest, joined=joined, clues=clues, source=document.source
        )
        for window in cut:
            first, last = window.spans[0][0], window.spans[-1][1]
            inside = tuple(span for span in entities if first <= span[0] and span[1] <= last)
            found.append(Lesson(window, inside, known))
    return found
