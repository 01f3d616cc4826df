"""Series: the materials that sentences list together, which later values are of in that order."""

from __future__ import annotations

from collections.abc import Sequence

from ..analysis import Sentence
from .draft import Subject


class Series:
    """Told of the lists sentence by sentence in text order."""

    def __init__(self) -> None:
        self._last: tuple[str, list[Subject]] = ("", [])
        self._labelled: dict[int, list[Subject]] = {}

    def note(self, sentence: Sentence, listed: Sequence[Subject]) -> None:
        """Keep what ``sentence`` lists."""
        if listed:
            self._last = (sentence.block.id, list(listed))
            labelled = [subject for subject in listed if subject.sample is not None]
            if len(labelled) > 1:
                self._labelled[len(labelled)] = labelled

    def earlier(self, sentence: Sentence, count: int | None = None) -> list[Subject]:
        """The materials that the sentence before listed in the same block, if there were ``count`` (or any) of them."""
        block, listed = self._last
        if block != sentence.block.id:
            return []
        if count in (None, len(listed)):
            return listed
        labelled = [subject for subject in listed if subject.sample is not None]
        return labelled if len(labelled) == count else []

    def of(self, sentence: Sentence, count: int) -> list[Subject] | None:
        """The ``count`` materials that were last listed together: those of the sentence before, or labelled ones."""
        return self.earlier(sentence, count) or self._labelled.get(count)

    def longest(self, sentence: Sentence) -> list[Subject]:
        """What the sentence before listed, or the longest list of labelled ones."""
        return self.earlier(sentence) or max(self._labelled.items(), default=(0, []))[1]
