"""A review as a Word document."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from ..charts.drawing import legible
from .parts import Heading, Paragraph, Part, Points, Quotations, References, Values, parts
from .review import Review
from .wording import VALUE_COLUMNS, heading, reference, value_row

# The format holds no longer one.
_TITLE = 255


def word(review: Review) -> bytes:
    """The bytes of a .docx file."""
    from docx import Document

    page = Document()
    page.core_properties.title = legible(heading(review))[:_TITLE]
    for part in parts(review):
        _write(page, part)
    out = BytesIO()
    page.save(out)
    return out.getvalue()


def _write(page: Any, part: Part) -> None:
    match part:
        case Heading(text, level):
            page.add_heading(legible(text), level)
        case Paragraph(text, aside):
            written = page.add_paragraph(legible(text))
            if aside:
                written.runs[0].italic = True
        case Quotations(quotations):
            for each in quotations:
                page.add_paragraph(f"“{legible(each.statement.text)}” [{each.number}]", style="List Bullet")
        case Values(values):
            _table(page, [value_row(value) for value in values])
        case Points(texts):
            for text in texts:
                page.add_paragraph(legible(text), style="List Bullet")
        case References(headers):
            for number, header in enumerate(headers, 1):
                page.add_paragraph(f"[{number}] {legible(reference(header))}")


def _table(page: Any, rows: list[tuple[str, ...]]) -> None:
    table = page.add_table(rows=1, cols=len(VALUE_COLUMNS), style="Light Grid Accent 1")
    for cell, name in zip(table.rows[0].cells, VALUE_COLUMNS, strict=True):
        cell.text = name
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = legible(text)
