"""Tables: the region below a caption found by its rules or its shape, and its text laid out in rows and columns."""

from __future__ import annotations

import itertools
import re
from copy import copy
from dataclasses import dataclass, field
from statistics import median

from .chars import Page
from .grid import Grid, grid_of
from .lines import Line
from .style import CAPTION, Style, ends_sentence, is_caption

Rule = tuple[float, float, float, float]  # left, top, right, bottom
_FOOTNOTE = re.compile(
    r"^(?:\(?[a-h]\)?[ )\]]|[*†‡§¶#]|notes?\b|source|abbreviations|data (?:from|taken)|the |a[A-Z]|\^)", re.IGNORECASE
)
# `Table 2.` in a line of its own before the words of the caption.
_LABEL_ALONE = re.compile(r"\W*Tab(?:le|\.)\s?\S{1,6}\W?", re.IGNORECASE)


@dataclass
class FoundTable:
    """A table of a page: the lines of its caption, its grid, the lines of its footnotes and its box."""

    caption: list[Line]
    grid: Grid
    footnotes: list[Line] = field(default_factory=list)
    box: Rule = (0.0, 0.0, 0.0, 0.0)


def tables_of(page: Page, lines: list[Line], style: Style, gutter: float | None) -> list[FoundTable]:
    """The tables below the table captions of a page, from top to bottom."""
    captions = [line for line in lines if heads_table(line, style) and not _inside_text(line, lines, style)]
    if not captions:
        return []
    rules = _level(page.rules)
    found: list[FoundTable] = []
    taken: set[int] = set()
    for caption in captions:
        others = [line for line in lines if id(line) not in taken]
        table = _table(caption, others, rules, page, style, gutter, captions)
        if table is not None:
            found.append(table)
            taken.update(id(line) for line in table.grid.lines)
            taken.update(id(line) for line in table.caption)
            taken.update(id(line) for line in table.footnotes)
    return found


def table_at_top(
    page: Page, lines: list[Line], style: Style, gutter: float | None, caption: list[Line]
) -> FoundTable | None:
    """The table that opens a page whose caption ends the page before, or None where the page opens with text."""
    if len(lines) < 4 or any(heads_table(line, style) for line in lines[:2]):
        return None
    first = lines[0]
    moved = copy(caption[0])
    moved.x0, moved.x1, moved.y = first.x0, first.x1, first.top - 0.6 * first.size
    captions = [line for line in lines if is_caption(line, style)]
    table = _table(moved, lines, _level(page.rules), page, style, gutter, [moved, *captions])
    if table is None or not any(line is first for line in table.grid.lines) or not _tabular(table.grid.lines):
        return None
    table.caption = caption
    return table


def heads_table(line: Line, style: Style) -> bool:
    """Whether a line begins the caption of a table."""
    match = CAPTION.match(line.text)
    return bool(match and match["label"].lower().startswith("tab") and is_caption(line, style))


def _inside_text(line: Line, lines: list[Line], style: Style) -> bool:
    """Whether a line that begins with "Table 2." only continues the sentence above it."""
    return any(
        0 < line.y - above.y < 1.6 * line.size
        and _within(line, above.x0 - 3, above.x1 + 3)
        and style.look(above) == style.look(line)
        and abs(above.x0 - line.x0) < 4 * line.size
        and not ends_sentence(above.text)
        for above in lines
    )


def _level(rules: list[Rule]) -> list[Rule]:
    """The level rules, those drawn in pieces joined, from top to bottom."""
    level = sorted((r for r in rules if r[2] - r[0] > r[3] - r[1]), key=lambda r: (round(r[1]), r[0]))
    joined: list[Rule] = []
    for rule in level:
        if joined and abs(joined[-1][1] - rule[1]) < 1.6 and rule[0] - joined[-1][2] < 2.5:
            last = joined[-1]
            joined[-1] = (min(last[0], rule[0]), last[1], max(last[2], rule[2]), last[3])
        else:
            joined.append(rule)
    return [rule for rule in joined if rule[2] - rule[0] > 12]


