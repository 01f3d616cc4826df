"""Flow: what every structured reader does alike — runs become blocks, headings open sections, tables are laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .document import DocumentBuilder
from .grid import RawCell, header_shape, lay_out
from .normal import Run, join_runs, strip_citations
from .sections import section_of
from .source import Limits

_LABEL_END = re.compile(r"[.:)|]$")


class Flow:
    """Blocks in reading order with the section that is open. ``linked`` says that citations are marked up as links.

    Where they are not, superscript numbers and bracketed numbers that look like citations are taken for them.
    """

    def __init__(
        self, builder: DocumentBuilder, limits: Limits, *, linked: bool, n_references: int | None = None
    ) -> None:
        self.builder = builder
        self.limits = limits
        self.linked = linked
        self.n_references = n_references
        self.section: str | None = None

    def text(self, runs: Iterable[Run]) -> tuple[str, tuple[tuple[int, tuple[str, ...]], ...]]:
        """``runs`` as text in normal form and the citations that left it."""
        text, placed = join_runs(runs, detect=not self.linked)
        if not self.linked and ("[" in text or "(" in text):
            text, more = strip_citations(text, n_references=self.n_references)
            if more:
                # The first marks count in the text before the second kind left it; both kinds at once are rare, and
                # a place that has moved by less than the second marks' length stays within its sentence.
                placed = tuple(sorted((*((min(at, len(text)), to) for at, to in placed), *more)))
        return text, placed

    def add(self, kind: str, runs: Iterable[Run], *, section: str | None = None) -> None:
        """Append a block of ``runs`` in the open section, or in ``section``."""
        text, citations = self.text(runs)
        self.builder.add(kind, text, section=section or self.section, citations=citations)

    def heading(
        self, runs: Iterable[Run], *, before: str | None, section: str | None = None, fallback: str | None = None
    ) -> str:
        """Append a heading and open its section; the section type that it opens.

        ``before`` is what it stands in. ``section`` settles the type; ``fallback`` is taken where the words tell none.
        """
        text, citations = self.text(runs)
        if text.lower() == "summary" and not any(block.kind == "paragraph" for block in self.builder.blocks):
            section = "abstract"
        found = section or (section_of(text, before) if text else before or "other")
        self.section = fallback if fallback and found == "other" else found
        self.builder.add("heading", text, section=self.section, citations=citations)
        return self.section

    def caption(self, label: str, runs: Sequence[Run], *, picture: str = "") -> str:
        """Append a caption behind its label ("Figure 1."); its text. ``picture`` is the link to what it describes."""
        lead = [Run(label if _LABEL_END.search(label) else label + ".", "base"), Run(" ")] if label else []
        text, citations = self.text([*lead, *runs])
        block = self.builder.add("caption", text, section=self.section, citations=citations)
        if block is not None and picture:
            self.builder.picture(block, picture)
        return text

    def cell(
        self, runs: Iterable[Run], *, rowspan: int = 1, colspan: int = 1, header: bool = False, column: int = -1
    ) -> RawCell:
        """A table cell of ``runs``."""
        text, citations = self.text(runs)
        return RawCell(text.replace("|", "¦"), rowspan, colspan, header, citations, column)

    def table(
        self,
        rows: Sequence[Sequence[RawCell]],
        *,
        head_rows: int,
        caption: str = "",
        footnotes: Sequence[Sequence[Run]] = (),
    ) -> None:
        """Append a table and the footnotes below it."""
        cells = lay_out(rows, limit=self.limits.cells)
        header_rows, header_columns = header_shape(rows, cells, head_rows=head_rows)
        notes = [self.text(note) for note in footnotes]
        self.builder.add_table(
            cells,
            header_rows=header_rows,
            header_columns=header_columns,
            caption=caption,
            footnotes=tuple(text for text, _ in notes if text),
            section=self.section,
        )
        for text, citations in notes:
            self.builder.add("footnote", text, section=self.section, citations=citations)
