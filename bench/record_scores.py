"""Scores of records: which record hits which of the gold, what of the hits is right, and what that sums up to."""

from __future__ import annotations

import random
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from voltext.extract.extraction import Record

from .record_likeness import Entry, gold_normal, predicted_normal, same_value

ASPECTS = ("material", "own", "qualifier", "property", "conditions")


@dataclass
class Score:
    """Counts of one paper, paragraph or passage."""

    predicted: int = 0
    gold: int = 0
    hits: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ASPECTS, 0))

    @classmethod
    def of(cls, predicted: int, gold: int, hits: Iterable[Hit]) -> Score:
        """The counts of these hits among so many records that were read, and so many of the gold."""
        score = cls(predicted, gold)
        for hit in hits:
            score.hits += 1
            for aspect in ASPECTS:
                score.right[aspect] += hit.right[aspect]
        return score

    def add(self, other: Score) -> None:
        self.predicted += other.predicted
        self.gold += other.gold
        self.hits += other.hits
        for aspect in ASPECTS:
            self.right[aspect] += other.right[aspect]

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 1.0

    @property
    def material(self) -> float:
        return self.right["material"] / max(self.hits, 1)

    @property
    def own(self) -> float:
        return self.right["own"] / max(self.hits, 1)

    @property
    def conditions(self) -> float:
        return self.right["conditions"] / max(self.hits, 1)

    @property
    def f1(self) -> float:
        total = self.predicted + self.gold
        return 2 * self.hits / total if total else 1.0


@dataclass(frozen=True)
class Hit:
    """The record at ``place`` hits a record of the gold; ``right`` says which aspects of it are right."""

    place: int
    right: dict[str, bool]

    @property
    def wrong(self) -> list[str]:
        return [aspect for aspect in ASPECTS if not self.right[aspect]]


def hits_of(
    gold: Sequence[Entry],
    records: Sequence[Record],
    rights: Callable[[Entry, Record], dict[str, bool]],
    rank: Callable[[Entry, dict[str, bool]], Any],
) -> dict[int, Hit]:
    """The records of the gold that are hit, by their place in ``gold``.

    A hit has the gold's value in the gold's unit. Hits are one to one: of the pairs that could be one the first by
    ``rank`` of the entry and what is right of it hold.
    """
    values = [predicted_normal(record) for record in records]
    pairs = [
        (i, Hit(j, rights(entry, record)))
        for i, entry in enumerate(gold)
        for j, record in enumerate(records)
        if same_value(gold_normal(entry), values[j])
    ]
    held: dict[int, Hit] = {}
    taken: set[int] = set()
    for i, hit in sorted(pairs, key=lambda pair: (rank(gold[pair[0]], pair[1].right), pair[0], pair[1].place)):
        if i not in held and hit.place not in taken:
            held[i] = hit
            taken.add(hit.place)
    return held


def print_errors(
    gold: Sequence[Entry], records: Sequence[Record], hits: dict[int, Hit], *, spared: Container[int] = ()
) -> None:
    """Print every wrong tie, miss and false alarm; the entries at ``spared`` may be missed or tied wrongly."""
    for i, entry in enumerate(gold):
        if i in spared:
            continue
        if i not in hits:
            print(f"    missed      {shown(entry)}\n        {entry['quote'][:200]}".rstrip())
        elif hits[i].wrong:
            read = read_as(records[hits[i].place])
            print(f"    wrong {', '.join(hits[i].wrong)}: {shown(entry)}\n        read {read}")
    taken = {hit.place for hit in hits.values()}
    for j, record in enumerate(records):
        if j not in taken:
            print(f"    false alarm {read_as(record)}\n        {record.evidence[0].text[:200]!r}")


def shown(entry: Entry) -> str:
    value = entry["value"] if entry.get("value") is not None else f"{entry.get('min')}..{entry.get('max')}"
    return (
        f"{entry['property']} {value} {entry['unit']} ({entry['qualifier']}) of {entry['material'][:60]!r} "
        f"{entry['conditions']} {'own' if entry['own'] else 'cited'}"
    )


def read_as(record: Record) -> str:
    value = record.value if record.value is not None else f"{record.min}..{record.max}"
    conditions = {key: condition.text for key, condition in record.conditions.items()}
    return (
        f"{record.property} {value} {record.unit} ({record.qualifier}) of {record.material.name[:60]!r} {conditions} "
        f"{'own' if record.own else 'cited'} [{record.rule}]"
    )


def summed(scores: Sequence[Score]) -> Score:
    """All counts together."""
    total = Score()
    for score in scores:
        total.add(score)
    return total


def interval(scores: Sequence[Score], measure: str, rounds: int = 2000) -> tuple[float, float]:
    """95 % bootstrap interval over papers of a measure of the summed counts."""
    generator = random.Random(7)
    values = sorted(getattr(summed(generator.choices(scores, k=len(scores))), measure) for _ in range(rounds))
    return values[int(0.025 * rounds)], values[int(0.975 * rounds)]


def left_out(scores: Sequence[Score], measure: str) -> tuple[float, float]:
    """The lowest and the highest value of a measure when each paper in turn is left out."""
    values = [getattr(summed([*scores[:i], *scores[i + 1 :]]), measure) for i in range(len(scores))]
    return min(values), max(values)
