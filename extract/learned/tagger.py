"""What every learned tagger is: windows of tokens in, labelled spans out; its parts as bytes for the model file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from .bio import Span
from .gold import GoldDocument
from .layers import Layers
from .tokens import Window, windows


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
    """A window with the spans that are right in it, as a tagger learns it."""

    window: Window
    spans: tuple[Span, ...]


def lessons(documents: Iterable[GoldDocument], *, longest: int, joined: int) -> list[Lesson]:
    """The annotated regions of ``documents`` as windows with their spans."""
    found: list[Lesson] = []
    for document in documents:
        entities = sorted((entity.start, entity.end, entity.label) for entity in document.entities)
        for window in windows(document.text, document.regions(), longest=longest, joined=joined):
            first, last = window.spans[0][0], window.spans[-1][1]
            found.append(Lesson(window, tuple(span for span in entities if first <= span[0] and span[1] <= last)))
    return found
