"""Result: quantities of a sentence that state values of a property, before they are tied to anything."""

from __future__ import annotations

from dataclasses import dataclass

from ..quantity import Quantity


@dataclass(slots=True)
class Result:
    """A group of quantities (a list, or one) that states results, with the mention that names their property.

    ``like`` is the result whose property and conditions an elliptic one (``87%, against 55% for B``) shares.
    """

    quantities: list[Quantity]
    codes: tuple[str, ...]
    anchor: int
    rule: str
    like: Result | None = None

    @property
    def start(self) -> int:
        """Where the first quantity begins."""
        return self.quantities[0].start

    @property
    def end(self) -> int:
        """Where the last quantity ends."""
        return self.quantities[-1].end
