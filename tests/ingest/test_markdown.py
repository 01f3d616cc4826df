"""Markdown as pandoc, editors and authors write it: tables of all kinds, notes, comments, attributes."""

from __future__ import annotations

import time

import pytest

from voltext.ingest.document import Document, Table
from voltext.ingest.readers import read
from voltext.ingest.source import Source

HEAD = "# A study of cork\n\n## Results\n\n"


def read_markdown(text: str) -> Document:
    return read(Source("draft.md", (HEAD + text).encode()))


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_markdown(text).blocks[2:]]


def table_of(text: str) -> tuple[str, Table]:
    [found] = [block for block in read_markdown(text).blocks if block.table]
    assert found.table is not None
    return found.text, found.table


@pytest.mark.parametrize("rule", ["|:--|--:|", "|:-:|:-:|", "|-|-|", "| --- | --- |"])
def test_rules_of_pipe_tables_may_be_short(rule: str) -> None:
    assert table_of(f"Words.\n\n| A | B |\n{rule}\n| x | 1 |\n")[0] == "| A | B |\n| x | 1 |"


@pytest.mark.parametrize(
    "text", ["Table 1. Cells.\n\n%s", "%s\n\nTable 1. Cells.", "%s\n: Cells.", "%s\n\nTable: Cells."]
)
def test_the_caption_of_a_table_stands_above_or_below(text: str) -> None:
    caption = table_of(text % "| A | B |\n|--|--|\n| x | 1 |")[1].caption
    assert caption.removeprefix("Table 1. ").removeprefix("Table: ") == "Cells."


def test_a_caption_below_belongs_to_one_table_only() -> None:
    table = "| A | B |\n|--|--|\n| x | 1 |\n\n"
    document = read_markdown(f"{table}Table 1. First.\n\n{table}")
    assert [block.table.caption for block in document.blocks if block.table] == ["Table 1. First.", ""]


def test_tables_written_as_html_keep_their_cells() -> None:
    rows = "<tr><th>A</th><th>B</th></tr>\n<tr><td>x</td><td>5 mAh</td></tr>"
    source = f"<table><caption>Table 2. Cells</caption>\n{rows}\n</table>"
    text, table = table_of(f"Words.\n\n{source}\n\nMore words.")
    assert (text, table.caption) == ("| A | B |\n| x | 5 mAh |", "Table 2. Cells")


def test_comments_and_attributes_are_not_printed() -> None:
    source = "<!-- 42 mAh/g\nlost --> Words.\n\n### Cells {#sec:cells}\n\n![Figure 1. A cell](a.png){width=50%}\n"
    assert blocks(source) == [
        ("paragraph", "Words."), ("heading", "Cells"), ("caption", "Figure 1. A cell"),
    ]  # fmt: skip


def test_comments_that_never_end_cost_linear_time() -> None:
    began = time.process_time()
    read_markdown("<!-- " * 100_000)
    assert time.process_time() - began < 5


def test_a_note_is_a_footnote_and_one_that_names_a_work_a_reference() -> None:
    document = read_markdown("Cells ran[^a] well[^b].\n\n[^a]: At 4 mg of cork.\n[^b]: J. Doe, J. Test 1 (2020).\n")
    assert [(b.kind, b.text) for b in document.blocks[2:]] == [
        ("paragraph", "Cells ran well."),
        ("footnote", "At 4 mg of cork."),
        ("reference", "J. Doe, J. Test 1 (2020)."),
    ]
    assert [citation.targets for citation in document.citations] == [("b",)]


def test_a_heading_that_repeats_the_title_of_the_front_matter_stands_once() -> None:
    document = read(Source("draft.md", b"---\ntitle: Cork\n---\n# Cork\n\nWords of five mg.\n"))
    assert [block.kind for block in document.blocks] == ["title", "paragraph"]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("draft.md", "# Cork\n\n## Results\n\nWords.\n\n## References\n\n1. J. Doe, 2020. doi:10.5555/other\n"),
        (
            "draft.txt",
            "A study of cork\n\nResults\n\nWords of five.\n\nReferences\n\n[1] J. Doe, 2020. doi:10.5555/other\n",
        ),
        (
            "page.html",
            "<html><body><article><h1>Cork</h1><h2>Results</h2><p>%s</p><h2>References</h2><ol><li id='r1'>J. Doe, "
            "2020. <a href='https://doi.org/10.5555/other'>CrossRef</a></li></ol></article></body></html>"
            % ("Words of five mg in cells. " * 30),
        ),
    ],
)
def test_the_doi_of_a_reference_is_not_that_of_the_paper(name: str, page: str) -> None:
    document = read(Source(name, page.encode()))
    assert [entry.doi for entry in document.references] == ["10.5555/other"]
    assert document.header.doi is None
