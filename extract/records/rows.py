"""Records of tables: each value cell with its row's sample, its column's property and unit, and its conditions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...ingest.document import Block, TableCell
from ..analysis import Analysis
from ..cell_values import values_of_cell
from ..column_contents import BLANK, is_condition
from ..column_roles import N_CYCLES
from ..extraction import Cell, Condition, Sample
from ..headers import Meaning
from ..hints import Hinted
from ..properties import OTHER
from ..quantity_names import named_by_column
from ..tables import Grid, cell_text
from .belief import Belief
from .cell_of import cell_of
from .draft import Draft, evidence_of
from .origin import THEORETICAL, Origins
from .ownership import Ownership
from .row_conditions import (
    beside_conditions,
    conditions_of_cell,
    conditions_of_column,
    conditions_spread,
    in_brackets,
    inner_conditions,
    is_list,
)
from .row_names import Telling, states_of, told_apart
from .row_owners import RowOwners, RowPlan, has_mark, is_literature
from .row_subjects import NOTHING, RowSubjects, in_state, resolved
from .shares import code_of_share
from .subjects import Subjects

_THEORY = Hinted(
    r"\btheoretical\b|_?\btheor?\b|(?<=[CQEV]_)theor?(?![a-z])|(?<=[CQ])th(?:eor?)?(?![a-z])", flags=re.IGNORECASE
)
_NAMING = re.compile(
    r"\b(?:samples?|materials?|compositions?|names?|compounds?|electrodes?|cathodes?|anodes?|electrolytes?|specimens?)\b",
    re.IGNORECASE,
)
# Beside a column of electrolytes these are theirs, where the rows are named by the rest of the cell.
_OF_ELECTROLYTES = frozenset({"ionic_conductivity", "transference_number", "activation_energy"})
_POSITIVE = frozenset(
    {"diffusion_coefficient", "ionic_conductivity", "electronic_conductivity", "surface_area", "particle_size"}
    | {
        "thickness",
        "density",
        "mass_loading",
        "cycle_life",
        "resistance",
        "porosity",
        "energy_density",
        "power_density",
    }
)
# Beside a retention others were measured before the cycles, unless their heading says so.
_LATER = re.compile(
    r"\b(?:after|final|cycled|cycling|cycles?|aged|end|fad\w*|decay|loss|average|mean)\b", re.IGNORECASE
)
_CELL_PARTS = re.compile(r"\b(?:cells?|cathodes?|anodes?|electrodes?|batter(?:y|ies)|couples?)\b", re.IGNORECASE)


# Where values stand `NM` says that none was measured; where names stand it is one.
_CAPITALS = re.compile(r"[A-Z]{2}")


class RowReader:
    """Reads the records of the tables of one document."""

    def __init__(
        self,
        analysis: Analysis,
        subjects: Subjects,
        ownership: Ownership,
        samples: Sequence[Sample],
        cells: Sequence[Cell],
        belief: Belief,
        origins: Origins,
        *,
        review: bool,
    ) -> None:
        self._analysis = analysis
        self._document = analysis.tabular
        self._subjects = RowSubjects(analysis, subjects, samples, belief)
        self._owners = RowOwners(analysis, ownership, self._subjects.own_names, review=review)
        self._cells = cells
        self._origins = origins

    def drafts(self) -> Iterator[Draft]:
        """The drafts of every table block."""
        for block in self._analysis.document.blocks:
            if block.kind != "table" or block.table is None or block.section in ("references", "end_matter"):
                continue
            grid = self._analysis.grid(block)
            if grid is not None and any(column.role == "property" for column in grid.columns):
                yield from self._table(grid)

    def _table(self, grid: Grid) -> Iterator[Draft]:
        block = grid.block  # of a table in parts, with the caption of the first
        labels = _label_columns(grid.columns)
        plan = self._owners.plan(block, grid, labels)
        groups = len({column.group for column in grid.columns if column.role == "property" and column.group})
        names: dict[int, str] = {}
        first = labels if grid.transposed else self._subjects.first_name(labels, grid.columns)
        apart = told_apart(self._document, grid.rows, grid.columns, first)
        states = states_of(grid.columns)
        heading = ""
        last_own = True
        for row, words_apart in zip(grid.rows, apart, strict=True):
            words = self._sub_heading(row)
            if words is not None:
                names.clear()
                heading = words
                continue
            named = False
            for index in labels:
                text = cell_text(self._document, row[index])
                if text and (_CAPITALS.fullmatch(text) or not BLANK.match(text)):
                    if not named and names.get(index) != text:
                        for later in labels:
                            if later > index:
                                names.pop(later, None)
                    names[index] = text
                    named = True
            last_own = self._owners.row_is_own(plan, row, last_own, named=named)
            told = Telling(heading, groups, words_apart, states)
            yield from self._row(block, grid, row, dict(names), last_own, plan, told)

    def _sub_heading(self, row: Sequence[TableCell | None]) -> str | None:
        """The words of a row that is one cell wide, or that has words in its first cell alone; else None."""
        cells = [cell for cell in row if cell is not None]
        distinct = {(cell.row, cell.column) for cell in cells}
        texts = {cell_text(self._document, cell) for cell in cells} - {""}
        first = cell_text(self._document, row[0])
        if len(row) > 2 and (len(distinct) == 1 or (len(texts) == 1 and first)):
            return first or next(iter(texts), "")
        return None

    def _row(
        self,
        block: Block,
        grid: Grid,
        row: Sequence[TableCell | None],
        names: dict[int, str],
        own: bool,
        plan: RowPlan,
        told: Telling,
    ) -> Iterator[Draft]:
        caption = block.table.caption if block.table is not None else ""
        shared: dict[str, Condition] = dict(inner_conditions(told.heading))
        conditions = {
            index: cell_text(self._document, row[index])
            for index, column in enumerate(grid.columns)
            if column.role == "condition"
        }
        spread = conditions_spread(conditions, grid.columns)
        for index, text in conditions.items():
            if not spread or not is_list(text):
                shared.update(conditions_of_column(text, grid.columns[index]))
        for index, text in tuple(names.items()):
            if is_condition(text):  # rows that are told apart by how they were measured
                shared.update(inner_conditions(text))
                del names[index]
        # Cycles beside a retention are those that it was kept over.
        kept = any(column.code == "capacity_retention" or N_CYCLES.search(column.header) for column in grid.columns)
        subject = self._subjects.of_row(names, grid.columns, caption, turned=grid.transposed)
        whole = subject
        if told.apart and told.apart not in subject.material.name and not NOTHING.fullmatch(told.apart):
            subject = resolved(in_state(subject, told.apart))
        named = self._subjects.are_names(names)
        of_cells = bool(names) and all(_CELL_PARTS.search(grid.columns[index].header) for index in names)
        alike = Counter((column.header, column.group) for column in grid.columns if column.role == "property")
        bracketed = bool(in_brackets(caption))
        alone = len(alike) == 1
        done: set[tuple[int, int, int]] = set()
        for index, column in enumerate(grid.columns):
            cell = row[index]
            if column.role != "property" or cell is None or (cell.row, cell.column, cell.start) in done:
                continue
            if column.code == OTHER and alike[column.header, column.group] > 1 and not grid.transposed:
                continue  # nothing says of which of them (the elements of an alloy) it is
            done.add((cell.row, cell.column, cell.start))
            text = self._document.text[cell.start : cell.end]
            theory = _THEORY.search(column.header) or (_THEORY.search(caption) and not grid.transposed)
            is_own = own if column.own is None else column.own
            is_own = is_own and not is_literature(column.header)
            is_own = is_own and not theory and not has_mark(text.strip(), plan.marks)
            naming = " ".join(names.values())
            origin = (
                THEORETICAL if theory else self._origins.of_column(f"{column.group} {column.header}", caption, naming)
            )
            of_row = whole if cell.rowspan > 1 else subject  # one value for rows that other columns tell apart
            holder = self._subjects.of_column(of_row, column, caption, named=named, groups=told.groups)
            if not holder.material.name:
                continue
            if index in told.states and holder is of_row:
                holder = in_state(subject, told.states[index])
            beside = shared
            if kept and column.code != "capacity_retention" and not _LATER.search(column.header):
                beside = {key: condition for key, condition in shared.items() if key != "cycles"}
            if of_cells and "electrolyte" in shared and column.code in _OF_ELECTROLYTES:
                holder = self._subjects.of_electrolyte(shared["electrolyte"].text, caption)
                beside = {key: condition for key, condition in beside.items() if key != "electrolyte"}
            for place, value in enumerate(values_of_cell(text, column, cell.start, len(spread), bracketed=bracketed)):
                if column.code in _POSITIVE and (value.quantity.value or 0.0) < 0:
                    continue  # a logarithm, or a table that was misread
                code = column.also[min(place, len(column.also)) - 1] if place and column.also else column.code
                held = column
                if value.quantity.dimension == "percent":
                    low, high = value.quantity.start - cell.start, value.quantity.end - cell.start
                    code = code_of_share(code, text, low, high)
                    held = column if code == column.code else replace(column, code=code)
                inside = beside_conditions(value.beside, held, caption)
                if place < len(spread):
                    inside = {**spread[place], **inside}
                yield Draft(
                    code,
                    holder,
                    value.quantity,
                    conditions_of_cell(held, beside, inside, caption, value.quantity),
                    is_own,
                    "table_turned" if grid.transposed else "table",
                    evidence_of(block, cell.start, cell.end, (cell.row, cell.column)),
                    cell_of(f"{caption} {column.header}", code, self._cells) if is_own else None,
                    origin,
                    named_by_column(column, caption, place, alone=alone) if code == OTHER else None,
                )


def _label_columns(columns: Sequence[Meaning]) -> list[int]:
    """The columns that name a row: those before its values, and others whose heading says so."""
    first = next((index for index, column in enumerate(columns) if column.role == "property"), len(columns))
    labels = [index for index, column in enumerate(columns) if column.role == "label"]
    kept = [index for index in labels if index < first or _NAMING.search(columns[index].header)]
    return kept or labels
