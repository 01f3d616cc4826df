"""Curation: what the decisions in force make of a paper's records; the extraction itself is never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..extract.extraction import Extraction, MaterialRef, Precursor, Record
from ..ingest.document import Header
from ..ingest.errors import UsageError
from .decision import VERDICTS, Anchor, Decision, Quote, Substance, in_force, numbers, squeeze
from .editing import edited
from .identity import key_of_material, material_key, paper_key, plain_name

# A shorter quotation (the cell of a table) may stand in a paper many times: the material must then agree as well.
_TELLING = 20
# Values that differ by no more than what is lost in converting a unit are equal.
_ROUNDING = 1e-6
_BOTH, _MATERIAL, _CONDITIONS = 4, 2, 1
# Of property, value and material, how many the successor of a lost record shares with it.
_ALIKE = 2


@dataclass(frozen=True, slots=True)
class Judged:
    """A record as it counts now, as it was extracted where that differs, and the curators' verdict, if any."""

    record: Record
    original: Record | None = None
    verdict: str | None = None
    decisions: tuple[str, ...] = ()


class Curation:
    """The decisions in force of a knowledge base, and the names that it learned to stand for a composition."""

    def __init__(self, decisions: Iterable[Decision] = (), synonyms: Mapping[str, str] | None = None) -> None:
        self._by_paper: dict[str, list[Decision]] = defaultdict(list)
        self._merges: dict[str, Substance] = {}
        self._apart: set[str] = set()
        for decision in in_force(decisions):
            if decision.record is not None:
                for name in {decision.record.paper, f"document:{decision.record.document}"}:
                    self._by_paper[name].append(decision)
            elif decision.material is not None and decision.into is not None:
                self._merges[decision.material.key] = decision.into
                self._apart.discard(decision.material.key)
            elif decision.material is not None:
                self._merges.pop(decision.material.key, None)
                self._apart.add(decision.material.key)
        self._synonyms = {
            name: composition for name, composition in (synonyms or {}).items() if name not in self._apart
        }

    @property
    def empty(self) -> bool:
        """Whether every paper is as it was extracted."""
        return not (self._by_paper or self._merges or self._synonyms)

    @property
    def merges(self) -> Mapping[str, Substance]:
        """The merges in force that a curator decided, by the key of the material that was merged."""
        return self._merges

    def of_paper(self, header: Header) -> list[Decision]:
        """The decisions in force on records of this paper, in their order."""
        found = [*self._by_paper.get(paper_key(header), ()), *self._by_paper.get(f"document:{header.id}", ())]
        return sorted({decision.id: decision for decision in found}.values(), key=lambda decision: decision.order)

    def material(self, material: MaterialRef) -> MaterialRef:
        """``material`` under the identity that it has here; itself where nothing says otherwise."""
        target = self._target(material_key(material))
        if target is not None:
            return replace(material, name=target.name, composition=target.composition, family=None)
        composition = self._synonyms.get(plain_name(material.name)) if self._synonyms else None
        if composition is not None and key_of_material(material.name, material.composition) == plain_name(
            material.name
        ):
            return replace(material, composition=composition)
        return material

    def resolve(self, key: str) -> str:
        """The key that a material of this key ends under."""
        target = self._target(key)
        return target.key if target is not None else key

    def _target(self, key: str) -> Substance | None:
        """Where a chain of merges ends; in a circle, before the merge that would close it."""
        seen, target = {key}, self._merges.get(key)
        while target is not None and target.key not in seen and target.key in self._merges:
            seen.add(target.key)
            target = self._merges[target.key]
        return target if target is not None and target.key != key else None

    def judge(self, header: Header, records: Sequence[Record]) -> list[Judged]:
        """What becomes of ``records``, all records of the paper of ``header``, in their order."""
        if self.empty:
            return [Judged(record) for record in records]
        decisions: dict[int, list[Decision]] = defaultdict(list)
        for decision in self.of_paper(header):
            place = place_of(decision, header, records)
            if place is not None:
                decisions[place].append(decision)
        return [self._judged(record, decisions.get(place, [])) for place, record in enumerate(records)]

    def _judged(self, record: Record, decisions: list[Decision]) -> Judged:
        changes: dict[str, Any] = {}
        verdict: str | None = None
        for decision in decisions:
            verdict = VERDICTS.get(decision.action, verdict)
            if decision.action == "edit":
                conditions = {**changes.get("conditions", {}), **decision.changes.get("conditions", {})}
                changes |= {**decision.changes, **({"conditions": conditions} if conditions else {})}
        made = record
        if changes:
            try:
                made = edited(record, changes)
            except UsageError:
                # Decided with a vocabulary that is not here: the record stays as it was extracted, and open.
                verdict = None
        if verdict == "accepted":
            made = replace(made, confidence=1.0)
        material = self.material(made.material)
        if material != made.material:
            made = replace(made, material=material)
        changed = made is not record and (made != record or made.confidence != record.confidence)
        return Judged(made, record if changed else None, verdict, tuple(decision.id for decision in decisions))

    def apply(self, extraction: Extraction) -> Extraction:
        """``extraction`` as it counts: without rejected records, edited ones edited, materials under their identity."""
        if self.empty:
            return extraction
        judged = self.judge(extraction.document, extraction.records)
        records = tuple(each.record for each in judged if each.verdict != "rejected")
        samples = tuple(replace(sample, material=self.material(sample.material)) for sample in extraction.samples)
        recipes = tuple(
            replace(recipe, precursors=tuple(map(self._precursor, recipe.precursors))) for recipe in extraction.recipes
        )
        made = (records, samples, recipes)
        if made == (extraction.records, extraction.samples, extraction.recipes) and all(
            each.original is None for each in judged
        ):
            return extraction
        return replace(extraction, records=records, samples=samples, recipes=recipes)

    def _precursor(self, precursor: Precursor) -> Precursor:
        known = self.material(MaterialRef(precursor.name, precursor.composition))
        if (known.name, known.composition) == (precursor.name, precursor.composition):
            return precursor
        return replace(precursor, name=known.name, composition=known.composition)


