"""Laws of citations within a knowledge base: a reference finds its paper by DOI or title, and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voltext.extract.extraction import SCHEMA, Extraction
from voltext.ingest.document import Header, Reference
from voltext.kb.citations import Catalogue
from voltext.kb.works import Edition

TITLE = "Rapid sintering of garnet electrolytes for lithium metal cells"
PAPER = Header("a" * 16, "a.xml", "a" * 64, "jats", "jats", doi="10.1000/Paper", title=TITLE, year=2021)
PREPRINT = Header("b" * 16, "b.pdf", "b" * 64, "pdf", "pdf", doi="10.48550/preprint", title=TITLE, year=2020)
OTHER = Header("c" * 16, "c.xml", "c" * 64, "jats", "jats", doi="10.1000/other",
               title="Slow sintering of perovskite cathodes for solid oxide cells", year=2021)  # fmt: skip
EDITIONS = [Edition(PAPER, b"", 1, PAPER.id), Edition(PREPRINT, b"", 1, PAPER.id), Edition(OTHER, b"", 1, OTHER.id)]


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("", "10.1000/paper"),
        ("", "10.48550/PREPRINT"),
        (f"Doe, J.; Roe, R. {TITLE}. J. Demo. 2021, 3, 14.", None),
        (f"[7] J. Doe, {TITLE.upper()}, J. Demo. 3 (2021) 14", None),
        (f"J. Doe, {TITLE.replace('electrolytes', 'electroIytes')}, 2020", None),
        (f"J. Doe, {TITLE}, in press", None),
    ],
)
def test_found(text: str, doi: str | None) -> None:
    assert Catalogue(EDITIONS).find(Reference("r1", text, doi)) == PAPER


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        (TITLE, "10.1000/another"),
        (f"J. Doe, {TITLE}, J. Demo. 3 (1994) 14", None),
        ("J. Doe, Rapid sintering of garnet pigments for ceramic tiles, 2021", None),
        ("J. Doe, J. Demo. 3 (2021) 14", None),
        ("", None),
    ],
)
def test_not_found(text: str, doi: str | None) -> None:
    assert Catalogue(EDITIONS).find(Reference("r1", text, doi)) is None


def test_references_get_the_doi_of_the_work() -> None:
    references = (
        Reference("r1", f"J. Doe, {TITLE}, 2021"),
        Reference("r2", "", "10.48550/preprint"),
        Reference("r3", "x"),
    )
    resolved = Catalogue(EDITIONS).resolved(Extraction(SCHEMA, OTHER, (), references=references))
    assert [reference.doi for reference in resolved.references] == ["10.1000/paper", "10.1000/paper", None]
    assert replace(resolved, references=()) == Extraction(SCHEMA, OTHER, ())


def test_a_paper_does_not_cite_itself() -> None:
    extraction = Extraction(SCHEMA, PAPER, (), references=(Reference("r1", f"This work, {TITLE}, 2021"),))
    assert Catalogue(EDITIONS).resolved(extraction) == extraction
