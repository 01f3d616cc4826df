"""Analysis: the sentences, quantities and materials of a Document, found once and shared by every rule."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ..ingest.document import Block, Document
from ..ingest.span import CharSpan
from .decimal_commas import with_points
from .quantity import Quantity
from .symbols import Symbols
from .tables import Grid, understand

if TYPE_CHECKING:
    from .learned.values import ValueModel


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block (a table block has none); offsets count in ``Document.text``."""

    block: Block
    start: int
    end: int
    text: str
    #: Where the sentence lies in ``Document.text``.
    span: CharSpan = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        # Made once: every rule asks for it.
        object.__setattr__(self, "span", CharSpan(self.start, self.end))


@dataclass(frozen=True, slots=True)
class MaterialMention:
    """A material named in the text.

    ``name`` is the paper's fullest name for it, ``composition`` the canonical formula (None where it has none),
    ``family`` and ``role`` codes of their vocabularies, ``canonical`` the key under which mentions of one material of
    this paper agree (a sample label such as ``HPC-700`` is its own key). ``is_sample`` marks labels that the paper
    itself defines. Equality leaves out the place.
    """

    name: str
    canonical: str
    composition: str | None = None
    family: str | None = None
    role: str | None = None
    is_sample: bool = False
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    text: str = field(default="", compare=False)

    @property
    def span(self) -> CharSpan:
        """Where the mention lies in ``Document.text``."""
        return CharSpan(self.start, self.end)


@dataclass(frozen=True)
class Analysis:
    """A Document with what every rule needs of it, each list in text order."""

    document: Document
    sentences: tuple[Sentence, ...]
    quantities: tuple[Quantity, ...]
    materials: tuple[MaterialMention, ...]
    # Tables are understood once, whichever rule asks first; an Analysis with other materials keeps them.
    _grids: dict[int, Grid | None] = field(default_factory=dict, compare=False, repr=False)
    #: What tells the results that the rules do not see; None where rules alone read.
    values: ValueModel | None = field(default=None, compare=False, repr=False)

    def grid(self, block: Block) -> Grid | None:
        """The table of ``block`` as ``understand`` tells it."""
        if block.start not in self._grids:
            self._grids[block.start] = understand(self.tabular, block, self._symbols)
        return self._grids[block.start]

    @cached_property
    def tabular(self) -> Document:
        """The document with decimal points in its tables, for those who read cells; offsets are the same."""
        return with_points(self.document)

    @cached_property
    def _symbols(self) -> Symbols:
        return Symbols(self.document)

    @cached_property
    def _quantity_starts(self) -> list[int]:
        return [quantity.start for quantity in self.quantities]

    @cached_property
    def _material_starts(self) -> list[int]:
        return [material.start for material in self.materials]

    def quantities_in(self, span: CharSpan) -> tuple[Quantity, ...]:
        """The quantities that begin within ``span`` (a sentence, a block, a table cell)."""
        starts = self._quantity_starts
        return self.quantities[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    def materials_in(self, span: CharSpan) -> tuple[MaterialMention, ...]:
        """The material mentions that begin within ``span``."""
        starts = self._material_starts
        return self.materials[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
