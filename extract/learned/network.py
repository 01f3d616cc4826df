"""The network of the small tagger, run by numpy: spaCy learns it and is not needed, nor waited for, to use it.

Its parts are those of ``cnn.py``: hash embeddings of what is seen of a word, four layers that look one word to either
side, and a reader that opens, goes on with and closes spans from left to right, the likeliest move each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from .bio import Span
from .hashed import Lexicon, rows_of
from .tokens import Window

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]
# Words, each with its clue and its corpus, whose vectors are kept.
_KEPT = 30_000
# Windows read side by side, and rows of nothing between them: as far as the layers look together.
_BATCH, _PAD = 128, 4
_TINY = 1e-8
# What the reader does: begins a span, goes on, ends it, marks one word, passes.
_BEGIN, _IN, _LAST, _UNIT, _OUT = 1, 2, 3, 4, 5
# Read once to see that the arrays of a file fit one another.
_PROBE = Window(((0, 1), (2, 3)), ("a", "b"), ("", ""))


class Network:
    """One layer of labels: windows become spans."""

    def __init__(self, recogniser: bytes, labels: Sequence[str], lexicon: Lexicon) -> None:
        """``recogniser`` is spaCy's msgpack of the weights for ``labels``.

        Raises KeyError, TypeError or ValueError where it is none of ours.
        """
        told = msgspec.msgpack.decode(recogniser, type=_Recogniser)
        model = msgspec.msgpack.decode(told.model, type=_Weights)
        parts: dict[str, list[dict[str, Floats]]] = {}
        seeds: list[int] = []
        for node, attributes, given in zip(model.nodes, model.attrs, model.params, strict=True):
            if given:
                parts.setdefault(node.name, []).append({name: _array(each) for name, each in given.items()})
            if node.name == "hashembed":
                seeds.append(msgspec.msgpack.decode(attributes["seed"], type=int))
        self._lexicon = lexicon
        self._tables = [(each["E"], seed) for each, seed in zip(parts["hashembed"], seeds, strict=True)]
        layers = [_Maxout(big, norm) for big, norm in zip(parts["maxout"], parts["layernorm"], strict=True)]
        self._mix, self._layers = layers[0], layers[1:]
        # The nodes are listed from the outside in: the scores of the moves stand before what narrows the vectors.
        self._scores, self._narrow = parts["linear"]
        (self._reader,) = (_Reader(each) for each in parts["precomputable_affine"])
        self._moves = _moves(msgspec.json.decode(msgspec.msgpack.decode(told.moves, type=_Moves).moves))
        if {label for _, label, _ in self._moves} - {""} != set(labels):
            raise ValueError(f"it has not learned the labels {', '.join(labels)}")
        self._places: dict[tuple[str, str, str], int] = {}
        self._kept = np.empty((_KEPT, len(self._mix.norm)), dtype=np.float32)
        try:
            self._read([_PROBE])
        except IndexError as error:
            raise ValueError(f"its arrays are of other shapes ({error})") from error

    def tag(self, windows: Sequence[Window]) -> Iterator[list[Span]]:
        """The spans of each window, in their order."""
        order = sorted(range(len(windows)), key=lambda index: len(windows[index].words))
        found: dict[int, list[Span]] = {}
        for first in range(0, len(order), _BATCH):
            members = [index for index in order[first : first + _BATCH] if windows[index].words]
            for index, spans in zip(members, self._read([windows[index] for index in members]), strict=True):
                spots = windows[index].spans
                found[index] = [(spots[start][0], spots[end - 1][1], label) for start, end, label in spans]
        for index in range(len(windows)):
            yield found.get(index, [])

    def _read(self, windows: Sequence[Window]) -> list[list[Span]]:
        """The spans of each window as places of words; a window has words."""
        if not windows:
            return []
        cached = self._reader.parts_of(self._encoded(windows))
        lengths = np.asarray([len(window.words) for window in windows])
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        spaces = np.asarray([word.isspace() for window in windows for word in window.words])
        opened, labels = np.full(len(windows), -1), np.full(len(windows), -1)
        found: list[list[Span]] = [[] for _ in windows]
        for at in range(int(lengths.max())):
            alive = np.flatnonzero(lengths > at)
            here, began = starts[alive] + at, opened[alive]
            inside = began >= 0
            first = np.where(inside, starts[alive] + began, -1)
            before = np.where(inside, here - 1, -1)
            state = self._reader.state(cached[here, 0] + cached[first, 1] + cached[before, 2])
            scores = state @ self._scores["W"].T + self._scores["b"]
            can = self._allowed(inside, labels[alive], lengths[alive] - at > 1, spaces[here])
            chosen = np.where(can, scores, -np.inf).argmax(axis=1)
            for index, move in zip(alive.tolist(), chosen.tolist(), strict=True):
                kind, label, number = self._moves[move]
                if kind == _BEGIN:
                    opened[index], labels[index] = at, number
                elif kind == _LAST:
                    found[index].append((int(opened[index]), at + 1, label))
                    opened[index] = labels[index] = -1
                elif kind == _UNIT:
                    found[index].append((at, at + 1, label))
        return found

    def _allowed(self, inside: Marks, labels: Ints, more: Marks, space: Marks) -> Marks:
        """Which moves each state allows: states x moves."""
        free = ~inside & ~space
        columns = []
        for kind, label, number in self._moves:
            own = inside & (labels == number)
            by_kind = {_BEGIN: free & more, _IN: own & more, _LAST: own, _UNIT: free & bool(label), _OUT: ~inside}
            columns.append(by_kind[kind])
        return np.stack(columns, axis=1)

    def _encoded(self, windows: Sequence[Window]) -> Floats:
        """A vector for each word of the windows, one after another."""
        known = self._embedded([token for each in windows for token in _tokens(each)])
        lengths = [len(window.words) for window in windows]
        width = known.shape[1]
        rows = np.zeros((len(known) + _PAD * (len(windows) + 1), width), dtype=np.float32)
        # Of word i in window w the row is i + _PAD * (w + 1).
        places = np.arange(len(known)) + _PAD * (1 + np.repeat(np.arange(len(windows)), lengths))
        rows[places] = known
        around = np.zeros((len(rows), 3 * width), dtype=np.float32)
        for layer in self._layers:
            around[1:, :width], around[:, width : 2 * width], around[:-1, 2 * width :] = rows[:-1], rows, rows[1:]
            rows = rows + layer(around)
        return np.asarray(rows[places] @ self._narrow["W"].T + self._narrow["b"], dtype=np.float32)

    def _embedded(self, found: Sequence[tuple[str, str, str]]) -> Floats:
        new = [token for token in dict.fromkeys(found) if token not in self._places]
        if len(self._places) + len(new) > len(self._kept):
            self._places.clear()
            new = list(dict.fromkeys(found))
            if len(new) > len(self._kept):
                return self._fresh(found)
        if new:
            first = len(self._places)
            self._kept[first : first + len(new)] = self._fresh(new)
            self._places.update((token, first + place) for place, token in enumerate(new))
        return self._kept[[self._places[token] for token in found]]

    def _fresh(self, found: Sequence[tuple[str, str, str]]) -> Floats:
        keys = np.asarray(
            [
                (*self._lexicon.seen(word), self._lexicon.key(clue), self._lexicon.key(source))
                for word, clue, source in found
            ],
            dtype=np.uint64,
        )
        parts = [
            table[rows_of(keys[:, column], seed, len(table))].sum(axis=1)
            for column, (table, seed) in enumerate(self._tables)
        ]
        return self._mix(np.concatenate(parts, axis=1))


class _Maxout:
    """A layer of which the largest of each few pieces stays, scaled to mean and variance."""

    def __init__(self, weights: Mapping[str, Floats], norm: Mapping[str, Floats]) -> None:
        self._pieces = weights["W"].shape[1]
        # Pieces outermost, so that the largest is found along whole rows.
        self._weights = np.ascontiguousarray(weights["W"].transpose(1, 0, 2).reshape(-1, weights["W"].shape[2]).T)
        self._bias = weights["b"].T.reshape(-1)
        self.norm, self._shift = norm["G"], norm["b"]

    def __call__(self, rows: Floats) -> Floats:
        every = rows @ self._weights
        every += self._bias
        width = len(self.norm)
        best = every[:, :width]
        for piece in range(1, self._pieces):
            np.maximum(best, every[:, piece * width : (piece + 1) * width], out=best)
        best = best - best.mean(axis=1, keepdims=True)
        spread = np.sqrt(np.einsum("ij,ij->i", best, best) / width + _TINY)
        return np.asarray(best / spread[:, None] * self.norm + self._shift, dtype=np.float32)


class _Reader:
    """What the word that is read, the first of the open span and the one before tell of the next move."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        places, self._hidden, self._pieces, width = weights["W"].shape
        # Pieces outermost here, too.
        self._weights = weights["W"].transpose(0, 2, 1, 3).reshape(-1, width).T
        self._absent = weights["pad"][0].transpose(0, 2, 1).reshape(1, places, -1)
        self._bias = weights["b"].T.reshape(-1)

    def parts_of(self, vectors: Floats) -> Floats:
        """What each word adds in each of the three places; the last row is of a word that is not there."""
        found = (vectors @ self._weights).reshape(len(vectors), *self._absent.shape[1:])
        return np.concatenate((found, self._absent))

    def state(self, summed: Floats) -> Floats:
        """The largest of each few pieces."""
        every = (summed + self._bias).reshape(len(summed), self._pieces, self._hidden)
        return np.asarray(every.max(axis=1), dtype=np.float32)


