"""Extraction: what voltext read out of one Document. These classes are the JSON contract, field by field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..ingest.document import Block, Citation, Document, Header, Reference
from ..ingest.figure import Figure
from .quantity import Normalised, Quantity

if TYPE_CHECKING:
    from pandas import DataFrame

SCHEMA = "voltext/1"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value stands: a block, the cell of a table (row, column) or None, offsets and words.

    ``kind`` is a code of the evidence vocabulary (``sentence``, ``table_cell``, ``caption``, ``title``, …).
    ``start`` and ``end`` are offsets in ``Document.text`` and ``text == Document.text[start:end]``.
    """

    block: str
    cell: tuple[int, int] | None
    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A named thing of the text. ``label`` is a code of the mention labels; ``norm`` its normal form, if it has one."""

    id: str
    label: str
    start: int
    end: int
    text: str
    norm: str | None = None


@dataclass(frozen=True, slots=True)
class MaterialRef:
    """A material as a record names it: the paper's name for it, its canonical composition, its role or family."""

    name: str
    composition: str | None = None
    role: str | None = None
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A material as made in this paper (``HPC-700``). ``recipe`` is the id of a Recipe, or None."""

    id: str
    label: str
    material: MaterialRef
    recipe: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a measurement, as written (``text``) and as a quantity where it is one.

    ``equivalent`` is derived: a rate as the current (mA/g, mA/cm^2) that the paper's definition of 1C makes of it, a
    current as the rate (C). Equality leaves it out.
    """

    text: str
    value: float | None = None
    unit: str | None = None
    min: float | None = None
    max: float | None = None
    normalised: Normalised | None = None
    equivalent: Normalised | None = field(default=None, compare=False)

    @classmethod
    def of(cls, quantity: Quantity) -> Condition:
        """The condition that a quantity states."""
        return cls(quantity.text, quantity.value, quantity.unit, quantity.min, quantity.max, quantity.normalised)


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a cell. ``role`` is a code of the component roles, ``sample`` the id of a Sample or None.

    ``parameters`` maps reporting keys (``mass_loading``, ``electrode_thickness``, …) to conditions as written.
    """

    role: str
    name: str
    sample: str | None = None
    parameters: dict[str, Condition] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """An electrochemical cell of this paper.

    ``format`` is as named (``CR2032 coin cell``), ``configuration`` one of half, full, symmetric, three_electrode.
    """

    id: str
    format: str | None
    configuration: str | None
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One fact: a property of a sample or material, its quantity and conditions.

    Two records are equal when everything but id, confidence and evidence is; one fact of a paper is one record with
    all its evidences. ``own`` is False for values of other works and for theoretical values; ``origin``, a code of the
    origins vocabulary, says how the value came about (``measured``, ``calculated``, ``theoretical``), whosever it is.
    ``quantity_name`` is set where the property is ``other``: the paper's words for what was measured (``dielectric
    constant``), None where it names it nowhere. ``conflict`` holds the ids of records of the same paper that contradict
    this one. ``rule`` names what found it.
    """

    property: str
    material: MaterialRef
    value: float | None
    min: float | None
    max: float | None
    error: float | None
    unit: str
    qualifier: str
    normalised: Normalised | None
    basis: str | None = None
    sample: str | None = None
    cell: str | None = None
    conditions: dict[str, Condition] = field(default_factory=dict)
    own: bool = True
    origin: str = "measured"
    quantity_name: str | None = None
    id: str = field(default="", compare=False)
    confidence: float = field(default=0.5, compare=False)
    conflict: tuple[str, ...] = field(default=(), compare=False)
    rule: str = field(default="", compare=False)
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class ItemValue:
    """One reported value of a reporting item: a number, a range, or a name.

    ``component`` is free text for the reader (``cathode``, ``HPC-700``); ``cell`` the id of a Cell; ``aspect`` tells
    the values of one item apart (``temperature``, ``time``, ``surroundings``, ``name``, ``amount``, ``ratio``).
    """

    value: float | str | None
    min: float | None
    max: float | None
    unit: str
    normalised: Normalised | None
    qualifier: str
    component: str | None = None
    cell: str | None = None
    aspect: str | None = None
    evidence: Evidence | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One reporting item of the audit. ``status`` is exact, approximate, range, missing or not_applicable.

    ``elsewhere`` is True where the text says that it stands in other matter; ``reason`` says why an item is not
    applicable or where it is said to stand.
    """

    key: str
    status: str
    elsewhere: bool = False
    reason: str | None = None
    values: tuple[ItemValue, ...] = ()
    confidence: float = field(default=0.5, compare=False)
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Precursor:
    """A starting material of a recipe and its amount as written."""

    name: str
    amount: str | None = None
    composition: str | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One step of a recipe. ``type`` is a code of the operation types; ``conditions`` by key (temperature, time, …).

    ``outputs`` are what the text says comes out of it: intermediates (*gel*, *slurry*, *pellets*) or the target.
    """

    id: str
    type: str
    inputs: tuple[str, ...] = ()
    conditions: dict[str, Condition] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)
    outputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a sample, an electrode or a cell was made. ``edges`` are (earlier, later) pairs of operation ids.

    Two edges from one operation, or into one, are branches. ``media`` are solvents and milling media. ``kind`` is a
    code of the paragraph kinds (``solid_state``, ``electrode``, ``cell_assembly``, …), ``cell`` the id of the Cell that
    a recipe of manufacture leads to, or None. ``unbalanced`` says why a target and its precursors give no equation.
    """

    id: str
    sample: str | None
    target: str | None
    precursors: tuple[Precursor, ...] = ()
    operations: tuple[Operation, ...] = ()
    edges: tuple[tuple[str, str], ...] = ()
    equation: str | None = None
    kind: str | None = None
    cell: str | None = None
    media: tuple[Precursor, ...] = ()
    unbalanced: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a paragraph is about: ``kind`` is a code of the paragraph kinds, ``share`` how much of it says so (0–1)."""

    block: str
    kind: str
    share: float


@dataclass(frozen=True)
class Extraction:
    """All that was read out of one Document; its JSON is the object that ``voltext extract`` prints for a file."""

    schema: str
    document: Header
    blocks: tuple[Block, ...]
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    samples: tuple[Sample, ...] = ()
    cells: tuple[Cell, ...] = ()
    records: tuple[Record, ...] = ()
    recipes: tuple[Recipe, ...] = ()
    items: tuple[Item, ...] = ()
    figures: tuple[Figure, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def source_document(self) -> Document:
        """The Document that was read."""
        return Document(self.document, self.blocks, self.references, self.citations, self.figures)

    def to_frame(self) -> DataFrame:
        """The records, one a row."""
        from .rows import records_frame

        return records_frame((self.document, record) for record in self.records)
