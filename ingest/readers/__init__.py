"""The readers, one explicit table from format code to reader; ``read`` picks by content."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..beside import with_neighbours
from ..errors import ReadError
from ..inference import with_inferred_sections, with_placed_floats
from ..sniff import sniff
from ..source import Limits, Source
from ..unheaded import with_unheaded_parts

if TYPE_CHECKING:
    from ..document import Document
    from ..source import Reader

# Format code, module (relative to voltext.ingest) and class. Modules are imported when their format is first met:
# reading XML must not cost the import of a PDF engine.
READERS: tuple[tuple[str, str, str], ...] = (
    ("jats", ".readers.jats", "JatsReader"),
    ("elsevier", ".readers.elsevier", "ElsevierReader"),
    ("tei", ".readers.tei", "TeiReader"),
    ("html", ".readers.html", "HtmlReader"),
    ("pdf", ".pdf.reader", "PdfReader"),
    ("docx", ".readers.docx", "DocxReader"),
    ("latex", ".readers.latex", "LatexReader"),
    ("markdown", ".readers.markdown", "MarkdownReader"),
    ("text", ".readers.text", "TextReader"),
)


def reader_of(format: str) -> Reader:
    """The reader of a format code; raises ReadError ``unsupported`` where there is none."""
    for code, module, name in READERS:
        if code == format:
            return cast("Reader", getattr(import_module(module, "voltext.ingest"), name)())
    raise ReadError("unsupported", f"The format {format!r} is not read. Save the paper as PDF, XML, HTML or text.")


def _chosen(format: str, source: Source) -> Reader:
    """The reader of a format, or the service that the user named for it."""
    if format == "pdf" and source.aids.grobid is not None:
        from ..grobid import GrobidReader

        return GrobidReader()
    return reader_of(format)


def read(source: Source, *, limits: Limits = Limits()) -> Document:  # noqa: B008 - Limits is frozen
    """The Document of ``source``, its format told from the bytes.

    Raises ReadError with a reason code and a plain sentence where the file gives none.
    """
    if len(source.data) > limits.file_mb * 1_000_000:
        size = len(source.data) // 1_000_000
        raise ReadError(
            "limit_size", f"The file has {size} MB, the limit is {limits.file_mb} MB. Raise it or split the file."
        )
    format = sniff(source.data, source.name)
    try:
        document = _chosen(format, source).read(source, limits=limits)
    except RecursionError as error:
        raise ReadError("limit_size", "The file nests its parts too deeply to be a paper. Save it anew.") from error
    if source.aids.figures is not None and source.beside is not None and format != "pdf":
        document = with_neighbours(document, source.beside, Path(source.aids.figures))
    return with_placed_floats(with_unheaded_parts(with_inferred_sections(document)))
