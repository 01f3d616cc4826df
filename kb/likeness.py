"""Likeness of texts: a MinHash signature of a paper's words, by which copies and versions of one work are known."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray[Any, Any]

PERMUTATIONS = 128
_SHINGLE = 5
# Of the shingles of a paper one in eight is enough: which ones depends on their words alone, so copies agree on them.
_SAMPLE = 8
_FEW = 400
_STEP = 0x9E3779B97F4A7C15
_LOW = 0xFFFFFFFF
_WORD = re.compile(r"[^\W_]+")


def signature(text: str) -> bytes:
    """The signature of ``text``: 128 numbers of 32 bits; empty for a text of fewer than five words."""
    import numpy

    found = _WORD.findall(text.lower())
    if len(found) < _SHINGLE:
        return b""
    codes = {word: crc32(word.encode()) for word in set(found)}
    words = numpy.array([codes[word] for word in found], dtype=numpy.uint64)
    length = len(words) - _SHINGLE + 1
    values = numpy.zeros(length, dtype=numpy.uint64)
    for place in range(_SHINGLE):  # arithmetic of 64 bits wraps around, which is all that a hash needs
        values = values * numpy.uint64(_STEP) + words[place : place + length]
    values = (values >> numpy.uint64(20)) & numpy.uint64(_LOW)
    sampled = numpy.unique(values[values % _SAMPLE == 0])
    values = sampled if len(sampled) * _SAMPLE > _FEW else values
    factors, terms = _permutations()
    # Values of 32 bits, factors of 29 and terms of 30 stay below the prime 2^61 - 1: a division would change nothing.
    lowest = [
        ((values * factor + term) & numpy.uint64(_LOW)).min() for factor, term in zip(factors, terms, strict=True)
    ]
    return numpy.array(lowest, dtype="<u4").tobytes()


def likeness(one: bytes, other: bytes) -> float | None:
    """The estimated share of shingles that two texts have in common, 0 to 1; None where one has no signature."""
    import numpy

    if not one or not other:
        return None
    return float((numpy.frombuffer(one, "<u4") == numpy.frombuffer(other, "<u4")).mean())


@cache
def _permutations() -> tuple[Array, Array]:
    import numpy

    # Signatures are stored: the numbers must be the same on every machine and in every version.
    generator = numpy.random.RandomState(1)
    factors = generator.randint(1, 1 << 29, size=PERMUTATIONS).astype(numpy.uint64)
    terms = generator.randint(0, 1 << 30, size=PERMUTATIONS).astype(numpy.uint64)
    return factors, terms
