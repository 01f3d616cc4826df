"""Distribution: how a property is spread in each year of a literature, and whether it moves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from math import log10
from statistics import median

from .points import LeftOut, Point, Points
from .quantiles import MIN_PAPERS, Quantile, quantiles
from .slope import MIN_PAPERS as SLOPE_PAPERS
from .slope import MIN_YEARS, Slope, slope

# Values that spread over more than two powers of ten between their 10 % and 90 % are told in decades.
_WIDE = 100.0
_MOSTLY = 0.9


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one year (or journal, or chemistry); ``few`` where papers are too few for intervals."""

    group: str
    papers: int
    records: int
    quantiles: tuple[Quantile, ...]
    few: bool

    def at(self, level: float) -> Quantile:
        """The quantile at ``level``, one of the levels of ``QUANTILES``."""
        return next(quantile for quantile in self.quantiles if quantile.at == level)


@dataclass(frozen=True, slots=True)
class Distribution:
    """A property over groups of papers.

    ``scale`` is ``log`` where the values span powers of ten: ``trend`` is then in decades a year, else in ``unit`` a
    year; it is None where papers are too few or the groups are no years. ``notes`` say in words what was left out.
    """

    property: tuple[str, ...]
    unit: str
    by: str
    papers: int
    records: int
    scale: str
    groups: tuple[Group, ...]
    trend: Slope | None
    left_out: LeftOut
    notes: tuple[str, ...]
    points: tuple[Point, ...]


def distribution(found: Points, *, by: str = "year") -> Distribution:
    """The distribution of the points ``found`` over their groups.

    Where values span powers of ten, zeros and negative ones, which have no place there, are counted and left out.
    """
    scale = _scale(found.points)
    if scale == "log":
        positive = tuple(point for point in found.points if point.value > 0)
        found.left_out.not_positive = len(found.points) - len(positive)
        found = replace(found, points=positive)
    grouped: dict[str, list[Point]] = defaultdict(list)
    for point in found.points:
        grouped[point.group].append(point)
    groups = tuple(_group(name, grouped[name]) for name in sorted(grouped))
    papers = {point.paper for point in found.points}
    trend = _trend(found.points, scale) if by == "year" else None
    return Distribution(
        found.properties, found.unit, by, len(papers), len({(p.document, p.record) for p in found.points}), scale,
        groups, trend, found.left_out, _notes(found, groups, trend, by), found.points,
    )  # fmt: skip


def _group(name: str, points: list[Point]) -> Group:
    papers = {point.paper for point in points}
    levels = quantiles([point.value for point in points], [point.paper for point in points])
    return Group(name, len(papers), len(points), levels, len(papers) < MIN_PAPERS)


def _scale(points: tuple[Point, ...]) -> str:
    values = sorted(point.value for point in points if point.value > 0)
    if len(values) < 2 or len(values) < _MOSTLY * len(points):
        return "linear"
    low, high = values[len(values) // 10], values[-1 - len(values) // 10]
    return "log" if high / low > _WIDE else "linear"


def _trend(points: tuple[Point, ...], scale: str) -> Slope | None:
    """The slope over the papers, of which each counts once, by the median of its values."""
    by_paper: dict[tuple[str, int], list[float]] = defaultdict(list)
    for point in points:
        if point.year is not None:
            by_paper[(point.paper, point.year)].append(log10(point.value) if scale == "log" else point.value)
    return slope([year for _, year in by_paper], [median(values) for values in by_paper.values()])


def _notes(found: Points, groups: tuple[Group, ...], trend: Slope | None, by: str) -> tuple[str, ...]:
    left, notes = found.left_out, []
    if left.other_units:
        units = ", ".join(f"{count} in {unit or 'no unit'}" for unit, count in left.units.items())
        notes.append(f"left out, another unit than {found.unit or 'none'}: {units}")
    if left.theoretical:
        notes.append(f"left out, theoretical and not found by anybody: {left.theoretical}")
    if left.bounds:
        notes.append(f"left out, a limit (above, below) and no value: {left.bounds}")
    if left.no_number:
        notes.append(f"left out, no number in a known unit: {left.no_number}")
    if left.not_positive:
        notes.append(f"left out, zero or negative where values span powers of ten: {left.not_positive}")
    if left.no_year:
        notes.append(f"left out, year of the paper not known: {left.no_year}, of {left.no_year_papers} papers")
    few = [group.group for group in groups if group.few]
    if few:
        notes.append(f"fewer than {MIN_PAPERS} papers, so no interval: {', '.join(few)}")
    if by == "year" and found.points and trend is None:
        notes.append(f"too few papers for a trend: it takes {SLOPE_PAPERS} of {MIN_YEARS} years")
    return tuple(notes)
