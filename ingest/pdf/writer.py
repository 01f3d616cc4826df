"""Writer: chunks become blocks with section types, citations and references."""

from __future__ import annotations

import re

from ..document import CellDraft, DocumentBuilder
from ..metadata import doi_of
from ..normal import Run, join_runs, strip_citations
from ..sections import section_of
from .citing import cited_run, cites_raised
from .front import Front, authors_of, file_title, front_of, title_chunk, whole_title
from .hyphens import joined_runs
from .joining import joined, run_in_heading
from .layout import Layout
from .lines import Line
from .paragraphs import Chunk
from .references import AFTER_REFERENCES, split_references
from .style import RUN_IN, ends_sentence
from .tables import FoundTable

_ABSTRACT = re.compile(r"^(?:abstract|a b s t r a c t|summary)\b\s*[:.—–|-]*\s*", re.IGNORECASE)
_KEYWORDS = re.compile(r"^(?:key ?words?|index terms)\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\S@\S|\b(?:Universit|Department|Institute|Laborator|School of|College of|Academy)", re.IGNORECASE
)


# A paper that sets headings so has several of them; one alone is a word in italics.
_FEWEST_RUN_IN = 2


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
        body, cited = split_references(self.chunks)
        self.n_references = len(cited) or None
        self.raised = cites_raised(body, cited)
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
        whole = joined(rest)
        split = {id(chunk): run_in_heading(chunk, self.style) for chunk in whole if id(chunk) not in opening}
        if sum(found is not None for found in split.values()) < _FEWEST_RUN_IN:
            split = {}
        for chunk in whole:
            for part in split.get(id(chunk)) or (chunk,):
                self._write(part, id(chunk) in opening)
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
                if marked is None and self._runs_on(chunk, text, title):
                    break
            found.add(id(chunk))
        return found

    def _runs_on(self, chunk: Chunk, text: str, title: Chunk | None) -> bool:
        """Whether a chunk of the first page is running text already, and no name, address or note."""
        if chunk.kind not in ("paragraph", "heading") or _ADDRESS.search(text):
            return False
        set_as_body = len(chunk.lines) > 2 and self.style.is_body_size(chunk.lines[0]) and ends_sentence(text)
        return len(text) > 300 or set_as_body or title is None

    def _text(self, lines: list[Line]) -> tuple[str, tuple[tuple[int, tuple[str, ...]], ...]]:
        return self._of_runs(joined_runs(lines, self.vocabulary))

    def _of_runs(self, runs: list[Run]) -> tuple[str, tuple[tuple[int, tuple[str, ...]], ...]]:
        runs = [cited_run(run) for run in runs]
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
        if opening or (kind == "heading" and _KEYWORDS.match(text) and len(text) > 14):
            kind, section = "other", "other"
        elif AFTER_REFERENCES.match(text) and self.section in ("references", "end_matter"):
            section = "end_matter"
        elif kind == "heading":
            plain = text.replace(" ", "") if re.fullmatch(r"(?:\w )+\w", text) else text
            self.section = section = section_of(plain, self.section)
            text = plain.rstrip(" .:") if chunk.run_in else plain.removesuffix(":").rstrip()
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
            self._table(chunk.table, text, chunk.table.grid.lines[0].page)

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


def _all_authors(following: list[Chunk]) -> tuple[str, ...]:
    """The names in the chunks below the title, which may hold a line of authors each."""
    names: list[str] = []
    for chunk in following[:6]:
        found = authors_of(chunk)
        if names and (not found or len(chunk.text) > 160 or _ADDRESS.search(chunk.text)):
            break
        names += [name for name in found if name not in names]
    return tuple(names)
