"""JATS: sections, floats, tables, formulae, citations; every offset right whatever the article."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voltext.ingest.document import Document
from voltext.ingest.readers import read
from voltext.ingest.source import Source

PAGES = Path(__file__).parent / "pages"


@pytest.fixture(scope="module")
def paper() -> Document:
    return read(Source.from_path(PAGES / "jats.xml"))


def shape(document: Document) -> list[tuple[str, str | None, str]]:
    return [(block.kind, block.section, block.text) for block in document.blocks]


def test_metadata(paper: Document) -> None:
    header = paper.header
    assert (header.title, header.doi, header.journal) == ("Coated LiCoO2", "10.5555/jats.1", "Journal of Samples")
    assert (header.authors, header.year, header.licence) == (("Ann Example",), 2020, "CC-BY-4.0")


def test_blocks_in_reading_order(paper: Document) -> None:
    assert [item for item in shape(paper) if item[0] not in ("table", "reference")] == [
        ("title", None, "Coated LiCoO2"),
        ("heading", "abstract", "Abstract"),
        ("heading", "abstract", "Methods"),
        ("abstract", "abstract", "We coated it."),
        ("other", "other", "Keywords: coating; cathode"),
        ("paragraph", "introduction", "A letter opens without a heading."),
        ("heading", "introduction", "1 Introduction"),
        ("paragraph", "introduction", "Cells fade."),
        ("heading", "experimental", "Experimental"),
        ("heading", "experimental", "Coin cells"),
        ("paragraph", "experimental", "As in Figure 1, cells"),
        ("list", "experimental", "were dried"),
        ("list", "experimental", "were filled"),
        ("list", "experimental", "slowly"),
        ("paragraph", "experimental", "before"),
        ("equation", "experimental", "D = a/(b^2) (1)"),
        ("paragraph", "experimental", "use."),
        ("caption", "experimental", "Figure 1. (a) A cell. (b) Another."),
        ("heading", "results", "Results"),
        ("paragraph", "results", "It gave 150 mAh g^-1 at 10^-4 S."),
        ("caption", "results", "Table 1. Values."),
        ("footnote", "results", "a At 25 °C."),
        ("heading", "conclusions", "What we learnt"),
        ("paragraph", "conclusions", "Coat it."),
        ("heading", "end_matter", "Acknowledgements"),
        ("paragraph", "end_matter", "Thanks."),
        ("heading", "references", "References"),
    ]


def test_the_table_has_its_cells(paper: Document) -> None:
    (block,) = [block for block in paper.blocks if block.table]
    assert block.table is not None
    assert block.text == "| Sample | Capacity |  |\n|  | C/10 | 1C |\n| bare | 148 | 120 |"
    assert (block.table.header_rows, block.table.header_columns) == (2, 1)
    assert block.table.caption == "Table 1. Values."
    assert block.table.footnotes == ("a At 25 °C.",)
    assert [paper.text[c.start : c.end] for c in block.table.cells] == [
        "Sample",
        "Capacity",
        "C/10",
        "1C",
        "bare",
        "148",
        "120",
    ]


def test_citations_point_from_their_places_to_references(paper: Document) -> None:
    cited = [(paper.text[: c.position].rsplit(" ", 1)[-1].split("\n")[-1], c.targets) for c in paper.citations]
    assert cited == [("fade", ("b1", "b3")), ("150", ("b2",)), ("120", ("b1",))]
    assert [(r.id, r.doi) for r in paper.references] == [("b1", "10.5555/old.1"), ("b2", None), ("b3", None)]
    assert paper.references[1].text == "Two B. Second. 2002"


def check_law(document: Document) -> None:
    """The law of Document and every offset in it."""
    text = "\n\n".join(block.text for block in document.blocks)
    assert text == document.text
    for block in document.blocks:
        assert text[block.start : block.end] == block.text
        assert block.text.strip()
        if block.table:
            lines = block.text.split("\n")
            for cell in block.table.cells:
                assert block.start <= cell.start <= cell.end <= block.end
                line = text.count("\n", block.start, cell.start)
                assert line == cell.row
                assert text[cell.start : cell.end] in lines[cell.row]
                assert text[cell.start - 2 : cell.start] == "| "
    for citation in document.citations:
        block_at = document.block_at(citation.position) or document.block_at(citation.position - 1)
        assert block_at is not None


inline = st.recursive(
    st.text(alphabet="abc XYZ150.,()[]−μ \u2009", max_size=12).map(escape),
    lambda inner: st.one_of(
        st.builds("<sup>{}</sup>".format, inner),
        st.builds("<sub>{}</sub>".format, inner),
        st.builds("<italic>{}</italic>".format, inner),
        st.builds(
            '<xref ref-type="bibr" rid="b{}">{}</xref>'.format,
            st.integers(1, 9),
            st.sampled_from(["1", "[2]", "Muster, 2019", "3,4"]),
        ),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=8,
)
cells = st.builds('<td rowspan="{}" colspan="{}">{}</td>'.format, st.integers(0, 3), st.integers(0, 3), inline)
tables = st.lists(
    st.lists(cells, min_size=1, max_size=4).map(lambda row: f"<tr>{''.join(row)}</tr>"), min_size=1, max_size=4
).map(
    lambda rows: (
        f"<table-wrap><label>Table 1</label><caption><p>Words.</p></caption><table>{''.join(rows)}</table></table-wrap>"
    )
)
bodies = st.lists(
    st.one_of(
        inline.map("<p>{}</p>".format),
        tables,
        st.builds("<sec><title>{}</title><p>{}</p></sec>".format, inline, inline),
    ),
    max_size=6,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(bodies)
def test_the_law_holds_for_every_article(body: str) -> None:
    references = "".join(f'<ref id="b{n}"><mixed-citation>Ref {n}</mixed-citation></ref>' for n in range(1, 10))
    article = (
        f'<article dtd-version="1.0"><front/><body><p>Opening words.</p>{body}</body>'
        f"<back><ref-list>{references}</ref-list></back></article>"
    )
    check_law(read(Source("x.xml", article.encode())))


@pytest.mark.corpora
def test_the_law_holds_for_real_papers(shared: Path) -> None:
    for path in sorted((shared / "papers").glob("*/*.[xht][mtx]*")):
        if path.stat().st_size:
            check_law(read(Source.from_path(path)))
