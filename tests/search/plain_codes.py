"""A plain encoder for tests: words that mean alike share a direction, so that nothing has to be downloaded or run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

import numpy as np

from voltext.extract.learned.encoder import WIDTH, Vector
from voltext.search.analysis import tokens

_ALIKE = {"passage": "pellet", "disc": "pellet", "heated": "sintered", "fired": "sintered", "conducts": "conductivity"}


class PlainCodes:
    """Each word is a direction of chance, the same every time; a text is the sum of its words."""

    def vector(self, text: str) -> Vector:
        total = np.zeros(WIDTH, dtype=np.float32)
        for token in tokens(text):
            seed = int.from_bytes(blake2b(_ALIKE.get(token, token).encode(), digest_size=8).digest(), "big")
            total += np.random.default_rng(seed).standard_normal(WIDTH).astype(np.float32)
        length = float(np.linalg.norm(total))
        return np.asarray(total / length if length else np.ones(WIDTH) / WIDTH**0.5, dtype=np.float32)

    def vectors(self, texts: Iterable[str]) -> Iterator[Vector]:
        return map(self.vector, texts)
