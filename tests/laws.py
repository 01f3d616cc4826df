"""What holds of every Document, whatever file it was read from; the tests and the fuzzer ask the same."""

from __future__ import annotations

import unicodedata

import msgspec

from voltext.ingest.data import ingest_vocabulary
from voltext.ingest.document import BLOCK_SEPARATOR, Block, Document
from voltext.ingest.errors import ReadError
from voltext.ingest.normal import normalise
from voltext.ingest.readers import read
from voltext.ingest.source import Limits, Source


def read_lawfully(data: bytes, *, limits: Limits = Limits()) -> Document | None:  # noqa: B008 - immutable
    """The Document of ``data``, its laws checked, or None where the reader refuses it, in the words it may use."""
    try:
        document = read(Source("file", data), limits=limits)
    except ReadError as error:
        assert error.reason in ingest_vocabulary("failure_reasons"), error.reason  # noqa: PT017 - one of two lawful ends
        assert error.message.endswith("."), error.message  # noqa: PT017
        return None
    check_document(document)
    return document


def check_document(document: Document) -> None:
    """Text is the blocks joined, every position lies within it, and the text is in normal form."""
    at = 0
    for number, block in enumerate(document.blocks):
        assert block.id == f"b{number}"
        assert block.kind in ingest_vocabulary("block_kinds"), block.kind
        assert block.section is None or block.section in ingest_vocabulary("section_types"), block.section
        assert block.text.strip(), block
        assert (block.start, block.end) == (at, at + len(block.text)), block
        at = block.end + len(BLOCK_SEPARATOR)
        _check_characters(block)
        if block.table is not None:
            _check_cells(block, document.text)
    assert document.text == BLOCK_SEPARATOR.join(block.text for block in document.blocks)
    for citation in document.citations:
        assert 0 <= citation.position <= len(document.text), citation
    # What is stored and printed is UTF-8: a lone surrogate would end a build.
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document


def _check_characters(block: Block) -> None:
    """Every character is one that the normal form keeps; no white space but single blanks, and ends of table rows."""
    lines = block.text.split("\n") if block.table is not None else [block.text]
    for line in lines:
        assert unicodedata.is_normalized("NFC", line), ascii(line[:200])
        odd = {ascii(char) for char in set(line) if char not in normalise(f"x {char} x")}
        assert not odd, (odd, block.kind)
        assert "  " not in line or block.table is not None, line[:200]


def _check_cells(block: Block, text: str) -> None:
    assert block.table is not None
    for cell in block.table.cells:
        assert block.start <= cell.start <= cell.end <= block.end, cell
        assert "\n" not in text[cell.start : cell.end], cell
        assert cell.rowspan >= 1, cell
        assert cell.colspan >= 1, cell
    assert 0 <= block.table.header_rows <= block.table.n_rows
    assert 0 <= block.table.header_columns <= block.table.n_columns
