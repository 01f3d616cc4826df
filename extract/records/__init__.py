"""An Analysis with its samples and cells comes in, the records of the paper go out, one fact one record."""

from __future__ import annotations

from collections.abc import Sequence

from ..analysis import Analysis
from ..extraction import Cell, Record, Sample
from .bases import with_basis
from .belief import Belief
from .merging import merge
from .origin import Origins
from .ownership import Ownership
from .prose import ProseReader
from .rates import Rates
from .rows import RowReader
from .settled import settled
from .subjects import Subjects


def find_records(
    analysis: Analysis,
    samples: Sequence[Sample],
    cells: Sequence[Cell],
    *,
    review: bool = False,
    general: bool = False,
    battery: bool = True,
    computational: bool = False,
) -> tuple[Record, ...]:
    """The property records of the paper.

    ``review`` says that its values are other works', ``general`` that it has no material of its own, to which a value
    without a subject could belong; ``battery`` that it is on batteries, which its records' confidence depends on;
    ``computational`` that it has no experiments.
    """
    subjects = Subjects(analysis, samples, general=review or general)
    ownership = Ownership(analysis, review=review)
    belief = Belief(analysis.document, subjects.paper.material, battery=battery)
    origins = Origins(analysis, computational=computational)
    prose = ProseReader(analysis, subjects, ownership, cells, belief, origins)
    drafts = list(prose.drafts())
    drafts.extend(RowReader(analysis, subjects, ownership, samples, cells, belief, origins, review=review).drafts())
    drafts = list(settled(list(with_basis(drafts, analysis)), analysis, ownership))
    records = merge(drafts, battery=battery)
    return tuple(map(Rates(analysis).complete, map(prose.runs.complete, records)))