def _table(
    caption: Line,
    lines: list[Line],
    rules: list[Rule],
    page: Page,
    style: Style,
    gutter: float | None,
    captions: list[Line],
) -> FoundTable | None:
    left, right = _reach(caption, rules, page, gutter)
    heads = [caption]
    below = [item for item in lines if item.y > caption.y + 0.3 * caption.size and _within(item, left, right)]
    end = min((c.top for c in captions if c.y > caption.y + 2 and _within(c, left, right)), default=page.height)
    below = [item for item in below if item.y < end]
    mine = [r for r in rules if caption.y < r[1] < end and min(r[2], right) - max(r[0], left) > 0.5 * (r[2] - r[0])]
    first = mine[0] if mine else None
    for line in below:
        if first is not None and line.y > first[1] and first[1] - heads[-1].y < 40:
            break
        spacing = 2.2 if heads[-1].text.count("(") > heads[-1].text.count(")") else 1.6  # `(mAh` before `g^-1)`
        same = 0.95 < line.size / heads[-1].size < 1.05 and line.y - heads[-1].y < spacing * line.size
        alone = not any(o is not line and abs(o.y - line.y) < 0.4 * line.size for o in below)
        if not same or not alone or _gaps(line) or (heads[-1].x1 < right - 0.4 * (right - left) and first is None):
            break
        if ends_sentence(heads[-1].text) and _ended(heads, line, right - left if first is not None else 0.0):
            break
        heads.append(line)
    below = [item for item in below if item not in heads and item.y > heads[-1].y]
    bottom, closed = _bottom(heads[-1], below, mine, style, left, right)
    body = [item for item in below if item.y <= bottom + 1]
    if len(body) < 2:
        return None
    wide = [r for r in mine if r[1] <= bottom + 4]
    inner = [r for r in wide if r[1] > heads[-1].y]
    if not closed and not _tabular(body):
        return None
    grid = grid_of(body, inner, ruled=_upright(page.rules, left, right, heads[-1].y, bottom))
    if grid is None:
        return None
    notes = _notes(below, bottom, body, style) if closed else []
    box = (
        min(item.x0 for item in body),
        min(item.top for item in body),
        max(item.x1 for item in body),
        max(item.bottom for item in body),
    )
    return FoundTable(heads, grid, notes, box)


def _ended(heads: list[Line], line: Line, width: float) -> bool:
    """Whether a caption broke off where the first word of ``line`` still fitted; ``width`` is its table's."""
    if _LABEL_ALONE.fullmatch(heads[-1].text):
        return False
    widest = max(head.width for head in heads) if len(heads) > 1 else width
    first = line.pieces[0].text.split(" ")[0]
    return heads[-1].width + 0.6 * line.size * (len(first) + 2) < 0.9 * widest


def _reach(caption: Line, rules: list[Rule], page: Page, gutter: float | None) -> tuple[float, float]:
    """How far the table of a caption reaches to the left and right."""
    near = [r for r in rules if -30 < r[1] - caption.y < 70 and r[2] - r[0] > 60 and r[0] - 60 < caption.x0 < r[2]]
    if near:
        rule = min(near, key=lambda r: abs(r[1] - caption.y) if r[1] > caption.y else 100 + caption.y - r[1])
        # The rule below a heading of several columns stands within the table, whose own are longer.
        around = [r for r in near if _encloses(r, rule, gutter)]
        rule = min(around, key=lambda r: r[1]) if around else rule
        same = [r for r in near if abs(r[1] - rule[1]) < 2]
        return min(r[0] for r in same) - 3, max(r[2] for r in same) + 3
    if gutter is not None and caption.x0 >= gutter - 4:
        return gutter - 4, page.width
    if gutter is not None and caption.x1 < gutter:
        return 0.0, gutter - 4
    return 0.0, page.width


def _encloses(outer: Rule, inner: Rule, gutter: float | None) -> bool:
    """Whether a rule below ``inner`` reaches further than it to a side, and not into another column of text."""
    wider = outer[0] < inner[0] + 2 and inner[2] - 2 < outer[2] and outer[2] - outer[0] > 1.05 * (inner[2] - inner[0])
    across = gutter is not None and outer[0] < gutter < outer[2] and not inner[0] < gutter < inner[2]
    return outer[1] > inner[1] and wider and not across


