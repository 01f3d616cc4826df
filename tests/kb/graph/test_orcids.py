"""ORCIDs stand beside the authors of a paper in the graph, in their order; lists of a graph hold no gaps."""

from __future__ import annotations

from voltext.extract.extraction import SCHEMA, Extraction
from voltext.ingest.document import Header
from voltext.kb.graph.projection import rows_of
from voltext.kb.graph.schema import PAPER

ORCID = "0000-0002-1825-0097"


def test_orcids_stand_beside_the_authors() -> None:
    header = Header("id", "a.xml", "0" * 64, "jats", "jats", authors=("Ada Cell", "Bo Pouch"), orcids=(None, ORCID))
    rows = rows_of(Extraction(SCHEMA, header, ()))
    (paper,) = rows.nodes[PAPER].values()
    assert paper["authors"] == ["Ada Cell", "Bo Pouch"]
    assert paper["orcids"] == ["", ORCID]
