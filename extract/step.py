"""Step: one operation of a recipe while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from .extraction import Condition


@dataclass
class Step:
    """One operation with its conditions; ``start`` and ``end`` are offsets of its word in the sentence.

    ``inputs`` are the materials that go in; ``variants`` holds, by condition, the values of a list of which each makes
    a sample of its own.
    """

    type: str
    stage: str
    start: int
    end: int
    conditions: dict[str, Condition] = field(default_factory=dict)
    variants: dict[str, list[Condition]] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
