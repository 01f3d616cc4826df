"""How sure a record is: the share of right records that its rule had when read against papers, and how it was tied."""

from __future__ import annotations

from ..data import extract_vocabulary
from .draft import Draft

# A subject carried from elsewhere is wrong more often than one named beside the value.
_BY_TIE = {"label": 1.0, "near": 1.0, "list": 1.0, "carried": 0.92, "paper": 0.85}


def confidence_of(draft: Draft) -> float:
    """The expected precision of ``draft``, between 0 and 1."""
    precision = float(extract_vocabulary("rules")[draft.rule].get("precision"))
    return round(precision * _BY_TIE[draft.subject.how], 2)
