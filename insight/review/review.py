"""Review: what papers on one topic say, in sections, every sentence a quotation with its source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from ...extract.properties import find_properties
from ...extract.rows import SIGNS
from ...ingest.document import Header
from ...kb.agreement import CONFLICTS, Link
from ...kb.entry import StoredRecord
from ...kb.identity import paper_key
from ..embeddings.words import tokens
from ..trends.distribution import Distribution, distribution
from ..trends.points import points_of
from .choosing import chosen
from .grouping import Grouping, grouping
from .labels import labels_of
from .source import Source
from .statement import Statement

_PER_SECTION, _FEWEST_QUOTATIONS = 8, 3
_QUESTIONS = 8
_ROWS, _PROPERTIES = 15, 3
_TRENDS = 2
_CONTRADICTIONS = 10
_FEW_YEARS = 3


@dataclass(frozen=True, slots=True)
class Quotation:
    """A statement and the number of its paper in the list of references."""

    statement: Statement
    number: int


@dataclass(frozen=True, slots=True)
class Value:
    """A measured value of the comparison table, with the words it comes from."""

    property: str
    material: str
    value: str
    sort: float
    conditions: str
    number: int
    document: str
    record: str
    quoted: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two papers' values of one property of one material that do not agree, and why that is held."""

    first: Value
    second: Value
    reason: str


