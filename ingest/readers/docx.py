"""Word manuscripts (.docx), by python-docx: headings by style, superscripts by run, tables with merged cells."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from ..document import Document, DocumentBuilder, Header
from ..errors import MissingExtra, ReadError
from ..flow import Flow
from ..grid import RawCell
from ..metadata import authors_of, doi_of, licence_of, year_of
from ..normal import Level, Run, normalise
from ..sections import section_of
from ..source import Limits, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|标题)\s*(\d)", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+\S")
_CAPTION = re.compile(r"(?:Fig(?:ure|\.)|Table|Scheme)\s*S?\d+\s*[.:|–-]", re.IGNORECASE)
_REFERENCE = re.compile(r"\s*(?:\[(\d{1,3})\]|\(?(\d{1,3})[.)])\s+")


# What a package that is damaged, locked or packed in an unknown way makes zipfile raise.
_DAMAGE = (BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError)


class DocxReader:
    """Word documents. Needs the extra ``manuscripts``."""

    name = "docx"

    def read(self, source: Source, *, limits: Limits) -> Document:
        """The Document; raises MissingExtra without python-docx, ReadError where the package is broken or too large."""
        _check_size(source.data, limits)
        try:
            import docx
            from docx.opc.exceptions import PackageNotFoundError
        except ImportError as error:
            raise MissingExtra("Reading Word files", "manuscripts") from error
        try:
            package = docx.Document(BytesIO(source.data))
        except (*_DAMAGE, PackageNotFoundError, KeyError, SyntaxError) as error:
            raise ReadError(
                "malformed", f"The Word file is broken ({error}). Open it in Word and save it again."
            ) from error
        builder = DocumentBuilder()
        _Walk(Flow(builder, limits, linked=False)).read(package)
        if not any(block.kind not in ("title", "heading") for block in builder.blocks):
            raise ReadError("empty", "The Word file holds no text.")
        head = "\n".join(block.text for block in builder.blocks[:12])
        title = next((block.text for block in builder.blocks if block.kind == "title"), None)
        lines = [block.text for block in builder.blocks[:5] if block.kind == "other"]
        authors = next(filter(None, map(authors_of, lines)), ())
        header = Header(
            source.id, source.name, source.sha256, "docx", self.name,
            doi=doi_of(head), title=title or package.core_properties.title or None, authors=authors,
            year=year_of(head) if "©" in head else None, licence=licence_of(head),
        )  # fmt: skip
        return builder.build(header)


def _check_size(data: bytes, limits: Limits) -> None:
    try:
        unpacked = sum(item.file_size for item in ZipFile(BytesIO(data)).infolist())
    except BadZipFile as error:
        raise ReadError("truncated", "The Word file is cut off or broken. Download it again.") from error
    if unpacked > limits.unpacked_mb * 1_000_000:
        raise ReadError(
            "limit_size", f"The Word file unpacks to {unpacked // 1_000_000} MB, the limit is {limits.unpacked_mb} MB."
        )


class _Walk:
    """Adds the body of a package to a flow, paragraph by paragraph."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._open: list[tuple[int, str]] = []
        self._titled = False
        self._references = 0
        self._caption = ""

    def read(self, package: Any) -> None:
        """Add all blocks of ``package``."""
        styles = {style.style_id: style.name or "" for style in package.styles}
        for element in package.element.body:
            if element.tag == f"{_W}p":
                style_id = element.find(f"{_W}pPr/{_W}pStyle")
                name = styles.get(style_id.get(f"{_W}val"), "") if style_id is not None else ""
                self._paragraph(element, name)
            elif element.tag == f"{_W}tbl":
                self._table(element)
            elif element.tag == f"{_W}sdt":
                for inner in element.iter(f"{_W}p"):
                    self._paragraph(inner, "")

    def _paragraph(self, element: Any, style: str) -> None:
        flow = self._flow
        runs = list(_runs(element))
        plain = "".join(run.text for run in runs).strip()
        if not plain:
            return
        heading = _HEADING.match(style)
        if style.lower() == "title" or (
            not self._titled and not heading and len(plain) < 300 and not flow.builder.blocks
        ):
            self._titled = True
            flow.add("title", runs)
        elif heading or self._looks_like_heading(element, plain):
            self._heading(int(heading[1]) if heading else _depth(plain), runs)
        elif style.lower() == "caption" or _CAPTION.match(plain):
            text = flow.caption("", runs)
            self._caption = text if text.lower().startswith("table") else ""
        elif flow.section == "references":
            text = normalise(plain)
            number = _REFERENCE.match(plain)
            id = next(filter(None, number.groups()), "") if number else ""
            self._references += 1
            flow.builder.refer(id or f"r{self._references}", text, doi_of(text))
            flow.builder.add("reference", text, section="references")
        elif element.find(f".//{_M}oMathPara") is not None and len(plain) < 300:
            flow.add("equation", runs)
        elif flow.section is None:
            flow.add("other" if len(plain) < 300 else "paragraph", runs)
        else:
            listed = element.find(f"{_W}pPr/{_W}numPr") is not None
            kind = "abstract" if flow.section == "abstract" else "list" if listed else "paragraph"
            flow.add(kind, runs)

    def _looks_like_heading(self, element: Any, plain: str) -> bool:
        """Authors who know no styles print headings bold, or number them."""
        if len(plain) > 120 or plain.endswith((".", ",", ";", ":")):
            return False
        bold = [r for r in element.iter(f"{_W}r") if "".join(t.text or "" for t in r.iter(f"{_W}t")).strip()]
        is_bold = bool(bold) and all(r.find(f"{_W}rPr/{_W}b") is not None for r in bold)
        return section_of(plain, "other") != "other" or (
            is_bold and (bool(_NUMBERED.match(plain)) or len(plain.split()) < 12)
        )

    def _heading(self, level: int, runs: list[Run]) -> None:
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        before = self._open[-1][1] if self._open else None
        self._open.append((level, self._flow.heading(runs, before=before)))

    def _table(self, table: Any) -> None:
        rows: list[list[RawCell]] = []
        heights: dict[int, tuple[int, int]] = {}
        for number, row in enumerate(table.findall(f"{_W}tr")):
            cells: list[RawCell] = []
            column = 0
            for cell in row.findall(f"{_W}tc"):
                span = cell.find(f"{_W}tcPr/{_W}gridSpan")
                width = int(span.get(f"{_W}val", "1")) if span is not None else 1
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                if merge is not None and merge.get(f"{_W}val") != "restart" and column in heights:
                    top, place = heights[column]
                    held = rows[top][place] if top < number else cells[place]
                    rows[top][place] = RawCell(
                        held.text, held.rowspan + 1, held.colspan, held.header, held.citations, held.column
                    )
                else:
                    runs = [run for p in cell.findall(f"{_W}p") for run in (*_runs(p), Run(" "))]
                    heights[column] = (number, len(cells))
                    cells.append(self._flow.cell(runs, colspan=width, column=column))
                column += width
            rows.append(cells)
        marked = [row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in table.findall(f"{_W}tr")]
        self._flow.table(rows, head_rows=marked.index(False) if False in marked else 0, caption=self._caption)
        self._caption = ""