def _within(line: Line, left: float, right: float) -> bool:
    return min(line.x1, right) - max(line.x0, left) > 0.6 * line.width


def _gaps(line: Line) -> bool:
    """Whether a line has holes as wide as those between columns."""
    return any(b.x0 - a.x1 > 1.2 * line.size for a, b in zip(line.pieces, line.pieces[1:], strict=False))


def _bottom(
    head: Line, below: list[Line], rules: list[Rule], style: Style, left: float, right: float
) -> tuple[float, bool]:
    """Where the table ends, and whether a rule closes it."""
    widest = max((r[2] - r[0] for r in rules), default=0.0)
    full = [r for r in rules if r[2] - r[0] > 0.7 * widest and r[2] - r[0] > 60]
    last: float | None = None
    before = head.y
    for rule in full:
        between = [item for item in below if before < item.y < rule[1]]
        if _prose(between, style, left, right) or (last is None and rule[1] - head.y > 70 and not between):
            break
        if not between and last is not None and rule[1] - last > 30:
            break
        last = before = rule[1]
    enough = last is not None and sum(item.y < last for item in below) >= 2
    if enough and last is not None and len([r for r in full if r[1] <= last]) >= 2:
        further = _further(below, last)
        return (further, False) if further else (last, True)
    y = head.y
    usual: list[float] = []
    for line in below:
        gap = line.y - y
        if gap > max(3.2 * line.size, 2.2 * median(usual) if usual else 0.0) and y != head.y:
            break
        if style.is_body_size(line) and _prose(
            [item for item in below if 0 <= item.y - line.y < 4 * line.size], style, left, right
        ):
            break
        if gap > 0.5 * line.size:
            usual.append(gap)
        y = line.y
    return y, False


def _further(below: list[Line], last: float) -> float | None:
    """Where the rows end that go on below a rule as they stood above it (a rule between parts of the table)."""
    within = [item for item in below if item.y < last]
    gaps = sorted(b.y - a.y for a, b in itertools.pairwise(within) if b.y - a.y > 0.5 * a.size)
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    size = median(item.size for item in within)
    y, more = last, []
    for line in (item for item in below if item.y > last):
        if line.y - y > 1.6 * usual or abs(line.size - size) > 0.05 * size:
            break
        more.append(line)
        y = line.y
    return y if len(more) >= 6 and _tabular(more) else None


def _prose(lines: list[Line], style: Style, left: float, right: float) -> bool:
    """Whether running text stands among the lines: three full lines of the body's size, one below the other."""
    run = 0
    column = min(style.width, right - left)
    for line in lines:
        full = style.is_body_size(line) and line.width > 0.85 * column and not _gaps(line)
        run = run + 1 if full else 0
        if run >= 3:
            return True
    return False


def _tabular(body: list[Line]) -> bool:
    """Whether most of the lines have others beside them or wide holes, as the rows of a table do."""
    beside = [_gaps(item) or any(o is not item and abs(o.y - item.y) < 0.35 * item.size for o in body) for item in body]
    return sum(beside) >= 0.6 * len(body)


def _upright(rules: list[Rule], left: float, right: float, top: float, bottom: float) -> list[float]:
    """Where upright rules part the columns."""
    return sorted(
        {
            round(r[0], 0)
            for r in rules
            if r[3] - r[1] > r[2] - r[0] and left - 3 < r[0] < right + 3 and r[1] < bottom and r[3] > top
        }
    )


def _notes(below: list[Line], bottom: float, body: list[Line], style: Style) -> list[Line]:
    """The footnotes that stand right below the closing rule."""
    size = median(item.size for item in body)
    notes: list[Line] = []
    y = bottom
    for line in (item for item in below if item.y > bottom + 1):
        small = line.size < 0.97 * style.size and line.size <= 1.05 * size
        if not small or line.y - y > (2.6 if not notes else 1.7) * line.size:
            break
        if not notes and not (_FOOTNOTE.match(line.text) or line.pieces[0].size < 0.9 * line.size):
            break
        notes.append(line)
        y = line.y
    return notes
