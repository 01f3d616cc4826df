"""Golden outputs: what each reader makes of one paper of its dialect, all of it, on texts written for this project.

After a deliberate change run ``VOLTEXT_REGENERATE=1 pytest tests/ingest/test_golden_pages.py``, read the difference,
and commit; the run that regenerates fails, so that the flag cannot be left on.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from voltext.ingest.document import Document
from voltext.ingest.readers import read
from voltext.ingest.source import Source

from .word import manuscript

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
SAMPLE = HERE.parents[1] / "corpora" / "sample"
DIALECTS = {
    **{path.name: path for path in sorted((HERE / "pages").iterdir())},
    **{path.name: path for path in sorted(SAMPLE.iterdir()) if path.suffix in {".pdf", ".docx", ".md", ".tex"}},
}


def printed(document: Document) -> str:
    """A document line by line: what is known of it, its blocks, citations, references and figures."""
    header = document.header
    lines = [
        f"{header.format} | {header.doi} | {header.journal} | {header.year} | {header.licence}",
        f"authors: {'; '.join(header.authors)}",
        f"warnings: {', '.join(warning.code for warning in header.warnings)}",
    ]
    for block in document.blocks:
        lines.append(f"[{block.kind} {block.section}] {block.text}")
        if block.table is not None:
            lines.append(f"  header {block.table.header_rows} x {block.table.header_columns}")
    lines += [f"cited at {citation.position}: {', '.join(citation.targets)}" for citation in document.citations]
    lines += [f"reference {reference.id}: {reference.doi}" for reference in document.references]
    for figure in document.figures:
        panels = "; ".join(f"{p.label}: {document.text[p.start : p.end]}" for p in figure.panels)
        lines.append(f"figure {figure.label} | {figure.image} | {panels}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", DIALECTS)
def test_golden(name: str) -> None:
    compare(name, printed(read(Source.from_path(DIALECTS[name], name=name))))


def test_golden_word() -> None:
    pytest.importorskip("docx")
    compare("manuscript.docx", printed(read(Source("manuscript.docx", manuscript()))))


def compare(name: str, found: str) -> None:
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("VOLTEXT_REGENERATE"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
        pytest.fail(f"regenerated {name}; run again without VOLTEXT_REGENERATE")
    assert found == golden.read_text(encoding="utf-8")
