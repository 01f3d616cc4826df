"""What a table shows of a record, its evidence in words that stand by themselves."""

from __future__ import annotations

from ..extract.extraction import Extraction, Record

SHOWN = ("material", "property", "value", "conditions", "own", "confidence", "evidence")


def shown_row(extraction: Extraction, record: Record) -> tuple[str | float | bool | None, ...]:
    """``record`` as a person reads it, under the columns ``SHOWN``."""
    from ..extract.rows import conditions_text, origin_mark, property_text, value_text

    return (
        record.material.name,
        property_text(record),
        value_text(record) + origin_mark(record),
        conditions_text(record.conditions),
        record.own,
        round(record.confidence, 2),
        evidence_text(extraction, record),
    )


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
