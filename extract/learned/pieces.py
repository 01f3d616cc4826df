"""Words as the pieces that the MiniLM encoder knows, with the word that each belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ...ingest.errors import MissingExtra
from .shapes import shape
from .tokens import CLUES, Window

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Numbers = npt.NDArray[np.int64]
# What the encoder can read at a time, its two marks included.
LONGEST = 512
# A word of more pieces than this is a formula or a slip; its beginning tells enough.
_PIECES_A_WORD = 12
_CLUE_CODES = {clue: code for code, clue in enumerate(CLUES)}


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side: arrays of windows x pieces, and for each window the piece that begins each word."""

    ids: Numbers
    mask: Numbers
    shapes: Numbers
    clues: Numbers
    firsts: tuple[Numbers, ...]


class Pieces:
    """The vocabulary of an encoder, read from its ``tokenizer.json``."""

    def __init__(self, definition: bytes) -> None:
        """Raises MissingExtra without the tokenizers package, ValueError where the definition is damaged."""
        self.definition = definition
        self._tokenizer = _tokenizer(definition)
        self._start, self._end, self._pad = (self._id(name) for name in ("[CLS]", "[SEP]", "[PAD]"))
        self._of_word = lru_cache(maxsize=50_000)(self._pieces)

    def batch(self, windows: Sequence[Window]) -> Batch:
        """``windows`` as arrays; words beyond the encoder's length have no piece (their first is -1)."""
        rows, shapes, seen, firsts = [], [], [], []
        for window in windows:
            ids, forms, clues, begins = [self._start], [0], [0], []
            for word, clue in zip(window.words, window.clues, strict=True):
                pieces = self._of_word(word)
                if len(ids) + len(pieces) >= LONGEST:
                    begins.append(-1)
                    continue
                begins.append(len(ids))
                ids.extend(pieces)
                forms.extend([shape(word)] * len(pieces))
                clues.extend([_CLUE_CODES.get(clue, 0)] * len(pieces))
            rows.append([*ids, self._end])
            shapes.append([*forms, 0])
            seen.append([*clues, 0])
            firsts.append(np.asarray(begins, dtype=np.int64))
        width = max(len(row) for row in rows)
        return Batch(
            _filled(rows, self._pad, width),
            _filled([[1] * len(row) for row in rows], 0, width),
            _filled(shapes, 0, width),
            _filled(seen, 0, width),
            tuple(firsts),
        )

    def count(self, window: Window) -> int:
        """How many pieces ``window`` has, without the encoder's marks."""
        return sum(len(self._of_word(word)) for word in window.words)

    def _pieces(self, word: str) -> tuple[int, ...]:
        encoded = self._tokenizer.encode(word, add_special_tokens=False)
        return tuple(encoded.ids[:_PIECES_A_WORD]) or (self._id("[UNK]"),)

    def _id(self, name: str) -> int:
        number = self._tokenizer.token_to_id(name)
        if number is None:
            raise ValueError(f"the tokenizer has no {name}")
        return int(number)


def _filled(rows: Sequence[Sequence[int]], filling: int, width: int) -> Numbers:
    return np.asarray([[*row, *[filling] * (width - len(row))] for row in rows], dtype=np.int64)


def _tokenizer(definition: bytes) -> Tokenizer:
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise MissingExtra("a learned tagger of the backbone minilm", "vectors") from error
    try:
        tokenizer = Tokenizer.from_str(definition.decode("utf-8"))
    except Exception as error:  # the library raises a bare Exception for a malformed definition
        raise ValueError(f"not a tokenizer definition ({error})") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
