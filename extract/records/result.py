"""Result: quantities of a sentence that state values of a property, before they are tied to anything."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..quantity import Quantity
from .draft import Draft

# The rule of what a learned model sees.
LEARNED = "learned"


@dataclass(slots=True)
class Result:
    """A group of quantities (a list, or one) that states results, with the mention that names their property.

    ``like`` is the result whose property and conditions an elliptic one (``87%, against 55% for B``) shares, ``again``
    the one that it gives anew, of the same thing, under another condition (``at 45 °C these are 21 and 82%``), and
    ``told`` are, value by value, the records of the sentence before whose property and conditions it shares.
    """

    quantities: list[Quantity]
    codes: tuple[str, ...]
    anchor: int
    rule: str
    like: Result | None = None
    again: Result | None = None
    told: list[Draft] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where the first quantity begins."""
        return self.quantities[0].start

    @property
    def end(self) -> int:
        """Where the last quantity ends."""
        return self.quantities[-1].end
