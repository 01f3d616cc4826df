"""Grid: the text of a table's region in rows and columns, with header rows and spanning cells."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from statistics import median

from .alleys import alleys_of, columns_of, covered, cut_at, joined_in
from .centred import entangled, levelled
from .chars import Piece
from .heads import NUMERIC, header_bottom, kinds_of
from .lines import Line
from .spanning import headings_at_left, headings_over, headings_within, tiles

Rule = tuple[float, float, float, float]
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
    full, partial = kinds_of(rules)
    head = header_bottom(visual, full)
    alleys = alleys_of(visual, head)
    if alleys:
        visual = _visual([part for segment in segments for part in cut_at(segment, alleys)])
    columns = columns_of(visual, head, ruled)
    if len(columns) < 2:
        return None
    visual = [joined_in(row, columns) for row in visual]
    over: dict[int, tuple[int, int]] = {}
    rows, n_header, spans = _rows(visual, columns, full, partial, head, over)
    cells: list[GridCell] = []
    for number, row in enumerate(rows):
        cells += _cells(number, row, columns, partial if number < n_header else [], over)
    _merge_down(cells, n_header)
    _span_rows(cells, spans, len(rows))
    _tile(cells, n_header, len(rows))
    body_first = [c.text for c in cells if c.column == 0 and c.row >= n_header]
    words = sum(not NUMERIC.match(text.strip()) for text in body_first)
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


def _rows(
    visual: list[list[Line]],
    columns: list[tuple[float, float]],
    full: list[float],
    partial: list[Rule],
    head: float | None,
    over: dict[int, tuple[int, int]],
) -> tuple[list[list[Line]], int, dict[int, int]]:
    """Visual lines joined to rows, how many of the rows are headers, and how many rows a segment spans (by ``id``).

    ``over`` takes the columns of segments that are centred over several.
    """
    header = [row for row in visual if head is not None and row[0].y < head]
    body = [row for row in visual if row not in header]
    rows: list[list[Line]] = []
    if header:
        levels = [(columns[0][0], y, columns[-1][1], y) for y in full if head is not None and y < head - 2]
        rows = _header_rows(header, [*partial, *levels], columns, over)
    n_header = len(rows)
    tangled = entangled(body)
    body, spans = levelled(body, lambda segment: covered(segment, columns)[0])
    inner = [y for y in full if (head is None or y > head + 2)]
    if len(inner) > 3 and len(inner) > 0.4 * len(body):
        rows += _between(body, inner)
    else:
        alone = headings_within(body, header, columns)
        over.update(dict.fromkeys(alone, (0, len(columns))))
        rows += _by_gaps(body, columns, alone, settled=bool(tangled))
    if not n_header:
        n_header = 1 if len(rows) > 1 else 0
    return rows, n_header, spans


def _header_rows(
    header: list[list[Line]],
    partial: list[Rule],
    columns: list[tuple[float, float]],
    over: dict[int, tuple[int, int]],
) -> list[list[Line]]:
    heights = sorted({round(r[1]) for r in partial if header[0][0].y < r[1] < header[-1][0].y})
    if not heights and (centred := headings_over(header, columns)):
        over.update(centred)
        heights = [round(header[0][0].y + 2)]
    if not heights:
        spanning = [row for row in header[:-1] if any(covered(s, columns)[1] > 1 for s in row)]
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


def _by_gaps(
    body: list[list[Line]], columns: list[tuple[float, float]], alone: set[int], *, settled: bool = False
) -> list[list[Line]]:
    """Lines of one row stand closer together than rows, or leave the first column empty.

    In a table of centred cells (``settled``) the lines of a row are together already: distances say no more.
    ``alone`` are segments that make a row each.
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
        filled = {covered(s, columns)[0] for s in row}
        above = {covered(s, columns)[0] for s in rows[-1]}
        partly = len(filled) <= max(1, len(columns) // 2) and filled <= above
        texts = [s.text.strip() for s in row]
        goes_on = partly and gap <= 1.1 * usual and not any(NUMERIC.match(t) for t in texts)
        hangs = goes_on and (
            (0 not in filled and all(t[:1].islower() or t[:1] in "(+-–/" for t in texts))
            or (filled == {0} and (texts[0][:1].islower() or texts[0][:1] in "("))
        )
        spill = 0 not in filled and goes_on and gap < 1.25 * row[0].size
        if (tight or hangs or spill) and id(row[0]) not in alone:
            rows[-1] += row
        else:
            rows.append(list(row))
    return rows


def _cells(
    number: int,
    row: list[Line],
    columns: list[tuple[float, float]],
    partial: list[Rule],
    over: dict[int, tuple[int, int]],
) -> list[GridCell]:
    held: dict[int, GridCell] = {}
    for segment in sorted(row, key=lambda s: (round(s.y), s.x0)):
        first, count = over.get(id(segment)) or covered(segment, columns)
        under = [
            r
            for r in partial
            if 0 < r[1] - segment.y < 1.6 * segment.size and r[0] - 3 <= (segment.x0 + segment.x1) / 2 <= r[2] + 3
        ]
        if under and id(segment) not in over:
            rule = under[0]
            hit = [i for i, (a, b) in enumerate(columns) if min(b, rule[2]) - max(a, rule[0]) > 0.5 * (b - a)]
            beside = [s for s in row if abs(s.y - segment.y) < 1 and rule[0] - 3 <= (s.x0 + s.x1) / 2 <= rule[2] + 3]
            if len(beside) > 1 and len(hit) > len(beside):  # rules that touch, one for each
                over.update(headings_at_left(sorted(beside, key=lambda s: s.x0), hit[0], len(hit), columns))
                first, count = over.get(id(segment)) or (first, count)
            elif hit:
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


def _tile(cells: list[GridCell], n_header: int, n_rows: int) -> None:
    """Names at the middle of several rows each, which together are all rows, span them."""
    stubs = sorted((c for c in cells if c.column == 0 and c.row >= n_header), key=lambda c: c.row)
    if any(c.colspan > 1 for c in stubs):
        return
    named = [(c.row - n_header, c.rowspan) for c in stubs]
    for cell, (first, count) in zip(stubs, tiles(named, n_rows - n_header), strict=False):
        cell.row, cell.rowspan = first + n_header, count


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
