"""The audit of real papers: quotations are words of the text, and no warning is false."""

from __future__ import annotations

from pathlib import Path

import pytest

from voltext.extract.pipeline import extract_document
from voltext.ingest.readers import read
from voltext.ingest.source import Source
from voltext.insight.audit import audit

PAPERS = [
    "jats/10.1002_advs.201902643.xml",
    "jats/10.3389_fchem.2020.00104.xml",
    "jats/10.3390_ma13030560.xml",
    "jats/10.3390_nano10020346.xml",
    "elsevier_xml/10.1016_j.elecom.2013.05.012.xml",
]


@pytest.mark.corpora
@pytest.mark.parametrize("name", PAPERS)
def test_a_real_paper(shared: Path, name: str) -> None:
    extraction = extract_document(read(Source.from_path(shared / "papers" / name)))
    result = audit(extraction)
    text = extraction.source_document.text
    assert result.score is not None
    assert 0.4 < result.score < 0.95
    assert result.consistency == ()
    for item in result.items:
        for value in item.values:
            assert value.evidence is not None
            assert text[value.evidence.start : value.evidence.end] == value.evidence.text


@pytest.mark.corpora
def test_a_review_has_no_score(shared: Path) -> None:
    extraction = extract_document(read(Source.from_path(shared / "papers/jats/10.1002_advs.201903088.xml")))
    assert audit(extraction).score is None
