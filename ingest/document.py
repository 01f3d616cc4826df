"""Document: a paper as text blocks in reading order, with every position an offset into one text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from .figure import Figure, figures_of
from .span import CharSpan

BLOCK_SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table; ``start`` and ``end`` are offsets of its text in ``Document.text``.

    ``row`` and ``column`` count from 0 and name the cell's upper left corner; a cell that spans several rows or
    columns stands once. Two cells are equal when place and offsets are.
    """

    row: int
    column: int
    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """The structure of a table block.

    ``header_rows`` and ``header_columns`` count the leading rows and columns that name rather than measure.
    ``caption`` and ``footnotes`` repeat the text of the caption and footnote blocks beside the table.
    """

    header_rows: int
    header_columns: int
    caption: str
    footnotes: tuple[str, ...]
    cells: tuple[TableCell, ...]

    @property
    def n_rows(self) -> int:
        """Number of rows of the grid."""
        return max((c.row + c.rowspan for c in self.cells), default=0)

    @property
    def n_columns(self) -> int:
        """Number of columns of the grid."""
        return max((c.column + c.colspan for c in self.cells), default=0)

    def grid(self) -> list[list[TableCell | None]]:
        """The cells as ``n_rows`` x ``n_columns``; a spanning cell stands at every place that it covers."""
        columns = self.n_columns  # counted over all cells: once, not for every row
        rows: list[list[TableCell | None]] = [[None] * columns for _ in range(self.n_rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    rows[row][column] = cell
        return rows


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text of one kind, ``Document.text[start:end]``.

    ``kind`` is one of the block kinds, ``section`` one of the section types (or None where none is known).
    ``page`` counts from 1; ``box`` is (left, top, right, bottom) in points from the page's upper left corner.
    """

    id: str
    kind: str
    section: str | None
    start: int
    end: int
    page: int | None
    box: tuple[float, float, float, float] | None
    text: str
    table: Table | None = None

    @property
    def span(self) -> CharSpan:
        """Where the block lies in ``Document.text``."""
        return CharSpan(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the paper's list of references."""

    id: str
    text: str
    doi: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation mark that stood before ``Document.text[position]``; ``targets`` are ids of references."""

    position: int
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """Something that a reader met and survived; ``code`` is stable, ``message`` is for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class PaperClass:
    """What kind of paper it is.

    ``chemistry`` are codes such as ``li_ion``, ``li_s``, ``na_ion``, ``solid_state``; ``kind`` is one of
    ``experimental``, ``computational``, ``review`` (or None where the text does not tell).
    """

    battery: bool
    chemistry: tuple[str, ...]
    kind: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file gave no text: a code of the failure reasons and a plain sentence."""

    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class FieldSource:
    """A field of a Header that the file leaves out, and who filled it.

    ``source`` is ``bibliography`` (a file beside the paper), ``crossref``, ``openalex`` or ``europepmc``.
    """

    field: str
    source: str


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of a paper beside its text. ``id`` is the first 16 hex digits of the file's SHA-256.

    ``orcids`` is empty or has one for each of ``authors``, None where it is not known. ``abstract`` is that of a
    service, for a paper whose file has none. ``metadata_source`` names every field that does not come from the file.
    """

    id: str
    source: str
    sha256: str
    format: str
    reader: str
    doi: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    journal: str | None = None
    year: int | None = None
    licence: str | None = None
    warnings: tuple[ReadWarning, ...] = ()
    paper_class: PaperClass | None = None
    failure: Failure | None = None
    orcids: tuple[str | None, ...] = ()
    abstract: str | None = None
    metadata_source: tuple[FieldSource, ...] = ()


@dataclass(frozen=True)
class Document:
    """A paper. The law: ``"\\n\\n".join(block.text for block in blocks) == text``."""

    header: Header
    blocks: tuple[Block, ...]
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()

    @cached_property
    def text(self) -> str:
        """The text that every offset points into."""
        return BLOCK_SEPARATOR.join(block.text for block in self.blocks)

    def block_at(self, position: int) -> Block | None:
        """The block that holds the character at ``position``, or None between blocks."""
        low, high = 0, len(self.blocks)
        while low < high:
            middle = (low + high) // 2
            if self.blocks[middle].end <= position:
                low = middle + 1
            else:
                high = middle
        if low < len(self.blocks) and self.blocks[low].start <= position:
            return self.blocks[low]
        return None


@dataclass(frozen=True, slots=True)
class CellDraft:
    """A table cell as a reader finds it: its place and its text (citation marks already taken out)."""

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    citations: tuple[tuple[int, tuple[str, ...]], ...] = ()


# A table of the paper that was printed amid the references, or that a manuscript keeps for its last pages.
_BEHIND_THE_TEXT = ("references", "end_matter")
_NUMBERED_TABLE = re.compile(r"\W{0,3}tab(?:le|\.) ?(?:[A-Z]?\d|[IVX]{1,5}\b)", re.IGNORECASE)


@dataclass
class DocumentBuilder:
    """Collects blocks in reading order and gives every position its offset; each reader ends in one of these.

    Positions that go in count from the start of their own block (or cell); positions that come out count from the
    start of the document.
    """

    _blocks: list[Block] = field(default_factory=list)
    _citations: list[Citation] = field(default_factory=list)
    _references: list[Reference] = field(default_factory=list)
    _warnings: list[ReadWarning] = field(default_factory=list)
    _pictures: dict[str, str] = field(default_factory=dict)
    _length: int = 0

    def _next_start(self) -> int:
        return self._length + len(BLOCK_SEPARATOR) if self._blocks else 0

    def add(
        self,
        kind: str,
        text: str,
        *,
        section: str | None = None,
        page: int | None = None,
        box: tuple[float, float, float, float] | None = None,
        citations: tuple[tuple[int, tuple[str, ...]], ...] = (),
        table: Table | None = None,
    ) -> Block | None:
        """Append a block; ``citations`` are (position in ``text``, reference ids). Blank text adds nothing."""
        if not text.strip():
            return None
        start = self._next_start()
        block = Block(f"b{len(self._blocks)}", kind, section, start, start + len(text), page, box, text, table)
        self._blocks.append(block)
        self._length = block.end
        self._citations.extend(Citation(start + position, targets) for position, targets in citations)
        return block

    def add_table(
        self,
        cells: list[CellDraft],
        *,
        header_rows: int,
        header_columns: int,
        caption: str = "",
        footnotes: tuple[str, ...] = (),
        section: str | None = None,
        page: int | None = None,
        box: tuple[float, float, float, float] | None = None,
    ) -> Block | None:
        """Append a table block in the one serialisation: a line a row, ``| a | b |``, a spanned place left empty."""
        if not any(cell.text.strip() for cell in cells):
            return None
        if section in _BEHIND_THE_TEXT and _NUMBERED_TABLE.match(caption):
            section = self._last_section()
        start = self._next_start()
        by_place = {(cell.row, cell.column): cell for cell in cells}
        n_rows = max(cell.row + cell.rowspan for cell in cells)
        n_columns = max(cell.column + cell.colspan for cell in cells)
        parts: list[str] = []
        offset = start
        placed: list[TableCell] = []
        marks: list[tuple[int, tuple[str, ...]]] = []
        for row in range(n_rows):
            if row:
                parts.append("\n")
                offset += 1
            for column in range(n_columns):
                parts.append("| ")
                offset += 2
                cell = by_place.get((row, column))
                if cell is not None:
                    placed.append(TableCell(row, column, offset, offset + len(cell.text), cell.rowspan, cell.colspan))
                    marks.extend((offset - start + position, targets) for position, targets in cell.citations)
                    parts.append(cell.text)
                    offset += len(cell.text)
                parts.append(" ")
                offset += 1
            parts.append("|")
            offset += 1
        table = Table(header_rows, header_columns, caption, footnotes, tuple(placed))
        return self.add(
            "table", "".join(parts), section=section, page=page, box=box, citations=tuple(marks), table=table
        )

    def _last_section(self) -> str | None:
        """The results, or the last section before the references where no block is of those."""
        sections = [block.section for block in self._blocks if block.section not in _BEHIND_THE_TEXT]
        return "results" if "results" in sections else (sections[-1] if sections else None)

    def refer(self, id: str, text: str, doi: str | None = None) -> None:
        """Append an entry of the list of references."""
        self._references.append(Reference(id, text, doi))

    def picture(self, caption: Block, link: str) -> None:
        """Note the link to the picture that ``caption`` belongs to."""
        self._pictures.setdefault(caption.id, link)

    @property
    def cited_dois(self) -> tuple[str, ...]:
        """The DOIs of the references so far."""
        return tuple(entry.doi for entry in self._references if entry.doi is not None)

    def warn(self, code: str, message: str) -> None:
        """Note something met and survived; the same note stands once."""
        warning = ReadWarning(code, message)
        if warning not in self._warnings:
            self._warnings.append(warning)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks so far."""
        return tuple(self._blocks)

    def build(self, header: Header) -> Document:
        """The finished Document, its warnings joined to those of ``header``."""
        return Document(
            replace(header, warnings=header.warnings + tuple(self._warnings)),
            tuple(self._blocks),
            tuple(self._references),
            tuple(self._citations),
            figures_of(self._blocks, self._pictures),
        )
