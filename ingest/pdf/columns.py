"""Columns: lines grouped into blocks, and the order in which a reader takes the blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from .chars import Page
from .lines import Line


@dataclass
class Group:
    """Lines that stand directly below each other in one column."""

    lines: list[Line] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Append a line and widen the box."""
        if not self.lines:
            self.x0, self.x1, self.top, self.bottom = line.x0, line.x1, line.top, line.bottom
        else:
            self.x0, self.x1 = min(self.x0, line.x0), max(self.x1, line.x1)
            self.top, self.bottom = min(self.top, line.top), max(self.bottom, line.bottom)
        self.lines.append(line)

    @property
    def size(self) -> float:
        """The size of the last line."""
        return self.lines[-1].size


def left_edges(page: Page) -> Counter[int]:
    """How many long lines begin at each whole point from the left."""
    edges: Counter[int] = Counter()
    if not page.pieces:
        return edges
    start = page.pieces[0]
    y, size, right, least = start.y, start.size, start.x1, 0.2 * page.width
    for piece in page.pieces[1:]:
        own = piece.size
        rise = 0.6 * (own if own > size else size)
        if not -rise <= piece.y - y <= rise or not -5 < piece.x0 - right < 1.6 * own:
            if right - start.x0 > least:
                edges[round(start.x0)] += 1
            start, y, size = piece, piece.y, own
        right = piece.x1
    last = page.pieces[-1]
    if last.x1 - start.x0 > 0.2 * page.width:
        edges[round(start.x0)] += 1
    return edges


def gutter_of(edges: Counter[int], width: float) -> float | None:
    """The left edge of the right column, or None where the page has one column."""
    if not edges:
        return None
    near = {x: edges[x - 1] + edges[x] + edges[x + 1] for x in edges}
    total = sum(edges.values())
    right = [(n, -x) for x, n in near.items() if 0.42 * width < x < 0.65 * width]
    if not right:
        return None
    n, negative = max(right)
    if n < 4 or n < 0.12 * total:
        return None
    # Where most lines hang behind a number, the column begins at the numbers.
    return (
        min(
            [float(x) for x in edges if -negative - 18 < x <= -negative and near[x] >= max(4, 0.2 * n)],
            default=-negative,
        )
        - 1.0
    )


def groups_of(lines: list[Line], gutter: float | None) -> list[Group]:
    """Lines (from top to bottom) as groups."""
    leading = _leading(lines)
    groups: list[Group] = []
    open_: list[Group] = []
    for index, line in enumerate(lines):
        side = _side(line, gutter)
        reach = max(1.55 * line.size, 1.25 * leading if leading < 3 * line.size else 0.0)
        open_ = [group for group in open_ if line.y - group.lines[-1].y <= reach + line.size]
        best: Group | None = None
        for group in open_:
            if best is not None and group.lines[-1].y <= best.lines[-1].y:
                continue
            if _continues(group, line, reach, side, gutter) and not _beside(lines, index, group, gutter):
                best = group
        if best is None:
            best = Group()
            groups.append(best)
            open_.append(best)
        best.add(line)
    return groups


def _leading(lines: list[Line]) -> float:
    gaps: Counter[float] = Counter()
    for index, line in enumerate(lines):
        for below in lines[index + 1 : index + 6]:
            gap = below.y - line.y
            if gap > 0.6 * line.size and min(line.x1, below.x1) - max(line.x0, below.x0) > 0.5 * line.width:
                gaps[round(gap * 2) / 2] += below.n_chars
                break
    return gaps.most_common(1)[0][0] if gaps else 0.0


def _side(line: Line, gutter: float | None) -> int:
    if gutter is None:
        return 0
    if line.x0 >= gutter - 4:
        return 2
    return 1 if line.x1 <= gutter + 2 else 0


def _continues(group: Group, line: Line, reach: float, side: int, gutter: float | None) -> bool:
    last = group.lines[-1]
    gap = line.y - last.y
    if gap < -0.35 * line.size or gap > reach or not _same_side(group, _side(last, gutter), line, side):
        return False
    if abs(gap) <= 0.35 * line.size:
        return group.x0 - 2 <= line.x0 and line.x1 <= group.x1 + 2 and len(group.lines) > 1
    if not 0.94 <= line.size / last.size <= 1.06:
        return False
    overlap = min(group.x1, line.x1) - max(group.x0, line.x0)
    if overlap < 0.5 * min(line.width, group.x1 - group.x0):
        return False
    aligned = abs(line.x0 - group.x0) < 3.2 * line.size
    centred = abs((line.x0 + line.x1) - (group.x0 + group.x1)) < 2 * line.size
    return aligned or centred


