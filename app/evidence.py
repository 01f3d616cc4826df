"""What a table shows as the evidence of a record: its sentence; of a cell the caption, the heading and the row."""

from __future__ import annotations

from ..extract.extraction import Extraction, Record


def evidence_text(extraction: Extraction, record: Record) -> str | None:
    """The first evidence of ``record`` in words that stand by themselves; a table's cell stands between ``[[ ]]``."""
    if not record.evidence:
        return None
    evidence = record.evidence[0]
    if evidence.cell is None:
        return evidence.text
    from ..search.context import context_of
    from .answers import marked

    block = next((block for block in extraction.blocks if block.id == evidence.block), None)
    context = context_of(block, evidence)
    return marked(context.text, context.marks, bold=False)