def _depth(plain: str) -> int:
    number = re.match(r"(\d{1,2}(?:\.\d{1,2})*)", plain)
    return number[1].count(".") + 1 if number else 1


def _runs(paragraph: Any) -> Iterator[Run]:
    """The runs of a paragraph: text, indices, formulae; deleted text of tracked changes is left out."""
    for element in paragraph.iter(f"{_W}r", f"{_M}oMath"):
        if element.tag == f"{_M}oMath":
            yield Run(_math(element))
            continue
        place = element.find(f"{_W}rPr/{_W}vertAlign")
        value = place.get(f"{_W}val") if place is not None else ""
        level: Level = "sup" if value == "superscript" else "sub" if value == "subscript" else "base"
        for part in element:
            if part.tag == f"{_W}t":
                yield Run(part.text or "", level)
            elif part.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
                yield Run(" ", level)
            elif part.tag == f"{_W}noBreakHyphen":
                yield Run("-", level)
            elif part.tag == f"{_W}sym":
                yield Run(chr(int(part.get(f"{_W}char", "20"), 16)), level)


def _math(element: Any) -> str:
    """Office's own formulae in one line."""
    tag = element.tag.removeprefix(_M)
    if tag == "t":
        return element.text or ""

    def part(name: str) -> str:
        found = element.find(f"{_M}{name}")
        return "".join(_math(child) for child in found) if found is not None else ""

    if tag == "sSup":
        return f"{part('e')}^{_group(part('sup'))}"
    if tag == "sSub":
        return part("e") + part("sub")
    if tag == "sSubSup":
        return f"{part('e')}{part('sub')}^{_group(part('sup'))}"
    if tag == "f":
        return f"{_group(part('num'))}/{_group(part('den'))}"
    if tag == "rad":
        return f"√({part('e')})"
    if tag == "d":
        return f"({part('e')})"
    return "".join(_math(child) for child in element if isinstance(child.tag, str))


def _group(text: str) -> str:
    return text if re.fullmatch(r"[-+−]?[\w.]+", text) else f"({text})"
