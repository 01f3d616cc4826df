"""Finding: one value of one reporting item, as a rule found it."""

from __future__ import annotations

from dataclasses import dataclass

from ..quantity import Normalised, Quantity


@dataclass(frozen=True, slots=True)
class Finding:
    """A value of the item ``key``: a number, a range or a name, and where it stands.

    ``start`` and ``end`` are offsets in ``Document.text`` of the words that report it (they end within one block).
    ``rank`` orders the values of an item, the main one first; ``confidence`` is between 0 and 1. ``norm`` is the
    normal form of a name, under which equal names are one value.
    """

    key: str
    value: float | str | None
    start: int
    end: int
    rank: float
    min: float | None = None
    max: float | None = None
    unit: str = ""
    normalised: Normalised | None = None
    qualifier: str = "exact"
    component: str | None = None
    aspect: str | None = None
    norm: str | None = None
    confidence: float = 0.7

    @classmethod
    def of_quantity(
        cls,
        key: str,
        quantity: Quantity,
        rank: float,
        *,
        component: str | None = None,
        aspect: str | None = None,
        unit: str | None = None,
        confidence: float = 0.7,
    ) -> Finding:
        """The value that ``quantity`` states; ``unit`` replaces its unit where the item writes it otherwise."""
        return cls(
            key,
            quantity.value,
            quantity.start,
            quantity.end,
            rank,
            min=quantity.min,
            max=quantity.max,
            unit=quantity.unit if unit is None else unit,
            normalised=quantity.normalised,
            qualifier=quantity.qualifier,
            component=component,
            aspect=aspect,
            confidence=confidence,
        )

    @classmethod
    def of_name(
        cls,
        key: str,
        name: str,
        start: int,
        end: int,
        rank: float,
        *,
        norm: str | None = None,
        component: str | None = None,
        aspect: str | None = None,
        unit: str = "",
        confidence: float = 0.7,
    ) -> Finding:
        """A name as the text writes it."""
        return cls(
            key, name, start, end, rank,
            unit=unit, component=component, aspect=aspect, norm=norm or name.lower(), confidence=confidence,
        )  # fmt: skip

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes two findings of one item the same value."""
        if isinstance(self.value, str):
            return (self.norm, self.unit)
        scaled = self.normalised
        if scaled is not None and self.unit != "ratio":
            return (_rounded(scaled.value), _rounded(scaled.min), _rounded(scaled.max), scaled.unit)
        return (self.value, self.min, self.max, self.unit)


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")
