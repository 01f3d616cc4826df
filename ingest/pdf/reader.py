"""PdfReader: a PDF with a text layer becomes a Document."""

from __future__ import annotations

import re
from collections import Counter

from ..citations import expand_numbers
from ..document import CellDraft, Document, DocumentBuilder, Header
from ..errors import ReadError
from ..metadata import doi_of
from ..normal import Run, join_runs, strip_citations
from ..sections import section_of
from ..source import Limits, Source
from .chars import Fonts, Page, read_page
from .columns import bands_of, groups_of, gutter_of, in_order, left_edges
from .front import Front, authors_of, file_title, front_of, title_chunk, whole_title
from .furniture import drop_furniture
from .lines import Line, Vocabulary, joined_runs, lines_of
from .opening import Opened, has_picture, opened
from .paragraphs import Chunk, cut, drop_axes, joined
from .references import begins_unnamed, entries
from .style import RUN_IN, Style, style_of
from .tables import FoundTable, tables_of

_ABSTRACT = re.compile(r"^(?:abstract|a b s t r a c t|summary)\b\s*[:.—–|-]*\s*", re.IGNORECASE)
_KEYWORDS = re.compile(r"^(?:key ?words?|index terms)\b", re.IGNORECASE)
_REFERENCES = re.compile(
    r"^(?:\W|\d+\.?\s)*(?:notes and )?(?:references?(?: and notes)?|bibliography|literature(?: cited)?|works cited)\W*$",
    re.IGNORECASE,
)
# What publishers print behind the list.
_AFTER_REFERENCES = re.compile(
    r"^(?:conflicts? of interest|competing interests?|publisher.?s.? note|copyright ©|© (?:19|20)\d\d|open access\b|"
    r"received:|manuscript received|citation:|how to cite|additional information|supplementary information accompanies|"
    r"this (?:article|work) is (?:an open access|licen[cs]ed)|disclaimer|(?:author )?biograph)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S@\S|\b(?:Universit|Department|Institute|Laborator|School of|College of|Academy)", re.IGNORECASE)
_FEWEST = 16  # characters a page, below which it holds no text worth the name


class PdfReader:
    """PDFs with a text layer, in one or more columns."""

    name = "pdf"

    def read(self, source: Source, *, limits: Limits = Limits()) -> Document:  # noqa: B008 - Limits is frozen
        """The Document of a PDF.

        Raises ReadError: ``encrypted``, ``needs_ocr``, ``truncated``, ``malformed``, ``empty`` or ``limit_size``.
        """
        builder = DocumentBuilder()
        with opened(source, limits) as pdf:
            pages = _pages(pdf, builder)
            _check_text(pdf, pages, builder)
        layout = Layout(pages)
        front = Writer(builder, layout).write(pdf.info)
        header = Header(
            source.id,
            source.name,
            source.sha256,
            "pdf",
            self.name,
            doi=front.doi,
            title=front.title,
            authors=front.authors,
            journal=front.journal,
            year=front.year,
            licence=front.licence,
        )
        return builder.build(header)


def _pages(pdf: Opened, builder: DocumentBuilder) -> list[Page]:
    fonts = Fonts()
    pages: list[Page] = []
    for index in range(pdf.n_pages):
        try:
            pages.append(read_page(pdf.handle, index, fonts))
        except ValueError as error:
            builder.warn("page_unreadable", f"A page was left out: {error}.")
            pages.append(Page(index + 1, 0.0, 0.0, []))
    return pages


def _check_text(pdf: Opened, pages: list[Page], builder: DocumentBuilder) -> None:
    """Raise where the file holds no text; warn where some of its pages hold none."""
    written = [sum(len(piece.text) for piece in page.pieces) for page in pages]
    bare = [index for index, n in enumerate(written) if n < _FEWEST]
    pictures = [index for index in bare if has_picture(pdf.handle, index)]
    if len(bare) == len(pages):
        if pictures:
            raise ReadError(
                "needs_ocr", "The pages are pictures without a text layer. Run an OCR tool over the file first."
            )
        if sum(written) == 0:
            reason = "truncated" if pdf.cut_off else "empty"
            raise ReadError(reason, "The PDF holds no text. Download it again.")
    if pictures:
        numbers = ", ".join(str(index + 1) for index in pictures)
        builder.warn("pages_need_ocr", f"These pages are pictures without a text layer: {numbers}.")
    if pdf.cut_off:
        builder.warn("truncated", "The file ends before its end mark; pages may be missing.")


