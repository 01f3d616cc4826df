"""Paragraphs: groups of lines cut where a paragraph, heading or caption begins."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from statistics import median

from .columns import Group
from .kinds import BULLET, EQUATION_NUMBER, MATHS, kind_of
from .lines import Line
from .style import KNOWN_HEADING, NUMBERED, Style, ends_sentence, is_caption
from .tables import FoundTable


@dataclass
class Chunk:
    """Lines that make one block: a paragraph, heading, caption … (the block kinds)."""

    kind: str
    lines: list[Line]
    page: int
    column: tuple[float, float]
    table: FoundTable | None = None  # the table that a caption stands above
    run_in: bool = False  # a heading on the first line of its paragraph

    @property
    def text(self) -> str:
        """The bare text, for looking at."""
        return " ".join(line.text for line in self.lines)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the lines that stand on the first page."""
        lines = [line for line in self.lines if line.page == self.page] or self.lines
        return (
            round(min(line.x0 for line in lines), 1),
            round(min(line.top for line in lines), 1),
            round(max(line.x1 for line in lines), 1),
            round(max(line.bottom for line in lines), 1),
        )


def cut(group: Group, page: int, style: Style, *, in_references: bool = False) -> list[Chunk]:
    """The chunks of a group, each with its kind."""
    rows = _rows(group.lines)
    chunks: list[list[Line]] = []
    gaps = [b.y - a.y for a, b in itertools.pairwise(rows)]
    usual = median(gaps) if gaps else 0.0
    left, right = _edges(rows)
    for index, line in enumerate(rows):
        if not index or _begins(rows, index, usual, left, right, style, chunks[-1], in_references):
            chunks.append([line])
        else:
            chunks[-1].append(line)
    kinds = [kind_of(lines, style) for lines in chunks]
    if in_references:
        kinds = [
            "paragraph" if k == "heading" and not _ends_list(c, style) else k
            for k, c in zip(kinds, chunks, strict=True)
        ]
    return [Chunk(kind, lines, page, (group.x0, group.x1)) for kind, lines in zip(kinds, chunks, strict=True)]


def _ends_list(lines: list[Line], style: Style) -> bool:
    """Whether a heading ends a list of references: an italic journal or a title in capitals does not."""
    text = " ".join(line.text for line in lines).strip()
    return bool(KNOWN_HEADING.match(text)) or (lines[0].size > 0.97 * style.size and lines[0].bold > 0.85)


def drop_axes(chunks: list[Chunk], style: Style) -> None:
    """Turn headings into noise that are set in a font of the figures and head no text: titles of axes and panels."""
    trusted = {style.font.family}
    for chunk in chunks:
        if chunk.kind == "heading" and (KNOWN_HEADING.match(chunk.text.strip()) or NUMBERED.match(chunk.text)):
            trusted.add(chunk.lines[0].font.family)
    for chunk, after in zip(chunks, [*chunks[1:], None], strict=True):
        if chunk.kind != "heading" or chunk.lines[0].font.family in trusted:
            continue
        if after is None or not _heads(chunk, after, style):
            chunk.kind = "noise"


def _heads(chunk: Chunk, after: Chunk, style: Style) -> bool:
    """Whether a chunk stands right above text, as a heading does and the title of an axis does not."""
    if after.kind == "heading":
        return after.lines[0].font.name != chunk.lines[0].font.name
    below = after.lines[0].y - chunk.lines[-1].y
    text = after.kind in ("paragraph", "list") and after.lines[0].width > 0.6 * style.width
    return text and len(after.lines) > 1 and after.page == chunk.page and 0 < below < 3 * style.size


def _rows(lines: list[Line]) -> list[Line]:
    """Lines of one height in one group are one line torn apart by wide spaces."""
    rows: list[Line] = []
    for line in sorted(lines, key=lambda item: (round(item.y / 2), item.x0)):
        if rows and abs(rows[-1].y - line.y) < 0.3 * line.size and line.x0 >= rows[-1].x1 - 1:
            line.pieces[0].space = True
            rows[-1] = Line([*rows[-1].pieces, *line.pieces], line.page)
        else:
            rows.append(line)
    rows.sort(key=lambda item: item.y)
    return rows