@dataclass(frozen=True, slots=True)
class Section:
    """Papers that belong together: their label, how many they are, from when, quotations, and measured values.

    ``rewritten`` is the prose of a language model that passed the checks, or None.
    """

    label: str
    papers: tuple[int, ...]
    years: tuple[int, int] | None
    quotations: tuple[Quotation, ...]
    values: tuple[Value, ...]
    rewritten: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A review. ``references`` are the papers in the order of their numbers, which begin at 1.

    ``by_year`` counts papers; ``trends`` are distributions of the commonest properties over the years.
    """

    topic: str
    sections: tuple[Section, ...]
    questions: tuple[Quotation, ...]
    contradictions: tuple[Contradiction, ...]
    by_year: Mapping[int, int]
    trends: tuple[Distribution, ...]
    references: tuple[Header, ...]
    grouping: Grouping
    notes: tuple[str, ...] = field(default=())


def compose(
    topic: str,
    sources: Sequence[Source],
    records_of: Callable[[str], Sequence[StoredRecord]],
    links: Sequence[Link] = (),
    *,
    groups: int | None = None,
    quotations: int = _PER_SECTION,
    seed: int = 0,
) -> Review:
    """The review of ``sources``, which come with the most fitting first.

    ``records_of`` gives the own records of a document, ``links`` the agreements and conflicts between documents. A
    group too small or too wordless for a section still has its papers in the references. Raises MissingExtra.
    """
    found = grouping(sources, number=groups, seed=seed)
    labels = labels_of(sources, found.labels)
    about = frozenset(tokens(topic))
    asked = tuple(dict.fromkeys(match.code for match in find_properties(topic)))
    members: dict[int, list[Source]] = defaultdict(list)
    for source, group in zip(sources, found.labels, strict=True):
        members[group].append(source)
    order = _order(members)
    picked = {}
    for group in order:
        statements = [each for source in members[group] for each in source.statements]
        number = min(quotations, max(_FEWEST_QUOTATIONS, 2 * len(members[group])))
        picked[group] = chosen(statements, number, about=about)
    questions = _questions(sources, picked.values(), about)
    numbers = _numbers([*(each for group in order for each in _by_time(picked[group], members[group])), *questions],
                       [source for group in order for source in members[group]])  # fmt: skip
    records = {source.id: list(records_of(source.id)) for source in sources}
    sections = tuple(
        Section(
            labels[group], tuple(sorted(numbers[source.id] for source in members[group])), _years(members[group]),
            tuple(Quotation(each, numbers[each.paper]) for each in _by_time(picked[group], members[group])),
            _values([record for source in members[group] for record in records[source.id]], numbers, asked),
        )
        for group in order
    )  # fmt: skip
    by_id = {source.id: source.header for source in sources}
    return Review(
        topic,
        sections,
        tuple(Quotation(each, numbers[each.paper]) for each in questions),
        _contradictions(links, records, numbers),
        dict(sorted(Counter(source.header.year for source in sources if source.header.year).items())),
        _trends(records),
        tuple(by_id[id] for id in sorted(numbers, key=numbers.__getitem__)),
        found,
        _notes(sources),
    )


def _order(members: Mapping[int, Sequence[Source]]) -> list[int]:
    """The largest group first, then always the group that shares most words with the one before it."""
    words = {
        group: Counter(name for source in found for name in source.words if " " not in name)
        for group, found in members.items()
    }
    left = sorted(members, key=lambda group: (-len(members[group]), group))
    order = left[:1]
    left = left[1:]
    while left:
        before = words[order[-1]]
        left.sort(key=lambda group: (-_shared(before, words[group]), group))
        order.append(left.pop(0))
    return order


def _shared(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max(1, min(one.total(), other.total()))


def _by_time(statements: Sequence[Statement], members: Sequence[Source]) -> list[Statement]:
    years = {source.id: source.header.year or 9999 for source in members}
    return sorted(statements, key=lambda each: (years[each.paper], each.paper, each.start))


def _questions(
    sources: Sequence[Source], picked: Iterable[Sequence[Statement]], about: frozenset[str]
) -> list[Statement]:
    quoted = {(each.paper, each.start) for group in picked for each in group}
    unsolved = [each for source in sources for each in source.statements if each.open]
    unsolved = [each for each in unsolved if (each.paper, each.start) not in quoted]
    return chosen(unsolved, _QUESTIONS, per_paper=1, about=about)


def _numbers(quoted: Sequence[Statement], rest: Sequence[Source]) -> dict[str, int]:
    """The number of each paper: as they are first quoted, then those that only belong to a section."""
    numbers: dict[str, int] = {}
    for id in [each.paper for each in quoted] + [source.id for source in rest]:
        numbers.setdefault(id, len(numbers) + 1)
    return numbers


def _years(members: Sequence[Source]) -> tuple[int, int] | None:
    years = [source.header.year for source in members if source.header.year]
    return (min(years), max(years)) if years else None


def _values(records: Sequence[StoredRecord], numbers: Mapping[str, int], asked: tuple[str, ...]) -> tuple[Value, ...]:
    """The values of the properties that the topic names, then of those that most papers report, largest first."""
    comparable = [stored for stored in records if stored.record.normalised is not None and stored.record.evidence
                  and stored.record.property != "other"]  # fmt: skip
    papers: dict[str, set[str]] = defaultdict(set)
    for stored in comparable:
        papers[stored.record.property].add(stored.header.id)
    properties = sorted(papers, key=lambda name: (name not in asked, -len(papers[name]), name))[:_PROPERTIES]
    rows: list[Value] = []
    for name in properties:
        best: dict[str, list[Value]] = defaultdict(list)
        for stored in comparable:
            if stored.record.property == name:
                value = value_of(stored, numbers)
                best[stored.header.id].append(value)
        # Of each paper its largest value first, then the second ones, so that no paper fills the table.
        ranked = [sorted(found, key=lambda each: -each.sort) for found in best.values()]
        turns = [found[place] for place in range(max(map(len, ranked))) for found in ranked if place < len(found)]
        # Values of different units, such as lives in hours and in cycles, are not set in one order.
        rows += sorted(turns[: _ROWS // len(properties)], key=lambda each: (each.value.rpartition(" ")[2], -each.sort))
    return tuple(rows)


def value_of(stored: StoredRecord, numbers: Mapping[str, int]) -> Value:
    """A record as a row of the comparison table."""
    record, evidence = stored.record, stored.record.evidence[0]
    normalised = record.normalised
    assert normalised is not None
    number = normalised.value
    low, high = normalised.min, normalised.max
    middle = number if number is not None else median([each for each in (low, high) if each is not None] or [0.0])
    text = SIGNS.get(record.qualifier, "") + (f"{number:.4g}" if number is not None else f"{_end(low)}–{_end(high)}")
    conditions = ", ".join(f"{name.replace('_', ' ')} {each.text}" for name, each in record.conditions.items())
    return Value(
        record.property, record.material.name, f"{text} {normalised.unit}".strip(), middle, conditions,
        numbers[stored.header.id], stored.header.id, record.id, evidence.text,
    )  # fmt: skip


def _end(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def _contradictions(
    links: Sequence[Link], records: Mapping[str, Sequence[StoredRecord]], numbers: Mapping[str, int]
) -> tuple[Contradiction, ...]:
    by_id = {(stored.header.id, stored.record.id): stored for found in records.values() for stored in found}
    found = []
    for link in links:
        first = by_id.get((link.document, link.record))
        second = by_id.get((link.other_document, link.other_record))
        if link.kind == CONFLICTS and first is not None and second is not None:
            found.append((link.ratio or 0.0, first, second, link.reason))
    found.sort(key=lambda each: (-each[0], each[1].header.id, each[1].record.id))
    # Of two papers the widest apart.
    pairs: dict[frozenset[str], Contradiction] = {}
    for _, first, second, reason in found:
        pair = frozenset((first.header.id, second.header.id))
        if pair not in pairs:
            pairs[pair] = Contradiction(value_of(first, numbers), value_of(second, numbers), reason)
    return tuple(pairs.values())[:_CONTRADICTIONS]


def _trends(records: Mapping[str, Sequence[StoredRecord]]) -> tuple[Distribution, ...]:
    """How the properties that most papers report are spread over the years, where there are years enough."""
    papers: dict[str, set[str]] = defaultdict(set)
    for found in records.values():
        for stored in found:
            if stored.record.property != "other" and stored.record.normalised is not None and stored.header.year:
                papers[stored.record.property].add(paper_key(stored.header))
    trends = []
    for name in sorted(papers, key=lambda each: (-len(papers[each]), each))[:_TRENDS]:
        every = (stored for found in records.values() for stored in found if stored.record.property == name)
        spread = distribution(points_of(every, (name,)))
        if len(spread.groups) >= _FEW_YEARS:
            trends.append(spread)
    return tuple(trends)


def _notes(sources: Sequence[Source]) -> tuple[str, ...]:
    silent = sum(not source.statements for source in sources)
    return (
        (f"{silent} of {len(sources)} papers have no sentence that stands by itself; they are listed only",)
        if silent
        else ()
    )
