"""One fact, one record: drafts of the same value of the same thing under compatible conditions become one Record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from ..extraction import Condition, Record
from ..properties import properties
from ..quantity import Quantity
from ..quantity_names import agree, fuller
from .candidates import Candidates
from .confidence import confidence_of
from .conflicts import plain, with_conflicts
from .draft import Draft, Subject, bounded
from .origin import MEASURED, THEORETICAL
from .referring import IS_PLAIN
from .rounding import equal_within_rounding, shown_digits

_BOUNDS = {"lower_bound", "upper_bound"}
_MOST_DISTINCT = 100  # readings of one fact that a new one is compared with
_PLACE_ORDER = {"title": 0, "abstract": 1, "table_cell": 2, "sentence": 3, "caption": 4, "list": 5, "footnote": 6}


def same_value(first: Quantity, second: Quantity) -> bool:
    """Whether two quantities state one value: equal within rounding, in one unit or both normalised.

    A bound is the same only as the very same number.
    """
    a, b = first.normalised, second.normalised
    if (
        _BOUNDS & {first.qualifier, second.qualifier}
        and first.qualifier != second.qualifier
        and first.value != second.value
    ):
        return False
    if (a is None) != (b is None) or (a is not None and b is not None and a.unit != b.unit):
        return False
    pairs: list[tuple[float | None, float | None]] = [
        (first.value, second.value),
        (first.min, second.min),
        (first.max, second.max),
    ]
    if first.unit == second.unit or a is None or b is None:
        return all((x is None) == (y is None) for x, y in pairs) and all(
            equal_within_rounding(x, y) for x, y in pairs if x is not None and y is not None
        )
    normal = [(a.value, b.value), (a.min, b.min), (a.max, b.max)]
    return all((x is None) == (y is None) for x, y in normal) and all(
        abs(x - y) <= 5e-3 * max(abs(x), abs(y)) for x, y in normal if x is not None and y is not None
    )


def _same_condition(first: Condition, second: Condition) -> bool:
    a, b = first.normalised, second.normalised
    if a is not None and b is not None:
        return a.unit == b.unit and all(
            (x is None and y is None) or (x is not None and y is not None and abs(x - y) <= 1e-6 + 5e-3 * abs(x))
            for x, y in ((a.value, b.value), (a.min, b.min), (a.max, b.max))
        )
    return plain(first.text) == plain(second.text) or a is not None or b is not None


def compatible(first: dict[str, Condition], second: dict[str, Condition]) -> bool:
    """Whether no condition that both state differs, and one set of keys holds the other or adds to it."""
    return all(_same_condition(first[key], second[key]) for key in first.keys() & second.keys())


def _paced_apart(first: Draft, second: Draft) -> bool:
    """Whether two table cells give the pace of one value in ways that cannot be compared: a rate and a current."""
    if first.evidence.cell is None or second.evidence.cell is None:
        return False
    paces = [draft.conditions.keys() & {"rate", "current_density"} for draft in (first, second)]
    return bool(paces[0]) and bool(paces[1]) and not (paces[0] & paces[1])


def same_property(first: str, second: str) -> str | None:
    """The more specific of two properties that may be one, or None."""
    if first == second:
        return first
    table = properties()
    if table[first].broader == second:
        return first
    if table[second].broader == first:
        return second
    return None


def _same_origin(first: Draft, second: Draft) -> bool:
    """Whether one value may have come about as the other did: what is calculated is not said to be each time."""
    if first.origin == second.origin:
        return True
    return THEORETICAL not in (first.origin, second.origin) and first.evidence.start != second.evidence.start


def same_subject(first: Draft, second: Draft) -> bool:
    """Whether two readings of one value may be of one thing."""
    a, b = first.subject, second.subject
    if a.key == b.key or (a.sample is not None and a.sample == b.sample):
        return True
    if _told_apart(a, b):
        return False
    if (
        a.material.composition is not None
        and a.material.composition == b.material.composition
        and not (a.sample and b.sample)
    ):
        return True
    # The paper's main material is each of its samples, told apart elsewhere.
    if (a.generic or b.generic) and _digits(first.quantity) >= 2:
        return True
    if not first.own:
        # A review names many materials: there one number is not one thing.
        return _shares_name(a.material.name, b.material.name)
    # A subject that was only carried there yields to one that is named.
    if not (a.certain and b.certain):
        return True
    if _shares_name(a.material.name, b.material.name):
        return True
    # Two names beside one and the same number of many digits: one fact said twice.
    digits = _digits(first.quantity)
    tables = [draft.evidence.kind for draft in (first, second)].count("table_cell")
    if tables == 0:
        return digits >= 3 or (digits == 2 and first.quantity.dimension != "percent")
    shared = first.conditions.keys() & second.conditions.keys()
    return tables == 1 and digits >= 3 and any(first.conditions[key].normalised is not None for key in shared)


def _told_apart(first: Subject, second: Subject) -> bool:
    """Whether the words beside a value make two things: two samples, two compounds, a plain form and a made one."""
    if not (first.certain and second.certain):
        return False
    if first.sample is not None and second.sample is not None:
        return True
    a, b = first.material, second.material
    if _shares_name(a.name, b.name):
        return False
    if IS_PLAIN.match(f"{a.name.split(' ')[0]} ") or IS_PLAIN.match(f"{b.name.split(' ')[0]} "):
        return True
    return a.composition is not None and b.composition is not None and a.composition != b.composition


def _shares_name(first: str, second: str) -> bool:
    """Whether one name holds the other."""
    short, long = sorted((plain(first), plain(second)), key=len)
    return len(short) >= 3 and short in long


def _digits(quantity: Quantity) -> int:
    value = quantity.value if quantity.value is not None else quantity.max
    if value is None:
        return 0
    return shown_digits(value)


def merge(drafts: Sequence[Draft], *, battery: bool = True) -> tuple[Record, ...]:
    """The records that ``drafts`` state, in the order of their first evidence, ids ``r0`` …

    ``battery`` says whether the paper is on batteries, which its records' confidence depends on.
    """
    groups: list[_Group] = []
    candidates = Candidates()
    for draft in sorted(drafts, key=lambda d: (_PLACE_ORDER.get(d.evidence.kind, 9), d.evidence.start)):
        for index in candidates.of(draft):
            if groups[index].takes(draft):
                groups[index].add(draft)
                break
        else:
            candidates.add(draft)
            groups.append(_Group(draft))
    records = sorted((_record(group.members, battery) for group in groups), key=lambda record: record.evidence[0].start)
    return with_conflicts([replace(record, id=f"r{index}") for index, record in enumerate(records)])


class _Group:
    """Drafts of one fact. A fact said a thousand times is compared once: of equal members one stands for all."""

    def __init__(self, first: Draft) -> None:
        self.members: list[Draft] = []
        self._distinct: dict[tuple[object, ...], Draft] = {}
        self._cells: dict[str, tuple[int, int]] = {}
        # Where sentences (or cells: True) begin: the conditions of the values there, and the values' places.
        self._places: dict[tuple[int, bool], dict[tuple[object, ...], set[int]]] = {}
        self.add(first)

    def add(self, draft: Draft) -> None:
        """Take ``draft`` in."""
        self.members.append(draft)
        if len(self._distinct) < _MOST_DISTINCT:
            self._distinct.setdefault(_fact(draft), draft)
        evidence = draft.evidence
        if evidence.cell is not None:
            self._cells[evidence.block] = evidence.cell
        places = self._places.setdefault((evidence.start, evidence.cell is not None), {})
        places.setdefault(_stated(draft), set()).add(draft.quantity.start)

    def takes(self, draft: Draft) -> bool:
        """Whether ``draft`` states what every member does."""
        return not self._apart(draft) and all(
            same_property(member.property, draft.property) is not None
            and agree(member.quantity_name, draft.quantity_name)
            and member.own == draft.own
            and _same_origin(member, draft)
            and same_value(member.quantity, draft.quantity)
            and compatible(member.conditions, draft.conditions)
            and not _paced_apart(member, draft)
            and same_subject(member, draft)
            for member in self._distinct.values()
        )

    def _apart(self, draft: Draft) -> bool:
        """Two cells of one table are two facts; so are two values of one sentence at different places."""
        evidence = draft.evidence
        if evidence.cell is not None and self._cells.get(evidence.block, evidence.cell) != evidence.cell:
            return True
        stated = _stated(draft)
        return any(
            conditions != stated and starts != {draft.quantity.start}
            for in_cell in ((False,) if evidence.cell is not None else (False, True))
            for conditions, starts in self._places.get((evidence.start, in_cell), {}).items()
        )


def _stated(draft: Draft) -> tuple[object, ...]:
    return tuple(sorted(draft.conditions.items(), key=lambda item: item[0]))


def _fact(draft: Draft) -> tuple[object, ...]:
    """All of ``draft`` that joining looks at, but for its place."""
    quantity, subject = draft.quantity, draft.subject
    return (
        (draft.property, draft.quantity_name, draft.origin),
        draft.own,
        (subject.key, subject.material, subject.sample, subject.how, subject.generic),
        _stated(draft),
        draft.evidence.kind,
        (quantity.value, quantity.min, quantity.max, quantity.unit),
        (quantity.qualifier, quantity.dimension, quantity.normalised),
    )


def _record(group: list[Draft], battery: bool) -> Record:
    surest = max(group, key=lambda draft: confidence_of(draft, battery=battery))
    # The finer number wins; among equals a bound or an "about" says more than a bare number.
    finest = max(group, key=lambda d: (_digits(d.quantity), d.quantity.qualifier != "exact", -d.evidence.start))
    code = group[0].property
    for draft in group[1:]:
        code = same_property(code, draft.property) or code
    order = {"label": 0, "row": 0, "made": 0, "near": 1, "list": 1, "carried": 2, "paper": 3}
    subject = min((d.subject for d in group), key=lambda s: (order[s.how], s.sample is None, -len(s.material.name)))
    conditions: dict[str, Condition] = {}
    for draft in group:
        for key, condition in draft.conditions.items():
            held = conditions.get(key)
            if held is None or (held.normalised is None and condition.normalised is not None):
                conditions[key] = condition
    index = conditions.get("cycle_index")
    if index is not None and "cycles" in conditions and index.text[:1].isdigit():
        # "After 50 cycles" and "in the 50th cycle" are one condition.
        del conditions["cycle_index"]
    evidences = tuple(
        dict.fromkeys(bounded(d.evidence, d.quantity.start) for d in sorted(group, key=lambda d: d.evidence.start))
    )
    quantity = finest.quantity
    qualifier = quantity.qualifier
    return Record(
        property=code,
        material=subject.material,
        value=quantity.value,
        min=quantity.min,
        max=quantity.max,
        error=quantity.error,
        unit=quantity.unit,
        qualifier=qualifier,
        normalised=quantity.normalised,
        basis=quantity.basis or next((d.quantity.basis for d in group if d.quantity.basis), None),
        sample=subject.sample,
        cell=next((d.cell for d in group if d.cell), None),
        conditions=dict(sorted(conditions.items())),
        own=finest.own,
        origin=next((draft.origin for draft in group if draft.origin != MEASURED), MEASURED),
        quantity_name=reduce(fuller, (draft.quantity_name for draft in group)),
        confidence=confidence_of(surest, battery=battery),
        rule=surest.rule,
        evidence=evidences,
    )
