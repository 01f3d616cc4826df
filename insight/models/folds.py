"""Folds: parts of a table such that no paper and no substance stands on both sides of any split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...ingest.errors import UsageError
from .features import Places
from .row import Row

# A group of papers that share substances and is larger than this share of the table is parted by paper instead.
_LARGEST = 0.34


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows to learn from and rows to be asked, by their places in the table."""

    train: Places
    test: Places


def grouped_folds(rows: Sequence[Row], count: int, *, seed: int, within: Places | None = None) -> list[Fold]:
    """``count`` folds of ``rows`` (or of those at ``within``); every row is asked once.

    Papers that share a substance go together. Where so many do that one group would be most of the table, it is parted
    by paper, and rows that share a substance with the test side are left out of training. Raises UsageError where
    there are too few papers or substances to part.
    """
    places: Places = np.arange(len(rows)) if within is None else within
    groups = groups_of([rows[place] for place in places.tolist()], largest=_LARGEST)
    numbers = np.unique(groups)
    if len(numbers) < 2:
        raise UsageError(
            f"{len(places)} values of {len({rows[place].paper for place in places.tolist()})} papers cannot be parted "
            "into papers and materials to learn from and others to check with; read more papers"
        )
    rng = np.random.default_rng(seed)
    sizes = {number: int((groups == number).sum()) for number in numbers}
    order = sorted(rng.permutation(numbers).tolist(), key=lambda number: -sizes[number])
    loads = [0] * min(count, len(numbers))
    part_of: dict[int, int] = {}
    for number in order:
        part = int(np.argmin(loads))
        part_of[number] = part
        loads[part] += sizes[number]
    parts = np.array([part_of[group] for group in groups.tolist()])
    found = []
    for part in range(len(loads)):
        test = places[parts == part]
        papers = {rows[place].paper for place in test}
        substances = {rows[place].substance for place in test}
        train = np.array(
            [
                place
                for place in places[parts != part]
                if rows[place].paper not in papers and rows[place].substance not in substances
            ],
            dtype=np.intp,
        )
        if len(train):
            found.append(Fold(train, test))
    check_no_leak(rows, found)
    if len(found) < 2:
        raise UsageError("nearly all papers are on the same material: there is nothing to learn from and check with")
    return found


def groups_of(rows: Sequence[Row], *, largest: float = 1.0) -> Places:
    """A group number for each row: rows that share a paper or a substance, directly or over others, have one number.

    A group of more than the share ``largest`` of the rows falls apart into its papers.
    """
    root: dict[str, str] = {}

    def find(key: str) -> str:
        while root.setdefault(key, key) != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for row in rows:
        root[find(f"paper {row.paper}")] = find(f"substance {row.substance}")
    names = [find(f"paper {row.paper}") for row in rows]
    members: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        members[name].append(number)
    for places in list(members.values()):
        if len(places) > largest * len(rows):
            for place in places:
                names[place] = f"paper alone {rows[place].paper}"
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names], dtype=np.intp)


def check_no_leak(rows: Sequence[Row], folds: Sequence[Fold]) -> None:
    """Raises AssertionError where a paper or a substance stands on both sides of a fold: figures would be worthless."""
    for fold in folds:
        for name, sides in (
            ("paper", [{rows[place].paper for place in side} for side in (fold.train, fold.test)]),
            ("substance", [{rows[place].substance for place in side} for side in (fold.train, fold.test)]),
        ):
            both = sides[0] & sides[1]
            if both:
                raise AssertionError(f"the {name} {min(both)} stands on both sides of a split")
