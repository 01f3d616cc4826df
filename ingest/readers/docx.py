"""Word manuscripts (.docx), by python-docx: headings by style, superscripts by run, tables with merged cells."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from ..document import Document, DocumentBuilder, Header
from ..errors import MissingExtra, ReadError
from ..flow import Flow
from ..metadata import licence_of, own_doi, year_of
from ..source import Limits, Source
from .docx_walk import Walk

# What a package that is damaged, locked or packed in an unknown way makes zipfile raise.
_DAMAGE = (BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError)


class DocxReader:
    """Word documents. Needs the extra ``manuscripts``."""

    name = "docx"

    def read(self, source: Source, *, limits: Limits) -> Document:
        """The Document; raises MissingExtra without python-docx, ReadError where the package is broken or too large."""
        _check_size(source.data, limits)
        try:
            import docx
            from docx.opc.exceptions import PackageNotFoundError
        except ImportError as error:
            raise MissingExtra("Reading Word files", "manuscripts") from error
        builder = DocumentBuilder()
        try:
            package = docx.Document(BytesIO(source.data))
            walk = Walk(Flow(builder, limits, linked=False), package)
        except (*_DAMAGE, PackageNotFoundError, KeyError, SyntaxError) as error:
            raise ReadError(
                "malformed", f"The Word file is broken ({error}). Open it in Word and save it again."
            ) from error
        walk.read()
        if not any(block.kind not in ("title", "heading") for block in builder.blocks):
            raise ReadError("empty", "The Word file holds no text. Give the manuscript itself, not its form or cover.")
        head = "\n".join(block.text for block in builder.blocks[:12])
        title = next((block.text for block in builder.blocks if block.kind == "title"), None)
        header = Header(
            source.id, source.name, source.sha256, "docx", self.name,
            doi=own_doi(head, builder.cited_dois), title=title or package.core_properties.title or None,
            authors=walk.authors, year=year_of(head) if "©" in head else None, licence=licence_of(head),
        )  # fmt: skip
        return builder.build(header)


def _check_size(data: bytes, limits: Limits) -> None:
    try:
        unpacked = sum(item.file_size for item in ZipFile(BytesIO(data)).infolist())
    except BadZipFile as error:
        raise ReadError("truncated", "The Word file is cut off or broken. Download it again.") from error
    if unpacked > limits.unpacked_mb * 1_000_000:
        raise ReadError(
            "limit_size",
            f"The Word file unpacks to {unpacked // 1_000_000} MB, the limit is {limits.unpacked_mb} MB. "
            "Save it without its pictures.",
        )
