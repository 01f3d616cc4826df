"""Grid: the text of a table's region in rows and columns, with header rows and spanning cells."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from statistics import median

from .centred import entangled, levelled
from .chars import Piece
from .lines import Line

Rule = tuple[float, float, float, float]
_NUMERIC = re.compile(
    r"^[~≈<>≤≥±+\-−–]?\s*\d[\d.,\s×x^±()/%–−-]*[A-Za-z%°^\d/ −-]{0,8}$|^[-–—/]$|^n\.?a\.?$", re.IGNORECASE
)
_SPLIT = 0.72  # from this gap on (in sizes) words belong to different cells


@dataclass
class GridCell:
    """A cell: its place, how many rows and columns it covers, and its lines."""

    row: int
    column: int
    rowspan: int
    colspan: int
    lines: list[Line]

    @property
    def text(self) -> str:
        """The bare text."""
        return " ".join(line.text for line in self.lines)


@dataclass
class Grid:
    """The cells of a table, how many rows and columns are headers, and the lines that it was made from."""

    cells: list[GridCell]
    header_rows: int
    header_columns: int
    lines: list[Line]


def grid_of(lines: list[Line], rules: list[Rule], *, ruled: list[float]) -> Grid | None:
    """The grid of a region's lines; None where they do not stand in two or more columns."""
    segments = _segments(lines, ruled)
    if len(segments) < 4:
        return None
    visual = _visual(segments)
    full, partial = _kinds(rules)
    head = _header_bottom(visual, full)
    alleys = _alleys(visual, head)
    if alleys:
        visual = _visual([part for segment in segments for part in _cut(segment, alleys)])
    columns = _columns(visual, head, ruled)
    if len(columns) < 2:
        return None
    rows, n_header, spans = _rows(visual, columns, full, partial, head)
    cells: list[GridCell] = []
    for number, row in enumerate(rows):
        cells += _cells(number, row, columns, partial if number < n_header else [])
    _merge_down(cells, n_header)
    _span_rows(cells, spans, len(rows))
    body_first = [c.text for c in cells if c.column == 0 and c.row >= n_header]
    words = sum(not _NUMERIC.match(text.strip()) for text in body_first)
    header_columns = 1 if body_first and words >= 0.5 * len(body_first) else 0
    return Grid(cells, n_header, header_columns, lines)


def _segments(lines: list[Line], ruled: list[float]) -> list[Line]:
    segments: list[Line] = []
    for line in lines:
        current: list[Piece] = []
        for piece in line.pieces:
            crossed = current and any(current[-1].x1 - 1 <= x <= piece.x0 + 1 for x in ruled)
            if current and (piece.x0 - current[-1].x1 > _SPLIT * max(piece.size, current[-1].size) or crossed):
                segments.append(Line(current, line.page))
                current = []
            current.append(piece)
        if current:
            segments.append(Line(current, line.page))
    return segments


def _visual(segments: list[Line]) -> list[list[Line]]:
    """Segments of one baseline together, from top to bottom."""
    visual: list[list[Line]] = []
    for segment in sorted(segments, key=lambda s: (s.y, s.x0)):
        if visual and abs(visual[-1][0].y - segment.y) < 0.35 * segment.size:
            visual[-1].append(segment)
        else:
            visual.append([segment])
    for row in visual:
        row.sort(key=lambda s: s.x0)
    return visual


def _alleys(visual: list[list[Line]], head: float | None) -> list[tuple[float, float]]:
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


def _cut(segment: Line, alleys: list[tuple[float, float]]) -> list[Line]:
    """A segment cut where it crosses an alley between two of its words."""
    parts: list[list[Piece]] = [[]]
    for piece in segment.pieces:
        if parts[-1] and any(parts[-1][-1].x1 <= a + 0.5 and b - 0.5 <= piece.x0 for a, b in alleys):
            parts.append([])
        parts[-1].append(piece)
    return [Line(part, segment.page) for part in parts] if len(parts) > 1 else [segment]


def _kinds(rules: list[Rule]) -> tuple[list[float], list[Rule]]:
    """The heights of the rules over the whole width, and the rules over a part of it."""
    widest = max((r[2] - r[0] for r in rules), default=0.0)
    full = sorted({round(r[1], 1) for r in rules if r[2] - r[0] > 0.85 * widest})
    apart = [y for i, y in enumerate(full) if not i or y - full[i - 1] > 2.5]
    return apart, [r for r in rules if r[2] - r[0] <= 0.85 * widest]


def _header_bottom(visual: list[list[Line]], full: list[float]) -> float | None:
    """The height of the rule below the header."""
    for y in full:
        above = sum(row[0].y < y + 1 for row in visual)
        if 0 < above <= max(6, 0.5 * len(visual)) and above < len(visual):
            return y
    return None


def _columns(visual: list[list[Line]], head: float | None, ruled: list[float]) -> list[tuple[float, float]]:
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
            columns = parted
    return [(a, b) for a, b in columns]


def _rows(
    visual: list[list[Line]],
    columns: list[tuple[float, float]],
    full: list[float],
    partial: list[Rule],
    head: float | None,
) -> tuple[list[list[Line]], int, dict[int, int]]:
    """Visual lines joined to rows, how many of the rows are headers, and how many rows a segment spans (by ``id``)."""
    header = [row for row in visual if head is not None and row[0].y < head]
    body = [row for row in visual if row not in header]
    rows: list[list[Line]] = []
    if header:
        rows = _header_rows(header, partial, columns)
    n_header = len(rows)
    tangled = entangled(body)
    body, spans = levelled(body, lambda segment: _covered(segment, columns)[0])
    inner = [y for y in full if (head is None or y > head + 2)]
    if len(inner) > 3 and len(inner) > 0.4 * len(body):
        rows += _between(body, inner)
    else:
        rows += _by_gaps(body, columns, settled=bool(tangled))
    if not n_header:
        n_header = 1 if len(rows) > 1 else 0
    return rows, n_header, spans


