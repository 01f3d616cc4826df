"""The large tagger: the MiniLM encoder with a head for each layer of labels, served as int8 ONNX without torch."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from ...ingest.errors import MissingExtra
from .bio import Scores, Span, decode
from .layers import Layers
from .pieces import Batch, Pieces
from .tokens import Window

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

# The names of the graph's inputs and its output.
INPUTS = ("ids", "mask", "shapes", "clues")
OUTPUT = "scores"


class MiniLmTagger:
    """An encoder trained on a billion sentence pairs, tuned to the annotation."""

    backbone = "minilm"
    longest = 120
    joined = 100

    def __init__(self, layers: Layers, network: bytes, pieces: Pieces, transitions: Sequence[Scores]) -> None:
        """Raises ValueError where ``network`` is no ONNX graph of these layers."""
        self.layers = layers
        self._network = network
        self._pieces = pieces
        self._transitions = tuple(transitions)
        self._session = _session(network)
        # Who keeps numeric libraries to one thread, as the workers of a build do, means this one too.
        told = os.environ.get("OMP_NUM_THREADS", "")
        self._threads = int(told) if told.isdecimal() and int(told) else os.cpu_count() or 1
        width = self._session.get_outputs()[0].shape[-1]
        if width != self._width:
            raise ValueError(f"the network gives {width} scores a token, the labels need {self._width}")

    @classmethod
    def from_members(cls, layers: Layers, members: Mapping[str, bytes]) -> MiniLmTagger:
        """The tagger of a model file's parts. Raises KeyError or ValueError where they do not fit."""
        transitions, flat = [], np.frombuffer(members["transitions.bin"], dtype="<f4")
        for labels in layers:
            count = 1 + 2 * len(labels)
            transitions.append(flat[: count * count].reshape(count, count))
            flat = flat[count * count :]
        return cls(layers, members["encoder.onnx"], Pieces(members["tokenizer.json"]), transitions)

    def members(self) -> Mapping[str, bytes]:
        """The graph, the vocabulary and the scores from tag to tag."""
        flat = np.concatenate([each.ravel() for each in self._transitions]).astype("<f4")
        return {
            "encoder.onnx": self._network,
            "tokenizer.json": self._pieces.definition,
            "transitions.bin": flat.tobytes(),
        }

    def tag(self, windows: Sequence[Window]) -> Iterator[list[Span]]:
        """The spans of each window, layer by layer.

        A window runs by itself, so that its spans never depend on its company (eight-bit scales span all that runs
        together), nothing is padded, and what is computed stays in the caches; windows run side by side instead.
        """
        if self._threads == 1:
            yield from map(self._tagged, windows)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            yield from pool.map(self._tagged, windows)

    def _tagged(self, window: Window) -> list[Span]:
        batch = self._pieces.batch([window])
        return self._spans(window, self._run(batch)[0], batch.firsts[0])

    @property
    def _width(self) -> int:
        return sum(1 + 2 * len(labels) for labels in self.layers)

    def _run(self, batch: Batch) -> Scores:
        inputs = dict(zip(INPUTS, (batch.ids, batch.mask, batch.shapes, batch.clues), strict=True))
        result: Scores = self._session.run([OUTPUT], inputs)[0]
        return result

    def _spans(self, window: Window, scores: Scores, firsts: np.ndarray) -> list[Span]:
        known = np.where(firsts >= 0)[0]
        if not len(known):
            return []
        shown = Window(
            tuple(window.spans[index] for index in known),
            tuple(window.words[index] for index in known),
            tuple(window.clues[index] for index in known),
            window.source,
        )
        rows, spans, start = scores[firsts[known]], [], 0
        for labels, transitions in zip(self.layers, self._transitions, strict=True):
            width = 1 + 2 * len(labels)
            spans.extend(decode(shown, rows[:, start : start + width], labels, transitions))
            start += width
        return spans


def _session(network: bytes) -> InferenceSession:
    try:
        import onnxruntime
    except ImportError as error:
        raise MissingExtra("a learned tagger of the backbone minilm", "vectors") from error
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1  # windows run side by side instead
    try:
        return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors share no base but Exception
        raise ValueError(f"not an ONNX graph that runs here ({error})") from error
