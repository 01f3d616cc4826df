"""Ledger: decisions as they are looked through: what waits for a curator, what lies open, who contradicts whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from ..extract.extraction import Record
from ..ingest.document import Header
from ..ingest.errors import UsageError
from .agreement import CONFLICTS
from .curation import place_of, successor_of
from .decision import VERDICTS, Decision, in_force
from .entry import StoredRecord
from .store import RecordFilter, RecordStore, find

ORDERS = ("confidence", "conflicts")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that no curator has judged; ``conflicts`` counts what contradicts it, in its paper and in others.

    ``formerly`` was decided on a record that the extractor before read in the same words, and this one reads otherwise.
    """

    stored: StoredRecord
    conflicts: int
    formerly: Decision | None = None


def queue(store: RecordStore, wanted: RecordFilter, *, by: str = "confidence", limit: int = 20) -> list[Waiting]:
    """The records of ``wanted`` that wait for a verdict: least confident, or most contradicted, first.

    Before all of them come those that stand where a record stood that was decided on.

    Raises UsageError where there is no order ``by``.
    """
    if by not in ORDERS:
        raise UsageError(f"no order {by!r}: it is one of {', '.join(ORDERS)}")
    counts: Counter[tuple[str, str]] = Counter()
    for link in store.links(wanted.document):
        if link.kind == CONFLICTS:
            counts.update([(link.document, link.record), (link.other_document, link.other_record)])
    formerly = {each.successor: each.decision for each in lost(store) if each.successor and _judges(each.decision)}
    waiting = (
        Waiting(
            stored,
            counts[stored.header.id, stored.record.id] + len(stored.record.conflict),
            formerly.get((stored.header.id, stored.record.id)),
        )
        for stored in store.query(wanted)
        if stored.verdict is None
    )

    def rank(each: Waiting) -> tuple[Any, ...]:
        confidence = each.stored.record.confidence
        order = (confidence, -each.conflicts) if by == "confidence" else (-each.conflicts, confidence)
        return (each.formerly is None, *order, each.stored.header.id, each.stored.key)

    return nsmallest(limit, waiting, key=rank)


def find_record(store: RecordStore, name: str) -> StoredRecord:
    """The record that ``name`` names: its key or the beginning of it (6 digits or more), or ``PAPER/r12``.

    PAPER is whatever names a document. Raises UsageError where there is none, or several.
    """
    text = name.strip()
    found: list[StoredRecord] = []
    if len(text) >= 6 and all(char in "0123456789abcdef" for char in text.lower()):
        found = list(store.query(RecordFilter(key=text.lower(), rejected=True)))
    paper, _, id = text.rpartition("/")
    if not found and paper and id:
        for header in find(store, paper):
            found += [
                stored
                for stored in store.query(RecordFilter(document=header.id, rejected=True))
                if stored.record.id == id
            ]
    if not found:
        raise UsageError(
            f"no record {name!r}: a key of `voltext curate queue`, or PAPER/r1 as `voltext show` lists them"
        )
    if len(found) > 1:
        keys = ", ".join(f"{stored.header.id}/{stored.record.id}" for stored in found[:5])
        raise UsageError(f"{name!r} names {len(found)} records: {keys}")
    return found[0]


@dataclass(frozen=True, slots=True)
class Orphan:
    """A decision in force whose record is not there; document and id of what stands in its place, if anything does."""

    decision: Decision
    successor: tuple[str, str] | None = None


def orphans(store: RecordStore) -> Iterator[Decision]:
    """The decisions in force whose record is not there: its paper is unknown, or its extraction lost it."""
    return (each.decision for each in lost(store))


def lost(store: RecordStore) -> Iterator[Orphan]:
    """The orphans, each with what its paper says now in the same words."""
    by_key: dict[str, list[Header]] = defaultdict(list)
    for header in store.headers():
        by_key[header.id].append(header)
        if header.doi:
            by_key[f"doi:{header.doi.strip().lower()}"].append(header)
    records: dict[str, tuple[Record, ...]] = {}
    for decision in in_force(store.decisions()):
        if decision.record is None:
            continue
        headers = by_key[decision.record.document] + by_key[decision.record.paper]
        for header in headers:
            if header.id not in records:
                entry = store.get(header.id)
                if len(records) > 50:
                    records.clear()  # decisions on one paper mostly follow one another
                records[header.id] = entry.records() if entry is not None else ()
        if any(place_of(decision, header, records.get(header.id, ())) is not None for header in headers):
            continue
        found = ((header, successor_of(decision, header, records.get(header.id, ()))) for header in headers)
        places = [(header.id, records[header.id][place].id) for header, place in found if place is not None]
        yield Orphan(decision, places[0] if places else None)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two decisions in force of different authors that exclude one another; the later one counts."""

    earlier: Decision
    later: Decision


def contradictions(decisions: Iterable[Decision]) -> list[Contradiction]:
    """Where curators contradict one another: of each author the last word on a fact or a material is taken."""
    last: dict[object, dict[str, Decision]] = defaultdict(dict)
    for decision in in_force(decisions):
        about = _about(decision)
        if about is not None:
            last[about][decision.author] = decision
    found = []
    for words in last.values():
        ordered = sorted(words.values(), key=lambda decision: decision.order)
        found += [
            Contradiction(earlier, ordered[-1]) for earlier in ordered[:-1] if _said(earlier) != _said(ordered[-1])
        ]
    return sorted(found, key=lambda each: each.later.order)


def _judges(decision: Decision) -> bool:
    return decision.action in VERDICTS


def _about(decision: Decision) -> object:
    if decision.action in ("merge", "unmerge") and decision.material is not None:
        return "material", decision.material.key
    anchor = decision.record
    if anchor is None or decision.action not in VERDICTS:
        return None
    quote = anchor.quotes[0].hash if anchor.quotes else ""
    return anchor.paper, anchor.property, anchor.value, anchor.min, anchor.max, anchor.unit, anchor.material, quote


def _said(decision: Decision) -> object:
    return decision.action, dict(decision.changes), decision.into.key if decision.into is not None else None
