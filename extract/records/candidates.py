"""Candidates: the facts that a new reading may state again, found by their values instead of one by one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator

from ..quantity import Quantity
from .draft import Draft
from .rounding import decimals

# Of more facts with one value none but those of the same thing are looked at: a table of nothing but `100`.
_MOST = 200
# Values in two units are compared within this share (see `same_value`).
_NEAR = 0.006
_COARSEST = 0.05  # of a number of two figures
_Place = tuple[float, int]
_Kind = tuple[str, int]


class Candidates:
    """The facts told so far by unit and value; each goes by the first of its readings."""

    def __init__(self) -> None:
        # By canonical unit and kind of value: by unit as written and decimals, the values as written.
        self._written: dict[_Kind, dict[tuple[str, int], list[_Place]]] = defaultdict(lambda: defaultdict(list))
        # And by unit as written the canonical values.
        self._normal: dict[_Kind, dict[str, list[_Place]]] = defaultdict(lambda: defaultdict(list))
        # And by what they are of, values as written.
        self._of_thing: dict[tuple[_Kind, str], list[_Place]] = defaultdict(list)
        self._count = 0

    def add(self, draft: Draft) -> None:
        """Take in the next fact, whose first reading is ``draft``."""
        quantity = draft.quantity
        value, kind = _value(quantity)
        key = (bucket_of(quantity), kind)
        insort(self._written[key][quantity.unit, decimals(value)], (value, self._count))
        for thing in _things(draft):
            insort(self._of_thing[key, thing], (value, self._count))
        normal = _normal_value(quantity)
        if normal is not None:
            insort(self._normal[key][quantity.unit], (normal, self._count))
        self._count += 1

    def of(self, draft: Draft) -> list[int]:
        """The places of the facts that ``draft`` may state, in their order."""
        runs = list(self._runs(draft.quantity))
        if sum(high - low for _, low, high in runs) <= _MOST:
            return sorted({told[index][1] for told, low, high in runs for index in range(low, high)})
        few = _MOST // 4
        found = {told[index][1] for told, low, high in runs for index in range(low, min(high, low + few))}
        value, kind = _value(draft.quantity)
        for thing in _things(draft):
            told = self._of_thing.get(((bucket_of(draft.quantity), kind), thing), [])
            low, high = _within(told, value, abs(value) * _COARSEST)
            found.update(told[index][1] for index in range(low, min(high, low + _MOST)))
        return sorted(found)

    def _runs(self, quantity: Quantity) -> Iterator[tuple[list[_Place], int, int]]:
        """Lists of values, and between which of their places lie those that may be ``quantity``."""
        value, kind = _value(quantity)
        key = (bucket_of(quantity), kind)
        places = decimals(value)
        for (unit, shown), told in self._written[key].items() if key in self._written else ():
            if unit == quantity.unit:
                slack = 0.5 * 10.0 ** -min(places, shown) * (1 + 1e-6) if places != shown else 0.0
                yield told, *_within(told, value, slack)
        normal = _normal_value(quantity)
        for unit, told in self._normal[key].items() if normal is not None and key in self._normal else ():
            if unit != quantity.unit and normal is not None:
                yield told, *_within(told, normal, abs(normal) * _NEAR)


def _things(draft: Draft) -> set[str]:
    """What a reading is of: the key of its subject, and its sample."""
    return {draft.subject.key} if draft.subject.sample is None else {draft.subject.key, draft.subject.sample}


def bucket_of(quantity: Quantity) -> str:
    """The unit under which quantities can be compared."""
    normal = quantity.normalised
    return normal.unit if normal is not None else quantity.unit


def _within(told: list[_Place], value: float, slack: float) -> tuple[int, int]:
    return bisect_left(told, (value - slack, -1)), bisect_right(told, (value + slack, 1 << 60))


def _value(quantity: Quantity) -> tuple[float, int]:
    """The number that a quantity is found by, and which of its numbers that is."""
    for kind, value in enumerate((quantity.value, quantity.min, quantity.max)):
        if value is not None:
            return value, kind
    return 0.0, 3


def _normal_value(quantity: Quantity) -> float | None:
    normal = quantity.normalised
    if normal is None:
        return None
    return next((value for value in (normal.value, normal.min, normal.max) if value is not None), None)
