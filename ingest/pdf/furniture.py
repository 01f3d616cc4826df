"""Furniture: what is printed on a page but is no part of the paper (running heads, page and line numbers, notices)."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from .chars import Page, Piece
from .lines import Line

_NOTICE = re.compile(
    r"^(?:downloaded (?:from|by|via|on)\b|view (?:article|journal|table of contents)|this journal is ©|"
    r"open access article\. published on|this article is licensed under|published on \d|"
    r".{0,40}\bdownloaded from\b|.{0,80}see the terms and conditions|cite this:|check for updates|"
    r"author manuscript|(?:nih-pa|hhs) author|accepted manuscript$|journal pre-?proof|"
    r"\(?continued (?:from|on)\b|powered by tcpdf)",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?[-–—|\[(]?\s*[A-Z]?\d{1,6}\s*[-–—|\])]?(?:\s*(?:of|/)\s*\d{1,4}\)?)?$|^[ivxl]{1,6}$", re.IGNORECASE
)
_IMPRINT = re.compile(
    r"doi|www\.|https?:|©|\bvol(?:ume|\.)|issn|(?:19|20)\d\d\W+\d+|\d \(?(?:19|20)\d\d|"
    r"^[A-Z][A-Za-z&.,: -]{5,80} (?:19|20)\d\d$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_EDGE = 0.13  # how far from the upper and lower edge running heads stand, as a share of the page


def drop_line_numbers(pages: Sequence[Page]) -> None:
    """Take the numbers that count the lines of a manuscript out of its pages, before they join the lines."""
    edges: Counter[int] = Counter()
    for page in pages:
        edges.update(_counted_edges(page))
    known = {edge for edge, n in edges.items() if n >= 0.3 * len(pages)}
    for page in pages if known else ():
        page.pieces = [piece for piece in page.pieces if not (piece.text.isdigit() and _near(round(piece.x1), known))]


def _near(edge: int, known: set[int]) -> bool:
    return edge in known or edge - 1 in known or edge + 1 in known


def _counted_edges(page: Page) -> list[int]:
    """Where numbers end that stand left or right of everything else, one below the other, and count up."""
    columns: dict[int, list[Piece]] = defaultdict(list)
    for piece in page.pieces:
        if piece.text.isdigit() and len(piece.text) < 5:
            columns[round(piece.x1)].append(piece)
    found: list[int] = []
    for edge, column in columns.items():
        if len(column) < 8:
            continue
        column.sort(key=lambda piece: piece.y)
        steps = [int(b.text) - int(a.text) for a, b in itertools.pairwise(column)]
        begin = min(piece.x0 for piece in column)
        beyond = min(sum(piece.x0 < edge for piece in page.pieces), sum(piece.x1 > begin + 1 for piece in page.pieces))
        outside = beyond - len(column) <= 0.02 * len(page.pieces)
        if outside and sum(step in (1, 5) for step in steps) > 0.8 * len(steps):
            found.append(edge)
    return found


def drop_furniture(pages: Sequence[Page], lines: Sequence[list[Line]]) -> list[list[Line]]:
    """``lines`` (a list a page) without running heads and feet, page numbers, line numbers and notices."""
    repeated = _repeated(pages, lines)
    kept: list[list[Line]] = []
    sizes: Counter[float] = Counter()
    for on_page in lines:
        for line in on_page:
            sizes[round(line.size, 1)] += len(line.pieces)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    for page, on_page in zip(pages, lines, strict=True):
        numbers = _line_numbers(on_page)
        heads = _edge_numbers(page, on_page)
        kept.append(
            [
                line
                for line in on_page
                if id(line) not in numbers
                and id(line) not in heads
                and _key(page, line) not in repeated
                and not _NOTICE.match(line.text)
                and not ((line.size < 0.95 * body or line.n_chars < 60) and _imprint(page, line, on_page))
            ]
        )
    return kept


def _key(page: Page, line: Line) -> tuple[str, int] | None:
    share = line.y / page.height if page.height else 0.5
    if _EDGE < share < 1 - _EDGE:
        return None
    text = _DIGITS.sub("#", line.text).strip().lower()
    return text, round(line.y / 4)


def _imprint(page: Page, line: Line, lines: list[Line]) -> bool:
    """The journal's own line at the edge of a page, even where it stands once."""
    if not page.height or 0.09 * page.height < line.y < 0.91 * page.height:
        return False
    if not _IMPRINT.search(line.text):
        return False
    # The first line of a column or its last may name a year too: an imprint stands apart from text of its size.
    return not any(
        0.3 * line.size < abs(other.y - line.y) < 1.6 * line.size
        and abs(other.size - line.size) < 0.03 * line.size
        and min(other.x1, line.x1) > max(other.x0, line.x0)
        and not _IMPRINT.search(other.text)
        for other in lines
    )


def _repeated(pages: Sequence[Page], lines: Sequence[list[Line]]) -> set[tuple[str, int] | None]:
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page, on_page in zip(pages, lines, strict=True):
        for line in on_page:
            key = _key(page, line)
            if key is not None:
                text, place = key
                for near in (place - 1, place, place + 1):
                    seen[text, near].add(page.number)
    least = 2 if len(pages) < 10 else 3
    return {key for key, on in seen.items() if len(on) >= least}


def _edge_numbers(page: Page, lines: list[Line]) -> set[int]:
    """Page numbers that stand alone above or below everything else."""
    found: set[int] = set()
    if not lines:
        return found
    for line in lines:
        share = line.y / page.height if page.height else 0.5
        if not _EDGE * 0.75 < share < 1 - _EDGE * 0.75 and _PAGE_NUMBER.match(line.text.strip()):
            found.add(id(line))
    return found


def _line_numbers(lines: list[Line]) -> set[int]:
    """Numbers that count the lines at one edge of a manuscript."""
    numbers = [line for line in lines if line.text.strip().isdigit() and line.width < 40]
    if len(numbers) < 8:
        return set()
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in numbers:
        columns[round(line.x1 / 6)].append(line)
    found: set[int] = set()
    for column in columns.values():
        column.sort(key=lambda line: line.y)
        values = [int(line.text) for line in column]
        steps = [b - a for a, b in itertools.pairwise(values)]
        edge = min(line.x0 for line in column)
        others = [line.x0 for line in lines if line not in column]
        outside = not others or sum(edge < x0 for x0 in others) > 0.9 * len(others)
        if len(column) >= 8 and outside and sum(step in (1, 5) for step in steps) > 0.8 * len(steps):
            found.update(id(line) for line in column)
    return found
