"""Paragraphs: groups of lines cut where a paragraph, heading or caption begins, and joined over columns and pages."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from statistics import median

from .columns import Group
from .lines import Line
from .style import KNOWN_HEADING, NO_RUN_IN, NUMBERED, Style, ends_sentence, is_caption
from .tables import FoundTable

_EQUATION_NUMBER = re.compile(r"\(\s?[A-Z]?\d{1,3}(?:\.\d+)?[a-z]?\s?\)$")
_MATHS = re.compile(r"[=→⇌↔⟶≈<>≤≥∑∫∂∆+]|\x02")
_BULLET = re.compile(r"^(?:[•●▪■◆‣⁃*–-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)")
# A heading that only its number tells from the text: "4.1. Experimental setup".
_SUBHEADING = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[A-Z][a-z]+(?:[\s-][A-Za-z]+){0,9}$")
_CONTACT = re.compile(
    r"^(?:[*†‡§¶⁎∗#]|\[\*\]|e-?mail|corresponding author|correspondence|https?://|doi:|©|\d{4}-\d{3}[\dx]/)",
    re.IGNORECASE,
)


_DATED = re.compile(
    r"^(?:(?:manuscript )?(?:received|revised|accepted)|available online|published(?: online)?|editorial decision)\b",
    re.I,
)


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
    kinds = [_kind(lines, style) for lines in chunks]
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
    return bool(_BULLET.match(line.text) and line.text[:1] in "•●▪■◆")


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
    return bool(_EQUATION_NUMBER.search(line.text)) and bool(_MATHS.search(line.text))


def _kind(lines: list[Line], style: Style) -> str:
    first = lines[0]
    text = " ".join(line.text for line in lines).strip()
    if is_caption(first, style):
        return "caption"
    if is_heading(lines, style):
        return "heading"
    n = len(text)
    if len(lines) <= 3 and n < 220 and _MATHS.search(text) and _equation(lines, text, style):
        return "equation"
    if _noise(lines, style, text):
        return "noise"
    if first.size < 0.93 * style.size and _CONTACT.match(text):
        return "footnote"
    if first.size < 0.93 * style.size and first.level(first.pieces[0]) == "sup" and n < 600:
        return "footnote"
    if first.size < 0.97 * style.size and _DATED.match(text) and n < 300:
        return "footnote"
    if _BULLET.match(text) and text[:1] in "•●▪■◆‣":
        return "list"
    return "paragraph"


def _equation(lines: list[Line], text: str, style: Style) -> bool:
    if _EQUATION_NUMBER.search(text):
        return len(re.findall(r"[a-z]{4,}", text)) < 6
    letters = sum(char.isalpha() for char in text)
    words = re.findall(r"\b[A-Za-z][a-z]{3,}\b", text)
    symbolic = sum(len(p.text) for line in lines for p in line.pieces if p.font.symbol or p.font.italic)
    return len(words) < 2 and letters > 0 and symbolic > 0.25 * sum(line.n_chars for line in lines) and "=" in text


def is_heading(lines: list[Line], style: Style) -> bool:
    """Whether lines are a heading."""
    text = " ".join(line.text for line in lines).strip()
    if not 3 <= len(text) <= 220 or len(lines) > 4 or not any(char.isalpha() for char in text):
        return False
    if KNOWN_HEADING.match(text):
        return True
    if len(lines) == 1 and _SUBHEADING.match(text) and lines[0].width < 0.8 * style.width:
        return True
    if not all(style.stands_out(line) for line in lines):
        return False
    first = lines[0]
    words = text.split()
    letters = sum(char.isalpha() for char in text)
    if letters < 0.55 * len(text.replace(" ", "")) or text[-1] in ",;=+([":
        return False
    numbered = bool(NUMBERED.match(text))
    if not numbered and not (text[0].isupper() or text[0] == "■" or first.size > 1.15 * style.size):
        return False
    larger = first.size > 1.06 * style.size
    bold = first.bold > 0.85 and not style.font.bold
    if text.endswith(".") and not (numbered and len(words) < 12) and not (bold and len(words) < 12):
        return False
    if first.size < 0.88 * style.size:
        return bold and len(words) <= 10 and len(text) > 6 and max(len(w) for w in words) > 3
    if larger or bold or numbered:
        return len(words) <= 30
    return len(words) <= 16


def _noise(lines: list[Line], style: Style, text: str) -> bool:
    """Labels of figures and the like: short lines that are not set as the text is."""
    if not any(char.isalpha() for char in text):
        return True
    longest = max(line.width for line in lines)
    mean = sum(line.n_chars for line in lines) / len(lines)
    first = lines[0]
    if style.is_body_size(first) and first.font.family == style.font.family:
        return len(text) < 4
    if first.font.family != style.font.family or first.size < 0.9 * style.size:
        return longest < 0.45 * style.width and mean < 22
    return False


def joined(chunks: list[Chunk]) -> list[Chunk]:
    """Paragraphs that a column, a page or a float cut in two, made whole."""
    done: list[Chunk] = []
    open_: Chunk | None = None
    for chunk in chunks:
        if chunk.kind in ("heading", "title", "abstract", "reference"):
            open_ = None
        elif chunk.kind in ("paragraph", "list"):
            if done and done[-1].kind == "caption" and _goes_on_below(done[-1], chunk, open_):
                done[-1].lines = [*done[-1].lines, *chunk.lines]
                continue
            if open_ is not None and _goes_on(open_, chunk):
                open_.lines = [*open_.lines, *chunk.lines]
                continue
            # Small print between two halves of a paragraph is a footnote, not the end of it.
            if (
                open_ is None
                or chunk.lines[0].size > 0.95 * open_.lines[-1].size
                or ends_sentence(open_.lines[-1].text)
            ):
                open_ = chunk
        elif chunk.kind == "equation":
            open_ = None
        done.append(chunk)
    return done


def _goes_on_below(caption: Chunk, chunk: Chunk, body: Chunk | None) -> bool:
    """Whether a chunk right below a caption, set as it is, is more of it."""
    last, first = caption.lines[-1], chunk.lines[0]
    if caption.table is not None or first.font.name != last.font.name or abs(first.size - last.size) > 0.03 * last.size:
        return False
    below = caption.page == chunk.page and 0 < first.y - last.y < 1.6 * last.size
    apart = body is None or abs(body.lines[-1].size - first.size) > 0.03 * first.size
    overlap = min(last.x1, first.x1) > max(last.x0, first.x0)
    return below and overlap and (apart or not ends_sentence(last.text))


def _goes_on(open_: Chunk, chunk: Chunk) -> bool:
    last, first = open_.lines[-1], chunk.lines[0]
    if not 0.95 <= first.size / last.size <= 1.05:
        return False
    tail, head = last.text.rstrip(), first.text.lstrip()
    if _BULLET.match(head) and ends_sentence(tail):
        return False
    if ends_sentence(tail):
        return head[:1].islower() and not tail.endswith(":")
    return (
        tail[-1:] in "-\xad"
        or head[:1].islower()
        or not head[:1].isupper()
        or last.x1 > open_.column[1] - 2 * last.size
    )


def run_in_heading(chunk: Chunk, style: Style) -> tuple[Chunk, Chunk] | None:
    """The heading that runs into a paragraph, in italics or bold up to a stop, and the rest; None where none does."""
    if chunk.kind != "paragraph":
        return None
    for number, line in enumerate(chunk.lines[:3]):
        at = style.run_in(line)
        if not at:
            if not style.stands_out(line):
                return None
            continue
        head = [*chunk.lines[:number], Line(line.pieces[:at], line.page)]
        text = " ".join(part.text for part in head).strip()
        words = text.split()
        if not 5 <= len(text) <= 160 or not re.match(r"[A-Z\d]", text) or NO_RUN_IN.match(text):
            return None
        if max(map(len, words)) < 4 or ends_sentence(" ".join(words[:-1])):
            return None
        body = [Line(line.pieces[at:], line.page), *chunk.lines[number + 1 :]]
        return (
            Chunk("heading", head, chunk.page, chunk.column, run_in=True),
            Chunk("paragraph", body, chunk.page, chunk.column),
        )
    return None
