"""Spanning: headings centred over several columns or the whole table, names beside several rows, without any rule."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from statistics import median

from .lines import Line

Column = tuple[float, float]
_LINE = 0.85  # in sizes: lines of one column never stand as close as this
_OFF = 0.9  # in sizes: how far from the middle a centred heading may stand
_MOST = 12


def headings_over(header: Sequence[list[Line]], columns: Sequence[Column]) -> dict[int, tuple[int, int]]:
    """The first column and the number of columns of each segment of the top line that stands over several, by ``id``.

    ``header`` are the segments of each line of the heading. A heading over columns is centred over them; what stands
    beside it at half the height, or in the first column, belongs to no group.
    """
    if len(header) < 2:
        return {}
    top, size = header[0], header[0][0].size
    below = [segment for row in header[1:] if row[0].y - top[0].y >= _LINE * size for segment in row]
    under: dict[int, Line] = {}
    for segment in below:
        under.setdefault(_column_of(segment, columns), segment)
    found: dict[int, tuple[int, int]] = {}
    for run in _runs(sorted(under)):
        left = min(under[run[0]].x0, columns[run[0]][0])
        right = max(under[run[-1]].x1, columns[run[-1]][1])
        above = [segment for segment in top if left <= (segment.x0 + segment.x1) / 2 <= right]
        if not above or len(above) >= len(run) or len(run) > _MOST:
            continue
        groups = _best(above, run, columns, under, size)
        for segment, (first, count) in zip(above, groups, strict=False):
            if count > 1:
                found[id(segment)] = (first, count)
    return found


def _column_of(segment: Line, columns: Sequence[Column]) -> int:
    middle = (segment.x0 + segment.x1) / 2
    return min(range(len(columns)), key=lambda i: max(columns[i][0] - middle, middle - columns[i][1], 0.0))


def _runs(places: list[int]) -> list[list[int]]:
    """Neighbouring columns together, without the first, which names the rows."""
    runs: list[list[int]] = []
    for place in places:
        if place and runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        elif place:
            runs.append([place])
    return [run for run in runs if len(run) > 1]


def _best(
    above: Sequence[Line], run: list[int], columns: Sequence[Column], under: dict[int, Line], size: float
) -> list[tuple[int, int]]:
    """The parts of ``run`` that the segments stand in the middle of, all of it shared out; none where they do not."""
    best: tuple[float, list[tuple[int, int]]] | None = None
    for cuts in itertools.combinations(range(1, len(run)), len(above) - 1):
        bounds = [0, *cuts, len(run)]
        groups = [(run[a], b - a) for a, b in itertools.pairwise(bounds)]
        off = [_off(s, first, count, columns, under) for s, (first, count) in zip(above, groups, strict=True)]
        if max(off) <= _OFF * size and (best is None or sum(off) < best[0]):
            best = (sum(off), groups)
    return best[1] if best is not None else []


def _off(segment: Line, first: int, count: int, columns: Sequence[Column], under: dict[int, Line]) -> float:
    """How far a segment stands from the middle of its columns, whichever way their cells are set."""
    last = first + count - 1
    left = min(columns[first][0], under[first].x0)
    right = max(columns[last][1], under[last].x1)
    middle = (segment.x0 + segment.x1) / 2
    ways = [abs(middle - (left + right) / 2)]
    if count == 1:
        ways.append(abs(segment.x0 - left))
    if last + 1 < len(columns):  # cells at the left: the last column reaches to the next
        gap = columns[first][0] - columns[first - 1][1] if first else 0.0
        ways.append(abs(middle - (left + columns[last + 1][0] - min(gap, 12.0)) / 2))
    return min(ways)


def headings_at_left(
    top: Sequence[Line], first: int, count: int, columns: Sequence[Column]
) -> dict[int, tuple[int, int]]:
    """The same for segments of one line above one rule over ``count`` columns, each over the first of its columns."""
    last = first + count
    starts = [_column_of_start(segment, columns) for segment in top]
    if len(set(starts)) < len(starts) or not all(first <= start < last for start in starts):
        return {}
    ends = [*starts[1:], last]
    return {id(s): (start, end - start) for s, start, end in zip(top, starts, ends, strict=True)}


def _column_of_start(segment: Line, columns: Sequence[Column]) -> int:
    return min(range(len(columns)), key=lambda i: abs(columns[i][0] - segment.x0))


def headings_within(body: Sequence[list[Line]], header: Sequence[list[Line]], columns: Sequence[Column]) -> set[int]:
    """The ``id`` of each segment that stands alone in the middle of the table, a heading of the rows below it."""
    if len(columns) < 3 or len(body) < 3:
        return set()
    right = max(segment.x1 for row in (*header, *body) for segment in row)
    middles = [(columns[0][0] + end) / 2 for end in (columns[-1][1], right)]
    usual = median(b[0].y - a[0].y for a, b in itertools.pairwise(body))
    found: set[int] = set()
    for place, row in enumerate(body[:-1]):
        if len(row) > 1 or row[0].x0 < columns[0][1] or len(body[place + 1]) < 2:
            continue
        far = place and row[0].y - body[place - 1][0].y < 0.9 * usual
        if any(abs(row[0].x0 - left) < 2 for left, _ in columns):
            continue  # a line of that column
        own = (row[0].x0 + row[0].x1) / 2
        if not far and min(abs(own - middle) for middle in middles) < _OFF * row[0].size:
            found.add(id(row[0]))
    return found


def tiles(named: Sequence[tuple[int, int]], n_rows: int) -> list[tuple[int, int]]:
    """First row and number of rows of each label at the middle of its group, where such groups fill the rows.

    ``named`` are the rows that have a label, and how many each covers already; the first row has none, or nothing is
    centred.
    """
    if not named or named[0][0] == 0:
        return []
    found: list[tuple[int, int]] = []
    start = 0
    for row, count in named:
        end = 2 * row + count - 1 - start
        if row < start or end >= n_rows:
            return []
        found.append((start, end - start + 1))
        start = end + 1
    return found if start == n_rows else []