def place_of(decision: Decision, header: Header, records: Sequence[Record]) -> int | None:
    """Which of a paper's ``records`` ``decision`` is about; None where none of them is: it lies open (an orphan).

    What another extractor gives to another material is another fact, but for what was remarked on it.
    """
    anchor = decision.record
    if anchor is None:
        return None
    best: tuple[int, int, int, int] | None = None
    for place, record in enumerate(records):
        if not _same_fact(decision, anchor, record) or not _same_material(decision, anchor, record):
            continue
        quoted = max((_likeness(quote, anchor, header, record) for quote in anchor.quotes), default=0)
        about = _MATERIAL * (plain_name(anchor.material) == plain_name(record.material.name))
        about += _CONDITIONS * (anchor.conditions == {key: each.text for key, each in record.conditions.items()})
        if not quoted or (quoted < _BOTH and about < _MATERIAL):
            continue
        rank = (quoted, about, -place, place)
        best = rank if best is None or rank > best else best
    return best[3] if best is not None else None


def successor_of(decision: Decision, header: Header, records: Sequence[Record]) -> int | None:
    """Which of a paper's ``records`` stands now where the record of an orphaned ``decision`` stood; None where none.

    It has the same words and two of property, value and material: what another extractor reads otherwise. Nothing is
    decided on it; a person has to look.
    """
    anchor = decision.record
    if anchor is None:
        return None
    best: tuple[int, int, int] | None = None
    for place, record in enumerate(records):
        same_property = record.property == anchor.property
        same_value = _equal((anchor.value, anchor.min, anchor.max, anchor.unit), numbers(record))
        same_material = plain_name(anchor.material) == plain_name(record.material.name)
        quoted = max((_likeness(quote, anchor, header, record) for quote in anchor.quotes), default=0)
        if quoted and same_property + same_value + same_material >= _ALIKE:
            rank = (same_property + same_value + same_material, quoted, -place)
            best = rank if best is None or rank > best else best
    return -best[2] if best is not None else None


def _same_fact(decision: Decision, anchor: Anchor, record: Record) -> bool:
    """Whether ``record`` has the property and the value that were decided on, or those that an edit gave them."""
    now = record
    if decision.action == "edit" and record.property == decision.changes.get("property", anchor.property):
        # An extractor that found out by itself what the curator put right.
        try:
            wanted = edited(_bare(anchor, record), decision.changes)
        except UsageError:
            wanted = now
        if {"value", "min", "max", "unit"} & decision.changes.keys() and _equal(numbers(wanted), numbers(record)):
            return True
    names = {anchor.property, decision.changes.get("property", anchor.property)}
    return record.property in names and _equal((anchor.value, anchor.min, anchor.max, anchor.unit), numbers(record))


def _same_material(decision: Decision, anchor: Anchor, record: Record) -> bool:
    """Whether ``record`` has the material that was decided on, or the one that an edit gave it.

    Names are the same where they mean the same, or where one says more than the other (*LFP*, *the LFP cathode*).
    """
    if decision.action not in VERDICTS:
        return True
    here, key = f" {plain_name(record.material.name)} ", material_key(record.material)
    for name in filter(None, (anchor.material, decision.changes.get("material"))):
        there = f" {plain_name(name)} "
        if here in there or there in here or key == key_of_material(name, None):
            return True
    return not anchor.material


def _bare(anchor: Anchor, record: Record) -> Record:
    return replace(record, value=anchor.value, min=anchor.min, max=anchor.max, unit=anchor.unit, conditions={})


def _equal(one: tuple[float | None, float | None, float | None, str], other: tuple[Any, ...]) -> bool:
    if one[3] != other[3]:
        return False
    return all(
        (a is None) == (b is None) and (a is None or abs(a - b) <= _ROUNDING * max(abs(a), abs(b)))
        for a, b in zip(one[:3], other[:3], strict=True)
    )


def _likeness(quote: Quote, anchor: Anchor, header: Header, record: Record) -> int:
    """How well ``quote`` is found among the evidence of ``record``: 0 not at all; below _BOTH, the material decides."""
    best = 0
    for each in record.evidence:
        here = Quote.of(each.text, each.start, each.end)
        telling = min(len(quote.text), len(here.text)) >= _TELLING
        overlaps = header.id == anchor.document and quote.start < each.end and each.start < quote.end
        if here.hash == quote.hash:
            likeness = 6 if overlaps else 5 if telling else 2
        elif telling and (squeeze(quote.text) in here.text or here.text in squeeze(quote.text)):
            likeness = _BOTH
        else:
            likeness = 3 if overlaps else 0
        best = max(best, likeness)
    return best
