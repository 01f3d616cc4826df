"""Hashed: what spaCy sees of a word, as rows of the tables of its hash embeddings, without spaCy.

A model file brings along what differs between versions of spaCy: how it writes some marks alike (``norms``) and which
strings have a number of their own (``symbols``). Hashes are MurmurHash 2 (64 bits) of strings, MurmurHash 3 of those.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import msgspec
import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]
_ALL, _MIXED = (1 << 64) - 1, 0xC6A4A7935BD1E995
# Longer words have one shape, and runs of one sign count so far.
_LONG, _RUN = 100, 4


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words that are written alike, strings that go by a number: as the spaCy that learned a model had them."""

    norms: dict[str, str]
    symbols: dict[str, Annotated[int, msgspec.Meta(ge=0, lt=2**32)]]

    def key(self, text: str) -> int:
        """The number of a string: 64 bits."""
        return 0 if not text else self.symbols[text] if text in self.symbols else _hash(text.encode())

    def seen(self, word: str) -> tuple[int, int, int, int]:
        """The numbers of a word's norm, its first letter, its last three, and its shape."""
        norm = self.norms.get(word, word.lower())
        return self.key(norm), self.key(word[0]), self.key(word[-3:]), self.key(_shape(word))


def _shape(word: str) -> str:
    if len(word) >= _LONG:
        return "LONG"
    found: list[str] = []
    run, last = 0, ""
    for sign in word:
        kind = ("X" if sign.isupper() else "x") if sign.isalpha() else "d" if sign.isdigit() else sign
        run = run + 1 if kind == last else 0
        last = kind
        if run < _RUN:
            found.append(kind)
    return "".join(found)


def _hash(data: bytes) -> int:
    """MurmurHash64A with the seed 1."""
    found = 1 ^ (len(data) * _MIXED & _ALL)
    whole = len(data) & ~7
    for at in range(0, whole, 8):
        part = int.from_bytes(data[at : at + 8], "little") * _MIXED & _ALL
        found = (found ^ ((part ^ part >> 47) * _MIXED & _ALL)) * _MIXED & _ALL
    if whole < len(data):
        found = (found ^ int.from_bytes(data[whole:], "little")) * _MIXED & _ALL
    found = (found ^ found >> 47) * _MIXED & _ALL
    return found ^ found >> 47


def rows_of(keys: Keys, seed: int, size: int) -> Rows:
    """The four rows (keys x 4) of a table of ``size`` rows that each key adds up: MurmurHash3_x86_128 of 64 bits."""
    first, second = keys * np.uint64(0x87C37B91114253D5), np.full(len(keys), seed ^ 8, dtype=np.uint64)
    first = (first << np.uint64(31)) | (first >> np.uint64(33))
    first = first * np.uint64(0x4CF5AD432745937F) ^ np.uint64(seed) ^ np.uint64(8)
    first = first + second
    second = second + first
    first, second = _mixed(first), _mixed(second)
    first = first + second
    second = second + first
    low, high = np.uint64(0xFFFFFFFF), np.uint64(32)
    parts = np.stack((first & low, first >> high, second & low, second >> high), axis=1)
    return (parts % np.uint64(size)).astype(np.int64)


def _mixed(numbers: Keys) -> Keys:
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        numbers = (numbers ^ numbers >> np.uint64(33)) * np.uint64(factor)
    return numbers ^ numbers >> np.uint64(33)
