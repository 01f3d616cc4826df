"""Own or cited in tables: by a column of references, by rows of this work, by marks that a footnote explains."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...ingest.document import Block, TableCell
from ..analysis import Analysis
from ..column_contents import BLANK
from ..tables import Grid, cell_text
from .ownership import Ownership

_THIS_WORK = re.compile(
    r"\b(?:this|our|present|the current)\s+(?:work|study|paper|research|report|case)\b|\bherein\b|^ours$", re.IGNORECASE
)
_CITED_TABLE = re.compile(
    r"\b(?:reported|literature|previous(?:ly)?|other works?|(?:from|in|with|and|corresponding) (?:the )?references"
    r"|state[- ]of[- ]the[- ]art|overview"
    r"|published|(?:summary|survey|list) of (?:the )?(?:recent|representative|selected|typical|various))\b",
    re.IGNORECASE,
)
# `Bond energies taken from ref. 26`; where marks of citations are taken out of the words, `taken from.`
_FROM_ELSEWHERE = re.compile(
    r"\b(?:taken|adapted|adopted|reproduced|compiled|collected|cited|quoted|extracted) (?:\w+ )?(?:from|after)"
    r"(?:\W*$|[.,;)]|\W{0,2}(?:the )?(?:refs?\b|references?\b|literature|\[\d|\w+ et al|(?:[\w&]+ ){0,5}handbook))"
    r"|\bhandbook\b|\b(?:data|values) (?:from|in|of|after) (?:refs?\b|references?\b|the literature)",
    re.IGNORECASE,
)
_LITERATURE = re.compile(
    r"\brefs?\.? ?[\[(]?\d|\b(?:literature|lit\.|handbook)(?: (?:values?|data))?(?=\W|$)|\breported (?:values?|in)\b",
    re.IGNORECASE,
)
# `^a Values from Ref. 12`, `* Taken from the literature`: the mark, and words that say whose the values are.
_NOTE = re.compile(
    r"(?:^|(?<=[.;] )|(?<=[.;])|(?<=\n))(?P<mark>\^?\(?[a-h]\)?|[*†‡§#⁎]{1,2})[):.]? ?(?P<words>[^;]{3,160}?)"
    r"(?=\.(?: |$|\^)|;|\^[a-h]|$)"
)
_TAKEN = re.compile(
    r"\b(?:taken|adopted|obtained|cited|reproduced|values?|data|results?|reported)\b.{0,40}"
    r"\b(?:from|in|by)\b.{0,20}\b(?:refs?\b|literature|\[\d|et al|previous|published)"
    r"|\b(?:literature|reported) (?:values?|data)\b|\bfrom refs?\b|^refs?\.? ?\[?\d",
    re.IGNORECASE,
)
# `Values with an asterisk were taken from the literature`: the mark in words.
_WORDED = re.compile(
    r"\b(?:values?|data|rows?|samples?|entries|those|numbers?)\b.{0,20}\b(?:asterisk|star|dagger)\w*\b[^.;]{0,80}", re.I
)
_MARKS_OF_WORDS = {"asterisk": "*⁎", "star": "*⁎", "dagger": "†"}


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What tells rows of one table apart: its label and reference columns, its cited marks, its caption."""

    labels: tuple[int, ...]
    references: tuple[int, ...]
    marks: frozenset[str]
    caption: str
    section: str | None


class RowOwners:
    """Tells the own rows and cells of tables from cited ones."""

    def __init__(self, analysis: Analysis, ownership: Ownership, own_names: Sequence[str], *, review: bool) -> None:
        self._document = analysis.tabular
        self._ownership = ownership
        self._own_names = own_names
        self._review = review

    def plan(self, block: Block, grid: Grid, labels: Sequence[int]) -> RowPlan:
        """How the rows of ``grid`` are told apart."""
        table = block.table
        caption = table.caption if table is not None else ""
        notes = [caption, *(table.footnotes if table is not None else ())]
        references = tuple(index for index, column in enumerate(grid.columns) if column.role == "reference")
        worded = _WORDED.search(caption)
        plain = caption.replace(worded.group(), " ") if worded is not None else caption
        return RowPlan(tuple(labels), references, cited_marks(notes), plain, block.section)

    def row_is_own(self, plan: RowPlan, row: Sequence[TableCell | None], last: bool, *, named: bool) -> bool:
        """Whether the values of ``row`` are the paper's own; ``last`` says it of the row above."""
        cells = [cell for cell in row if cell is not None]
        if any(_THIS_WORK.search(cell_text(self._document, cell)) for cell in cells):
            return True
        if self._review or plan.section == "introduction":
            return False
        if plan.marks and any(has_mark(cell_text(self._document, row[i]), plan.marks) for i in plan.labels):
            return False
        if plan.references:
            filled = any(
                cell is not None
                and (
                    not BLANK.match(cell_text(self._document, cell))
                    or self._ownership.cited_within(cell.start, cell.end)
                )
                for cell in (row[index] for index in plan.references)
            )
            # An empty reference says that the row goes on with the one above, or that the row is the paper's own.
            own_name = any(self.is_own_name(cell_text(self._document, row[index])) for index in plan.labels)
            return False if filled else (own_name or (last and named))
        if any(self._ownership.cited_within(cell.start, cell.end) for cell in cells):
            return False
        if any(_ENDS_IN_REFERENCE.search(cell_text(self._document, row[index])) for index in plan.labels):
            return False
        if _FROM_ELSEWHERE.search(plan.caption) and not _THIS_WORK.search(plan.caption):
            return False
        return not _CITED_TABLE.search(plan.caption)

    def is_own_name(self, label: str) -> bool:
        """Whether a row's name is that of a sample of this paper, or of its main material."""
        return any(label.casefold() == name or (len(name) > 2 and name in label) for name in self._own_names)


_ENDS_IN_REFERENCE = re.compile(r"\[\d{1,3}(?:[,–-] ?\d{1,3})*\]$")


def cited_marks(notes: Sequence[str]) -> frozenset[str]:
    """The marks that the footnotes or the caption explain as values of other works."""
    found: set[str] = set()
    for note in notes:
        for match in _NOTE.finditer(note):
            if _TAKEN.search(match["words"]):
                found.add(match["mark"].strip("^()"))
        worded = _WORDED.search(note)
        if worded is not None and _TAKEN.search(worded.group()):
            found.update(
                mark for word, marks in _MARKS_OF_WORDS.items() if word in worded.group().lower() for mark in marks
            )
    return frozenset(found)


def is_literature(header: str) -> bool:
    """Whether the heading of a column says that its values are other works' (``Lit. value``, ``σ (ref. 12)``)."""
    return _LITERATURE.search(header) is not None and _THIS_WORK.search(header) is None


def has_mark(text: str, marks: frozenset[str]) -> bool:
    """Whether a cell ends in one of ``marks``: a letter raised, a sign as it is."""
    return any(text.endswith(mark if not mark.isalpha() else f"^{mark}") for mark in marks)
