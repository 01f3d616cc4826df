"""How an answer is shown to people: the question as understood, a table of records, the passages, the facets."""

from __future__ import annotations

import sys
from pathlib import Path

from ..extract.extraction import Condition, Record
from ..extract.rows import property_text, property_words, whose_text
from ..search.answer import Answer
from ..search.entry import Paper
from ..search.found import FoundPassage, FoundRecord, Step
from .output import Format, Value, counted, note, printable, show_table
from .spreads import contrast_lines, group_lines, show_contrast

COLUMNS = (
    "material", "property", "value", "unit", "conditions", "own", "origin", "confidence", "year", "paper", "sentence",
)  # fmt: skip
_ENDS = {"lower_bound": "> ", "upper_bound": "< ", "approximate": "~"}


def show_answer(answer: Answer, *, format: Format, out: Path | None = None, page: int = 1, limit: int = 10) -> None:
    """Show ``answer``, the ``page`` of at most ``limit`` records, for people, or its records as rows of ``format``."""
    if format is not Format.table and answer.contrast is not None:
        show_contrast(answer.contrast, format=format, out=out)
        return
    if format is not Format.table:
        show_table(COLUMNS, [_row(record) for record in answer.records], format=format, out=out)
        return
    note(f"understood: {answer.query.reading}")
    for remark in answer.query.notes:
        note(f"note: {remark}")
    if out is not None:
        show_table(COLUMNS, [_row(record) for record in answer.records], format=format, out=out)
        return
    lines: list[str] = []
    if answer.contrast is not None:
        lines += [*contrast_lines(answer.contrast), "", "Records of both"]
    lines.append(_head(answer, page, limit))
    bold = sys.stdout.isatty()
    for number, record in enumerate(answer.records, (page - 1) * limit + 1):
        lines += ["", *_record_lines(number, record, bold)]
    if answer.passages:
        lines += ["", "Passages"]
    for passage in answer.passages:
        lines += ["", *_passage_lines(passage, bold)]
    counts = [
        f"{name}: " + ", ".join(f"{value} ({n})" for value, n in list(found.items())[:6])
        for name, found in answer.facets.items()
    ]
    if spreads := group_lines(answer.groups):
        lines += ["", "How the values lie (of the best records)", *spreads]
    if counts:
        lines += ["", *counts]
    sys.stdout.write("\n".join(lines) + "\n")


def _head(answer: Answer, page: int, limit: int) -> str:
    """How many there are, and where those stand that are not shown."""
    records, passages = answer.total.get("records", 0), answer.total.get("passages", 0)
    head = f"{counted(records, 'record')}, {counted(passages, 'passage')}"
    pages = -(-records // limit)
    if page > max(pages, 1):
        return f"{head}; none on page {page}, the last page is {max(pages, 1)}"
    if pages > 1:
        first = (page - 1) * limit + 1
        more = f", more with --page {page + 1}" if page < pages else ""
        head += f"; these are {first} to {first + len(answer.records) - 1} of {counted(records, 'record')}{more}"
    return head


def value_text(record: Record) -> str:
    """The value of ``record`` as a person writes it: ``~150``, ``120–150``, ``> 3 ± 0.1``."""
    if record.value is None:
        if record.min is None and record.max is None:
            return ""
        return f"{_number(record.min)}–{_number(record.max)}"
    error = f" ± {record.error:.6g}" if record.error is not None else ""
    return f"{_ENDS.get(record.qualifier, '')}{_number(record.value)}{error}"


def conditions_text(conditions: dict[str, Condition]) -> str:
    """The conditions in one line."""
    return "; ".join(f"{key.replace('_', ' ')} {condition.text}" for key, condition in conditions.items())


def paper_text(paper: Paper | None) -> str:
    """The shortest name of a paper that finds it again."""
    return "" if paper is None else paper.doi or paper.title or paper.source


def marked(text: str, marks: tuple[tuple[int, int], ...], *, bold: bool) -> str:
    """``text`` on one line, safe for a terminal, with its marks in bold or between ``[[`` and ``]]``."""
    before, after = ("\033[1m", "\033[0m") if bold else ("[[", "]]")
    parts, at = [], 0
    for start, end in marks:
        if start < at:
            continue
        parts += [_line(text[at:start]), before, _line(text[start:end]), after]
        at = end
    return "".join([*parts, _line(text[at:])])


def _line(text: str) -> str:
    return printable(text.replace("\n", " "))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _row(record: FoundRecord) -> tuple[Value, ...]:
    return (
        record.material.name, property_text(record), value_text(record), record.unit,
        conditions_text(record.conditions), record.own, record.origin, record.confidence,
        record.paper.year if record.paper else None, paper_text(record.paper),
        record.snippet,
    )  # fmt: skip


def _record_lines(number: int, record: FoundRecord, bold: bool) -> list[str]:
    name = record.material.name or "(no material named)"
    head = f"{number}. {name}: {property_words(record)} {value_text(record)} {record.unit}"
    conditions = conditions_text(record.conditions)
    whose = whose_text(record)
    tail = "" if whose == "own" else f"  ({whose})"
    paper = record.paper
    source = ", ".join(str(part) for part in (paper_text(paper), paper.year if paper else None) if part)
    lines = [_line(head.rstrip() + (f"  at {conditions}" if conditions else "") + tail)]
    lines.append("   " + marked(record.snippet, record.marks, bold=bold))
    lines += [f"   {step.asked} ({_recipe(step)}): {_line(step.snippet)}" for step in record.steps]
    lines.append("   " + _line(source) + f"  [{record.confidence:.2f}]")
    return lines


def _recipe(step: Step) -> str:
    return f"{step.recipe}, recipe of the {step.basis or 'paper'}"


def _passage_lines(passage: FoundPassage, bold: bool) -> list[str]:
    source = ", ".join(str(part) for part in (paper_text(passage.paper), passage.paper.year, passage.section) if part)
    return ["   " + marked(passage.snippet, passage.marks, bold=bold), "   " + _line(source)]
