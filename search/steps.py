"""Steps: what the recipe of a sample did, as tokens that the records of the sample carry.

A token says the operation, which of its numbers (``value`` is its temperature, ``time``), the interval that the step
states and the highest of the recipe's steps of that operation: ``sintering/value/950.0/950.0/1100.0``. There are few of
them, so that a question looks through all to find those that answer it, and needs no join.
"""

from __future__ import annotations

from collections.abc import Mapping

from .index import Index
from .plan import Bound, OneOf, Plan
from .query import Comparison

# Of one operation and number; more than an index of millions holds, and fewer than a server counts at once.
MOST_TOKENS = 60_000
_ENDS = ("low", "high", "most")


def step_tokens(operation: str, numbers: Mapping[str, float]) -> tuple[str, ...]:
    """The tokens of a step with ``numbers`` (``value_low``, …, ``time_most``)."""
    stated = [
        "/".join((operation, prefix, *(repr(numbers[f"{prefix}_{end}"]) for end in _ENDS)))
        for prefix in ("value", "time")
        if f"{prefix}_low" in numbers
    ]
    return (operation, *stated)


def step_bounds(step: Comparison) -> list[Bound]:
    """What ``step`` asks of the numbers of one step, by the rule of ``kb.criteria``."""
    prefix = "time" if step.dimension == "time" else "value"
    found: list[Bound] = []
    if step.low is not None:
        found.append(Bound(f"{prefix}_high", low=step.low, low_open=step.low_open))
    if step.high is not None:
        found.append(Bound(f"{prefix}_low", high=step.high, high_open=step.high_open))
        found.append(Bound(f"{prefix}_most", high=step.high, high_open=step.high_open))
    return found


def made_by(index: Index, step: Comparison) -> Plan:
    """The records whose sample was made by such a step."""
    bounds = step_bounds(step)
    if not bounds:
        return OneOf("made_by", frozenset(step.codes))
    prefix = bounds[0].field.partition("_")[0]
    fitting: set[str] = set()
    for operation in step.codes:
        for token in index.vocabulary("step_token", f"{operation}/{prefix}/", limit=MOST_TOKENS):
            ends = dict(zip(_ENDS, map(float, token.split("/")[2:]), strict=True))
            if all(bound.allows(ends[bound.field.partition("_")[2]]) for bound in bounds):
                fitting.add(token)
    return OneOf("made_by", frozenset(fitting))