def _edges(rows: list[Line]) -> tuple[float, float]:
    """Where full lines begin and end."""
    if len(rows) < 3:
        return min(r.x0 for r in rows), max(r.x1 for r in rows)
    starts = sorted(round(r.x0, 1) for r in rows)
    ends = sorted(r.x1 for r in rows)
    return starts[len(starts) // 5], ends[-max(1, len(ends) // 5)]


def _begins(
    rows: list[Line],
    index: int,
    usual: float,
    left: float,
    right: float,
    style: Style,
    chunk: list[Line],
    in_references: bool,
) -> bool:
    before, line = rows[index - 1], rows[index]
    size = line.size
    gap = line.y - before.y
    if is_caption(line, style) and (
        style.look(line) != style.look(before) or gap > 1.2 * usual or ends_sentence(before.text)
    ):
        return True
    if is_caption(chunk[0], style):
        return gap > 1.5 * usual or (style.is_body_size(line) and not style.is_body_size(chunk[0]))
    if _heading_goes_on(chunk, line, style, left):
        return False
    if style.run_in(line):
        # A heading that runs into its paragraph, or the last line of one that takes two.
        return not (style.stands_out(before) and len(chunk) < 3 and not ends_sentence(before.text) and gap < 1.5 * size)
    if gap > max(1.28 * usual, usual + 0.28 * size):
        return not (style.stands_out(line) and style.look(line) == style.look(before) and gap < 1.5 * size)
    out, out_before = style.stands_out(line), style.stands_out(before)
    if (out != out_before or (out and style.look(line) != style.look(before))) and (
        out_before or _may_head(rows, index, style)
    ):
        if out_before and len(chunk) > 4 and not out:
            return line.x0 - left > 0.7 * size
        return True
    if out and NUMBERED.match(line.text) and line.x0 - left < 0.5 * size and len(chunk) < 4:
        return True
    if KNOWN_HEADING.match(line.text.strip()) and line.width < 0.6 * (right - left) and ends_sentence(before.text):
        return True
    indent = line.x0 - left
    if in_references:
        return False
    if 0.6 * size < indent < 6 * size and before.x0 - left < 0.45 * size and not _math_heavy(line):
        following = rows[index + 1] if index + 1 < len(rows) else None
        hanging = following is not None and abs(following.x0 - line.x0) < 0.3 * size
        return not hanging or ends_sentence(before.text)
    short = before.x1 < right - max(2.0 * size, 0.06 * (right - left))
    if (
        short
        and ends_sentence(before.text)
        and (line.text[:1].isupper() or line.text[:1] in "([•")
        and before.x0 - left < 3 * size
    ):
        return _justified(rows, right)
    return bool(BULLET.match(line.text) and line.text[:1] in "•●▪■◆")


def _heading_goes_on(chunk: list[Line], line: Line, style: Style, left: float) -> bool:
    """Whether a line, indented below a numbered heading and set as it is, is the rest of the heading."""
    first, before = chunk[0], chunk[-1]
    return (
        len(chunk) < 3
        and 0.6 * line.size < line.x0 - left < 6 * line.size
        and 0 < line.y - before.y < 1.35 * line.size
        and style.stands_out(line)
        and style.stands_out(before)
        and style.look(line) == style.look(before)
        and bool(NUMBERED.match(first.text))
        and not NUMBERED.match(line.text)
        and not ends_sentence(before.text)
    )


def _justified(rows: list[Line], right: float) -> bool:
    if len(rows) < 4:
        return True
    return sum(right - row.x1 < 0.35 * row.size for row in rows) >= 0.55 * len(rows)


def _may_head(rows: list[Line], index: int, style: Style) -> bool:
    """Whether the line that stands out begins a heading rather than continues a sentence in italics."""
    line, before = rows[index], rows[index - 1]
    if line.size > 1.06 * style.size:
        return True
    text = line.text.strip()
    return ends_sentence(before.text) and (text[:1].isupper() or text[:1].isdigit()) and not text.endswith((",", ";"))


def _math_heavy(line: Line) -> bool:
    return bool(EQUATION_NUMBER.search(line.text)) and bool(MATHS.search(line.text))
