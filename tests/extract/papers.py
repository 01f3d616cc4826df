"""Small papers built by hand, for tests of what the rules read out of them."""

from __future__ import annotations

from voltext.extract.extraction import Extraction, Record
from voltext.extract.pipeline import extract_document
from voltext.ingest.document import CellDraft, Document, DocumentBuilder, Header


def paper(*blocks: tuple[str, str], title: str = "A paper on LiFePO4", kind: str = "paragraph") -> Document:
    """A Document of a title and (section, text) blocks; `[[3]]` in a text is a citation mark, which is taken out."""
    builder = DocumentBuilder()
    builder.add("title", title)
    for section, text in blocks:
        parts = text.split("[[")
        clean, marks = parts[0], []
        for part in parts[1:]:
            target, _, rest = part.partition("]]")
            marks.append((len(clean), (f"ref{target}",)))
            clean += rest
        builder.add("abstract" if section == "abstract" else kind, clean, section=section, citations=tuple(marks))
    return builder.build(Header("0" * 16, "test", "0" * 64, "text", "test"))


def table(rows: list[list[str]], caption: str = "", *, section: str = "results", before: str = "") -> Document:
    """A Document of a title, a sentence and one table whose first row is its header; `[[3]]` marks a citation."""
    builder = DocumentBuilder()
    builder.add("title", "A paper on LiFePO4 cathodes")
    if before:
        builder.add("paragraph", before, section=section)
    cells: list[CellDraft] = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            clean, _, mark = text.partition("[[")
            citations = ((len(clean.strip()), (mark.rstrip("]"),)),) if mark else ()
            if clean.strip() or mark:
                cells.append(CellDraft(row, column, clean.strip(), citations=citations))
    builder.add_table(cells, header_rows=1, header_columns=1, caption=caption, section=section)
    return builder.build(Header("0" * 16, "test", "0" * 64, "text", "test"))


def records_of(document: Document) -> tuple[Record, ...]:
    """The records of ``document``; every evidence is checked to be words of the text."""
    extraction: Extraction = extract_document(document)
    for record in extraction.records:
        for evidence in record.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.text
    return extraction.records


def facts(document: Document) -> list[tuple[str, float | None, str]]:
    """(property, value, material name) of every record, in order."""
    return [(record.property, record.value, record.material.name) for record in records_of(document)]


def conditions(record: Record) -> dict[str, str]:
    """The conditions of ``record`` as written."""
    return {key: condition.text for key, condition in record.conditions.items()}
