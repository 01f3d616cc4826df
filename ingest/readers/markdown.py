"""Markdown: ATX and underlined headings, paragraphs, pipe tables, lists, images as figures, TeX formulae."""

from __future__ import annotations

import re

from ..document import Document, DocumentBuilder, Header
from ..encoding import decode
from ..errors import ReadError
from ..flow import Flow
from ..metadata import doi_of, licence_of, own_doi, year_of
from ..source import Limits, Source
from .markdown_blocks import Writer
from .text import front_of

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"^(\w[\w -]*):[ \t]*(.*)$")


class MarkdownReader:
    """Markdown as authors and converters write it (CommonMark, tables, footnotes, TeX between dollar signs)."""

    name = "markdown"

    def read(self, source: Source, *, limits: Limits) -> Document:
        """The Document; raises ReadError ``empty`` where the file has no text."""
        text = decode(source.data).replace("\r\n", "\n").replace("\r", "\n")
        builder = DocumentBuilder()
        fields = _fields(text)
        text = _FRONT_MATTER.sub("", text, count=1)
        flow = Flow(builder, limits, linked=False)
        Writer(flow, fields.get("title")).write(text)
        if not any(block.kind not in ("title", "heading") for block in builder.blocks):
            raise ReadError("empty", "The file holds no text. Download it again.")
        title = next((block.text for block in builder.blocks if block.kind == "title"), None)
        names = re.split(r"\s*[;,]\s*|\s+and\s+", fields.get("author", fields.get("authors", "")).strip("[] "))
        authors, journal, year = front_of(builder)
        header = Header(
            source.id, source.name, source.sha256, "markdown", self.name,
            doi=doi_of(fields.get("doi")) or own_doi(text[:3000], builder.cited_dois), title=title,
            authors=tuple(name.strip("\"' ") for name in names if name.strip("\"' ")) or authors,
            journal=fields.get("journal") or journal, year=year_of(fields.get("year") or fields.get("date")) or year,
            licence=licence_of(fields.get("licence") or fields.get("license"), text[:3000], text[-3000:]),
        )  # fmt: skip
        return builder.build(header)


def _fields(text: str) -> dict[str, str]:
    """The simple ``key: value`` lines of the front matter."""
    matter = _FRONT_MATTER.match(text)
    found: dict[str, str] = {}
    for line in matter[1].split("\n") if matter else ():
        field = _FIELD.match(line)
        if field:
            found[field[1].lower()] = field[2].strip().strip("\"'")
    return found
