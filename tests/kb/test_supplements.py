"""Supporting information joins its paper, and neither hides the other."""

from __future__ import annotations

import pytest

from voltext.ingest.document import Header
from voltext.kb.entry import FileEntry
from voltext.kb.likeness import signature
from voltext.kb.supplements import is_supplement, paper_stem, supplements_of
from voltext.kb.works import Edition, works_of


def header(id: str, name: str, *, doi: str | None = None, title: str | None = None) -> Header:
    return Header(id * 16, name, id * 64, "pdf", "pdf", doi=doi, title=title)


def file(path: str, id: str) -> FileEntry:
    return FileEntry(path, path, id * 16, "done")


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("Lee2020_SI.pdf", "Lee2020"),
        ("Lee2020-supp.pdf", "Lee2020"),
        ("/a/b/Lee2020_si_001.docx", "Lee2020"),
        ("pone.0123456.s001.docx", "pone.0123456"),
        ("Lee 2020 Supporting Information.pdf", "Lee 2020"),
        ("Lee2020-supplementary-material2.pdf", "Lee2020"),
        ("papers.zip!lee/Lee2020_esi.pdf", "Lee2020"),
        ("Lee2020.pdf", None),
        ("SI.pdf", None),
        ("Lee2020_silicon.pdf", None),
        ("supercapacitors.pdf", None),
        ("Lee_anodes.pdf", None),
    ],
)
def test_names_of_supplements(name: str, paper: str | None) -> None:
    assert paper_stem(name) == paper


def test_a_long_name_ends_soon() -> None:
    assert len(paper_stem("_si" * 100_000 + "x.pdf") or "") < 300


def test_a_supplement_joins_the_paper_beside_it() -> None:
    headers = [header("a", "x/lee.pdf"), header("b", "x/lee_SI.pdf"), header("c", "y/lee_SI.pdf")]
    files = [file("/x/lee.pdf", "a"), file("/x/lee_SI.pdf", "b"), file("/y/lee_SI.pdf", "c")]
    assert supplements_of(files, headers) == {"b" * 16: "a" * 16}


def test_a_supplement_joins_the_paper_whose_doi_it_names() -> None:
    headers = [
        header("a", "one.pdf", doi="10.1234/Drawer", title="A coin cell in a drawer"),
        header("b", "two.pdf", doi="10.1234/drawer", title="Supporting Information for: A coin cell in a drawer"),
        header("c", "three.pdf", doi="10.1234/shelf", title="Supporting Information"),
    ]
    files = [file(f"/{each.source}", each.id[0]) for each in headers]
    assert supplements_of(files, headers) == {"b" * 16: "a" * 16}


def test_a_supplement_and_its_paper_are_no_editions_of_each_other() -> None:
    title = "A coin cell that was kept for a year in a drawer"
    paper = header("a", "one.pdf", doi="10.1234/drawer", title=title)
    supplement = header("b", "two.pdf", doi="10.1234/drawer", title=f"Supplementary Information: {title}")
    assert is_supplement(supplement)
    text = "The cell was kept at room temperature for a year and then discharged. "
    editions = [Edition(paper, signature(text * 3), 9), Edition(supplement, signature("Tables of all values. " * 9), 5)]
    assert works_of(editions) == {"a" * 16: "a" * 16, "b" * 16: "b" * 16}
