"""References: the lines of the list cut into its entries."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median

from .lines import Line

_MARKER = re.compile(r"^\s*(?:\[\s?(\d{1,3})\s?\]|\((\d{1,3})\)|(\d{1,3})\s?[.)](?!\d)|(\d{1,3})(?=\s+[A-Z\[a-z]))")


def entries(lines: list[Line]) -> list[list[Line]]:
    """The lines of a list of references, in reading order, an entry each."""
    if not lines:
        return []
    marked = [_number(line) for line in lines]
    starts = _counting(marked)
    if len(starts) >= 3 and len(starts) > 0.08 * len(lines):
        return _split(lines, starts)
    return _split(lines, _hanging(lines))


def begins_unnamed(lines: list[Line]) -> int | None:
    """Where a list without a heading begins: the first of at least eight numbers that count up from 1, or None."""
    numbers = [_number(line) for line in lines]
    best: tuple[int, int] | None = None
    for index, number in enumerate(numbers):
        if number == 1:
            counted = _counting(numbers[index:])
            reach = counted[-1] + 1 if counted else 0
            if len(counted) >= 8 and len(counted) > 0.12 * reach and (best is None or len(counted) > best[0]):
                best = (len(counted), index)
    return best[1] if best else None


def _number(line: Line) -> int | None:
    match = _MARKER.match(line.text)
    return int(next(filter(None, match.groups()))) if match and any(match.groups()) else None


def _counting(numbers: list[int | None]) -> list[int]:
    """The places whose numbers count up; a year or page that begins a line does not."""
    starts: list[int] = []
    expected: int | None = None
    for index, number in enumerate(numbers):
        if number is None:
            continue
        if expected is None:
            if number <= 2 or index == 0:
                starts.append(index)
                expected = number + 1
        elif expected <= number <= expected + 2:
            starts.append(index)
            expected = number + 1
    return starts


def _hanging(lines: list[Line]) -> list[int]:
    """Entries without numbers: each begins further left than its other lines, or behind a gap."""
    starts = [0]
    edges: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        edges.setdefault(_column(line), []).append(line.x0)
    gaps = [b.y - a.y for a, b in zip(lines, lines[1:], strict=False) if 0 < b.y - a.y < 4 * a.size]
    usual = median(gaps) if gaps else 0.0
    lefts = {column: _left(x0s) for column, x0s in edges.items()}
    indented = {
        column: sum(x0 > lefts[column] + 4 for x0 in x0s) > 0.3 * len(x0s) for column, x0s in edges.items()
    }
    hangs = sum(indented.values()) > 0
    for index in range(1, len(lines)):
        line, before = lines[index], lines[index - 1]
        column = _column(line)
        if hangs and indented[column]:
            if line.x0 < lefts[column] + 2.5:
                starts.append(index)
        elif line.y - before.y > 1.2 * usual and line.page == before.page:
            starts.append(index)
    return starts


def _column(line: Line) -> tuple[int, int]:
    return line.page, int(line.x0 // 150)


def _left(x0s: list[float]) -> float:
    counts = Counter(round(x0) for x0 in x0s)
    return float(min(x0 for x0, n in counts.items() if n >= max(1, 0.1 * len(x0s))))


def _split(lines: list[Line], starts: list[int]) -> list[list[Line]]:
    bounds = sorted({0, *starts, len(lines)})
    return [lines[a:b] for a, b in zip(bounds, bounds[1:], strict=False)]
