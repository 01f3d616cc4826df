"""Layout: where the steps of a recipe stand in a drawing, a row a step, branches beside each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...extract.composition import canonical_composition
from ...extract.extraction import Operation, Recipe

_NUMBER = re.compile(r"[-−]?\d[\d.,\s–-]*")
# The conditions in the order in which people say them; others follow.
_ORDER = (
    "temperature", "time", "heating_rate", "atmosphere", "pressure", "speed", "vessel", "repeats",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """An operation at ``row`` and ``column``; ``said`` are its conditions in words, ``uses`` what goes in."""

    operation: Operation
    row: int
    column: int
    said: tuple[str, ...]
    uses: tuple[str, ...]


def layout_of(recipe: Recipe) -> tuple[Place, ...]:
    """The places of the operations in their order.

    A step stands below all that it follows; the second of two beginnings, and all up to where they meet, stands in a
    column of its own.
    """
    before: dict[str, list[str]] = {operation.id: [] for operation in recipe.operations}
    for earlier, later in recipe.edges:
        if earlier in before and later in before:
            before[later].append(earlier)
    amounts = {
        key: each.amount
        for each in (*recipe.precursors, *recipe.media)
        if each.amount
        for key in {_key(each.name), each.composition or _key(each.name)}
    }
    named = {_key(name) for operation in recipe.operations for name in operation.inputs}
    silent = tuple(
        _with_amount(p.name, p.amount) for p in recipe.precursors if not named & {_key(p.name), p.composition}
    )
    rows: dict[str, int] = {}
    columns: dict[str, int] = {}
    places = []
    beginnings = 0
    for number, operation in enumerate(recipe.operations):
        known = [each for each in before[operation.id] if each in rows]
        if known:
            rows[operation.id] = 1 + max(rows[each] for each in known)
            columns[operation.id] = min(columns[each] for each in known)
        else:
            rows[operation.id], columns[operation.id] = 0, beginnings
            beginnings += 1
        # An amount is said once, where the material first goes in.
        uses = tuple(_with_amount(name, amounts.pop(_key(name), None)) for name in operation.inputs)
        if number == 0:
            uses += silent  # nobody says into which step they go
        places.append(Place(operation, rows[operation.id], columns[operation.id], conditions_said(operation), uses))
    return tuple(places)


def end_of(recipe: Recipe, places: Sequence[Place]) -> Place | None:
    """The place of the step that the target comes out of: the lowest that nothing follows, None without steps."""
    earlier = {start for start, _ in recipe.edges}
    ends = [place for place in places if place.operation.id not in earlier] or list(places)
    return max(reversed(ends), key=lambda place: place.row, default=None)


def _key(name: str) -> str:
    """What two spellings of a material share: its composition, or else its name."""
    return canonical_composition(name[:200]) or name.lower()


def _with_amount(name: str, amount: str | None) -> str:
    return f"{name} ({amount})" if amount else name


def conditions_said(operation: Operation) -> tuple[str, ...]:
    """The conditions of an operation as a person says them: ``700 °C``, ``12 h``, ``in Ar``."""
    known = operation.conditions
    keys = [key for key in _ORDER if key in known] + [key for key in known if key not in _ORDER]
    return tuple(_said(key, known[key].text) for key in keys)


def _said(key: str, text: str) -> str:
    if key == "temperature" and _NUMBER.fullmatch(text):
        return f"{text} °C"  # of a list only the last has its unit
    if key in ("temperature", "time", "pressure", "speed", "heating_rate", "repeats", "flow_rate", "power"):
        return text
    if key in ("atmosphere", "vessel"):
        return f"in {text}"
    return text if key == "ph" and "pH" in text else f"{key.replace('_', ' ')} {text}"
