"""Decision: what a curator decided, by whom, when and why; keyed by what survives a changed extractor.

A decision on a record names it by its paper, the words that state it, its property and its value; record ids, offsets
and names may change when the paper is extracted anew. Decisions are only ever added: taking one back is a decision of
its own, so that knowledge bases that exchange decisions come to the same state in whatever order they meet them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec

from ..extract.extraction import Record
from ..ingest.document import Header
from ..ingest.errors import ContractError
from .identity import paper_key

ACTIONS = ("accept", "reject", "edit", "comment", "merge", "unmerge", "undo")
# Decisions on a record that exclude one another: of those in force the last counts.
VERDICTS = {"accept": "accepted", "reject": "rejected", "edit": "edited"}
# A whole column of a table is no quotation.
_MAX_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that state a fact: their offsets when decided, their text (its beginning), and the hash of all of it."""

    start: int
    end: int
    text: str
    hash: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Quote:
        """The quotation of ``text``, white space apart."""
        squeezed = squeeze(text)
        return cls(start, end, squeezed[:_MAX_QUOTE], sha256(squeezed.encode()).hexdigest()[:16])


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a record is found again by. ``value``, ``min``, ``max`` are in ``unit``: canonical where there is one.

    ``material`` and ``conditions`` only tell apart what agrees in all else.
    """

    paper: str
    document: str
    property: str
    value: float | None
    min: float | None
    max: float | None
    unit: str
    material: str
    conditions: Mapping[str, str] = field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()

    @classmethod
    def of(cls, header: Header, record: Record) -> Anchor:
        """The anchor of ``record``, as it was extracted from the paper of ``header``."""
        value, low, high, unit = numbers(record)
        quotes = tuple(Quote.of(each.text, each.start, each.end) for each in record.evidence)
        conditions = {key: condition.text for key, condition in sorted(record.conditions.items())}
        return cls(
            paper_key(header), header.id, record.property, value, low, high, unit, record.material.name, conditions,
            quotes,
        )  # fmt: skip


def numbers(record: Record) -> tuple[float | None, float | None, float | None, str]:
    """Value, min, max and unit of ``record``, normalised where they can be."""
    number = record.normalised if record.normalised is not None else record
    return number.value, number.min, number.max, number.unit


def squeeze(text: str) -> str:
    """``text`` with its white space collapsed."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Substance:
    """A material as a merge names it: the key of its identity, a name, a composition."""

    key: str
    name: str
    composition: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. ``time`` is UTC in ISO 8601; ``id`` a hash of all the rest, so that copies are known as such.

    ``record`` is set for accept, reject, edit and comment; ``changes`` for edit: new values by field (``value``,
    ``min``, ``max``, ``unit``, ``property``, ``quantity_name``, ``material``, ``own``, ``origin``, ``conditions`` with
    None for one taken out);
    ``material`` for merge (then also ``into``) and unmerge; ``undoes`` for undo: the id of a decision.
    """

    action: str
    author: str
    time: str
    reason: str = ""
    record: Anchor | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    material: Substance | None = None
    into: Substance | None = None
    undoes: str | None = None
    id: str = ""

    def signed(self) -> Decision:
        """This decision with its id."""
        return replace(self, id=_id(self))

    @property
    def order(self) -> tuple[str, str]:
        """By what decisions follow one another, the same in every knowledge base."""
        return self.time, self.id


def now() -> str:
    """The present moment as decisions write it; microseconds keep those of one command in order."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _id(decision: Decision) -> str:
    return sha256(msgspec.json.encode(replace(decision, id=""), order="deterministic")).hexdigest()[:16]


def to_line(decision: Decision) -> str:
    """``decision`` as one line of JSON."""
    return msgspec.json.encode(decision, order="deterministic").decode()


def from_line(line: str | bytes) -> Decision:
    """The decision that ``to_line`` wrote. Raises ContractError where it is none, or was altered afterwards."""
    try:
        decision = msgspec.json.decode(line, type=Decision)
    except msgspec.DecodeError as error:
        raise ContractError(f"it is no decision: {error}") from error
    if decision.action not in ACTIONS:
        raise ContractError(f"no action {decision.action!r}: it is one of {', '.join(ACTIONS)}")
    needed = {
        "merge": decision.material and decision.into,
        "unmerge": decision.material,
        "undo": decision.undoes,
    }.get(decision.action, decision.record)
    if not needed:
        raise ContractError(f"{decision.action} without what it is about")
    try:
        datetime.fromisoformat(decision.time)
    except ValueError as error:
        raise ContractError(f"no time: {decision.time!r}") from error
    if decision.id != _id(decision):
        raise ContractError("its id is not that of its contents: it was altered")
    return decision


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that nothing in force takes back, undos left out, in their order."""
    every = sorted({decision.id: decision for decision in decisions}.values(), key=lambda decision: decision.order)
    undone_by: dict[str, list[str]] = {}
    for decision in every:
        if decision.undoes is not None:
            undone_by.setdefault(decision.undoes, []).append(decision.id)
    # An id hashes what it undoes, so nothing can undo itself, and a chain of undos ends.
    dead: dict[str, bool] = {}
    for decision in every:
        stack = [decision.id]
        while stack:
            undos = undone_by.get(stack[-1], [])
            open_ones = [id for id in undos if id not in dead]
            if open_ones:
                stack.extend(open_ones)
            else:
                dead[stack[-1]] = any(not dead[id] for id in undos)
                stack.pop()
    return [decision for decision in every if not dead[decision.id] and decision.action != "undo"]
