"""Reading: the training table of a property, out of any graph: embedded, Neo4j, or in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...extract.composition import canonical_composition
from ...extract.data import extract_vocabulary
from ...extract.families import family_of
from ...extract.operations import is_thermal
from ...kb.graph.store import GraphStore
from ...kb.graph.training import TRAINING_PARTS, TRAINING_STEPS, TRAINING_VALUES
from .composition import substance_key
from .row import Place, Row, Table

_BOUNDS = frozenset({"lower_bound", "upper_bound"})
_GRINDING = frozenset({"milling", "grinding"})
Found = dict[str, Any]


@dataclass(slots=True)
class Gathered:
    """The answers of a graph, or of the graphs of single documents, before they are joined."""

    values: list[Found] = field(default_factory=list)
    steps: list[Found] = field(default_factory=list)
    parts: list[Found] = field(default_factory=list)

    def ask(self, graph: GraphStore, properties: tuple[str, ...]) -> None:
        """Add what ``graph`` answers."""
        asked = list(properties)
        self.values += graph.query(TRAINING_VALUES, properties=asked)
        self.steps += graph.query(TRAINING_STEPS, properties=asked)
        self.parts += graph.query(TRAINING_PARTS, properties=asked)


def table_of(
    gathered: Gathered, target: str, *, unit: str | None = None, own: bool | None = True, limits: bool = False
) -> Table:
    """The rows of ``gathered`` values in ``unit``, or in the unit that most of them have.

    ``own`` keeps the papers' own values (False: those they cite, None: both). Bounds such as *below 10^-10* count only
    with ``limits``, and then at their limit. What is left out is counted.
    """
    left_out: Counter[str] = Counter()
    first: dict[str, Found] = {}
    for found in gathered.values:
        known = first.get(found["measurement"])
        if known is None or (found["start"], found["end"]) < (known["start"], known["end"]):
            first[found["measurement"]] = found
    kept: list[tuple[Found, float]] = []
    for found in first.values():
        measured = found["measured"]
        value = _middle(measured, "norm_value", "norm_min", "norm_max")
        if own is not None and bool(measured.get("own")) != own:
            left_out["not the paper's own" if own else "the paper's own"] += 1
        elif measured.get("qualifier") in _BOUNDS and not limits:
            left_out["only a limit"] += 1
        elif value is None:
            left_out["no number"] += 1
        else:
            kept.append((found, value))
    units = Counter(str(found["measured"].get("norm_unit") or "") for found, _ in kept)
    chosen = unit if unit is not None else min(units, key=lambda each: (-units[each], each), default="")
    steps, parts = _by(gathered.steps, "sample"), _by(gathered.parts, "measurement")
    rows = []
    for found, value in kept:
        if (found["measured"].get("norm_unit") or "") != chosen:
            left_out[f"in {found['measured'].get('norm_unit') or 'no unit'}"] += 1
            continue
        rows.append(_row(found, value, steps.get(found["sample"], []), parts.get(found["measurement"], [])))
    rows.sort(key=lambda row: row.id)
    return Table(target, chosen, tuple(rows), dict(left_out))


def _by(rows: Iterable[Found], key: str) -> dict[str, list[Found]]:
    found = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found


def _row(found: Found, value: float, steps: list[Found], parts: list[Found]) -> Row:
    measured = found["measured"]
    # A name that the dictionary knows, or that states a formula, has a composition, whatever the paper says of it.
    composition = found["formula"] or canonical_composition(found["name"] or "")
    family = found["family"] or (family_of(composition) if composition else None)
    names = {"family": family, "basis": measured.get("basis")}
    numbers = _numbers(measured, extract_vocabulary("condition_keys")) | made_at(steps)
    if measured.get("voltage_window_max") is not None:  # how far a cell is charged says more than a middle
        numbers["voltage_window"] = float(measured["voltage_window_max"])
    for part in parts:
        names |= {"cell configuration": part["configuration"]}
        reported = _numbers(part["parameters"], extract_vocabulary("items"))
        numbers |= {f"{part['role']} {key}": number for key, number in reported.items()}
    document, _, record = found["measurement"].partition("/")
    place = Place(
        document, record, found["doi"], found["title"], found["year"], found["block"], found["start"], found["end"],
        found["text"], found["kind"],
    )  # fmt: skip
    return Row(
        found["measurement"], value, found["paper"], substance_key(composition, found["name"] or found["material"]),
        found["name"] or found["material"], composition, numbers,
        {name: each for name, each in names.items() if each}, {}, float(measured.get("confidence") or 0.0), place,
    )  # fmt: skip


def _numbers(properties: Mapping[str, Any], keys: Iterable[str]) -> dict[str, float]:
    """The numbers under ``keys``, in canonical units; of a range its middle."""
    found = {key: _middle(properties, key, f"{key}_min", f"{key}_max") for key in keys}
    return {key: number for key, number in found.items() if number is not None}


def _middle(properties: Mapping[str, Any], value: str, low: str, high: str) -> float | None:
    number, bottom, top = (properties.get(key) for key in (value, low, high))
    if isinstance(number, int | float):
        return float(number)
    return (float(bottom) + float(top)) / 2 if bottom is not None and top is not None else None


def made_at(steps: list[Found]) -> dict[str, float]:
    """What a sample's recipes say of its making: the hottest sintering, the hottest step that makes a phase, milling.

    Temperatures are in °C, times in h; the time is that of the hottest step.
    """
    found: dict[str, float] = {}
    for name, chosen in (
        ("sintering", [step for step in steps if step["type"] == "sintering"]),
        ("heat treatment", [step for step in steps if is_thermal(step["type"])]),
    ):
        hot = [step for step in chosen if step["temperature"] is not None]
        if hot:
            hottest = max(hot, key=lambda step: (step["temperature"], step["time"] or 0.0))
            found[f"{name} temperature"] = float(hottest["temperature"])
            if hottest["time"] is not None:
                found[f"{name} time"] = float(hottest["time"])
    milled = [float(step["time"]) for step in steps if step["type"] in _GRINDING and step["time"] is not None]
    return found | ({"milling time": max(milled)} if milled else {})
