"""Found: what an answer is made of: records with their sentence, steps of their recipes, passages."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ..extract.extraction import Record
from .context import value_marks
from .entry import Paper, decode
from .index import Hit


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a recipe that the question asked for, by its sentence and the block that it stands in.

    ``basis`` says why the recipe is that of the record's sample (see ``kb.graph.origins``); None where it made none.
    """

    asked: str
    block: str
    snippet: str
    recipe: str = ""
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class FoundRecord(Record):
    """A record with its paper, its score, its sentence (``snippet``) and the intervals of that to be marked.

    ``steps`` are the steps of its recipe that the question asked for.
    """

    paper: Paper | None = None
    score: float = 0.0
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A block of a paper, shown by the sentence of it that fits best."""

    paper: Paper
    block: str
    section: str | None
    score: float
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()


def found_record(hit: Hit, *, mark: bool = True) -> FoundRecord:
    """The record of ``hit``, its value marked in its sentence or not."""
    stored = decode(hit.payload)
    assert stored.record is not None
    known = {each.name: getattr(stored.record, each.name) for each in fields(Record)}
    context = stored.context
    marks = context.marks or (value_marks(context.text, stored.record) if mark else ())
    return FoundRecord(**known, paper=stored.paper, score=hit.score, snippet=context.text, marks=marks)