class Layout:
    """The chunks of a paper in reading order, the words it uses and the style of its body."""

    def __init__(self, pages: list[Page]) -> None:
        edges = {page.number: left_edges(page) for page in pages}
        overall: Counter[int] = Counter()
        for page in pages:
            overall.update(edges[page.number])
        width = max((page.width for page in pages), default=0.0)
        common = gutter_of(overall, width)
        gutters = {page.number: gutter_of(edges[page.number], page.width) or common for page in pages}
        raw = [lines_of(page, gutters[page.number]) for page in pages]
        lines = drop_furniture(pages, raw)
        if not any(lines):
            lines = raw  # a file of nothing but short, like pages: its text is no furniture
        kept = {id(line) for on_page in lines for line in on_page}
        self.edges = [line for on_page in raw[:2] for line in on_page if id(line) not in kept]
        self.style: Style = style_of(line for on_page in lines for line in on_page)
        self.vocabulary = Vocabulary()
        self.chunks: list[Chunk] = []
        in_references = False
        for page, on_page in zip(pages, lines, strict=True):
            for line in on_page:
                self.vocabulary.learn(line)
            gutter = gutters[page.number]
            tables = tables_of(page, on_page, self.style, gutter)
            inside = {id(line) for table in tables for line in (*table.grid.lines, *table.caption[1:], *table.footnotes)}
            by_caption = {id(table.caption[0]): table for table in tables}
            rest = [line for line in on_page if id(line) not in inside]
            bands = bands_of(groups_of(rest, gutter), _heads_references, gutter)
            for group in (group for band in bands for group in in_order(band)):
                for chunk in cut(group, page.number, self.style, in_references=in_references):
                    if chunk.kind == "heading":
                        in_references = _heads_references(chunk.text)
                    self.chunks.append(chunk)
                    table = next((by_caption[id(line)] for line in chunk.lines if id(line) in by_caption), None)
                    if table is not None:
                        chunk.lines = [*chunk.lines, *table.caption[1:]]
                        chunk.table = table
        drop_axes(self.chunks, self.style)
        self.aside = pages[0].aside if pages else ""


_RAISED_MARK = re.compile(r"^\[\s?\d{1,3}[a-z]?(?:\s?[,;–-]\s?\d{1,3}[a-z]?)*\s?,?\]?$|^\d{1,3}[a-z]?(?:[,–-]\d{1,3}[a-z]?)*\]$")
_NUMBERS = re.compile(r"^\d{1,3}(?:[,–-]\d{1,3})*$")


def _cited(run: Run) -> Run:
    """A bracketed number that is raised is a citation, whatever stands before it."""
    if run.level == "sup" and _RAISED_MARK.match(run.text.strip()):
        return Run(run.text, "sup", expand_numbers(run.text.strip(" []")), citation=True)
    return run


def _raised(body: list[Chunk], cited: list[list[Line]]) -> bool:
    """Whether the paper cites by superscript numbers, told from how often it does so and how else it might."""
    if cited and sum(_NUMBERED_ENTRY.match(lines[0].text) is not None for lines in cited) < 0.3 * len(cited):
        return False
    level = raised = 0
    for chunk in body:
        if chunk.kind != "paragraph":
            continue
        for line in chunk.lines:
            before = ""
            for run in line.runs:
                if run.level == "base":
                    level += len(_BRACKETED.findall(run.text))
                elif run.level == "sup" and _NUMBERS.match(run.text) and re.search(r"[a-z]{3}$|[.,;)]$", before):
                    raised += 1
                before = run.text
    return raised > 3 * level or level < 5


_BRACKETED = re.compile(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]")
_NUMBERED_ENTRY = re.compile(r"^\s*[\[(]?\d{1,3}")


def _all_authors(following: list[Chunk]) -> tuple[str, ...]:
    """The names in the chunks below the title, which may hold a line of authors each."""
    names: list[str] = []
    for chunk in following[:6]:
        found = authors_of(chunk)
        if names and (not found or len(chunk.text) > 160 or _ADDRESS.search(chunk.text)):
            break
        names += [name for name in found if name not in names]
    return tuple(names)


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


_LISTED = ("paragraph", "list", "equation", "footnote", "noise")


def _heads_references(text: str) -> bool:
    return bool(_REFERENCES.match(text.strip()))