class _Node(msgspec.Struct):
    name: str


class _Weights(msgspec.Struct):
    nodes: list[_Node]
    attrs: list[dict[str, bytes]]
    params: list[dict[str, dict[bytes, Any]]]


class _Moves(msgspec.Struct):
    moves: str


class _Recogniser(msgspec.Struct):
    model: bytes
    moves: bytes


def _array(told: Mapping[bytes, Any]) -> Floats:
    """An array as spaCy's msgpack has it."""
    numbers = np.frombuffer(told[b"data"], dtype=np.dtype(told[b"type"])).reshape(told[b"shape"])
    return np.ascontiguousarray(numbers, dtype=np.float32)


def _moves(told: Mapping[str, Mapping[str, int]]) -> list[tuple[int, str, int]]:
    """The moves in the order of their scores: what is done, with which label, and a number for that."""
    found: list[tuple[int, str, int]] = []
    numbers: dict[str, int] = {"": -2}
    for kind in (_BEGIN, _IN, _LAST, _UNIT, _OUT):
        for _, label in sorted(((often, label) for label, often in told[str(kind)].items()), reverse=True):
            found.append((kind, label, numbers.setdefault(label, len(numbers))))
    return found


def _tokens(window: Window) -> Iterator[tuple[str, str, str]]:
    for word, clue in zip(window.words, window.clues, strict=True):
        yield word, clue, window.source
