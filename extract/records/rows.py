"""Records of tables: each value cell with its row's sample, its column's property and unit, and its conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...ingest.document import Block, TableCell
from ..analysis import Analysis, MaterialMention
from ..extraction import Cell, Condition, MaterialRef, Sample
from ..headers import BLANK, Meaning
from ..quantities import find_quantities
from ..tables import Grid, cell_text, quantities_of_cell
from .cell_of import cell_of
from .draft import Draft, Subject, evidence_of, subject_of
from .ownership import Ownership
from .row_conditions import condition_of_cell, conditions_of_cell, inner_conditions
from .subjects import Subjects

_THIS_WORK = re.compile(
    r"\b(?:this|our|present|the current)\s+(?:work|study|paper|research|report|case)\b|\bherein\b|^ours$", re.IGNORECASE
)
_CITED_TABLE = re.compile(
    r"\b(?:reported|literature|previous(?:ly)?|other works?|references?|state[- ]of[- ]the[- ]art|summary of"
    r"|overview|published)\b",
    re.IGNORECASE,
)
_THEORY = re.compile(r"\btheoretical\b", re.IGNORECASE)
_NO_NAME = re.compile(r"values?|parameters?|results?|data|units?|symbols?", re.IGNORECASE)
_MATERIAL_COLUMN = re.compile(
    r"\b(?:samples?|materials?|compositions?|names?|labels?|compounds?|electrodes?|cathodes?|anodes?"
    r"|electrolytes?|membranes?|separators?|fillers?|polymers?|catalysts?|biomass(?:es)?|specimens?|powders?"
    r"|metals?|alloys?|systems?)\b",
    re.IGNORECASE,
)
_PREPARATION = re.compile(
    r"^(?:before|after|as[- ](?:received|prepared|milled)|without|with|un\w+|pristine|bare|coated|doped|modified|fresh"
    r"|aged|cycled|pure|raw|blank|control|reference)\b|\b(?:mill|sinter|calcin|anneal"
    r"|heat|dried|treat|wash|press|ground|hydrotherm|quench)\w*|\d ?°C|\d ?(?:h|min|rpm)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\(?\d{1,3}\*?\)?\.?$")


class RowReader:
    """Reads the records of the tables of one document."""

    def __init__(
        self,
        analysis: Analysis,
        subjects: Subjects,
        ownership: Ownership,
        samples: Sequence[Sample],
        cells: Sequence[Cell],
        *,
        review: bool,
    ) -> None:
        self._analysis = analysis
        self._document = analysis.document
        self._subjects = subjects
        self._ownership = ownership
        self._samples = {sample.label.casefold(): sample for sample in samples}
        self._cells = cells
        self._review = review
        self._by_name: dict[str, MaterialMention] = {}
        for mention in analysis.materials:
            self._by_name.setdefault(mention.text, mention)
            self._by_name.setdefault(mention.name, mention)

    def drafts(self) -> Iterator[Draft]:
        """The drafts of every table block."""
        for block in self._document.blocks:
            if block.kind != "table" or block.table is None or block.section in ("references", "end_matter"):
                continue
            grid = self._analysis.grid(block)
            if grid is not None:
                yield from self._table(block, grid)

    def _table(self, block: Block, grid: Grid) -> Iterator[Draft]:
        table = block.table
        if table is None or not any(column.role == "property" for column in grid.columns):
            return
        labels = [index for index, column in enumerate(grid.columns) if column.role == "label"]
        references = [index for index, column in enumerate(grid.columns) if column.role == "reference"]
        last_label: dict[int, str] = {}
        last_own = True
        for row in grid.rows:
            cells = [cell for cell in row if cell is not None]
            distinct = {(cell.row, cell.column) for cell in cells}
            texts = {cell_text(self._document, cell) for cell in cells} - {""}
            if len(row) > 2 and (
                len(distinct) == 1 or (len(texts) == 1 and row[0] is not None and cell_text(self._document, row[0]))
            ):
                last_label.clear()
                continue
            named = False
            for index in labels:
                text = cell_text(self._document, row[index])
                if text and not BLANK.match(text):
                    if not named and last_label.get(index) != text:
                        for later in labels:
                            if later > index:
                                last_label.pop(later, None)
                    last_label[index] = text
                    named = True
            own = self._row_own(row, cells, labels, references, last_own, table.caption, named, block.section)
            last_own = own
            yield from self._row(block, grid, row, labels, dict(last_label), own, table.caption)

    def _row_own(
        self,
        row: Sequence[TableCell | None],
        cells: Sequence[TableCell],
        labels: Sequence[int],
        references: Sequence[int],
        last: bool,
        caption: str,
        named: bool,
        section: str | None,
    ) -> bool:
        texts = [cell_text(self._document, cell) for cell in cells]
        if any(_THIS_WORK.search(text) for text in texts):
            return True
        if self._review or section == "introduction":
            return False
        if references:
            filled = any(
                cell is not None
                and (
                    not BLANK.match(cell_text(self._document, cell))
                    or self._ownership.cited_within(cell.start, cell.end)
                )
                for cell in (row[index] for index in references)
            )
            # An empty reference says that the row goes on with the one above, or that the row is the paper's own.
            own_name = any(self._is_own_name(cell_text(self._document, row[index])) for index in labels)
            return False if filled else (own_name or (last and named))
        if any(self._ownership.cited_within(cell.start, cell.end) for cell in cells):
            return False
        return not _CITED_TABLE.search(caption)

    def _is_own_name(self, label: str) -> bool:
        key = self._subjects.paper.material.name
        return label.casefold() in self._samples or (len(key) > 2 and key in label)

    def _row(
        self,
        block: Block,
        grid: Grid,
        row: Sequence[TableCell | None],
        labels: Sequence[int],
        names: dict[int, str],
        own: bool,
        caption: str,
    ) -> Iterator[Draft]:
        shared: dict[str, Condition] = {}
        for index, column in enumerate(grid.columns):
            if column.role != "condition":
                continue
            text = cell_text(self._document, row[index])
            condition = condition_of_cell(text, column)
            if condition is not None:
                shared[column.code] = condition
        subject = self._row_subject(names, [column.header for column in grid.columns], caption)
        done: set[tuple[int, int, int]] = set()
        for index, column in enumerate(grid.columns):
            cell = row[index]
            if column.role != "property" or cell is None:
                continue
            if (cell.row, cell.column, cell.start) in done:
                continue
            done.add((cell.row, cell.column, cell.start))
            text = self._document.text[cell.start : cell.end]
            found = quantities_of_cell(text, column, cell.start)
            inside = inner_conditions(text)
            for quantity in found:
                conditions = conditions_of_cell(column, shared, inside, caption)
                holder = self._column_subject(subject, column, caption, named=bool(names))
                is_own = (
                    own and not _THEORY.search(column.header) and not (_THEORY.search(caption) and not grid.transposed)
                )
                yield Draft(
                    column.code,
                    holder,
                    quantity,
                    conditions,
                    is_own,
                    "table_turned" if grid.transposed else "table",
                    evidence_of(block, cell.start, cell.end, (cell.row, cell.column)),
                    cell_of(f"{caption} {column.header}", column.code, self._cells) if is_own else None,
                )

    def _row_subject(self, names: dict[int, str], headers: Sequence[str], caption: str) -> Subject:
        told = [
            (index, text)
            for index, text in sorted(names.items())
            if not _NUMBERED.match(text) and not _THIS_WORK.search(text) and not _NO_NAME.fullmatch(text)
        ]
        named = [text for index, text in told if _MATERIAL_COLUMN.search(headers[index])]
        parts = [" / ".join(dict.fromkeys(named[:2]))] if len(named) > 1 and not self._is_own_name(named[0]) else named
        parts = parts or [text for _, text in told]
        if not parts:
            return self._caption_subject(caption)
        for part in parts:
            sample = self._samples.get(part.casefold())
            if sample is not None:
                return Subject(sample.label, sample.material, sample.id, "label")
        return self._named(parts[0], caption)

    def _named(self, label: str, caption: str) -> Subject:
        mention = self._by_name.get(label)
        if mention is not None:
            return subject_of(mention, "label", mention.name if mention.is_sample else label)
        if _PREPARATION.search(label) or re.match(r"[\d.]+\s?\S{1,4}$", label):
            # A row may be named by how its sample was made: the material is the caption's, or the paper's.
            held = self._caption_subject(caption)
            name = f"{held.material.name} ({label})" if held.material.name else label
            return Subject(f"{held.key} {label.casefold()}", replace(held.material, name=name), None, "label")
        return Subject(label.casefold(), MaterialRef(label), None, "label")

    def _caption_subject(self, caption: str) -> Subject:
        return self._subjects.named_in(caption) or self._subjects.paper

    def _column_subject(self, subject: Subject, column: Meaning, caption: str, *, named: bool) -> Subject:
        group = column.group.strip()
        sample = self._samples.get(group.casefold())
        if sample is not None:
            return Subject(sample.label, sample.material, sample.id, "label")
        if not group or named or find_quantities(group):
            return subject
        # Rows that name conditions leave the sample to the column.
        return self._named(group, caption) if group != column.header or column.role == "property" else subject
