"""Trends on a terminal and as CSV: one row a year, a name or a pair; what was left out below."""

from __future__ import annotations

from pathlib import Path

from ..insight.trends.change import Change
from ..insight.trends.distribution import Distribution
from ..insight.trends.facets import FACETS
from ..insight.trends.quantiles import QUANTILES
from ..insight.trends.shares import Shares
from ..insight.trends.together import Together, surest
from .output import Format, Value, cell_text, note, show_table

Trend = Distribution | Shares | Together
_SURE = 0.95
# Columns of shares before those of their change.
_UNCHANGED = 4


def table_of(found: Trend, out: Path | None) -> None:
    """A table of at most 80 columns for people; the notes go to standard error."""
    if isinstance(found, Distribution):
        _distribution(found, out)
    elif isinstance(found, Shares):
        _shares(found, out)
    else:
        _together(found, out)
    if not found.papers and not found.notes:
        note("nothing in this knowledge base answers; `voltext status` says what it holds")
    for line in found.notes:
        note(line)


def _distribution(found: Distribution, out: Path | None) -> None:
    name = " / ".join(found.property)
    title = (
        f"{name}, {found.unit or 'no unit'}: {found.records} values of {found.papers} papers, each paper counts once"
    )
    columns = (found.by, "papers", "values", "median", "median, 95 %", "25–75 %", "10–90 %")
    digits = 2 if found.scale == "log" else 4
    rows = [
        (
            group.group, group.papers, group.records, f"{group.at(0.5).value:.{digits}g}",
            _span(group.at(0.5).low, group.at(0.5).high, digits),
            _span(group.at(0.25).value, group.at(0.75).value, digits),
            _span(group.at(0.1).value, group.at(0.9).value, digits),
        )
        for group in found.groups
    ]  # fmt: skip
    show_table(columns, rows, out=out, title=title)
    trend = found.trend
    if trend is not None:
        unit = "decades" if found.scale == "log" else found.unit or "units"
        moves = "nothing that could not be chance" if trend.low <= 0 <= trend.high else "a trend"
        note(
            f"{trend.slope:+.3g} {unit} a year (95 %: {trend.low:+.3g} to {trend.high:+.3g}), Kendall's tau "
            f"{trend.tau:+.2f}, p = {trend.p:.2g}, {trend.papers} papers of {trend.years} years: {moves}"
        )


def _span(low: float | None, high: float | None, digits: int = 4) -> str:
    return "" if low is None or high is None else f"{low:.{digits}g}–{high:.{digits}g}"


def _shares(found: Shares, out: Path | None) -> None:
    title = f"{FACETS[found.facet]}: {found.papers} papers name any"
    columns: tuple[str, ...] = (found.facet, "papers", "share", "95 %", "changed", "from", "to", "sure")
    rows: list[tuple[Value, ...]] = [
        (
            total.name, total.level.hits, f"{total.level.share:.0%}", f"{total.level.low:.0%}–{total.level.high:.0%}",
            *_changed(total.change),
        )
        for total in found.totals
    ]  # fmt: skip
    if all(total.change is None for total in found.totals):
        columns, rows = columns[:_UNCHANGED], [row[:_UNCHANGED] for row in rows]
    show_table(columns, rows, out=out, title=title)
    if found.papers:
        note(f"shares by {found.by}: --format csv or json, or --chart FILE")


def _changed(change: Change | None) -> tuple[Value, ...]:
    if change is None:
        return "", "", "", ""
    if change.probability < _SURE:
        return "", "", "", f"{change.probability:.0%}"
    years = f"{change.year}" if change.low == change.high else f"{change.year} ({change.low}–{change.high})"
    return years, f"{change.before.share:.0%}", f"{change.after.share:.0%}", f"{change.probability:.0%}"


def _together(found: Together, out: Path | None) -> None:
    title = f"{found.kinds[0]} and {found.kinds[1]}: {found.papers} papers have both; the surest first"
    columns = (found.kinds[0], found.kinds[1], "papers", "lift", "95 %", "q")
    rows = [
        (
            _cut(pair.first),
            _cut(pair.second),
            pair.papers,
            f"{pair.lift:.2f}",
            _span(pair.low, pair.high),
            f"{pair.q:.2g}",
        )
        for pair in surest(found)
        if pair.papers
    ]
    show_table(columns, rows, out=out, title=title)


def _cut(name: str) -> str:
    return name if len(name) <= 24 else name[:23] + "…"


def csv_of(found: Trend, out: Path | None) -> None:
    """Every figure, one row a group, a group and name, or a pair."""
    if isinstance(found, Distribution):
        levels = [f"q{round(level * 100)}" for level in QUANTILES]
        columns = (
            found.by,
            "papers",
            "records",
            "unit",
            *(f"{q}{end}" for q in levels for end in ("", "_low", "_high")),
        )
        rows: list[tuple[Value, ...]] = [
            (
                group.group, group.papers, group.records, found.unit,
                *(number for each in group.quantiles for number in (each.value, each.low, each.high)),
            )
            for group in found.groups
        ]  # fmt: skip
    elif isinstance(found, Shares):
        columns = (found.by, found.facet, "papers", "having", "share", "low", "high")
        rows = [
            (
                each.group, each.name, each.level.papers, each.level.hits, each.level.share, each.level.low,
                each.level.high,
            )
            for each in found.shares
        ]  # fmt: skip
    else:
        columns = (*found.kinds, "papers", "first_papers", "second_papers", "lift", "low", "high", "pmi", "p", "q")
        rows = [
            (
                each.first, each.second, each.papers, each.first_papers, each.second_papers, each.lift, each.low,
                each.high, each.pmi,
            )
            for each in found.pairs
        ]  # fmt: skip
    show_table(columns, rows, format=Format.csv, out=out)
    for line in found.notes:
        note(cell_text(line))
