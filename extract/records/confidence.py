"""How sure a record is: the share of right records that each rule had when its output was read against the papers."""

from __future__ import annotations

from .draft import Draft

# Judged precision of each rule (bench/RESULTS.md names the sample and the date).
_BY_RULE = {
    "table": 0.93,
    "table_turned": 0.85,
    "named": 0.88,
    "unit": 0.85,
    "percent_of_capacity": 0.85,
    "life_named": 0.85,
    "stable_over": 0.75,
    "unitless": 0.8,
}
_BY_TIE = {"label": 1.0, "near": 1.0, "list": 1.0, "carried": 0.92, "paper": 0.85}


def confidence_of(draft: Draft) -> float:
    """The expected precision of ``draft``, between 0 and 1."""
    return round(_BY_RULE.get(draft.rule, 0.7) * _BY_TIE.get(draft.subject.how, 0.8), 2)