class Writer:
    """Chunks become blocks with section types, citations and references."""

    def __init__(self, builder: DocumentBuilder, layout: Layout) -> None:
        self.builder = builder
        self.style = layout.style
        self.vocabulary = layout.vocabulary
        self.chunks = layout.chunks
        self.edges = layout.edges
        self.aside = layout.aside
        self.abstract: Chunk | None = None
        self.section: str | None = None
        self.n_references: int | None = None
        self.raised = True  # citations are superscript numbers

    def write(self, info: dict[str, str]) -> Front:
        """Write every block; what is known of the paper beside its text."""
        first = [chunk for chunk in self.chunks if chunk.page == self.chunks[0].page] if self.chunks else []
        title = title_chunk(first, self.style, info)
        if title is not None:
            whole_title(first, title)
            self.chunks = [chunk for chunk in self.chunks if chunk.kind != "taken"]
            first = [chunk for chunk in first if chunk.kind != "taken"]
        last = self.chunks[-1].page if self.chunks else 0
        front = front_of(first, self.edges, info, [self.aside, *(c.text for c in self.chunks if c.page >= last - 1)])
        body, cited = self._split_references()
        self.n_references = len(cited) or None
        self.raised = _raised(body, cited)
        opening = self._opening(body, title)
        if title is not None:
            text, _ = self._text(title.lines)
            front.title = text
            self.builder.add("title", text, page=title.page, box=title.box)
            following = body[body.index(title) + 1 :] if title in body else []
            front.authors = _all_authors(following)
        else:
            front.title = file_title(info)
        if not front.authors and info.get("Author"):
            front.authors = tuple(name.strip() for name in re.split(r"[;,]| and ", info["Author"]) if name.strip())
        rest = [chunk for chunk in body if chunk is not title]
        for chunk in joined(rest):
            self._write(chunk, id(chunk) in opening)
        for number, lines in enumerate(cited, start=1):
            self._reference(number, lines)
        if not self.builder.blocks:  # nothing but noise: better than nothing at all
            for chunk in self.chunks:
                text, _ = self._text(chunk.lines)
                self.builder.add("other", text, page=chunk.page, box=chunk.box)
        return front

    def _opening(self, body: list[Chunk], title: Chunk | None) -> set[int]:
        """The chunks before the abstract or the first section: authors, addresses, dates."""
        on_first = [chunk for chunk in body if chunk.page == body[0].page] if body else []
        marked = next((i for i, chunk in enumerate(on_first) if _ABSTRACT.match(chunk.text.strip())), None)
        found: set[int] = set()
        for index, chunk in enumerate(on_first):
            text = chunk.text.strip()
            if chunk is title:
                continue
            above = title is not None and chunk.box[3] < title.box[1]
            if not above:
                if marked is not None and index >= marked:
                    break
                named = chunk.kind == "heading" and ("*" in text or len(authors_of(chunk)) > 1)
                if chunk.kind == "heading" and not named and section_of(text, None) != "other":
                    break
                if marked is None and chunk.kind in ("paragraph", "heading") and len(text) > 300 and not _ADDRESS.search(text):
                    break
            found.add(id(chunk))
        return found

    def _split_references(self) -> tuple[list[Chunk], list[list[Line]]]:
        """The chunks of the paper without those of its list of references, and the entries of the list."""
        body: list[Chunk] = []
        listed: list[Line] = []
        inside = False
        for chunk in self.chunks:
            if chunk.kind == "heading":
                inside = _heads_references(chunk.text)
            if inside and chunk.kind == "paragraph" and _AFTER_REFERENCES.match(chunk.text):
                inside = False
            if inside and chunk.kind in _LISTED:
                listed.extend(chunk.lines)
            else:
                body.append(chunk)
        if not listed:
            body, listed = _unnamed_list(body)
        return body, entries(listed)

    def _text(self, lines: list[Line]) -> tuple[str, tuple[tuple[int, tuple[str, ...]], ...]]:
        return self._of_runs(joined_runs(lines, self.vocabulary))

    def _of_runs(self, runs: list[Run]) -> tuple[str, tuple[tuple[int, tuple[str, ...]], ...]]:
        runs = [_cited(run) for run in runs]
        text, placed = join_runs(runs, detect=self.raised)
        if "[" in text or "(" in text:
            text, more = strip_citations(text, n_references=self.n_references)
            if more:
                placed = tuple(sorted((*((min(at, len(text)), to) for at, to in placed), *more)))
        return text, placed

    def _write(self, chunk: Chunk, opening: bool) -> None:
        if chunk.kind == "noise":
            return
        text, citations = self._text(chunk.lines)
        kind = chunk.kind
        section = self.section
        if opening:
            kind, section = "other", "other"
        elif kind == "heading" and _KEYWORDS.match(text) and len(text) > 14:
            kind, section = "other", "other"
        elif _AFTER_REFERENCES.match(text) and self.section in ("references", "end_matter"):
            section = "end_matter"
        elif kind == "heading":
            plain = text.replace(" ", "") if re.fullmatch(r"(?:\w )+\w", text) else text
            self.section = section = section_of(plain, self.section)
            text = plain
        elif kind == "paragraph":
            match = _ABSTRACT.match(text)
            if match and self.section in (None, "abstract") and len(text) > 60:
                text = text[match.end() :]
                citations = tuple((max(0, at - match.end()), to) for at, to in citations)
                kind = section = self.section = "abstract"
                self.abstract = chunk
            elif _KEYWORDS.match(text):
                kind, section = "other", "other"
            elif self.section in (None, "abstract") and chunk.page <= 2:
                if self._ends_abstract(chunk, text):
                    self.section = section = "introduction"
                else:
                    kind = section = "abstract"
                    if len(text) > 300 or self.abstract is not None:
                        self.abstract = self.abstract or chunk
        if kind == "paragraph" and (label := self._label(chunk, text)):
            self.section = section = section_of(label.rstrip(" .:"), self.section)
            self.builder.add("heading", label.rstrip(" .:"), section=section, page=chunk.page, box=chunk.box)
            text = text[len(label) :]
            citations = tuple((max(0, at - len(label)), to) for at, to in citations)
        self.builder.add(kind, text, section=section, page=chunk.page, box=chunk.box, citations=citations)
        if chunk.table is not None:
            self._table(chunk.table, text, chunk.page)

    def _table(self, table: FoundTable, caption: str, page: int) -> None:
        drafts: list[CellDraft] = []
        for cell in table.grid.cells:
            text, citations = self._text(cell.lines)
            drafts.append(CellDraft(cell.row, cell.column, text, cell.rowspan, cell.colspan, citations))
        notes = self._text(table.footnotes)[0] if table.footnotes else ""
        self.builder.add_table(
            drafts,
            header_rows=table.grid.header_rows,
            header_columns=table.grid.header_columns,
            caption=caption,
            footnotes=(notes,) if notes else (),
            section=self.section,
            page=page,
            box=table.box,
        )
        if notes:
            self.builder.add("footnote", notes, section=self.section, page=page)

    def _ends_abstract(self, chunk: Chunk, text: str) -> bool:
        """Whether a paragraph without a heading is the text that follows the abstract."""
        if self.abstract is None:
            return False
        one, two = self.abstract.lines[0], chunk.lines[0]
        other_size = abs(one.size - two.size) > 0.03 * one.size or one.font.name != two.font.name
        wide, width = self.abstract.column[1] - self.abstract.column[0], chunk.column[1] - chunk.column[0]
        other_width = abs(wide - width) > 0.12 * max(wide, width) and len(chunk.lines) > 2
        return (other_size or other_width or chunk.page != self.abstract.page) and len(text) > 60

    def _label(self, chunk: Chunk, text: str) -> str | None:
        """The name that begins a paragraph in bold and stands for its heading ("Funding: …")."""
        match = RUN_IN.match(text)
        first = chunk.lines[0].pieces[0].font
        return match[0] if match and first.bold and not self.style.font.bold else None

    def _reference(self, number: int, lines: list[Line]) -> None:
        runs = joined_runs(lines, self.vocabulary)
        text, _ = join_runs(runs)
        match = re.match(r"^\s*(?:\[\s?(\d{1,3})\s?\]|\((\d{1,3})\)|(\d{1,3})\s?[.)]?(?=\s))\s*", text)
        id_ = next(filter(None, match.groups())) if match else str(number)
        page = lines[0].page
        on_page = [line for line in lines if line.page == page]
        box = (
            min(line.x0 for line in on_page),
            min(line.top for line in on_page),
            max(line.x1 for line in on_page),
            max(line.bottom for line in on_page),
        )
        self.builder.add("reference", text, section="references", page=page, box=box)
        self.builder.refer(id_, text[match.end() :] if match else text, doi_of(text))
