"""What authors write: Word, LaTeX, Markdown and text; and what GROBID makes of a PDF."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pytest

from voltext.ingest.document import Document
from voltext.ingest.errors import MissingExtra, ReadError
from voltext.ingest.readers import read
from voltext.ingest.source import Limits, Source

PAGES = Path(__file__).parent / "pages"


def kinds(document: Document) -> list[tuple[str, str | None]]:
    return [(block.kind, block.section) for block in document.blocks]


@pytest.fixture(scope="module")
def word_file() -> bytes:
    docx = pytest.importorskip("docx")
    package = docx.Document()
    package.add_paragraph("Coated cathodes in a manuscript", style="Title")
    package.add_paragraph("Ann Example, Bob Muster")
    package.add_heading("Abstract", 1)
    package.add_paragraph("We made cells.")
    package.add_heading("1. Introduction", 1)
    paragraph = package.add_paragraph("A capacity of 150")
    for text, place in (
        ("12", "superscript"),
        (" was 160 mAh g", ""),
        ("−1", "superscript"),
        (" for Li", ""),
        ("7", "subscript"),
    ):
        run = paragraph.add_run(text)
        if place:
            setattr(run.font, place, True)
    paragraph.add_run("La as shown [3,4].")
    package.add_heading("Experimental", 1)
    package.add_heading("Cell assembly", 2)
    package.add_paragraph("Cells were built.")
    package.add_paragraph("Table 1. Data.", style="Caption")
    table = package.add_table(rows=3, cols=3)
    table.cell(0, 0).text = "Sample"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Capacity"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "A"
    for spot, text in (((1, 1), "1"), ((1, 2), "2"), ((2, 1), "3"), ((2, 2), "4")):
        table.cell(*spot).text = text
    package.add_paragraph().add_run("References").bold = True
    package.add_paragraph("[1] A. Old, J. Things 1 (2000) 1. doi:10.5555/old.1")
    buffer = BytesIO()
    package.save(buffer)
    return buffer.getvalue()


def test_word(word_file: bytes) -> None:
    document = read(Source("draft.pdf", word_file))
    assert document.header.format == "docx"
    assert document.header.title == "Coated cathodes in a manuscript"
    assert document.header.authors == ("Ann Example", "Bob Muster")
    assert "A capacity of 150 was 160 mAh g^-1 for Li7La as shown." in document.text
    assert [citation.targets for citation in document.citations] == [("12",), ("3", "4")]
    (table,) = [block.table for block in document.blocks if block.table]
    assert table.caption == "Table 1. Data."
    assert [(c.row, c.column, c.rowspan, c.colspan) for c in table.cells][:4] == [
        (0, 0, 1, 1),
        (0, 1, 1, 2),
        (1, 0, 2, 1),
        (1, 1, 1, 1),
    ]
    assert document.references[0].doi == "10.5555/old.1"
    assert ("paragraph", "experimental") in kinds(document)


def test_word_without_its_extra_names_the_pip_line(word_file: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtra, match=r'pip install "voltext\[manuscripts\]"'):
        read(Source("draft.docx", word_file))


def test_a_word_file_that_unpacks_to_too_much_is_refused(word_file: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(Source("draft.docx", word_file), limits=Limits(unpacked_mb=0))
    assert caught.value.reason == "limit_size"


def test_a_cut_word_file_is_truncated(word_file: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(Source("draft.docx", word_file[: len(word_file) // 2]))
    assert caught.value.reason == "truncated"


def test_latex() -> None:
    document = read(Source.from_path(PAGES / "manuscript.tex"))
    assert document.header.title == "A study of LiNi0.8Mn0.1Co0.1O2"
    assert document.header.authors == ("Ann Example", "Bob Müller")
    assert [block.text for block in document.blocks if block.kind == "abstract"] == [
        "We reach 1.2 × 10^-3 S cm^-1 at 25 °C."
    ]
    assert "Earlier work found 160 mAh g^-1 and Li^+ transport." in document.text
    assert "As Table 1 says, it was heated at 900 °C for 12 h." in document.text
    assert "D = a/b × 10^-12" in document.text
    assert document.citations[0].targets == ("muster2019", "beispiel2020")
    assert [(r.id, r.doi) for r in document.references] == [("muster2019", "10.5555/old.1"), ("beispiel2020", None)]
    (table,) = [block.table for block in document.blocks if block.table]
    assert (table.header_rows, table.header_columns, table.n_rows, table.n_columns) == (2, 1, 4, 3)


def test_latex_without_its_extra_names_the_pip_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pylatexenc.latexwalker", None)
    with pytest.raises(MissingExtra, match="manuscripts"):
        read(Source.from_path(PAGES / "manuscript.tex"))


def test_tei_of_grobid() -> None:
    document = read(Source.from_path(PAGES / "grobid.tei.xml"))
    header = document.header
    assert (header.format, header.title, header.doi, header.year) == ("tei", "A title", "10.1000/abc", 2021)
    assert (header.authors, header.journal, header.licence) == (("Ann Example",), "J. Things", "CC-BY-4.0")
    assert "Work gave 10^-4 S." in document.text
    assert document.citations[0].targets == ("b0",)
    assert ("paragraph", "experimental") in kinds(document)
    assert ("paragraph", "end_matter") in kinds(document)


MARKDOWN = """---
title: Coated cathodes
author: Ann Example, Bob Muster
year: 2021
doi: 10.5555/md.1
---

