"""Small papers as PDFs, drawn with reportlab: what every test of the PDF reader is made from."""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from voltext.ingest.document import Document
from voltext.ingest.pdf.reader import PdfReader
from voltext.ingest.source import Limits, Source

WIDTH, HEIGHT = A4


class Sheet:
    """A PDF in the making; ``y`` counts down from the top of the page."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, pagesize=A4, invariant=1)

    def write(self, x: float, y: float, text: str, *, font: str = "Times-Roman", size: float = 10.0) -> float:
        """Text at a place; where it ends."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - y, text)
        return x + float(self.canvas.stringWidth(text, font, size))

    def lines(self, x: float, y: float, *texts: str, font: str = "Times-Roman", size: float = 10.0) -> float:
        """Lines below each other; where the next would stand."""
        for text in texts:
            self.write(x, y, text, font=font, size=size)
            y += 1.2 * size
        return y

    def runs(self, x: float, y: float, *runs: str, size: float = 10.0) -> None:
        """A line in which ``^…`` is raised and ``_…`` is lowered, both in a smaller size."""
        for run in runs:
            if run[0] == "^":
                x = self.write(x, y - 0.38 * size, run[1:], size=0.7 * size)
            elif run[0] == "_":
                x = self.write(x, y + 0.18 * size, run[1:], size=0.7 * size)
            else:
                x = self.write(x, y, run, size=size)

    def rule(self, x0: float, y: float, x1: float) -> None:
        """A level rule."""
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)

    def page(self) -> None:
        """End the page and begin another."""
        self.canvas.showPage()

    def data(self) -> bytes:
        """The bytes of the file."""
        self.canvas.save()
        return self._out.getvalue()


def read(draw: Callable[[Sheet], None], *, limits: Limits = Limits()) -> Document:  # noqa: B008 - Limits is frozen
    """The Document of what ``draw`` draws."""
    sheet = Sheet()
    draw(sheet)
    return PdfReader().read(Source("drawn.pdf", sheet.data()), limits=limits)


def texts(document: Document, kind: str) -> list[str]:
    """The texts of the blocks of a kind."""
    return [block.text for block in document.blocks if block.kind == kind]


FILLER = (
    "The cells were held at rest before each measurement was begun and the",
    "potential was read again when it no longer moved within the hour, as is",
    "the custom where slow relaxation is feared to spoil the reading of it.",
    "Each point is the mean of three cells that were made on the same day.",
)
