"""PDF and Word files made on the spot, as reportlab and python-docx write them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence


def printed(texts: Sequence[str]) -> Iterator[bytes]:
    """A PDF with packed pages and one with plain ones: a title, headings, ``texts``, indices, a table, a reference."""
    from reportlab.lib import pagesizes
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    styles = getSampleStyleSheet()
    for packed in (0, 1):
        out = io.BytesIO()
        story = [Paragraph("A garnet electrolyte", styles["Title"]), Paragraph("Results", styles["Heading1"])]
        for text in texts:
            plain = text.replace("&", "&amp;").replace("<", "&lt;")
            story.append(Paragraph(plain.replace("^-1", "<super>-1</super>"), styles["Normal"]))
        story += [Spacer(1, 12), Table([["Sample", "σ (S cm-1)", "T (°C)"], ["A", "1.2", "25"], ["B", "0.7", "60"]])]
        story += [Paragraph("References", styles["Heading1"])]
        story += [Paragraph("[1] J. Doe, J. Demo. 2020, 3, 14.", styles["Normal"])]
        page = pagesizes.A4 if packed else pagesizes.landscape(pagesizes.A5)
        # Without ``invariant`` the date of making would be in it.
        SimpleDocTemplate(out, pagesize=page, pageCompression=packed, invariant=1).build(story)
        yield out.getvalue()


def word_file(texts: Sequence[str]) -> bytes:
    """A Word file with a title, a heading, ``texts`` with superscripts, and a table with merged cells."""
    import docx

    package = docx.Document()
    package.add_heading("A garnet electrolyte", 0)
    package.add_heading("Results", 1)
    for text in texts:
        package.add_paragraph(text).add_run("-1").font.superscript = True
    table = package.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "σ (S cm-1)"
    table.cell(1, 1).merge(table.cell(2, 1)).text = "1.2"
    out = io.BytesIO()
    package.save(out)
    return out.getvalue()
