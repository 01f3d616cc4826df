"""Settled: what one reading leaves open of a value's owner and origin, and another reading of the same value says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..analysis import Analysis
from ..quantity import Quantity
from .draft import Draft
from .merging import compatible, same_property, same_subject
from .origin import MEASURED, THEORETICAL
from .ownership import Ownership

_MOST = 100  # readings of one number that another is compared with
# A density that was found is not the crystal's, however near it comes.
_FOUND = re.compile(r"\b(?:measured|experimental\w*|Archimed\w*|pycnomet\w*|weigh\w*)\b", re.IGNORECASE)

_Number = tuple[str, float | None, float | None, float | None]


def settled(drafts: Sequence[Draft], analysis: Analysis, ownership: Ownership) -> Iterator[Draft]:
    """``drafts``, those that stand again elsewhere with what is said of them there.

    What an introduction tells of its own work as if it were known is own where it stands again as a result. A density
    that the paper calls the theoretical one of a compound is that wherever nobody says it was found.
    """
    own: dict[_Number, list[Draft]] = defaultdict(list)
    ideal: dict[_Number, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.own and draft.origin != THEORETICAL:
            own[_number(draft.quantity)].append(draft)
        elif draft.property == "density" and draft.origin == THEORETICAL:
            ideal[_number(draft.quantity)].append(draft)
    sections = {block.id: block.section for block in analysis.document.blocks}
    for draft in drafts:
        evidence, number = draft.evidence, _number(draft.quantity)
        if draft.own:
            theory = ideal.get(number, ())[:_MOST] if draft.property == "density" else ()
            if evidence.cell is None and not _FOUND.search(evidence.text) and any(_of_one(it, draft) for it in theory):
                draft = replace(draft, own=False, origin=THEORETICAL, conditions={})
        elif draft.origin == MEASURED and ownership.is_of_own_work(
            sections.get(evidence.block), evidence.start, evidence.end, evidence.text
        ):
            again = (it for it in own.get(number, ())[:_MOST] if compatible(it.conditions, draft.conditions))
            if any(_of_one(it, draft) for it in again):
                draft = replace(draft, own=True)
        yield draft


def _of_one(first: Draft, second: Draft) -> bool:
    """Whether two readings are of one property of one thing."""
    return same_property(first.property, second.property) is not None and same_subject(first, second)


def _number(quantity: Quantity) -> _Number:
    return quantity.unit, quantity.value, quantity.min, quantity.max
