"""Evidence: how much the words and marks around a pair of entities speak for each relation, by counting."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .context import Context
from .gold import GoldEntity

Counts = npt.NDArray[np.float64]
Sums = npt.NDArray[np.float32]
# Pieces are told apart by a hash into this many places.
_PLACES = 2**17
# What stands between, head, tail, both, beside, in the sentence: each speaks for itself.
KINDS = 6
_BETWEEN, _WHOLE, _MARKS = 40, 8, 5
# A piece counts as if it had been seen so often with each relation, as often as with any.
_PRIOR = 4.0
# What a pair itself taught must not speak for it: it is asked what the other tenths of the documents taught.
_PARTS = 10


@dataclass(frozen=True, slots=True)
class Pieces:
    """The places of the pieces of several pairs, one after the other; ``starts`` has one for each pair and kind."""

    places: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]

    @classmethod
    def of(cls, told: Sequence[tuple[Context, GoldEntity, GoldEntity]]) -> Pieces:
        """What is seen of each pair: its document, head and tail."""
        places: list[int] = []
        starts: list[int] = []
        for context, head, tail in told:
            for kind in _seen(context, head, tail):
                starts.append(len(places))
                places.extend(sorted({zlib.crc32(piece.encode()) % _PLACES for piece in kind}))
        return cls(np.asarray(places, dtype=np.int64), np.asarray(starts, dtype=np.int64))

    def sums(self, table: npt.NDArray[np.floating]) -> Sums:
        """The rows of ``table`` summed by pair and kind: pairs x (kinds x columns of the table)."""
        if not len(self.starts):
            return np.zeros((0, KINDS * table.shape[1]), dtype=np.float32)
        found = np.add.reduceat(table[self.places].astype(np.float32), self.starts, axis=0)
        return found.reshape(len(self.starts) // KINDS, -1)

    def counts(self, numbers: npt.NDArray[np.int64], labels: int) -> Counts:
        """How often each place is seen in pairs of each label, of which pair i has the number ``numbers[i]``."""
        ends = np.append(self.starts[KINDS::KINDS], len(self.places))
        begins = self.starts[::KINDS]
        each = np.repeat(numbers, ends - begins)
        flat = np.bincount(self.places * labels + each, minlength=_PLACES * labels)
        return flat.reshape(_PLACES, labels).astype(np.float64)

    def chosen(self, rows: npt.NDArray[np.int64]) -> Pieces:
        """The pieces of the pairs ``rows``, in their order."""
        ends = np.append(self.starts[1:], len(self.places))
        kinds = (rows[:, None] * KINDS + np.arange(KINDS)).ravel()
        lengths = ends[kinds] - self.starts[kinds]
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]) if len(kinds) else np.zeros(0, dtype=np.int64)
        shift = np.repeat(self.starts[kinds] - starts, lengths)
        return Pieces(self.places[np.arange(int(lengths.sum())) + shift], starts.astype(np.int64))


@dataclass(frozen=True, slots=True)
class Evidence:
    """For each place, by how much it speaks for each relation against none (a difference of logarithms)."""

    table: npt.NDArray[np.float16]

    @classmethod
    def train(
        cls, pieces: Pieces, numbers: npt.NDArray[np.int64], labels: int, documents: npt.NDArray[np.int64]
    ) -> tuple[Evidence, Sums]:
        """Learn from pairs with the label ``numbers`` (0 is no relation) of ``labels``, out of ``documents``.

        The second result is the evidence for these pairs themselves, each told by other documents than its own.
        """
        counts = pieces.counts(numbers, labels)
        totals = np.bincount(numbers, minlength=labels).astype(np.float64)
        sums = np.zeros((len(numbers), KINDS * (labels - 1)), dtype=np.float32)
        for part in np.unique(documents % _PARTS):
            rows = np.flatnonzero(documents % _PARTS == part)
            own = pieces.chosen(rows)
            left = totals - np.bincount(numbers[rows], minlength=labels)
            sums[rows] = own.sums(_ratios(counts - own.counts(numbers[rows], labels), left))
        return cls(_ratios(counts, totals)), sums

    @classmethod
    def from_bytes(cls, labels: int, data: bytes) -> Evidence:
        """What ``as_bytes`` wrote. Raises ValueError where the length does not fit ``labels``."""
        if len(data) != 2 * _PLACES * (labels - 1):
            raise ValueError(f"the evidence of words does not fit {labels} relations")
        return cls(np.frombuffer(data, dtype="<f2").reshape(_PLACES, labels - 1))

    def as_bytes(self) -> bytes:
        """The table in two bytes a number, little-endian."""
        return self.table.astype("<f2").tobytes()

    def sums(self, pieces: Pieces) -> Sums:
        """The evidence for each pair, kind by kind."""
        return pieces.sums(self.table)


def _ratios(counts: Counts, totals: Counts) -> npt.NDArray[np.float16]:
    usual = counts.sum(axis=1, keepdims=True) / max(1.0, float(totals.sum()))
    seen = usual[:, 0] > 0
    found = np.zeros((len(counts), counts.shape[1] - 1), dtype=np.float16)
    logs = np.log((counts[seen] + _PRIOR * usual[seen]) / (totals + _PRIOR))
    found[seen] = (logs[:, 1:] - logs[:, :1]).astype(np.float16)
    return found


def _seen(context: Context, head: GoldEntity, tail: GoldEntity) -> Iterator[set[str]]:
    """The pieces of a pair, kind by kind; never none of a kind."""
    first, second = (head, tail) if head.start <= tail.start else (tail, head)
    here, there = context.around(first), context.around(second)
    start, end = here.last + 1, there.first
    marked = context.marked
    between = [
        word
        for place, word in enumerate(marked[start : min(end, start + _BETWEEN)], start)
        if place == start or word[0] != "<" or word != marked[place - 1]
    ]
    yield {
        *(f"b={word}" for word in between),
        *(f"bb={word} {after}" for word, after in pairwise(between)),
        *(f"w={word}" for word in context.words[start : min(end, start + _BETWEEN)]),
        f"all={' '.join(between) if len(between) <= _WHOLE else '…'}",
        f"begin={' '.join(between[:3])}",
        f"end={' '.join(between[-3:])}",
        f"far={min(6, (len(between) + 1).bit_length())}",
        f"marks={' '.join([word for word in between if word[0] == '<'][:_MARKS])}",
    }
    names = []
    for entity, sign in ((head, "h"), (tail, "t")):
        around = context.around(entity)
        words = context.words[around.first : around.last + 1]
        last = words[-1] if words else ""
        yield {*(f"{sign}={word}" for word in words), f"{sign}all={' '.join(words)}", f"{sign}ends={last[-3:]}"}
        names.append(last)
    yield {f"both={'|'.join(names)}"}
    head_first, tail_first = context.around(head).first, context.around(tail).first
    yield {
        f"before={' '.join(marked[max(0, here.first - 1) : here.first])}",
        f"before two={' '.join(marked[max(0, here.first - 2) : here.first])}",
        f"behind={' '.join(marked[there.last + 1 : there.last + 2])}",
        f"behind two={' '.join(marked[there.last + 1 : there.last + 3])}",
        f"before head={marked[head_first - 1] if head_first else ''}",
        f"before tail={marked[tail_first - 1] if tail_first else ''}",
    }
    yield {f"s={word}" for word in context.words_of_sentence(here.sentence)} | {"s"}
