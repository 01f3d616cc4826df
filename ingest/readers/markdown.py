"""Markdown: ATX and underlined headings, paragraphs, pipe tables, lists, images as figures, TeX formulae."""

from __future__ import annotations

import re

from ..document import Document, DocumentBuilder, Header
from ..encoding import decode
from ..errors import ReadError
from ..flow import Flow
from ..metadata import doi_of, licence_of, year_of
from ..normal import Level, Run, join_runs
from ..source import Limits, Source
from ..tex import tex_text
from .text import front_of, is_front

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"^(\w[\w -]*):[ \t]*(.*)$")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_UNDERLINE = re.compile(r"(=+|-{2,})[ \t]*$")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(.*)")
_REFERENCE_ITEM = re.compile(r"[ \t]*(?:(\d{1,3})[.)]|\[(\d{1,3})\]:?|\[\^(\w+)\]:|[-*+])[ \t]+(.*)")
_IMAGE = re.compile(r"!\[(.*?)\]\([^)\s]*(?:[ \t]+\"([^\"]*)\")?\)[ \t]*$")
_TABLE_CAPTION = re.compile(r"(?:\*\*|_)?(?:Table|TABLE|Tab\.)\s*S?\d+|:\s+\S|Table:")
_CAPTION = re.compile(r"(?:\*\*|_|\*)?(?:Fig(?:ure|\.)|Scheme|Chart)\s*S?\d+", re.IGNORECASE)
_INLINE = re.compile(
    r"(?P<code>`{1,3})(?P<coded>.{1,1000}?)(?P=code)|\$(?P<tex>[^$\n]{1,500})\$|<(?P<tag>su[bp])>(?P<raised>.{0,300}?)</(?P=tag)>|"
    r"\^(?P<sup>[\w+\u2212-]{1,12})\^(?![\d+\u2212-])|(?<!~)~(?P<sub>[^\s~]{1,40})~(?!~)|"
    r"!?\[(?P<text>[^\[\]\n]*)\]\((?P<href>[^)\s]{0,600})(?:[ \t]+\"[^\"\n]{0,300}\")?\)|"
    r"\[\^(?P<note>\w{1,20})\]|\[(?P<cite>@[\w:.-]{1,80}(?:;[ \t]*@[\w:.-]{1,80}){0,60})\]|<(?P<url>https?://[^>\s]{1,600})>|"
    r"(?P<html></?[a-zA-Z][^>\n]{0,200}>)|"
    r"\\(?P<escaped>[\\`*_{}\[\]()#+.!~^$|-])|(?P<mark>\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~)"
)
_BLOCK_HTML = re.compile(
    r"</?(?:div|center|p|br|hr|img|figure|figcaption|details|summary|span|a)\b[^>\n]{0,400}>", re.IGNORECASE
)


class MarkdownReader:
    """Markdown as authors and converters write it (CommonMark, tables, footnotes, TeX between dollar signs)."""

    name = "markdown"

    def read(self, source: Source, *, limits: Limits) -> Document:
        """The Document; raises ReadError ``empty`` where the file has no text."""
        text = decode(source.data).replace("\r\n", "\n").replace("\r", "\n")
        builder = DocumentBuilder()
        fields = _fields(text)
        text = _FRONT_MATTER.sub("", text, count=1)
        flow = Flow(builder, limits, linked=False)
        _Writer(flow, fields.get("title")).write(text)
        if not any(block.kind not in ("title", "heading") for block in builder.blocks):
            raise ReadError("empty", "The file holds no text. Download it again.")
        title = next((block.text for block in builder.blocks if block.kind == "title"), None)
        names = re.split(r"\s*[;,]\s*|\s+and\s+", fields.get("author", fields.get("authors", "")).strip("[] "))
        authors, journal, year = front_of(builder)
        header = Header(
            source.id, source.name, source.sha256, "markdown", self.name,
            doi=doi_of(fields.get("doi")) or doi_of(text[:3000]), title=title,
            authors=tuple(name.strip("\"' ") for name in names if name.strip("\"' ")) or authors,
            journal=fields.get("journal") or journal, year=year_of(fields.get("year") or fields.get("date")) or year,
            licence=licence_of(fields.get("licence") or fields.get("license"), text[:3000], text[-3000:]),
        )  # fmt: skip
        return builder.build(header)


