"""Every format that has ORCIDs gives them, each beside its own author."""

from __future__ import annotations

import pytest

from voltext.ingest.document import FieldSource, Header
from voltext.ingest.particulars import Particulars, aligned, completed
from voltext.ingest.readers import read
from voltext.ingest.source import Source

ORCID = "0000-0002-1825-0097"
WORDS = "The pouch cell of this page was charged and discharged for a week in an oven at 45 °C. " * 6
JATS = f"""<article><front><article-meta><title-group><article-title>Warm pouch</article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Cell</surname><given-names>Ada</given-names></name>
</contrib>
<contrib contrib-type="author"><contrib-id contrib-id-type="orcid">http://orcid.org/{ORCID}</contrib-id>
<name><surname>Pouch</surname><given-names>Bo</given-names></name></contrib></contrib-group></article-meta></front>
<body><p>{WORDS}</p></body></article>"""
ELSEVIER = f"""<article xmlns:ce="http://www.elsevier.com/xml/common/dtd"
xmlns="http://www.elsevier.com/xml/ja/dtd"><head><ce:title>Warm pouch</ce:title><ce:author-group>
<ce:author><ce:given-name>Ada</ce:given-name><ce:surname>Cell</ce:surname></ce:author>
<ce:author orcid="{ORCID}"><ce:given-name>Bo</ce:given-name><ce:surname>Pouch</ce:surname></ce:author>
</ce:author-group></head><body><ce:sections><ce:section><ce:para>{WORDS}</ce:para></ce:section></ce:sections></body>
</article>"""
TEI = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Warm pouch</title></titleStmt>
<sourceDesc><biblStruct><analytic><author><persName><forename>Ada</forename><surname>Cell</surname></persName></author>
<author><persName><forename>Bo</forename><surname>Pouch</surname></persName><idno type="ORCID">{ORCID}</idno></author>
</analytic></biblStruct></sourceDesc></fileDesc></teiHeader><text><body><div><p>{WORDS}</p></div></body></text></TEI>"""
META = f"""<html><head><title>Warm pouch</title><meta name="citation_title" content="Warm pouch">
<meta name="citation_author" content="Cell, Ada"><meta name="citation_author" content="Pouch, Bo">
<meta name="citation_author_orcid" content="https://orcid.org/{ORCID}"></head><body><h1>Warm pouch</h1>
<p>{WORDS}</p></body></html>"""
LINKS = f"""<html><head><title>Warm pouch</title></head><body><h1>Warm pouch</h1>
<span class="contrib-author">Ada Cell</span>, <span class="contrib-author"><a href="http://orcid.org/{ORCID}"></a>Bo
Pouch</span><p>{WORDS}</p></body></html>"""


@pytest.mark.parametrize("text", [JATS, ELSEVIER, TEI, META, LINKS], ids=["jats", "elsevier", "tei", "meta", "links"])
def test_an_orcid_stands_beside_its_author(text: str) -> None:
    header = read(Source("x", text.encode())).header
    assert header.authors == ("Ada Cell", "Bo Pouch")
    assert header.orcids == (None, ORCID)


def test_a_paper_without_orcids_has_no_list_of_them() -> None:
    assert read(Source("x", JATS.replace(ORCID, "none").encode())).header.orcids == ()


def test_orcids_go_by_name_and_never_to_two_of_one_name() -> None:
    theirs = Particulars(authors=("B. Pouch", "Ada Cell"), orcids=(ORCID, None))
    assert aligned(("Ada Cell", "Bo Pouch"), (), theirs) == (None, ORCID)
    assert aligned(("Ben Pouch", "Bo Pouch"), (), theirs) == ()
    assert aligned(("Zoe Other",), (), theirs) == ()


def test_what_is_filled_says_who_filled_it_and_what_is_there_stays() -> None:
    header = Header("id", "x.pdf", "0" * 64, "pdf", "pdf", title="Warm pouch")
    theirs = Particulars(
        "10.5555/warm", "Another title", ("Bo Pouch",), year=2024, abstract="It was warm.", orcids=(ORCID,)
    )
    full = completed(header, theirs, "crossref")
    assert (full.title, full.doi, full.year, full.abstract) == ("Warm pouch", "10.5555/warm", 2024, None)
    assert full.orcids == (ORCID,)
    assert {each.field for each in full.metadata_source} == {"doi", "authors", "orcids", "year"}
    assert set(full.metadata_source) == {FieldSource(each.field, "crossref") for each in full.metadata_source}
    assert completed(full, theirs, "crossref") == full
    assert completed(header, theirs, "crossref", abstract=True).abstract == "It was warm."
