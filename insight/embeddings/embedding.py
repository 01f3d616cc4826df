"""Embedding: words as vectors. Searching it takes numpy alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from ...ingest.errors import UsageError
from .corpus import joined
from .words import shown, tokens

Vectors = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Similar:
    """A word as people write it, its cosine similarity, and how often it stood in the corpus."""

    word: str
    similarity: float
    count: int


@dataclass(frozen=True)
class Embedding:
    """``words``, the most frequent first, with counts and vectors of length one; ``phrases`` are words of several.

    ``told`` says how it was trained.
    """

    words: tuple[str, ...]
    counts: tuple[int, ...]
    vectors: Vectors = field(repr=False)
    phrases: frozenset[str] = field(repr=False, default=frozenset())
    told: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each word."""
        return {word: place for place, word in enumerate(self.words)}

    def vector(self, text: str) -> Vectors:
        """The vector of a word, a formula however written, or the mean of several words.

        Raises UsageError where none of them was in the corpus often enough.
        """
        found = [self.vectors[self.places[word]] for word in self.known(text)]
        if not found:
            raise UsageError(f"{text[:60]!r} stood in the texts too seldom to have a vector")
        mean = np.mean(found, axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12), dtype=np.float32)

    def known(self, text: str) -> list[str]:
        """The words of ``text`` that have a vector."""
        return [word for word in joined(tokens(text), self.phrases) if word in self.places]

    def similar(self, text: str, *, count: int = 10, only: Callable[[str], bool] | None = None) -> list[Similar]:
        """The words most similar to ``text``, itself left out; ``only`` those for which it holds. Raises UsageError."""
        return self.nearest(self.vector(text), count=count, only=only, without=self.known(text))

    def analogy(self, first: str, second: str, third: str, *, count: int = 10) -> list[Similar]:
        """What is to ``third`` as ``second`` is to ``first``. Raises UsageError for unknown words."""
        wanted = self.vector(second) - self.vector(first) + self.vector(third)
        length = max(float(np.linalg.norm(wanted)), 1e-12)
        without = [word for text in (first, second, third) for word in self.known(text)]
        return self.nearest(np.asarray(wanted / length, dtype=np.float32), count=count, without=without)

    def nearest(
        self, vector: Vectors, *, count: int, only: Callable[[str], bool] | None = None, without: Sequence[str] = ()
    ) -> list[Similar]:
        """The words nearest to ``vector``, of length one."""
        near = self.vectors @ vector
        found = []
        for place in np.argsort(-near, kind="stable").tolist():
            word = self.words[place]
            if word in without or (only is not None and not only(word)):
                continue
            found.append(Similar(shown(word), float(near[place]), self.counts[place]))
            if len(found) == count:
                break
        return found