def _fields(text: str) -> dict[str, str]:
    """The simple ``key: value`` lines of the front matter."""
    matter = _FRONT_MATTER.match(text)
    found: dict[str, str] = {}
    for line in matter[1].split("\n") if matter else ():
        field = _FIELD.match(line)
        if field:
            found[field[1].lower()] = field[2].strip().strip("\"'")
    return found


def runs_of(text: str, level: Level = "base", depth: int = 0) -> list[Run]:
    """Inline Markdown as runs: marks of emphasis vanish, indices and formulae keep their level."""
    runs: list[Run] = []
    end = 0
    for match in _INLINE.finditer(text):
        runs.append(Run(text[end : match.start()], level))
        end = match.end()
        if match["coded"] is not None:
            runs.append(Run(match["coded"], level))
        elif match["tex"] is not None:
            runs.append(Run(tex_text(match["tex"]), level))
        elif match["raised"] is not None:
            runs.append(Run(re.sub(r"[*_]", "", match["raised"]), "sub" if match["tag"] == "sub" else "sup"))
        elif match["sup"] is not None:
            runs.append(Run(match["sup"], "sup"))
        elif match["sub"] is not None:
            runs.append(Run(match["sub"], "sub"))
        elif match["text"] is not None:
            citing = re.match(r"#(?:ref|cite|bib|r)\S*\d", match["href"])
            if citing:
                runs.append(Run(match["text"], level, (match["href"][1:],), citation=True))
            elif depth < 5:
                runs += runs_of(match["text"], level, depth + 1)
        elif match["note"] is not None:
            runs.append(Run(match["note"], "sup", (match["note"],), citation=True))
        elif match["cite"] is not None:
            runs.append(Run("[1]", "base", tuple(re.findall(r"@([\w:.-]+)", match["cite"])), citation=True))
        elif match["url"] is not None or match["escaped"] is not None:
            runs.append(Run(match["url"] or match["escaped"], level))
        elif match["html"] is not None and match["html"].lower().startswith("<br"):
            runs.append(Run(" ", level))
    runs.append(Run(text[end:], level))
    return runs


class _Writer:
    """Goes through the lines once and adds blocks to a flow."""

    def __init__(self, flow: Flow, title: str | None) -> None:
        self._flow = flow
        self._title = title
        self._open: list[tuple[int, str]] = []
        self._caption = ""
        # How many lines of names and places may still follow the title.
        self._front = 6

    def write(self, text: str) -> None:
        """Add all blocks of ``text``."""
        flow = self._flow
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
        caption = self._caption
        self._caption = ""
        cells = [
            [self._flow.cell(runs_of(cell), header=number == 0) for cell in row] for number, row in enumerate(rows)
        ]
        self._flow.table(cells, head_rows=1, caption=caption)
        return end

    def _stretch(self, lines: list[str], at: int) -> int:
        """A paragraph, an item of a list or a reference: the lines up to a blank one or another block."""
        end = at + 1
        while end < len(lines) and lines[end].strip() and not _starts_block(lines, end):
            end += 1
        text = " ".join(_BLOCK_HTML.sub("", line).strip().removeprefix("> ") for line in lines[at:end])
        flow = self._flow
        reference, item, image = _REFERENCE_ITEM.match(text), _ITEM.match(text), _IMAGE.match(text)
        if flow.section == "references" or (reference and reference[3]):
            id = next(filter(None, reference.groups()[:3]), "") if reference else ""
            shown = join_runs(runs_of(text))[0]
            flow.builder.refer(id or f"r{at}", shown, doi_of(text))
            flow.builder.add("reference", shown, section="references")
        elif image:
            flow.add("caption", runs_of(image[2] or image[1]))
        elif item:
            flow.add("list", runs_of(item[1]))
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
            flow.add("abstract" if flow.section == "abstract" else "paragraph", runs_of(text))
        return end


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
