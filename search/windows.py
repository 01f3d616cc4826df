"""Windows: two bounds of one thing, ``conductivity>1mS/cm conductivity<2mS/cm``, are both of one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..ingest.errors import QueryError
from .query import Comparison, Node

_SAME = ("subject", "codes", "unit", "dimension", "whole", "conditions")


def as_windows(nodes: Sequence[Node], starts: Sequence[int]) -> list[Node]:
    """``nodes`` with each lower bound joined to the upper bound of the same thing under the same conditions.

    ``starts`` says where each node begins in the question. Raises QueryError where nothing can lie within both.
    """
    joined: list[Node] = []
    for node, start in zip(nodes, starts, strict=True):
        for place, other in enumerate(joined):
            if (sides := _sides(other, node)) is not None:
                low, high = sides
                if _is_empty(low, high):
                    raise QueryError(f"nothing is both {other} and {node}; `OR` asks for either", start)
                joined[place] = replace(low, high=high.high, high_open=high.high_open)
                break
        else:
            joined.append(node)
    return joined


def _sides(one: Node, other: Node) -> tuple[Comparison, Comparison] | None:
    """The lower and the upper bound, where ``one`` and ``other`` are bounds of one thing."""
    if not isinstance(one, Comparison) or not isinstance(other, Comparison):
        return None
    if any(getattr(one, name) != getattr(other, name) for name in _SAME):
        return None
    for low, high in ((one, other), (other, one)):
        if low.high is None and high.low is None and low.low is not None and high.high is not None:
            return low, high
    return None


def _is_empty(low: Comparison, high: Comparison) -> bool:
    if low.low is None or high.high is None:
        return False
    return low.low > high.high or (low.low == high.high and (low.low_open or high.high_open))
