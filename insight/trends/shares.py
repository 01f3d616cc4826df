"""Shares: how many papers of each year use a solvent, a salt, an electrode family, …, and when that changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..coverage import GROUPINGS
from .change import MIN_PAPERS, MIN_YEARS, Change, Level, change_point
from .facets import Paper, facet_of

# A review makes no cell, but has topics and a chemistry.
_OF_REVIEWS = ("topic", "chemistry")


@dataclass(frozen=True, slots=True)
class GroupShare:
    """The share of papers of one year (journal, chemistry) that have a name; ``having`` are the ids of these papers."""

    group: str
    name: str
    level: Level
    having: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A name over all papers; ``change`` is None where papers are too few, or groups are no years."""

    name: str
    level: Level
    change: Change | None


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of a facet. ``papers`` counts those that name anything of it: all shares are of these.

    ``silent`` counts the papers that name nothing of it, ``other`` those on no battery, ``no_year`` those whose year is
    not known; neither counts.
    """

    facet: str
    by: str
    papers: int
    silent: int
    other: int
    no_year: int
    totals: tuple[Total, ...]
    shares: tuple[GroupShare, ...]
    notes: tuple[str, ...]


def shares(papers: Iterable[Paper], facet: str, *, by: str = "year", top: int | None = None) -> Shares:
    """The shares of the names of ``facet`` among ``papers``, those of the ``top`` most frequent names.

    Papers on no battery do not count, nor reviews, which make no cell (their topics and chemistries do). A paper of two
    chemistries stands in both groups.
    """
    having: dict[tuple[str, str], list[str]] = defaultdict(list)
    sizes: Counter[str] = Counter()
    overall: Counter[str] = Counter()
    counted = silent = other = no_year = 0
    for paper in papers:
        known = paper.document.paper_class
        if known is not None and (not known.battery or (known.kind == "review" and facet not in _OF_REVIEWS)):
            other += 1
            continue
        groups = GROUPINGS[by](paper.document)
        if by == "year" and paper.document.year is None:
            no_year += 1
            continue
        names = facet_of(paper, facet)
        if not names:
            silent += 1
            continue
        counted += 1
        overall.update(names)
        for group in groups:
            sizes[group] += 1
            for name in names:
                having[(group, name)].append(paper.document.id)
    chosen = [name for name, _ in sorted(overall.items(), key=lambda pair: (-pair[1], pair[0]))][:top]
    rows = tuple(
        GroupShare(group, name, Level.of(len(having[(group, name)]), sizes[group]), tuple(having[(group, name)]))
        for group in sorted(sizes)
        for name in chosen
    )
    totals = tuple(
        Total(name, Level.of(overall[name], counted), _change(rows, name) if by == "year" else None) for name in chosen
    )
    notes = _notes(silent, other, no_year, counted, len(sizes), by, len(overall) - len(chosen))
    return Shares(facet, by, counted, silent, other, no_year, totals, rows, notes)


def _change(rows: tuple[GroupShare, ...], name: str) -> Change | None:
    return change_point({int(row.group): (row.level.hits, row.level.papers) for row in rows if row.name == name})


def _notes(silent: int, other: int, no_year: int, counted: int, groups: int, by: str, unshown: int) -> tuple[str, ...]:
    notes = []
    if silent:
        notes.append(f"left out, nothing of it named, papers: {silent}")
    if other:
        notes.append(f"left out, not on batteries, or a review, papers: {other}")
    if no_year:
        notes.append(f"left out, year not known, papers: {no_year}")
    if unshown > 0:
        notes.append(f"{unshown} rarer names are not shown; --top shows more")
    if by == "year" and counted and (counted < MIN_PAPERS or groups < MIN_YEARS):
        notes.append(f"too few papers for a change point: it takes {MIN_PAPERS} of {MIN_YEARS} years")
    return tuple(notes)
