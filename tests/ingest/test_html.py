"""Pages of nine publishers (of the ACS twice) with the same small paper; gates and errors are no papers.

The pages under ``pages/`` were written for these tests; only their skeletons follow the publishers.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from voltext.ingest.document import Document
from voltext.ingest.errors import ReadError
from voltext.ingest.readers import read
from voltext.ingest.source import Source

PAGES = Path(__file__).parent / "pages"
PUBLISHERS = (
    "acs", "acs2016", "frontiers", "generic", "iop", "mdpi", "plos", "rsc", "sciencedirect", "springer", "wiley"
)  # fmt: skip


@pytest.fixture(params=PUBLISHERS, scope="module")
def page(request: pytest.FixtureRequest) -> Document:
    return read(Source.from_path(PAGES / f"{request.param}.html"))


def test_metadata(page: Document) -> None:
    header = page.header
    assert header.title == "Coated cathodes for sample cells"
    assert header.doi == "10.5555/page.1"
    assert header.authors == ("Ann Example", "Bob Muster")
    assert (header.journal, header.year) == ("Journal of Samples", 2021)


def test_sections(page: Document) -> None:
    found = {block.section for block in page.blocks if block.kind == "paragraph"}
    assert found == {"introduction", "experimental", "results", "conclusions", "end_matter"}
    assert [block.section for block in page.blocks if block.kind == "abstract"] == ["abstract"]


def test_text_with_levels_and_without_citation_marks(page: Document) -> None:
    assert "The coated cells gave 150 mAh g^-1 with a resistance of 1.5 × 10^-4 Ω" in page.text
    assert "Li7La3Zr2O12 was heated at 900 °C" in page.text
    assert "twenty years." in page.text
    assert len(page.citations) == 2
    assert all(citation.targets for citation in page.citations)


def test_caption_and_table(page: Document) -> None:
    captions = [block.text for block in page.blocks if block.kind == "caption"]
    assert len(captions) == 2
    assert captions[0].startswith(("Figure 1", "Fig. 1", "Fig 1"))
    assert captions[0].endswith("Coated powder at 25 °C.")
    (block,) = [block for block in page.blocks if block.table]
    table = block.table
    assert table is not None
    assert (table.header_rows, table.header_columns, table.n_rows, table.n_columns) == (2, 1, 4, 3)
    cell = table.grid()[3][2]
    assert cell is not None
    assert page.text[cell.start : cell.end] == "141"
    assert "Capacities of both samples" in table.caption
    assert block.section == "results"


def test_references(page: Document) -> None:
    assert len(page.references) == 2
    assert {target for citation in page.citations for target in citation.targets} <= {r.id for r in page.references}
    assert page.references[0].doi == "10.5555/old.1"
    assert [block.kind for block in page.blocks if block.section == "references"] == [
        "heading",
        "reference",
        "reference",
    ]


def test_nothing_of_the_page_around_the_paper(page: Document) -> None:
    for word in (
        "cookies",
        "Recommended",
        "recommended",
        "Home",
        "Google Scholar",
        "CrossRef",
        "Terms and conditions",
        "Follow us",
        "PowerPoint",
        "Jump to",
        "Outline",
        "high-res",
        "Next article",
        "This article references",
        "Affiliation",
        "Institute of Samples",
    ):
        assert word not in page.text


GATES = {
    "captcha": ("Just a moment...", "<h1>Checking your browser</h1><p>Please verify you are a human.</p>"),
    "denied": ("", "<h1>Access Denied</h1><p>You do not have access to this page.</p>"),
    "missing": ("404", "<h1>Page not found</h1><p>The article could not be found.</p>"),
    "login": ("", "<h1>Sign in</h1><form><button>Log in</button></form><p>Institutional login required.</p>"),
    "blank": ("", "<div id='root'></div><script>load()</script>"),
}


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("name", ["paper.pdf", "paper.html"])
def test_gates_are_no_papers_whatever_their_name(gate: str, name: str) -> None:
    title, body = GATES[gate]
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    with pytest.raises(ReadError) as caught:
        read(Source(name, page.encode()))
    assert caught.value.reason == "not_a_document"
    assert "again" in caught.value.message


def test_a_page_with_the_abstract_only_says_so() -> None:
    page = (
        '<html><head><meta name="citation_title" content="A title of a paper"></head><body><h1>A title of a paper</h1>'
        '<section class="abstract"><h2>Abstract</h2><p>'
        + "We did things and found others. " * 8
        + "</p></section></body></html>"
    )
    document = read(Source("x.html", page.encode()))
    assert "abstract_only" in {warning.code for warning in document.header.warnings}


def test_formulae_in_mathml_tex_and_escaped_mathml() -> None:
    body = (
        "<p>"
        + "Some words of a paragraph that goes on. " * 20
        + "The value is <math><msup><mn>10</mn><mrow><mo>−</mo><mn>4</mn></mrow></msup></math> and "
        '<span class="mathjax-tex">\\(Li^{+}\\)</span> and <span class="mathjax"><code class="mathjax-code">'
        "&lt;mml:math&gt;&lt;mml:msub&gt;"
        "&lt;mml:mi&gt;i&lt;/mml:mi&gt;&lt;mml:mi&gt;L&lt;/mml:mi&gt;&lt;/mml:msub&gt;&lt;/mml:math&gt;</code></span>.</p>"
    )
    document = read(
        Source("x.html", f"<html><body><article><h1>T</h1><h2>Introduction</h2>{body}</article></body></html>".encode())
    )
    assert "The value is 10^-4 and Li^+ and iL." in document.text


MATHML = "<math><msup><mn>10</mn><mrow><mo>−</mo><mn>4</mn></mrow></msup></math>"
ESCAPED = MATHML.replace("<", "&lt;").replace(">", "&gt;")
DRAWN = '<nobr aria-hidden="true"><span class="math"><span class="mn">10</span><span class="mn">−4</span></span></nobr>'
# What a browser saves of one formula: the drawing of MathJax or KaTeX, its twin for screen readers, its source.
SAVED = {
    "MathJax 2, with a twin": f'<span class="MathJax" data-mathml="{ESCAPED}">{DRAWN}'
    f'<span class="MJX_Assistive_MathML">{MATHML}</span></span><script type="math/mml">{MATHML}</script>',
    "MathJax 2, with its source": f'<span class="MathJax" data-mathml="{ESCAPED}">{DRAWN}</span>'
    f'<script type="math/mml">{MATHML}</script>',
    "MathJax 2, drawing alone": f'<span class="MathJax" data-mathml="{ESCAPED}">{DRAWN}</span>',
    "MathJax 2, of TeX": f'<span class="MathJax">{DRAWN}</span><script type="math/tex">10^{{-4}}</script>',
    "MathJax 3": '<mjx-container class="MathJax"><mjx-math aria-hidden="true"><mjx-mn>10</mjx-mn></mjx-math>'
    f"<mjx-assistive-mml>{MATHML}</mjx-assistive-mml></mjx-container>",
    "KaTeX": f'<span class="katex"><span class="katex-mathml">{MATHML}</span>'
    '<span class="katex-html" aria-hidden="true"><span>10</span><span>−4</span></span></span>',
}


@pytest.mark.parametrize("form", SAVED)
def test_a_formula_that_was_drawn_stands_once(form: str) -> None:
    body = "<p>" + "Some words of a paragraph that goes on. " * 20 + f"The value is {SAVED[form]} and more.</p>"
    document = read(
        Source("x.html", f"<html><body><article><h1>T</h1><h2>Introduction</h2>{body}</article></body></html>".encode())
    )
    assert document.text.endswith("The value is 10^-4 and more.")


@pytest.mark.corpora
@pytest.mark.parametrize("name", ["10.1063_1.5109140.html", "10.1063_1.4986555.html", "10.1149_2.0281514jes.html"])
def test_real_pages(shared: Path, name: str) -> None:
    document = read(Source.from_path(shared / "papers" / "html" / name))
    assert document.header.doi == name.removesuffix(".html").replace("_", "/")
    assert document.header.licence == "CC-BY-4.0"
    assert document.header.authors
    assert len(document.references) > 20
    assert len(document.text.split()) > 4000
    assert "Google Scholar" not in document.text
    assert "Next Section" not in document.text
