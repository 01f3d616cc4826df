"""Plain text: blank lines part paragraphs, short lines that name a section are headings."""

from __future__ import annotations

import re

from ..document import Document, DocumentBuilder, Header
from ..encoding import decode
from ..errors import ReadError
from ..flow import Flow
from ..metadata import authors_of, doi_of, journal_of, licence_of, own_doi, year_of
from ..normal import Run, normalise, strip_citations
from ..sections import section_of
from ..source import Limits, Source

_BLANK = re.compile(r"\n[ \t]*\n")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,4}\.)\s+[A-Z]\w")
_REFERENCE = re.compile(r"\s*(?:\[(\d{1,3})\]|\(?(\d{1,3})[.)])\s+\S")
_CAPTION = re.compile(r"(?:Fig(?:ure|\.)?|Table|Scheme|Chart)\s*S?\d+\s*[.:|]", re.IGNORECASE)
_BULLET = re.compile(r"\s*[•●▪◦‣*–-]\s*")
_END = re.compile(r"[.!?:;,]['\")\]]*$")
_ADDRESS = re.compile(r"[\w.+-]@[\w-]{1,60}(?:\.[\w-]{1,60}){0,5}\.[a-z]{2,12}\b|\b[Ee]-?mail\b")
# What was measured stands in no line of names and places (`Sn@C delivers 792 mAh/g`).
_VALUE = re.compile(r"\d\s?(?:%|°C|mA|[µm]?V\b|[mk]?Wh?\b|m?S\b|m?Ω|cycles\b)")


class TextReader:
    """Plain text, also with one sentence a line (paragraphs are then the runs of lines between headings)."""

    name = "text"

    def read(self, source: Source, *, limits: Limits) -> Document:
        """The Document of a text file; raises ReadError ``empty`` where it has no characters."""
        text = decode(source.data).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
        builder = DocumentBuilder()
        title = add_text(builder, text)
        if not builder.blocks:
            raise ReadError("empty", "The file holds no text. Download it again.")
        head = text[:5000]
        authors, journal, year = front_of(builder)
        header = Header(
            source.id, source.name, source.sha256, "text", self.name,
            doi=own_doi(head, builder.cited_dois), title=title, authors=authors,
            journal=journal, year=year or (year_of(head) if "©" in head else None), licence=licence_of(head),
        )  # fmt: skip
        return builder.build(header)


def front_of(builder: DocumentBuilder) -> tuple[tuple[str, ...], str | None, int | None]:
    """Authors, journal and year from the lines between the title and the first section."""
    authors: tuple[str, ...] = ()
    journal: str | None = None
    year: int | None = None
    for block in builder.blocks[:8]:
        if block.kind == "other" and block.section is None:
            authors = authors or authors_of(block.text)
            if journal is None:
                journal, year = journal_of(block.text)
    return authors, journal, year


def add_text(builder: DocumentBuilder, text: str) -> str | None:
    """Add the blocks of ``text``; the title, where the first paragraph is one."""
    title: str | None = None
    section: str | None = None
    for index, chunk in enumerate(_chunks(text)):
        line = normalise(chunk)
        if not line:
            continue
        if "\n" in chunk:
            _add_table(builder, chunk, section)
        elif index == 0 and len(line) < 400 and not _END.search(line) and not _names_section(line):
            title = line
            builder.add("title", line)
        elif section is None and index < 8 and not _names_section(line) and is_front(line):
            builder.add("other", line)
        elif _is_heading(line):
            section = section_of(line, section)
            builder.add("heading", line, section=section)
        elif section == "references":
            number = _REFERENCE.match(line)
            id = next(filter(None, number.groups()), "") if number else ""
            builder.refer(id or f"r{index}", line, doi_of(line))
            builder.add("reference", line, section=section)
        else:
            kind = "abstract" if section == "abstract" else "caption" if _CAPTION.match(line) else "paragraph"
            plain, citations = strip_citations(line)
            builder.add(kind, plain, section=section, citations=citations)
    return title


def _chunks(text: str) -> list[str]:
    """Paragraphs: the stretches between blank lines, headings on lines of their own split off."""
    chunks: list[str] = []
    for stretch in _BLANK.split(text.strip()):
        lines = stretch.strip("\n").split("\n")
        pending: list[str] = []
        tabbed = _tabbed(lines)
        for at, line in enumerate(lines):
            if at in tabbed:
                if pending:
                    chunks.append(_joined(pending))
                    pending = []
                if at - 1 in tabbed and lines[at - 1].count("\t") == line.count("\t"):
                    chunks[-1] += f"\n{line}"
                else:
                    chunks.append(line)
                continue
            plain = line.strip()
            alone = _names_section(normalise(plain)) if len(plain) < 80 and not _END.search(plain) else False
            if alone or _REFERENCE.match(line) or (_BULLET.match(line) and _BULLET.sub("", line, count=1) == ""):
                if pending:
                    chunks.append(_joined(pending))
                    pending = []
                if alone:
                    chunks.append(plain)
                elif _REFERENCE.match(line):
                    pending = [plain]
            elif plain:
                pending.append(plain)
        if pending:
            chunks.append(_joined(pending))
    return [chunk for chunk in chunks if chunk.strip()]


def _tabbed(lines: list[str]) -> set[int]:
    """The lines that are rows of a table: with as many tabs within them as the line above or below has."""
    counts = [line.strip(" ").count("\t") if line.strip() and line[:1] != "\t" else 0 for line in lines]
    pairs = (at for at in range(1, len(counts)) if counts[at] and counts[at] == counts[at - 1])
    return {row for at in pairs for row in (at - 1, at)}


def _add_table(builder: DocumentBuilder, chunk: str, section: str | None) -> None:
    flow = Flow(builder, Limits(), linked=False)
    flow.section = section
    last = builder.blocks[-1] if builder.blocks else None
    above = last.text if last is not None and last.kind == "caption" and last.text.lower().startswith("table") else ""
    rows = [[flow.cell([Run(cell)]) for cell in line.split("\t")] for line in chunk.split("\n")]
    flow.table(rows, head_rows=0, caption=above)


def _joined(lines: list[str]) -> str:
    """Lines as one paragraph; a word broken at a line's end is mended."""
    parts = lines[:1]
    for line in lines[1:]:
        last = parts[-1]
        if last.endswith("-") and last[-2:-1].isalpha() and line[:1].islower():
            parts[-1] = last[:-1]
        else:
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def is_front(line: str) -> bool:
    """Whether a line before the first section is one of names, of an address, a date or a place of publication."""
    if authors_of(line):
        return True
    told = len(line) < 250 and bool(journal_of(line)[1] or doi_of(line) or _ADDRESS.search(line))
    return told and _VALUE.search(line) is None


def _names_section(line: str) -> bool:
    """Whether a short line is the name of a section that the mapping knows."""
    return len(line) < 80 and not _END.search(line) and section_of(line, "other") != "other"


def _is_heading(line: str) -> bool:
    if len(line) > 120 or _END.search(line) or _CAPTION.match(line):
        return False
    return (
        _names_section(line)
        or bool(_NUMBERED.match(line))
        or (len(line) < 60 and line[:1].isupper() and len(line.split()) <= 8)
    )
