"""Agreement: across papers, measurements of one property of one material are linked where they agree or conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ..extract.extraction import Condition, Record
from ..ingest.errors import VocabularyError
from .data import kb_vocabulary

AGREES, CONFLICTS = "AGREES_WITH", "CONFLICTS_WITH"
# Of a value that hundreds of papers report the nearest and the farthest are enough.
MAX_LINKS = 10
_MAX_TRIES = 400
# Conditions are compatible within these shares; temperatures within so many kelvin.
_SHARE = 0.05
_KELVIN = 5.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A record as it is compared: under which identity, from which work, in which document, by which id."""

    identity: str
    work: str
    document: str
    id: str
    record: Record


@dataclass(frozen=True, slots=True)
class Link:
    """Two measurements of different works. ``kind`` is AGREES_WITH or CONFLICTS_WITH, ``ratio`` larger by smaller.

    The first end is the one whose (document, record) comes first. ``ratio`` is None where one of them is zero.
    """

    kind: str
    document: str
    record: str
    other_document: str
    other_record: str
    ratio: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Rule:
    by_difference: bool
    agree: float
    conflict: float
    decided_by: tuple[str, ...]


def rule_of(property: str) -> _Rule | None:
    """When values of ``property`` agree and conflict; None where they are not compared. Raises VocabularyError."""
    term = kb_vocabulary("agreement").get(property)
    if term is None:
        return None
    agree, conflict = term.get("agree"), term.get("conflict")
    if not isinstance(agree, int | float) or not isinstance(conflict, int | float) or agree > conflict:
        raise VocabularyError(f"agreement.yaml: {property}: agree and conflict are numbers, the first not above")
    return _Rule(term.get("by") == "difference", float(agree), float(conflict), term.strings("decided_by"))


def links_of(measured: Iterable[Measured]) -> Iterator[Link]:
    """The links among ``measured``, which come sorted by (identity, property); one group is held at a time.

    Cited values, calculated ones, bounds, and values without a canonical unit are not compared: they measure nothing of
    their own.
    """
    for (_, property), group in groupby(measured, key=lambda each: (each.identity, each.record.property)):
        rule = rule_of(property)
        if rule is None:
            continue
        found = (_comparable(each) for each in group)
        yield from _within([each for each in found if each is not None], rule)


@dataclass(frozen=True, slots=True)
class _Compared:
    measured: Measured
    low: float
    high: float
    unit: tuple[str, str | None]


def _comparable(measured: Measured) -> _Compared | None:
    record, normalised = measured.record, measured.record.normalised
    if (
        not record.own
        or record.origin != "measured"
        or normalised is None
        or record.qualifier in ("lower_bound", "upper_bound")
    ):
        return None
    low = normalised.value if normalised.value is not None else normalised.min
    high = normalised.value if normalised.value is not None else normalised.max
    if low is None or high is None:
        return None
    if record.error is not None and record.value:
        # The error in the canonical unit, which the value's own ratio gives (units that are compared have no offset).
        error = abs(record.error * low / record.value)
        low, high = low - error, high + error
    return _Compared(measured, low, high, (normalised.unit, record.basis))


def _within(group: list[_Compared], rule: _Rule) -> Iterator[Link]:
    by_unit: dict[tuple[str, str | None], list[_Compared]] = defaultdict(list)
    for each in group:
        by_unit[each.unit].append(each)
    for _, members in sorted(by_unit.items(), key=lambda pair: (pair[0][0], pair[0][1] or "")):
        members.sort(key=lambda each: (each.low, each.high, each.measured.document, each.measured.id))
        if any(one.measured.work != other.measured.work for one, other in pairwise(members)):
            for place, one in enumerate(members):
                yield from _links(one, members[place + 1 :], rule)


def _links(one: _Compared, above: Sequence[_Compared], rule: _Rule) -> Iterator[Link]:
    """Links of ``one`` to those ``above`` it in value: the nearest that agree, the farthest that conflict."""
    agreeing = 0
    for other in above:
        apart = _apart(one, other, rule)
        if apart > rule.agree or agreeing == MAX_LINKS:
            break
        if one.measured.work != other.measured.work and _compatible(one, other):
            agreeing += 1
            yield _link(AGREES, one, other, rule)
    conflicting = 0
    for other in above[: -_MAX_TRIES - 1 : -1]:
        if conflicting == MAX_LINKS or _apart(one, other, rule) < rule.conflict:
            break
        if one.measured.work != other.measured.work and _decided(one, other, rule) and _compatible(one, other):
            conflicting += 1
            yield _link(CONFLICTS, one, other, rule)


def _apart(one: _Compared, other: _Compared, rule: _Rule) -> float:
    """How far apart two values are: their difference or ratio; 0 or 1 where their intervals meet."""
    low, high = (one, other) if one.low <= other.low else (other, one)
    if high.low <= low.high:
        return 0.0 if rule.by_difference else 1.0
    if rule.by_difference:
        return high.low - low.high
    return high.low / low.high if low.high > 0 else float("inf")


def _compatible(one: _Compared, other: _Compared) -> bool:
    first, second = one.measured.record.conditions, other.measured.record.conditions
    return all(_alike(key, first[key], second[key]) for key in first.keys() & second.keys())


def _decided(one: _Compared, other: _Compared, rule: _Rule) -> bool:
    first, second = one.measured.record.conditions, other.measured.record.conditions
    return all((key in first) == (key in second) for key in rule.decided_by)


def _alike(key: str, one: Condition, other: Condition) -> bool:
    first, second = one.normalised, other.normalised
    if first is None or second is None:
        return _plain(one.text) == _plain(other.text)
    if first.unit != second.unit:
        return False
    pairs = ((first.value, second.value), (first.min, second.min), (first.max, second.max))
    return all((a is None) == (b is None) for a, b in pairs) and all(
        abs(a - b) <= (_KELVIN if key == "temperature" else _SHARE * max(abs(a), abs(b)) + 1e-12)
        for a, b in pairs
        if a is not None and b is not None
    )


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _link(kind: str, one: _Compared, other: _Compared, rule: _Rule) -> Link:
    low, high = (one, other) if one.low <= other.low else (other, one)
    apart = _apart(one, other, rule)
    ratio = None
    a, b = _middle(low), _middle(high)
    if a and b and a * b > 0:
        ratio = float(f"{max(a / b, b / a):.4g}")
    shared = one.measured.record.conditions.keys() & other.measured.record.conditions.keys()
    under = f"both at {', '.join(sorted(shared))}" if shared else "no condition that both state"
    how = f"{apart:.3g} {one.unit[0]} apart" if rule.by_difference else f"a factor of {apart:.3g} apart"
    bound = rule.agree if kind == AGREES else rule.conflict
    word = "at most" if kind == AGREES else "at least"
    ends = sorted((each.measured.document, each.measured.id) for each in (one, other))
    return Link(kind, *ends[0], *ends[1], ratio, f"{how} ({word} {bound:g}); {under}")


def _middle(each: _Compared) -> float:
    return (each.low + each.high) / 2
