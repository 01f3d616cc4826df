"""The file of an embedding: words, counts and numbers with checksums; nothing in it is ever run or unpickled."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np

from ...extract.learned.container import Manifest, read_model, write_model
from ...ingest.errors import InputError
from .embedding import Embedding

BACKBONE = "embedding"
_WORDS, _COUNTS, _PHRASES, _VECTORS = "words.json", "counts.i8", "phrases.json", "vectors.f4"


def save_embedding(embedding: Embedding, path: Path) -> None:
    """Write ``embedding`` to ``path``, whole or not at all. Raises InputError where it cannot be written."""
    parts = {
        _WORDS: msgspec.json.encode(embedding.words),
        _COUNTS: np.asarray(embedding.counts, dtype="<i8").tobytes(),
        _PHRASES: msgspec.json.encode(sorted(embedding.phrases)),
        _VECTORS: np.ascontiguousarray(embedding.vectors, dtype="<f4").tobytes(),
    }
    write_model(path, Manifest("", BACKBONE, (), {}, {}, {}, embedding.told), parts)


def load_embedding(path: Path) -> Embedding:
    """The embedding of the file ``path``. Raises InputError where it is none, or damaged."""
    manifest, parts = read_model(path)
    if manifest.backbone != BACKBONE:
        raise InputError(f"{path}: a model of another kind ({manifest.backbone}), not one of word vectors")
    try:
        words = msgspec.json.decode(parts[_WORDS], type=tuple[str, ...])
        phrases = msgspec.json.decode(parts[_PHRASES], type=frozenset[str])
        counts = tuple(np.frombuffer(parts[_COUNTS], dtype="<i8").tolist())
        vectors = np.frombuffer(parts[_VECTORS], dtype="<f4")
        if not words or len(counts) != len(words) or len(vectors) % len(words) or not np.isfinite(vectors).all():
            raise ValueError(f"{len(words)} words, {len(counts)} counts, {len(vectors)} numbers")
    except (KeyError, ValueError) as error:
        raise InputError(f"{path}: the parts of the model do not fit together ({error}); train it again") from error
    return Embedding(words, counts, vectors.reshape(len(words), -1).copy(), phrases, dict(manifest.card))
