"""Points: the values of a property in a literature, each with its paper and its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ...extract.data import extract_vocabulary
from ...extract.extraction import Evidence
from ...ingest.document import Header
from ...ingest.errors import UsageError
from ...ingest.slips import meant
from ...kb.entry import StoredRecord
from ...kb.identity import paper_key
from ...search.fields import numeric_name, plain_name
from ..coverage import GROUPINGS
from .facets import family_of_record

UNKNOWN = "unknown"
# A number that is only a limit is not drawn as if it had been measured.
_BOUNDS = frozenset({"lower_bound", "upper_bound"})


@dataclass(frozen=True, slots=True)
class Point:
    """One value of the property, in the unit of the distribution; of a range, its middle.

    ``paper`` is the key of the work, ``document`` the id of the file that was read, ``record`` the id of the record
    there. Two points are equal when all of it is.
    """

    record: str
    document: str
    paper: str
    doi: str | None
    title: str | None
    year: int | None
    journal: str | None
    group: str
    value: float
    material: str
    family: str | None
    basis: str | None
    own: bool
    evidence: Evidence | None


@dataclass(slots=True)
class LeftOut:
    """How many records were not counted, and why; ``units`` counts those in other units by unit."""

    other_units: int = 0
    units: dict[str, int] = field(default_factory=dict)
    theoretical: int = 0
    bounds: int = 0
    no_number: int = 0
    no_year: int = 0
    no_year_papers: int = 0
    not_positive: int = 0


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a property, their unit (empty for plain numbers), and what was left out."""

    properties: tuple[str, ...]
    unit: str
    points: tuple[Point, ...]
    left_out: LeftOut


def property_codes(name: str) -> tuple[str, ...]:
    """The property codes that ``name`` means: a code itself, or an alias of some. Raises UsageError with a near one."""
    known = [code for code in extract_vocabulary("properties") if code != "other"]
    code = plain_name(name).replace(" ", "_")
    if code in known:
        return (code,)
    number = numeric_name(name)
    if number is not None and number.subject == "property":
        return number.codes
    raise UsageError(f"no property {name[:40]!r}{meant(code, known)} (all: {', '.join(known)})")


def points_of(
    stored: Iterable[StoredRecord], properties: tuple[str, ...], *, by: str = "year", unit: str | None = None
) -> Points:
    """The numbers of ``stored`` records of ``properties`` as points, in one unit, grouped ``by`` year, journal, ….

    The unit is ``unit``, or the normalised one that most of the records have: values of another dimension are counted
    and left out, never converted by guess. Records without a year are left out where the years are compared.
    """
    left_out = LeftOut()
    found: list[tuple[StoredRecord, float, str]] = []
    for each in stored:
        number = _number(each)
        if each.record.origin == "theoretical":
            left_out.theoretical += 1
        elif each.record.qualifier in _BOUNDS:
            left_out.bounds += 1
        elif number is None:
            left_out.no_number += 1
        else:
            found.append((each, *number))
    common = Counter(each_unit for _, _, each_unit in found).most_common(1)
    chosen = unit if unit is not None else common[0][0] if common else ""
    others = Counter(each_unit for _, _, each_unit in found if each_unit != chosen)
    left_out.other_units, left_out.units = others.total(), dict(others.most_common())
    points: list[Point] = []
    yearless: set[str] = set()
    for each, value, each_unit in found:
        if each_unit != chosen:
            continue
        if by == "year" and each.header.year is None:
            left_out.no_year += 1
            yearless.add(each.header.id)
            continue
        point = _point(each, value)
        points += [replace(point, group=group) for group in GROUPINGS[by](each.header)]
    left_out.no_year_papers = len(yearless)
    return Points(properties, chosen, tuple(points), left_out)


def _number(stored: StoredRecord) -> tuple[float, str] | None:
    normalised = stored.record.normalised
    if normalised is None:
        return None
    if normalised.value is not None:
        return normalised.value, normalised.unit
    if normalised.min is not None and normalised.max is not None:
        return (normalised.min + normalised.max) / 2, normalised.unit
    return None


def _point(stored: StoredRecord, value: float) -> Point:
    header, record = stored.header, stored.record
    return Point(
        record.id, header.id, paper_key(header), header.doi, header.title, header.year, header.journal, UNKNOWN, value,
        record.material.name, family_of_record(record.material), record.basis, record.own,
        record.evidence[0] if record.evidence else None,
    )  # fmt: skip


def of_chemistry(header: Header, chemistry: str) -> bool:
    """Whether the paper is on ``chemistry``, a code such as ``li_s``."""
    return header.paper_class is not None and chemistry in header.paper_class.chemistry
