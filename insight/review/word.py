"""A review as a Word document."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from ..charts.drawing import legible
from .review import Quotation, Review
from .wording import (
    VALUE_COLUMNS,
    about,
    contradiction_text,
    heading,
    preface,
    reference,
    trend_text,
    value_row,
    years_text,
)

# The format holds no longer one.
_TITLE = 255


def word(review: Review) -> bytes:
    """The bytes of a .docx file."""
    from docx import Document

    page = Document()
    page.core_properties.title = legible(heading(review))[:_TITLE]
    page.add_heading(legible(heading(review)), 0)
    for sentence in preface(review):
        page.add_paragraph(legible(sentence))
    for section in review.sections:
        page.add_heading(legible(section.label), 1)
        page.add_paragraph(about(section)).runs[0].italic = True
        if section.rewritten:
            page.add_paragraph(legible(section.rewritten))
        _quotations(page, section.quotations)
        if section.values:
            _table(page, [value_row(value) for value in section.values])
    if review.questions:
        page.add_heading("Open questions", 1)
        _quotations(page, review.questions)
    if review.contradictions:
        page.add_heading("Contradictions", 1)
        for each in review.contradictions:
            page.add_paragraph(legible(contradiction_text(each)), style="List Bullet")
    if review.by_year:
        page.add_heading("Over the years", 1)
        page.add_paragraph(f"Papers: {years_text(review)}.")
        for trend in review.trends:
            page.add_paragraph(legible(trend_text(trend)))
    page.add_heading("References", 1)
    for number, header in enumerate(review.references, 1):
        page.add_paragraph(f"[{number}] {legible(reference(header))}")
    out = BytesIO()
    page.save(out)
    return out.getvalue()


def _quotations(page: Any, quotations: tuple[Quotation, ...]) -> None:
    for each in quotations:
        page.add_paragraph(f"“{legible(each.statement.text)}” [{each.number}]", style="List Bullet")


def _table(page: Any, rows: list[tuple[str, ...]]) -> None:
    table = page.add_table(rows=1, cols=len(VALUE_COLUMNS), style="Light Grid Accent 1")
    for cell, name in zip(table.rows[0].cells, VALUE_COLUMNS, strict=True):
        cell.text = name
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = legible(text)
