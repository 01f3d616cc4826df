"""Golden shapes: for one or more real papers of each dialect, what kinds of blocks come out, how many, and checksums.

No text is kept. After a deliberate change run ``VOLTEXT_REGENERATE=1 pytest tests/ingest/test_golden_shapes.py``, look
at the difference, and commit it; the run that regenerates fails, so that the flag cannot be left on.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from voltext.ingest.document import Document
from voltext.ingest.readers import read
from voltext.ingest.source import Source

GOLDEN = Path(__file__).parent / "golden_shapes.json"
PAPERS = (
    "jats/10.1002_advs.201902643.xml",
    "jats/10.1002_anie.201914760.xml",
    "jats/10.1007_s42114-024-00879-6.xml",
    "jats/10.1021_acs.langmuir.0c02592.xml",
    "jats/10.1038_s41467-020-19405-5.xml",
    "jats/10.1039_d0sc01924k.xml",
    "jats/10.1186_1556-276x-9-589.xml",
    "jats/10.3389_fchem.2020.00104.xml",
    "jats/10.3390_ma13030560.xml",
    "elsevier_xml/10.1016_j.elecom.2013.05.012.xml",
    "elsevier_xml/10.1016_j.mattod.2024.11.015.xml",
    "html/10.1063_1.5109140.html",
    "html/10.1149_2.0281514jes.html",
    "txt/10.1016_j.elecom.2013.05.012.txt",
    "awkward/truncated_jats_70pct.xml",
)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def shape(document: Document) -> dict[str, Any]:
    """All that can be said of a document without its words."""
    header = document.header
    by_section: dict[str, list[str]] = {}
    for block in document.blocks:
        by_section.setdefault(block.section or "none", []).append(block.text)
    return {
        "header": [
            header.format,
            header.doi,
            header.year,
            header.licence,
            len(header.authors),
            digest(header.title or ""),
        ],
        "warnings": [warning.code for warning in header.warnings],
        "kinds": dict(sorted(Counter(block.kind for block in document.blocks).items())),
        "sections": {name: [len(texts), digest("\n".join(texts))] for name, texts in sorted(by_section.items())},
        "tables": [
            [b.table.header_rows, b.table.header_columns, b.table.n_rows, b.table.n_columns, len(b.table.cells)]
            for b in document.blocks
            if b.table
        ],
        "references": [len(document.references), sum(r.doi is not None for r in document.references)],
        "citations": [len(document.citations), digest(repr([(c.position, c.targets) for c in document.citations]))],
    }


@pytest.mark.corpora
@pytest.mark.parametrize("name", PAPERS)
def test_shape(shared: Path, name: str) -> None:
    found = shape(read(Source.from_path(shared / "papers" / name)))
    golden = json.loads(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.is_file() else {}
    if os.environ.get("VOLTEXT_REGENERATE"):
        golden[name] = found
        GOLDEN.write_text(json.dumps(dict(sorted(golden.items())), indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"regenerated {name}; run again without VOLTEXT_REGENERATE")
    assert found == golden[name]
