"""Introductions and summaries without a heading get the section that they are."""

from __future__ import annotations

from voltext.ingest.document import Document, DocumentBuilder, Header
from voltext.ingest.readers.text import TextReader
from voltext.ingest.source import Limits, Source
from voltext.ingest.unheaded import with_unheaded_parts


def document(*blocks: tuple[str, str, str]) -> Document:
    builder = DocumentBuilder()
    for kind, section, text in blocks:
        builder.add(kind, text, section=section)
    return builder.build(Header("0" * 16, "test", "0" * 64, "pdf", "test"))


def sections(read: Document) -> list[tuple[str, str | None]]:
    return [(block.kind, block.section) for block in with_unheaded_parts(read).blocks]


def test_an_introduction_that_runs_on_from_the_abstract_is_told() -> None:
    long = "Batteries store energy. " * 60
    read = document(("abstract", "abstract", long), ("abstract", "abstract", long), ("abstract", "abstract", long))
    told = [("abstract", "abstract"), ("paragraph", "introduction"), ("paragraph", "introduction")]
    assert sections(read) == told


def test_a_short_abstract_of_two_paragraphs_stays_whole() -> None:
    short = "Batteries store energy. " * 20
    read = document(("abstract", "abstract", short), ("abstract", "abstract", short))
    assert sections(read) == [("abstract", "abstract")] * 2


def test_a_summary_that_ends_the_results_is_a_conclusion() -> None:
    read = document(
        ("paragraph", "results", "The cell works."),
        ("paragraph", "results", "It works for long."),
        ("paragraph", "results", "In summary, the cell works."),
        ("heading", "experimental", "Methods"),
        ("paragraph", "experimental", "Cells were made."),
    )
    assert sections(read)[2] == ("paragraph", "conclusions")
    assert sections(read)[4] == ("paragraph", "experimental")


def test_a_paper_with_headed_conclusions_is_left_as_it_is() -> None:
    read = document(
        ("paragraph", "results", "In summary, a first part."), ("paragraph", "conclusions", "The cell works.")
    )
    assert with_unheaded_parts(read) is read


def test_a_first_paragraph_with_an_at_sign_is_no_address() -> None:
    told = b"On tin\n\nA. Writer\n\na.writer@chem.example.edu\n\nSn@C delivers 792 mAh/g, more than bare Sn."
    blocks = TextReader().read(Source("a.txt", told), limits=Limits()).blocks
    assert [block.kind for block in blocks] == ["title", "other", "other", "paragraph"]
