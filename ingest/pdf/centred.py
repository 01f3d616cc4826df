"""Centred: rows of a table whose cells stand at half the height between the lines of their neighbours."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median

from .lines import Line

_NUMBER = re.compile(r"[~≈<>+−–-]?\s?\d+(?:\.\d+)?(?: ?\(| ?± ?\d|$)")  # a value, not the end of a broken one
_CLOSE = 0.85  # in sizes: lines of one column never stand as close as this


def levelled(body: Sequence[list[Line]], column_of: Callable[[Line], int]) -> tuple[list[list[Line]], dict[int, int]]:
    """``body`` (the segments of each baseline) with centred cells put into the row that they begin in.

    Beside a cell of several lines the others may stand at its middle; beside several rows a cell that spans them may.
    Which of the two it is most columns say: those with one line make one row, those with more as many, unless a column
    at the right is centred too. Also how many rows a segment spans, by its ``id``.
    """
    rows: list[list[Line]] = []
    spans: dict[int, int] = {}
    tangle: list[list[Line]] = []
    near = {id(row) for row in entangled(body)}
    apart = [b[0].y - a[0].y for a, b in itertools.pairwise(body) if id(a) not in near and id(b) not in near]
    usual = median(apart) if apart else 0.0
    for row in body:
        if tangle and row[0].y - tangle[-1][0].y >= _CLOSE * row[0].size:
            rows += _untangled(tangle, column_of, spans, usual)
            tangle = []
        tangle.append(row)
    if tangle:
        rows += _untangled(tangle, column_of, spans, usual)
    return rows, spans


def entangled(body: Sequence[list[Line]]) -> list[list[Line]]:
    """The baselines that stand closer to the one before or behind than lines of one column do."""
    close = [b[0].y - a[0].y < _CLOSE * b[0].size for a, b in itertools.pairwise(body)]
    return [row for row, before, after in zip(body, [False, *close], [*close, False], strict=True) if before or after]


def _untangled(
    tangle: list[list[Line]], column_of: Callable[[Line], int], spans: dict[int, int], usual: float
) -> list[list[Line]]:
    if len(tangle) < 3:
        return [list(row) for row in tangle]
    columns: dict[int, list[Line]] = {}
    for segment in (s for row in tangle for s in row):
        columns.setdefault(column_of(segment), []).append(segment)
    counts = Counter(len(column) for column in columns.values())
    n = max(counts, key=lambda count: (counts[count], count))
    tight = any(b.y - a.y < _CLOSE * b.size for column in columns.values() for a, b in itertools.pairwise(column))
    steps = [b.y - a.y for column in columns.values() for a, b in itertools.pairwise(column)]
    trailing = len(columns[max(columns)]) < n  # what spans rows stands at their left
    listed = sum(len(c) == n and all(_NUMBER.match(s.text.strip()) for s in c) for c in columns.values())
    if n > 1 and counts[1] and listed < 2 and (trailing or min(steps, default=0.0) < 0.87 * usual):
        n = 1  # nor do rows stand closer together than others of their table: lines of one row
    if tight or len(counts) < 2 or (n > 1 and counts[n] < 2):
        return [list(row) for row in tangle]
    # The columns that make the rows come first: what looks at a row's height looks at its first segment.
    most = [column for column in columns.values() if len(column) == n]
    others = [column for column in columns.values() if len(column) != n]
    rows: list[list[Line]] = [[column[i] for column in most] for i in range(n)]
    for column in others:
        if n > len(column) and n % len(column) == 0:
            step = n // len(column)
            for i, segment in enumerate(column):
                rows[i * step].append(segment)
                spans[id(segment)] = step
        else:
            for segment in column:
                place = min(range(n), key=lambda i: abs(rows[i][0].y - segment.y))
                rows[place].append(segment)
    return rows
