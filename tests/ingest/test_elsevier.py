"""Elsevier XML in its envelopes: head, floats where they are anchored, CALS tables, citations, references."""

from __future__ import annotations

from pathlib import Path

import pytest

from voltext.ingest.document import Document
from voltext.ingest.errors import ReadError
from voltext.ingest.readers import read
from voltext.ingest.source import Source

PAGES = Path(__file__).parent / "pages"


@pytest.fixture(scope="module")
def paper() -> Document:
    return read(Source.from_path(PAGES / "elsevier.xml"))


def test_metadata(paper: Document) -> None:
    header = paper.header
    assert (header.title, header.doi, header.journal) == ("Coated cathodes", "10.5555/els.1", "Journal of Samples")
    assert (header.authors, header.year, header.licence) == (("Ann Example",), 2021, "CC-BY-NC-ND-4.0")


def test_text_of_every_part_once(paper: Document) -> None:
    shown = [
        (block.kind, block.section, block.text) for block in paper.blocks if block.kind not in ("table", "reference")
    ]
    assert shown == [
        ("title", None, "Coated cathodes"),
        ("heading", "abstract", "Abstract"),
        ("abstract", "abstract", "We coated."),
        ("heading", "abstract", "Highlights"),
        ("abstract", "abstract", "It lives longer."),
        ("heading", "introduction", "1 Introduction"),
        ("paragraph", "introduction", "Cells fade."),
        ("heading", "experimental", "2 Experimental"),
        ("heading", "experimental", "2.1 Cells"),
        ("paragraph", "experimental", "As Fig. 1 shows, it gave 150 mAh g^-1"),
        ("equation", "experimental", "D = 10^-4 (1)"),
        ("paragraph", "experimental", "in Na1-xCoO2."),
        ("caption", "experimental", "Fig. 1. Capacity of Li2O."),
        ("caption", "experimental", "Table 1. Values."),
        ("footnote", "experimental", "a At 25 °C."),
        ("heading", "end_matter", "Acknowledgements"),
        ("paragraph", "end_matter", "Thanks."),
        ("heading", "end_matter", "Data availability"),
        ("paragraph", "end_matter", "On request."),
        ("heading", "references", "References"),
    ]


def test_cals_spans(paper: Document) -> None:
    (table,) = [block.table for block in paper.blocks if block.table]
    assert (table.header_rows, table.header_columns) == (2, 1)
    spans = [(c.row, c.column, c.rowspan, c.colspan, paper.text[c.start : c.end]) for c in table.cells]
    assert spans == [
        (0, 0, 2, 1, "Sample"),
        (0, 1, 1, 2, "Capacity"),
        (1, 1, 1, 1, "C/10"),
        (1, 2, 1, 1, "1C"),
        (2, 0, 1, 1, "bare"),
        (2, 1, 1, 1, "148"),
        (2, 2, 1, 1, "120"),
    ]


def test_references_and_citations(paper: Document) -> None:
    assert [(r.id, r.text, r.doi) for r in paper.references] == [
        ("b1", "[1] Old A.. First. J. Samples. 1, 2001", None),
        ("b2", "[2] Second. doi:10.5555/old.2", "10.5555/old.2"),
    ]
    assert [citation.targets for citation in paper.citations] == [("b1", "b2"), ("b2",)]


ENVELOPE = (
    '<full-text-retrieval-response xmlns="http://www.elsevier.com/xml/svapi/article/dtd" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<coredata><dc:title>A title</dc:title>{}</coredata>{}</full-text-retrieval-response>"
)


def test_an_envelope_with_the_abstract_only_says_so() -> None:
    data = ENVELOPE.format("<dc:description>We coated it and it lived.</dc:description>", "")
    document = read(Source("x.xml", data.encode()))
    assert [block.kind for block in document.blocks] == ["title", "abstract"]
    assert "abstract_only" in {warning.code for warning in document.header.warnings}


def test_an_empty_envelope_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read(Source("x.xml", ENVELOPE.format("", "").encode()))
    assert caught.value.reason == "empty"


def test_an_error_of_the_service_is_no_paper() -> None:
    with pytest.raises(ReadError) as caught:
        read(
            Source(
                "x.xml", b"<service-error><status><statusCode>RESOURCE_NOT_FOUND</statusCode></status></service-error>"
            )
        )
    assert caught.value.reason == "not_a_document"
