"""Encoder: MiniLM as it was trained on sentence pairs. A text becomes a vector; texts that say alike lie near.

The graph and its vocabulary are in the folder data (see its card); onnxruntime runs them, torch is not needed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ...ingest.errors import MissingExtra

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Vector = npt.NDArray[np.float32]
DATA = Path(__file__).parent / "data"
GRAPH, VOCABULARY = "encoder.onnx", "tokenizer.json"
# Names the vectors: those of another name cannot be compared with them.
NAME = "all-MiniLM-L6-v2/1"
WIDTH = 384
# Pieces that one run reads; of longer texts the parts' vectors are averaged, of which there are so many at most.
LONGEST, MOST_PARTS = 256, 8
# Texts that wait for a thread.
_AHEAD = 256


class Encoder:
    """Texts as vectors of length one. Every text runs by itself, so that its vector never depends on its company."""

    def __init__(self, *, threads: int | None = None) -> None:
        """The encoder of this installation, on ``threads`` cores (default: all), read when first used.

        Raises MissingExtra where the packages that run it are not installed.
        """
        if find_spec("onnxruntime") is None or find_spec("tokenizers") is None:
            raise MissingExtra("search by meaning", "vectors")
        self._threads = threads or os.cpu_count() or 1

    def vector(self, text: str) -> Vector:
        """The vector of ``text``: WIDTH numbers, of length one; a text without words lies somewhere too."""
        tokenizer = _tokenizer()
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        start, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
        size = LONGEST - 2
        parts = [ids[at : at + size] for at in range(0, max(len(ids), 1), size)][:MOST_PARTS]
        total = np.zeros(WIDTH, dtype=np.float32)
        for part in parts:
            row = np.asarray([[start, *part, end]], dtype=np.int64)
            found = _session().run(["vectors"], {"ids": row, "mask": np.ones_like(row)})[0][0]
            total += found * len(row[0])
        length = float(np.linalg.norm(total))
        return np.asarray(total / length if length else total, dtype=np.float32)

    def vectors(self, texts: Iterable[str]) -> Iterator[Vector]:
        """The vectors of ``texts``, in their order, on all threads."""
        waiting = iter(texts)
        _session(), _tokenizer()  # read once, before the threads could all begin to
        with ThreadPoolExecutor(self._threads) as pool:
            while part := list(islice(waiting, _AHEAD)):
                yield from pool.map(self.vector, part)


@cache
def _session() -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1  # texts run side by side instead
    return onnxruntime.InferenceSession(str(DATA / GRAPH), options, providers=["CPUExecutionProvider"])


@cache
def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(DATA / VOCABULARY))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
