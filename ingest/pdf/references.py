"""References: the lines of the list cut into its entries."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from statistics import median

from .lines import Line
from .paragraphs import Chunk

_REFERENCES = re.compile(
    r"^(?:\W|\d+\.?\s)*(?:notes and )?(?:references?(?: and notes)?|bibliography|"
    r"literature(?: cited)?|works cited)\W*$",
    re.IGNORECASE,
)
# What publishers print behind the list.
AFTER_REFERENCES = re.compile(
    r"^(?:conflicts? of interest|competing interests?|publisher.?s.? note|copyright ©|© (?:19|20)\d\d|open access\b|"
    r"received:|manuscript received|citation:|how to cite|additional information|supplementary information accompanies|"
    r"this (?:article|work) is (?:an open access|licen[cs]ed)|disclaimer|(?:author )?biograph)",
    re.IGNORECASE,
)
_LISTED = ("paragraph", "list", "equation", "footnote", "noise")

_MARKER = re.compile(r"^\s*(?:\[\s?(\d{1,3})\s?\]|\((\d{1,3})\)|(\d{1,3})\s?[.)](?!\d)|(\d{1,3})(?=\s+[A-Z\[a-z]))")


def heads_references(text: str) -> bool:
    """Whether a text is the heading of a list of references."""
    return bool(_REFERENCES.match(text.strip()))


def split_references(chunks: list[Chunk]) -> tuple[list[Chunk], list[list[Line]]]:
    """The chunks of the paper without those of its list of references, and the entries of the list."""
    body: list[Chunk] = []
    listed: list[Line] = []
    inside = False
    for chunk in chunks:
        if chunk.kind == "heading":
            inside = heads_references(chunk.text)
        if inside and chunk.kind == "paragraph" and AFTER_REFERENCES.match(chunk.text):
            inside = False
        if inside and chunk.kind in _LISTED:
            listed.extend(chunk.lines)
        else:
            body.append(chunk)
    if not listed:
        body, listed = _unnamed_list(body)
    return body, entries(listed)


def _unnamed_list(body: list[Chunk]) -> tuple[list[Chunk], list[Line]]:
    """A list of references that has no heading, found by its numbers in the second half of the paper."""
    half = len(body) // 2
    places = [(i, line) for i, c in enumerate(body) if i >= half and c.kind in _LISTED for line in c.lines]
    start = begins_unnamed([line for _, line in places])
    if start is None:
        return body, []
    first = places[start][0]
    end = next((i for i in range(first + 1, len(body)) if body[i].kind == "heading"), len(body))
    listed = [line for i, line in places[start:] if i < end]
    taken = {id(line) for line in listed}
    rest: list[Chunk] = []
    for index, chunk in enumerate(body):
        if first <= index < end and chunk.kind in _LISTED:
            chunk.lines = [line for line in chunk.lines if id(line) not in taken]
        if chunk.lines:
            rest.append(chunk)
    return rest, listed


def entries(lines: list[Line]) -> list[list[Line]]:
    """The lines of a list of references, in reading order, an entry each."""
    if not lines:
        return []
    marked = [_number(line) for line in lines]
    starts = _counting(marked)
    short = len(starts) == 2 and starts[0] == 0 and marked[0] == 1  # a list of two
    if short or (len(starts) >= 3 and len(starts) > 0.08 * len(lines)):
        return _split(lines, starts)
    return _split(lines, _hanging(lines))


def begins_unnamed(lines: list[Line]) -> int | None:
    """Where a list without a heading begins: the first of at least eight numbers that count up from 1, or None."""
    marked = [_marked(line) for line in lines]
    best: tuple[int, int] | None = None
    for index, (number, kind) in enumerate(marked):
        if number == 1:
            # One list has one kind of mark: the number of an equation, (1), begins no list of [1], [2], …
            counted = _counting([other if sort == kind else None for other, sort in marked[index:]])
            reach = counted[-1] + 1 if counted else 0
            if len(counted) >= 8 and len(counted) > 0.12 * reach and (best is None or len(counted) > best[0]):
                best = (len(counted), index)
    return best[1] if best else None


def _number(line: Line) -> int | None:
    return _marked(line)[0]


def _marked(line: Line) -> tuple[int | None, int]:
    """The number that begins a line, and which of the kinds of marks it is."""
    match = _MARKER.match(line.text)
    if not match or match.lastindex is None:
        return None, 0
    return int(match[match.lastindex]), match.lastindex


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
    gaps = [b.y - a.y for a, b in itertools.pairwise(lines) if 0 < b.y - a.y < 4 * a.size]
    usual = median(gaps) if gaps else 0.0
    lefts = {column: _left(x0s) for column, x0s in edges.items()}
    indented = {column: sum(x0 > lefts[column] + 4 for x0 in x0s) > 0.3 * len(x0s) for column, x0s in edges.items()}
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
    return [lines[a:b] for a, b in itertools.pairwise(bounds)]
