"""Wording: which of several relations two linked entities have, by the words and letters in and around them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...ingest.errors import MissingExtra
from .context import Context, stem
from .gold import GoldEntity

# Pieces are told apart by a hash into this many places.
_PLACES = 2**15
_PIECES = (3, 4, 5)
_BESIDE, _AROUND, _BETWEEN = 3, 7, 12
# How freely the weights follow the examples; chosen on the train part of the Olivetti corpus alone.
_FREEDOM = 1.0
_ROUNDS = 300


@dataclass(frozen=True, slots=True)
class Wording:
    """A linear model of ``labels``: ``weights`` by place and label, and the ``bias`` of each label."""

    labels: tuple[str, ...]
    weights: npt.NDArray[np.float16]
    bias: npt.NDArray[np.float64]

    @classmethod
    def train(cls, told: Sequence[tuple[Sequence[int], str]], *, seed: int) -> Wording | None:
        """Learn from the pieces of linked pairs and their labels; None where there is nothing to choose.

        Raises MissingExtra without scikit-learn.
        """
        labels = tuple(sorted({label for _, label in told}))
        if len(labels) < 2:
            return None
        try:
            from scipy.sparse import csr_matrix
            from sklearn.linear_model import LogisticRegression
        except ImportError as error:
            raise MissingExtra("learned relations", "models") from error
        ends = np.cumsum([0, *(len(pieces) for pieces, _ in told)])
        places = np.concatenate([np.asarray(pieces, dtype=np.int64) for pieces, _ in told])
        rows = csr_matrix((np.ones(len(places)), places, ends), shape=(len(told), _PLACES))
        model = LogisticRegression(C=_FREEDOM, max_iter=_ROUNDS, random_state=seed).fit(
            rows, [name for _, name in told]
        )
        found = np.asarray(model.coef_), np.asarray(model.intercept_)
        if len(labels) == 2:  # the library keeps the weights of the second alone
            found = np.vstack([np.zeros_like(found[0]), found[0]]), np.array([0.0, found[1][0]])
        return cls(labels, found[0].T.astype(np.float16), found[1])

    @classmethod
    def from_bytes(cls, labels: Sequence[str], data: bytes) -> Wording:
        """The model that ``as_bytes`` wrote. Raises ValueError where the length does not fit."""
        size = _PLACES * len(labels)
        if len(labels) < 2 or len(data) != 2 * size + 8 * len(labels):
            raise ValueError(f"the weights of words do not fit {len(labels)} relations")
        weights = np.frombuffer(data, dtype="<f2", count=size).reshape(_PLACES, len(labels))
        bias = np.frombuffer(data, dtype="<f8", offset=2 * size)
        return cls(tuple(labels), weights, bias)

    def as_bytes(self) -> bytes:
        """Weights in two bytes each, then the bias in eight, little-endian."""
        return self.weights.astype("<f2").tobytes() + self.bias.astype("<f8").tobytes()

    def shares(self, pieces: Sequence[int]) -> npt.NDArray[np.float64]:
        """The share of each label for a pair with ``pieces``, in the order of ``labels``."""
        scores = self.weights[list(pieces)].sum(axis=0, dtype=np.float64) + self.bias
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum())


def pieces_of(context: Context, head: GoldEntity, tail: GoldEntity) -> list[int]:
    """The places of what is seen of a pair: letters and words of both, words around the tail and between."""
    name, verb = context.of(tail).lower(), stem(context.of(head).split(" ", 1)[0])
    here, forward = context.around(tail), head.start <= tail.start
    rank, entities = context.rank[tail.id], context.entities
    padded = f" {name[:80]} "
    seen: list[Any] = [("letters", padded[at : at + size]) for size in _PIECES for at in range(len(padded) - size + 1)]
    seen += [("word", word) for word in name.split()[:12]]
    seen += [("name", name), ("opens", here.opens), ("name opens", name, here.opens)]
    for step in range(1, _BESIDE + 1):
        seen += [("before", step, context.word(here.first - step)), ("behind", step, context.word(here.last + step))]
    for step in range(1, _AROUND + 1):
        seen += [("to the left", context.word(here.first - step)), ("to the right", context.word(here.last + step))]
    seen += [("head", verb), ("head", verb, forward), ("by", here.prepositions[0]), ("by", here.prepositions[0], verb)]
    first, second = (head, tail) if forward else (tail, head)
    start = context.around(first).last + 1
    between = context.words[start : min(context.around(second).first, start + _BETWEEN)]
    seen += [("between", word, forward) for word in between]
    for step in (-2, -1, 1, 2):
        seen.append(("label", step, entities[rank + step].label if 0 <= rank + step < len(entities) else ""))
    seen += [
        ("mentions", min(4, here.mentions)), ("titled", here.titled), ("in title", here.in_title),
        ("elements", min(3, here.elements_of_title)), ("part", int(5 * here.sentence_place)),
    ]  # fmt: skip
    return [zlib.crc32(repr(piece).encode()) % _PLACES for piece in seen]
