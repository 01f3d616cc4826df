"""Paragraphs that a column, a page or a float cut in two, and headings that run into theirs."""

from __future__ import annotations

import re

from .kinds import BULLET
from .lines import Line
from .paragraphs import Chunk
from .style import NO_RUN_IN, Style, ends_sentence


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
    if BULLET.match(head) and ends_sentence(tail):
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