def _header_rows(header: list[list[Line]], partial: list[Rule], columns: list[tuple[float, float]]) -> list[list[Line]]:
    heights = sorted({round(r[1]) for r in partial if header[0][0].y < r[1] < header[-1][0].y})
    if not heights:
        spanning = [row for row in header[:-1] if any(_covered(s, columns)[1] > 1 for s in row)]
        if not spanning:
            return [[s for row in header for s in row]]
        heights = [round(row[0].y + 2) for row in spanning]
    rows: list[list[Line]] = [[]]
    cuts = [*heights]
    for row in header:
        while cuts and row[0].y > cuts[0]:
            cuts.pop(0)
            if rows[-1]:
                rows.append([])
        rows[-1] += row
    return [row for row in rows if row]


def _between(body: list[list[Line]], inner: list[float]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    last = -1
    for row in body:
        place = sum(y < row[0].y for y in inner)
        if place != last:
            rows.append([])
            last = place
        rows[-1] += row
    return rows


def _by_gaps(body: list[list[Line]], columns: list[tuple[float, float]], *, settled: bool = False) -> list[list[Line]]:
    """Lines of one row stand closer together than rows, or leave the first column empty.

    In a table of centred cells (``settled``) the lines of a row are together already: distances say no more.
    """
    if not body:
        return []
    gaps = [b[0].y - a[0].y for a, b in itertools.pairwise(body)]
    usual = median(gaps) if gaps else 0.0
    close = min(gaps, default=0.0)
    two_kinds = (
        not settled and bool(gaps) and close < 0.82 * max(gaps) and sum(g < 1.12 * close for g in gaps) < len(gaps)
    )
    rows = [list(body[0])]
    for index, row in enumerate(body[1:]):
        gap = gaps[index]
        tight = two_kinds and gap < 1.12 * close and close < 0.9 * usual
        filled = {_covered(s, columns)[0] for s in row}
        above = {_covered(s, columns)[0] for s in rows[-1]}
        partly = len(filled) <= max(1, len(columns) // 2) and filled <= above
        texts = [s.text.strip() for s in row]
        goes_on = partly and gap <= 1.1 * usual and not any(_NUMERIC.match(t) for t in texts)
        hangs = goes_on and (
            (0 not in filled and all(t[:1].islower() or t[:1] in "(+-–/" for t in texts))
            or (filled == {0} and (texts[0][:1].islower() or texts[0][:1] in "("))
        )
        spill = 0 not in filled and goes_on and gap < 1.25 * row[0].size
        if tight or hangs or spill:
            rows[-1] += row
        else:
            rows.append(list(row))
    return rows


def _covered(segment: Line, columns: list[tuple[float, float]]) -> tuple[int, int]:
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


def _cells(number: int, row: list[Line], columns: list[tuple[float, float]], partial: list[Rule]) -> list[GridCell]:
    held: dict[int, GridCell] = {}
    for segment in sorted(row, key=lambda s: (round(s.y), s.x0)):
        first, count = _covered(segment, columns)
        under = [
            r
            for r in partial
            if 0 < r[1] - segment.y < 1.6 * segment.size and r[0] - 3 <= (segment.x0 + segment.x1) / 2 <= r[2] + 3
        ]
        if under:
            rule = under[0]
            hit = [i for i, (a, b) in enumerate(columns) if min(b, rule[2]) - max(a, rule[0]) > 0.5 * (b - a)]
            if hit:
                first, count = min(first, hit[0]), max(first + count, hit[-1] + 1) - min(first, hit[0])
        cell = next((c for c in held.values() if c.column <= first < c.column + c.colspan), None)
        if cell is None:
            held[first] = GridCell(number, first, 1, count, [segment])
        else:
            cell.lines.append(segment)
            end = max(cell.column + cell.colspan, first + count)
            taken = [c.column for c in held.values() if c.column > cell.column]
            cell.colspan = min(end, min(taken, default=end)) - cell.column
    cells = sorted(held.values(), key=lambda c: c.column)
    for cell, after in itertools.pairwise(cells):
        cell.colspan = min(cell.colspan, after.column - cell.column)
    return cells


def _span_rows(cells: list[GridCell], spans: dict[int, int], n_rows: int) -> None:
    """A cell centred beside several rows spans them, as far as its column is free."""
    for cell in cells if spans else ():
        span = spans.get(id(cell.lines[0]), 1)
        below = [c.row for c in cells if c.row > cell.row and c.column <= cell.column < c.column + c.colspan]
        cell.rowspan = max(cell.rowspan, min(span, min(below, default=n_rows) - cell.row))


def _merge_down(cells: list[GridCell], n_header: int) -> None:
    """A header cell with nothing above or below it in the header spans the header's rows."""
    if n_header < 2:
        return
    by_column: dict[int, list[GridCell]] = {}
    for cell in cells:
        if cell.row < n_header:
            for column in range(cell.column, cell.column + cell.colspan):
                by_column.setdefault(column, []).append(cell)
    for column, held in by_column.items():
        if len(held) == 1 and held[0].colspan == 1 and held[0].column == column:
            held[0].row, held[0].rowspan = 0, n_header