# Abstract

We reach 10^-4^ S cm^-1^ with Li~7~La~3~Zr~2~O~12~ and *no* `code`.

## 1. Introduction

Cells fade [1]. A formula $D = 10^{-12}$ and <sup>7</sup>Li, as [others](https://x.org) say [@muster; @beispiel].

Experimental
------------

- heated at 900 °C
- ground

Table 1. Values.

| Sample | Capacity |
|:-------|---------:|
| bare   | 148      |

![Figure 1. A cell.](cell.png)

$$E = mc^2$$

## References

1. A. Old, J. Things 2001. https://doi.org/10.5555/old.1
"""


def test_markdown() -> None:
    document = read(Source("draft.txt", MARKDOWN.encode()))
    header = document.header
    assert (header.format, header.title, header.year, header.doi) == (
        "markdown",
        "Coated cathodes",
        2021,
        "10.5555/md.1",
    )
    assert header.authors == ("Ann Example", "Bob Muster")
    assert [(block.kind, block.section, block.text) for block in document.blocks] == [
        ("title", None, "Coated cathodes"),
        ("heading", "abstract", "Abstract"),
        ("abstract", "abstract", "We reach 10^-4 S cm^-1 with Li7La3Zr2O12 and no code."),
        ("heading", "introduction", "1. Introduction"),
        ("paragraph", "introduction", "Cells fade. A formula D = 10^-12 and ^7Li, as others say."),
        ("heading", "experimental", "Experimental"),
        ("list", "experimental", "heated at 900 °C"),
        ("list", "experimental", "ground"),
        ("caption", "experimental", "Table 1. Values."),
        ("table", "experimental", "| Sample | Capacity |\n| bare | 148 |"),
        ("caption", "experimental", "Figure 1. A cell."),
        ("equation", "experimental", "E = mc^2"),
        ("heading", "references", "References"),
        ("reference", "references", "1. A. Old, J. Things 2001. https://doi.org/10.5555/old.1"),
    ]
    assert {target for citation in document.citations for target in citation.targets} == {"1", "muster", "beispiel"}


TEXT = """Coated cathodes in plain text

Ann Example, Bob Muster
Journal of Samples, 2021. DOI: 10.5555/txt.1

Abstract
We coated cathodes. They live
longer in the tests.

1. Introduction
Cells fade [1].
Others do so as well [2, 3].

2. Experimental
Powder was heated at 900 °C for 12 h and cooled slow-
ly to room temperature.

References
[1] A. Old, J. Things 2001. doi:10.5555/old.1
[2] B. Older, J. Things 2002.
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_any_encoding(encoding: str) -> None:
    document = read(Source("paper", TEXT.encode(encoding)))
    header = document.header
    assert (header.format, header.title, header.doi) == ("text", "Coated cathodes in plain text", "10.5555/txt.1")
    assert "We coated cathodes. They live longer in the tests." in document.text
    assert "Powder was heated at 900 °C for 12 h and cooled slowly to room temperature." in document.text
    assert "Cells fade. Others do so as well." in document.text
    assert [(r.id, r.doi) for r in document.references] == [("1", "10.5555/old.1"), ("2", None)]
    assert {block.section for block in document.blocks if block.kind == "paragraph"} == {
        "abstract",
        "introduction",
        "experimental",
    } - {"abstract"}


def test_rows_parted_by_tabs_are_a_table() -> None:
    text = "A study of cork\n\nResults\n\nWords of it.\nTable 1. Cells\nA\tB\nx\t1\ny\t2\nMore words.\n\nA lone\ttab.\n"
    document = read(Source("draft.txt", text.encode()))
    [found] = [block for block in document.blocks if block.table]
    assert found.text == "| A | B |\n| x | 1 |\n| y | 2 |"
    assert [b.text for b in document.blocks if b.kind == "paragraph"][-2:] == ["More words.", "A lone tab."]
