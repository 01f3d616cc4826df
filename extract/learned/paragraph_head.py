"""The head for paragraphs: what the encoder's vector says of a kind that the rules have given.

The vector is the one that search by meaning stores for the same passage. Where the rules see no method nothing is
asked: of seven paragraphs of a paper one is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Protocol

import msgspec
import numpy as np

from ...ingest.document import Block
from ..extraction import Extraction, Paragraph
from ..paragraph_kinds import OTHER, group_of, headed, method_of
from .encoder import Encoder, Vector

_FILE = Path(__file__).parent.parent / "data" / "paragraph_head.json"
# The kind of each group that has one; of a synthesis the rules choose the method.
KINDS = {
    "electrode": "electrode",
    "cell": "cell_assembly",
    "testing": "testing",
    "characterisation": "characterisation",
    OTHER: OTHER,
}
# The section of a paragraph that stands in none.
NOWHERE = "none"


class Codes(Protocol):
    """What turns a text into its vector: the Encoder, or a plainer one in tests."""

    def vector(self, text: str) -> Vector:
        """The vector of a text."""
        ...


@dataclass(frozen=True, slots=True)
class ParagraphHead:
    """A linear model over a paragraph's vector and section: how likely each group of kinds is.

    ``base`` and ``weights`` have one number, and one number for each of the vector's, a group; ``sections`` one a group
    for each section. ``vote`` is the share that the rules' own word has beside the probabilities.
    ``bench/paragraph_head.py`` learns it.
    """

    groups: tuple[str, ...]
    base: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]
    sections: Mapping[str, tuple[float, ...]]
    vote: float

    def shares(self, vector: Vector, section: str | None) -> Mapping[str, float]:
        """The probability of each group."""
        odds = np.asarray(self.weights) @ vector + self.base
        odds += self.sections.get(section or NOWHERE, 0.0)
        grown = np.exp(odds - odds.max())
        return dict(zip(self.groups, (grown / grown.sum()).tolist(), strict=True))

    def judged(self, block: Block, told: Paragraph, heading: str, vector: Vector) -> Paragraph:
        """``told`` by the rules of ``block``, as rules and head say together."""
        shares = self.shares(vector, block.section)
        group = group_of(told.kind)
        best = max(self.groups, key=lambda each: shares[each] + self.vote * (each == group))
        if best == group:
            return told
        kind = KINDS.get(best) or method_of(None, block.text, heading)
        return Paragraph(told.block, kind, round(shares[best], 2))


class ParagraphJudge:
    """Asks the head about the paragraphs that the rules take for methods."""

    def __init__(self, head: ParagraphHead, codes: Codes) -> None:
        self._head = head
        self._codes = codes

    @classmethod
    def load(cls) -> ParagraphJudge:
        """The head that comes along. Raises MissingExtra without the libraries of the encoder."""
        return cls(paragraph_head(), Encoder(threads=1))

    def extended(self, extraction: Extraction) -> Extraction:
        """``extraction`` with the kinds of its paragraphs as rules and head say together; recipes stay as they are."""
        blocks = {block.id: (block, heading) for block, heading in headed(extraction.blocks)}
        return replace(extraction, paragraphs=tuple(self._judged(extraction.paragraphs, blocks)))

    def _judged(self, paragraphs: Sequence[Paragraph], blocks: Mapping[str, tuple[Block, str]]) -> Sequence[Paragraph]:
        found = []
        for told in paragraphs:
            if told.kind != OTHER and told.block in blocks:
                block, heading = blocks[told.block]
                told = self._head.judged(block, told, heading, self._codes.vector(block.text))
            found.append(told)
        return found


@cache
def paragraph_head() -> ParagraphHead:
    """The head that comes with the package."""
    return msgspec.json.decode(_FILE.read_bytes(), type=ParagraphHead)