def _same_side(group: Group, before: int, line: Line, side: int) -> bool:
    """Whether a line may continue a group: in its column, or as the short last line of one that spans both."""
    return before == side or (before == 0 and side == 1 and abs(line.x0 - group.x0) < line.size)


def _beside(lines: list[Line], index: int, group: Group, gutter: float | None) -> bool:
    """Whether a stranger stands beside the line within the group's width, or beside the group within the line's."""
    line, last = lines[index], group.lines[-1]
    near, near_last = 0.6 * line.size, 0.6 * last.size
    left, right, quarter = group.x0, group.x1, 0.25 * (group.x1 - group.x0)
    for other in lines[max(0, index - 8) : index + 8]:
        beside_line, beside_last = -near < other.y - line.y < near, -near_last < other.y - last.y < near_last
        if not (beside_line or beside_last) or other is line or other is last:
            continue
        wide = other.x1 - other.x0
        if beside_line and line.width > 40 and wide > quarter:
            inside = (other.x1 if other.x1 < right else right) - (other.x0 if other.x0 > left else left)
            if inside > 0.5 * wide and other not in group.lines[-3:]:
                return True
        if beside_last and wide > 0.25 * line.width:
            inside = (other.x1 if other.x1 < line.x1 else line.x1) - (other.x0 if other.x0 > line.x0 else line.x0)
            if inside > 0.5 * wide and other not in group.lines[-3:]:
                return True
    return False


def bands_of(groups: list[Group], begins: Callable[[str], bool], gutter: float | None) -> list[list[Group]]:
    """Groups above and below the heading of a list that is set in both columns below the rest of the page.

    ``begins`` says of a text whether it is such a heading. What stands beside it in the right column must change
    its size at the same height; else the list simply continues the left column.
    """
    if gutter is None:
        return [groups]
    for head in groups:
        if not begins(head.lines[0].text) or head.x0 > gutter:
            continue
        below = [g for g in groups if g is not head and g.top > head.top and g.x0 < gutter]
        if len(head.lines) > 1:
            size = head.lines[1].size
        elif below:
            size = min(below, key=lambda g: g.top).lines[0].size
        else:
            continue
        edge = head.top - 2
        right = [g for g in groups if g.x0 >= gutter - 4]
        over = [g for g in right if g.bottom <= head.bottom + 6]
        under = [g for g in right if g not in over]
        small = all(abs(g.lines[0].size - size) < 0.04 * size for g in under)
        if over and under and small and all(abs(g.lines[-1].size - size) > 0.04 * size for g in over[-1:]):
            upper = [g for g in groups if g in over or (g.x0 < gutter - 4 and g.top < edge)]
            return [upper, [g for g in groups if g not in upper]]
    return [groups]


def in_order(groups: list[Group]) -> list[Group]:
    """Groups in reading order.

    Breuel's two rules: of two that share a column the upper comes first; one that lies wholly to the left comes
    first unless something between them in height reaches over both. (T. M. Breuel, High performance document layout
    analysis, 2003.)
    """
    n = len(groups)
    if n < 2:
        return groups
    x0 = np.array([g.x0 for g in groups])
    x1 = np.array([_right_edge(g, groups) for g in groups])
    top = np.array([g.top for g in groups])
    bottom = np.array([g.bottom for g in groups])
    middle = (top + bottom) / 2
    shared = np.minimum(x1[:, None], x1[None]) - np.maximum(x0[:, None], x0[None]) > 1.0
    above = middle[:, None] < middle[None]
    before = shared & above
    left = (x1[:, None] <= x0[None] + 1.0) & ~shared
    for i, j in zip(*np.nonzero(left), strict=True):
        low, high = sorted((middle[i], middle[j]))
        between = (middle > low) & (middle < high) & shared[i] & shared[j]
        if not between.any():
            before[i, j] = True
    np.fill_diagonal(before, False)
    order: list[int] = []
    waiting = set(range(n))
    blockers = before.sum(axis=0)
    while waiting:
        # Where the rules contradict each other, the one with the fewest before it goes first.
        free = min(waiting, key=lambda k: (blockers[k], x0[k] if blockers[k] else 0, top[k], x0[k]))
        order.append(free)
        waiting.remove(free)
        blockers = blockers - before[free]
    return [groups[k] for k in order]


def _right_edge(group: Group, groups: list[Group]) -> float:
    """The right edge; a heading reaches as far as the text below it, not as far as its words."""
    if len(group.lines) > 2:
        return group.x1
    below = [
        g for g in groups if g.top > group.top and abs(g.x0 - group.x0) < 2 * group.size and g.top - group.bottom < 60
    ]
    return max(group.x1, min(below, key=lambda g: g.top).x1) if below else group.x1
