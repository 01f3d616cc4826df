"""Alleys: the columns of a table, told from the upright strips that hardly any word enters."""

from __future__ import annotations

import itertools
from statistics import median

from .centred import entangled
from .chars import Piece
from .lines import Line


def alleys_of(visual: list[list[Line]], head: float | None) -> list[tuple[float, float]]:
    """The upright strips that no word enters, from the last header line to the last row: narrow gaps of columns."""
    body = [row for row in visual if head is None or row[0].y > head]
    header = [row for row in visual if head is not None and row[0].y < head][-1:]
    rows = [row for row in header + body if len(row) > 1 or sum(len(s.pieces) for s in row) > 3]
    if len(rows) < 3:
        return []
    size = median(row[0].size for row in rows)
    covered: list[list[float]] = []
    for x0, x1 in sorted((p.x0, p.x1) for row in rows for s in row for p in s.pieces):
        if covered and x0 <= covered[-1][1] + 0.4 * size:
            covered[-1][1] = max(covered[-1][1], x1)
        else:
            covered.append([x0, x1])
    return [(a[1], b[0]) for a, b in itertools.pairwise(covered)]


def cut_at(segment: Line, alleys: list[tuple[float, float]]) -> list[Line]:
    """A segment cut where it crosses an alley between two of its words."""
    parts: list[list[Piece]] = [[]]
    for piece in segment.pieces:
        if parts[-1] and any(parts[-1][-1].x1 <= a + 0.5 and b - 0.5 <= piece.x0 for a, b in alleys):
            parts.append([])
        parts[-1].append(piece)
    return [Line(part, segment.page) for part in parts] if len(parts) > 1 else [segment]


def columns_of(visual: list[list[Line]], head: float | None, ruled: list[float]) -> list[tuple[float, float]]:
    """The columns as (left, right): the stretches of the width that the body's text covers."""
    body = [row for row in visual if head is None or row[0].y > head]
    most = max((len(row) for row in body), default=0)
    if most < 2:
        body, most = visual, max(len(row) for row in visual)
    near = {id(row) for row in entangled(body)}
    rows = [row for row in body if len(row) >= min(2, most) or id(row) in near]
    if len(ruled) >= 3:
        bounds = [ruled[0], *[b for a, b in itertools.pairwise(ruled) if b - a > 6]]
        if len(bounds) >= 3:
            return [*itertools.pairwise(bounds)]
    spans = sorted((s.x0, s.x1) for row in rows for s in row)
    columns: list[list[float]] = []
    for x0, x1 in spans:
        if columns and x0 <= columns[-1][1] + 1.0:
            columns[-1][1] = max(columns[-1][1], x1)
        else:
            columns.append([x0, x1])
    if len(columns) < most:
        # A few long cells bridge two columns: leave out the rows that do and try again.
        plain = [row for row in rows if len(row) == most]
        again = sorted((s.x0, s.x1) for row in plain for s in row)
        parted: list[list[float]] = []
        for x0, x1 in again:
            if parted and x0 <= parted[-1][1] + 1.0:
                parted[-1][1] = max(parted[-1][1], x1)
            else:
                parted.append([x0, x1])
        if len(parted) > len(columns) and len(plain) >= 2:
            columns = _unbridged(parted, rows)
    return [(a, b) for a, b in columns]


def _unbridged(columns: list[list[float]], rows: list[list[Line]]) -> list[list[float]]:
    """Columns without the gaps that more segments cross than stand at either side of (words of justified cells)."""
    kept = [columns[0]]
    for column in columns[1:]:
        left, right = kept[-1][1], column[0]
        across = sum(s.x0 < left - 1 and right + 1 < s.x1 for row in rows for s in row)
        apart = sum(any(abs(s.x1 - left) < 1 for s in row) and any(abs(s.x0 - right) < 1 for s in row) for row in rows)
        if across > 2 * apart:
            kept[-1] = [kept[-1][0], column[1]]
        else:
            kept.append(column)
    return kept


def joined_in(row: list[Line], columns: list[tuple[float, float]]) -> list[Line]:
    """The segments of a baseline, those that stand in one column together."""
    joined: list[Line] = []
    for segment in row:
        place = covered(segment, columns)
        if joined and place[1] == 1 and covered(joined[-1], columns) == place:
            joined[-1] = Line([*joined[-1].pieces, *segment.pieces], segment.page)
        else:
            joined.append(segment)
    return joined


def covered(segment: Line, columns: list[tuple[float, float]]) -> tuple[int, int]:
    """The first column that a segment stands in, and how many it covers."""
    hit = [
        i
        for i, (a, b) in enumerate(columns)
        if min(b, segment.x1) - max(a, segment.x0) > 0.34 * min(b - a, segment.x1 - segment.x0)
    ]
    if hit:
        return hit[0], hit[-1] - hit[0] + 1
    middle = (segment.x0 + segment.x1) / 2
    return min(range(len(columns)), key=lambda i: abs((columns[i][0] + columns[i][1]) / 2 - middle)), 1
