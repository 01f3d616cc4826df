"""Row: one value of a property with all that a model may learn it from, and the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: ``text`` is ``Document.text[start:end]``, cut to a thousand characters."""

    document: str
    record: str
    doi: str | None
    title: str | None
    year: int | None
    block: str
    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """One value in the unit of its table.

    ``paper`` is the key of the work, ``substance`` what makes two materials one; neither may stand on both sides of a
    split. ``numbers`` are conditions, steps of the synthesis and parameters of the cell in canonical units; ``names``
    are family, basis and the like. ``smiles`` holds line notations by the name of what they note. Two rows are equal
    when all of it is.
    """

    id: str
    value: float
    paper: str
    substance: str
    material: str
    composition: str | None = None
    numbers: dict[str, float] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    smiles: dict[str, str] = field(default_factory=dict)
    confidence: float = 1.0
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that a model learns from, all in ``unit``; ``left_out`` counts what could not be used, by reason."""

    target: str
    unit: str
    rows: tuple[Row, ...]
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def papers(self) -> int:
        """How many works the rows are from."""
        return len({row.paper for row in self.rows})

    @property
    def substances(self) -> int:
        """How many different substances they are of."""
        return len({row.substance for row in self.rows})
