"""The blocks of Markdown: headings, paragraphs, pipe and HTML tables, lists, images, formulae, notes, references."""

from __future__ import annotations

import re

from ..flow import Flow
from ..htmltree import parse_html
from ..metadata import doi_of
from ..normal import Run, join_runs
from ..tex import tex_text
from .html_inline import collect
from .html_tables import read_table
from .markdown_inline import runs_of
from .text import is_front

# Identifiers and sizes that pandoc takes: "{#sec:methods}", "{width=50%}".
_ATTRIBUTES = re.compile(r"[ \t]*\{[#.:\w][^{}\n]{0,200}\}[ \t]*$")
_NOTE = re.compile(r"^\[\^(\w{1,20})\]:[ \t]+(\S.*(?:\n[ \t]+\S.*){0,30})", re.MULTILINE)
_CITES_WORK = re.compile(r"\b(?:19|20)\d\d\b|\bdoi\b|https?://", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_UNDERLINE = re.compile(r"(=+|-{2,})[ \t]*$")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(.*)")
_REFERENCE_ITEM = re.compile(r"[ \t]*(?:(\d{1,3})[.)]|\[(\d{1,3})\]:?|\[\^(\w{1,20})\]:|[-*+])[ \t]+(.*)")
_IMAGE = re.compile(r"!\[(.*?)\]\([^)\s]*(?:[ \t]+\"([^\"]*)\")?\)(?:\{[^{}\n]{0,200}\})?[ \t]*$")
_TABLE_CAPTION = re.compile(r"(?:\*\*|_)?(?:Table|TABLE|Tab\.)\s*S?\d+|:\s+\S|Table:")
_CAPTION = re.compile(r"(?:\*\*|_|\*)?(?:Fig(?:ure|\.)|Scheme|Chart)\s*S?\d+", re.IGNORECASE)
_BLOCK_HTML = re.compile(
    r"</?(?:div|center|p|br|hr|img|figure|figcaption|details|summary|span|a)\b[^>\n]{0,400}>", re.IGNORECASE
)


class Writer:
    """Goes through the lines once and adds blocks to a flow."""

    def __init__(self, flow: Flow, title: str | None) -> None:
        self._flow = flow
        self._title = title
        self._open: list[tuple[int, str]] = []
        self._caption = ""
        # How many lines of names and places may still follow the title.
        self._front = 6
        self._notes: dict[str, str] = {}

    def write(self, text: str) -> None:
        """Add all blocks of ``text``."""
        flow = self._flow
        text = _without_comments(text)
        # Notes that name no work are footnotes; the others are references.
        self._notes = {note[1]: note[2] for note in _NOTE.finditer(text) if not _CITES_WORK.search(note[2])}
        if self._title:
            flow.add("title", runs_of(self._title))
        lines = text.split("\n")
        at = 0
        while at < len(lines):
            line = _BLOCK_HTML.sub("", lines[at])
            heading = _HEADING.match(line)
            following = lines[at + 1] if at + 1 < len(lines) else ""
            if not line.strip():
                at += 1
            elif line.lstrip().startswith(("```", "~~~")):
                at = self._fence(lines, at)
            elif line.strip().startswith("$$") or line.strip().startswith("\\["):
                at = self._equation(lines, at)
            elif line.lstrip().lower().startswith("<table"):
                at = self._html_table(lines, at)
            elif heading:
                self._heading(len(heading[1]), heading[2])
                at += 1
            elif "|" in line and _TABLE_RULE.match(following) and "|" in following:
                at = self._table(lines, at)
            elif _UNDERLINE.match(following) and not _ITEM.match(line) and "|" not in line:
                self._heading(1 if following.startswith("=") else 2, line.strip())
                at += 2
            else:
                at = self._stretch(lines, at)

    def _heading(self, level: int, text: str) -> None:
        flow = self._flow
        text = _ATTRIBUTES.sub("", text)
        if level == 1 and self._title == text and [block.kind for block in flow.builder.blocks] == ["title"]:
            return
        if self._title is None and level == 1 and not flow.builder.blocks:
            self._title = text
            flow.add("title", runs_of(text))
            return
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self._open.append((level, flow.heading(runs_of(text), before=self._open[-1][1] if self._open else None)))

    def _fence(self, lines: list[str], at: int) -> int:
        mark = lines[at].strip()[:3]
        end = at + 1
        while end < len(lines) and not lines[end].strip().startswith(mark):
            end += 1
        self._flow.add("other", [Run("\n".join(lines[at + 1 : end]))])
        return end + 1

    def _equation(self, lines: list[str], at: int) -> int:
        closing = "$$" if lines[at].strip().startswith("$$") else "\\]"
        end = at
        body = lines[at].strip()[2:]
        while closing not in body and end + 1 < len(lines) and end - at < 60:
            end += 1
            body += "\n" + lines[end]
        self._flow.add("equation", [Run(tex_text(body.partition(closing)[0]))])
        return end + 1

    def _table(self, lines: list[str], at: int) -> int:
        rows = [_cells(lines[at])]
        end = at + 2
        while end < len(lines) and "|" in lines[end] and lines[end].strip():
            rows.append(_cells(lines[end]))
            end += 1
        caption, end = self._caption_of_table(lines, end)
        cells = [
            [self._flow.cell(runs_of(cell), header=number == 0) for cell in row] for number, row in enumerate(rows)
        ]
        self._flow.table(cells, head_rows=1, caption=caption)
        return end

    def _caption_of_table(self, lines: list[str], end: int) -> tuple[str, int]:
        """The caption above a table that ends before ``end``, or right below it, and the line to go on with."""
        caption, self._caption = self._caption, ""
        below = end
        while below < len(lines) and below - end < 2 and not lines[below].strip():
            below += 1
        if not caption and below < len(lines) and _TABLE_CAPTION.match(lines[below]):
            end = self._stretch(lines, below)
            caption, self._caption = self._caption, ""
        return caption, end

    def _html_table(self, lines: list[str], at: int) -> int:
        """A table written as HTML, which Markdown lets through."""
        end = at
        while end + 1 < len(lines) and "</table" not in lines[end].lower():
            end += 1
        root = parse_html("\n".join(lines[at : end + 1]).encode(), limits=self._flow.limits)
        caption, end = self._caption_of_table(lines, end + 1)
        for table in root.iter("table"):
            printed = table.find("caption")
            runs: list[Run] = []
            if printed is not None:
                collect(printed, "base", runs)
                caption = self._flow.caption("", runs)
            read_table(
                self._flow, table, caption=caption, notes=[], gather=lambda cell, runs: collect(cell, "base", runs)
            )
        return end

    def _add(self, kind: str, text: str) -> None:
        """A block of ``text``, its marks of footnotes taken out, and the footnotes behind it."""
        runs = runs_of(text)
        notes = [run.targets[0] for run in runs if run.citation and run.targets[:1] and run.targets[0] in self._notes]
        self._flow.add(kind, [run for run in runs if not (run.citation and run.targets[0] in notes)])
        for note in notes:
            footnote = self._notes[note]
            if footnote:
                self._notes[note] = ""
                self._flow.add("footnote", runs_of(" ".join(footnote.split())))

    def _stretch(self, lines: list[str], at: int) -> int:
        """A paragraph, an item of a list or a reference: the lines up to a blank one or another block."""
        end = at + 1
        while end < len(lines) and lines[end].strip() and not _starts_block(lines, end):
            end += 1
        text = " ".join(_BLOCK_HTML.sub("", line).strip().removeprefix("> ") for line in lines[at:end])
        flow = self._flow
        text = _ATTRIBUTES.sub("", text)
        reference, item, image = _REFERENCE_ITEM.match(text), _ITEM.match(text), _IMAGE.match(text)
        if reference and reference[3] in self._notes:
            return end
        if flow.section == "references" or (reference and reference[3]):
            id = next(filter(None, reference.groups()[:3]), "") if reference else ""
            shown = join_runs(runs_of(reference[4] if reference and reference[3] else text))[0]
            flow.builder.refer(id or f"r{at}", shown, doi_of(text))
            flow.builder.add("reference", shown, section="references")
        elif image:
            flow.add("caption", runs_of(image[2] or image[1]))
        elif item:
            self._add("list", item[1])
        elif _TABLE_CAPTION.match(text) and len(text) < 1500:
            self._caption = flow.caption("", runs_of(text.removeprefix(": ")))
        elif _CAPTION.match(text) and re.match(r"\W*\w+\.?\s*\w+\W*[.:|]", text):
            flow.caption("", runs_of(text))
        else:
            if flow.section is None and self._front > 0 and is_front(flow.text(runs_of(text))[0]):
                self._front -= 1
                flow.add("other", runs_of(text))
                return end
            self._front = 0
            self._add("abstract" if flow.section == "abstract" else "paragraph", text)
        return end


def _without_comments(text: str) -> str:
    parts: list[str] = []
    end = 0
    while (begin := text.find("<!--", end)) >= 0 and (close := text.find("-->", begin)) >= 0:
        parts.append(text[end:begin])
        end = close + 3
    return "".join([*parts, text[end:]])


def _starts_block(lines: list[str], at: int) -> bool:
    line = lines[at]
    following = lines[at + 1] if at + 1 < len(lines) else ""
    return bool(
        _HEADING.match(line) or _ITEM.match(line) or _REFERENCE_ITEM.match(line)
        or line.lstrip().startswith(("```", "$$", "~~~"))
        or ("|" in line and _TABLE_RULE.match(following) and "|" in following)
    )  # fmt: skip


def _cells(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|", line.strip())
    if cells and not cells[0].strip() and line.strip().startswith("|"):
        cells = cells[1:]
    if cells and not cells[-1].strip() and line.strip().endswith("|"):
        cells = cells[:-1]
    return [cell.strip().replace("\\|", "|") for cell in cells]
