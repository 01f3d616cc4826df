"""Trending: the questions of `voltext trends`, asked of a knowledge base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from zlib import decompress

import msgspec

from ..extract.data import extract_vocabulary
from ..extract.paper_class import CHEMISTRIES
from ..ingest.errors import UsageError
from ..insight.coverage import GROUPINGS
from ..insight.trends.distribution import Distribution, distribution
from ..insight.trends.facets import FACETS, Paper, facet_of, family_of_record, is_known
from ..insight.trends.points import of_chemistry, points_of, property_codes
from ..insight.trends.shares import Shares, shares
from ..insight.trends.together import Together, together
from ..kb.entry import StoredRecord
from ..kb.sqlite import SqliteStore
from ..kb.store import RecordFilter
from .bar import Bar
from .exporting import answering
from .options import check_name

# The names that --together joins: those of the facets, and those of a paper's own records.
_OF_RECORDS = ("material", "material_family", "property")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records and papers count; None and "" leave a field open."""

    material_family: str | None = None
    chemistry: str | None = None
    where: str = ""
    own: bool | None = None


@dataclass(slots=True)
class _Names:
    """What the records of one paper name."""

    names: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in _OF_RECORDS})


def distribution_of(kb: Path, name: str, chosen: Filter, *, by: str = "year", unit: str | None = None) -> Distribution:
    """The distribution of the property ``name``. Raises UsageError for names that there are not, StoreError."""
    check_name(by, tuple(GROUPINGS), "--by")
    if chosen.material_family is not None:
        check_name(chosen.material_family, tuple(extract_vocabulary("families")), "--material-family")
    codes = property_codes(name)
    _check_chemistry(chosen)
    answers = answering(kb, chosen.where) if chosen.where.strip() else None
    with closing(SqliteStore.open(kb)) as store:
        found = points_of(_records(store, codes, chosen, answers), codes, by=by, unit=unit)
    left = found.left_out
    if unit is not None and left.units and not found.points and not left.no_year:
        raise UsageError(f"--unit {unit}: the values are in {', '.join(each or 'no unit' for each in left.units)}")
    return distribution(found, by=by)


def _records(
    store: SqliteStore, codes: tuple[str, ...], chosen: Filter, answers: Mapping[str, frozenset[str]] | None
) -> Iterator[StoredRecord]:
    for code in codes:
        for stored in store.query(RecordFilter(property=code, own=chosen.own)):
            if answers is not None and stored.record.id not in answers.get(stored.header.id, ()):
                continue
            if chosen.chemistry is not None and not of_chemistry(stored.header, chosen.chemistry):
                continue
            family = chosen.material_family
            if family is None or family_of_record(stored.record.material) == family:
                yield stored


def shares_of(kb: Path, facet: str, chosen: Filter, *, by: str = "year", top: int | None = None) -> Shares:
    """The shares of ``facet``, a code of ``FACETS``. Raises UsageError for names that there are not, StoreError."""
    check_name(facet, tuple(FACETS), "--share")
    check_name(by, tuple(GROUPINGS), "--by")
    _check_chemistry(chosen)
    return shares(_papers(kb, chosen), facet, by=by, top=top)


def together_of(kb: Path, kinds: str, chosen: Filter, *, top: int = 12) -> Together:
    """What papers have together, of two ``kinds`` such as ``material,property``. Raises UsageError, StoreError."""
    names = [kind.strip() for kind in kinds.split(",")]
    if len(names) != 2:
        raise UsageError(f"--together {kinds[:60]}: two names with a comma between them, such as material,property")
    for name in names:
        check_name(name, (*_OF_RECORDS, *FACETS), "--together")
    first, second = names
    _check_chemistry(chosen)
    of_records: dict[str, _Names] = {}
    if {first, second} & set(_OF_RECORDS):
        with closing(SqliteStore.open(kb)) as store:
            for stored in store.query(RecordFilter(own=True)):
                _note(of_records.setdefault(stored.header.id, _Names()), stored)

    def of(paper: Paper, kind: str) -> frozenset[str]:
        if kind in FACETS:
            return facet_of(paper, kind)
        known = of_records.get(paper.document.id)
        return frozenset(known.names[kind]) if known else frozenset()

    named = ({first: of(paper, first), second: of(paper, second)} for paper in _papers(kb, chosen))
    return together(named, (first, second), top=top)


def _note(paper: _Names, stored: StoredRecord) -> None:
    record = stored.record
    if record.property != "other":
        paper.names["property"].add(record.property)
    # What the dictionary does not know and no formula tells is often the label of a sample, alike by chance.
    if stored.identity and is_known(record.material):
        paper.names["material"].add(stored.identity)
    family = family_of_record(record.material)
    if family is not None:
        paper.names["material_family"].add(family)


def _papers(kb: Path, chosen: Filter) -> Iterator[Paper]:
    """The papers, one of each work; progress on standard error."""
    answers = answering(kb, chosen.where) if chosen.where.strip() else None
    with closing(SqliteStore.open(kb)) as store, Bar("papers") as bar:
        standing = [edition.header for edition in store.editions() if edition.work in (None, edition.header.id)]
        for number, header in enumerate(standing, 1):
            if number % 200 == 0:
                bar.show(total=len(standing), ended=number, failed=0)
            if answers is not None and header.id not in answers:
                continue
            if chosen.chemistry is not None and not of_chemistry(header, chosen.chemistry):
                continue
            entry = store.get(header.id)
            if entry is not None:
                yield msgspec.json.decode(decompress(entry.payload), type=Paper)


def _check_chemistry(chosen: Filter) -> None:
    if chosen.chemistry is not None:
        check_name(chosen.chemistry, CHEMISTRIES, "--chemistry")
