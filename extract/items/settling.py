"""Findings become items: one value once, the main value first, its status that of the item."""

from __future__ import annotations

from collections.abc import Collection
from math import isfinite

from ..extraction import Evidence, Item, ItemValue
from . import whose
from .finding import Finding
from .reading import Reading

_STATUS = {
    "exact": "exact",
    "approximate": "approximate",
    "range": "range",
    "lower_bound": "approximate",
    "upper_bound": "approximate",
}
_KINDS = {
    "caption": "caption",
    "title": "title",
    "abstract": "abstract",
    "table": "table_cell",
    "footnote": "footnote",
    "list": "list",
}
_CONTEXT = 280


def settle(
    reading: Reading, key: str, findings: list[Finding], *, group: str = "paper", configurations: Collection[str] = ()
) -> Item:
    """The item of ``findings``: equal values melt into one, ordered by rank and then by place.

    ``group`` is that of the item in its vocabulary: of what belongs to a cell it is told which; ``configurations`` are
    those that the paper names.
    """
    ordered = sorted(findings, key=lambda finding: (finding.rank, finding.start))
    kept: dict[tuple[object, ...], list[Finding]] = {}
    for finding in ordered:
        kept.setdefault(finding.identity, []).append(finding)
    groups = _coarse_dropped(list(kept.values()))
    values = tuple(
        _value(reading, one, whose.cell_of(reading, one, configurations) if group in whose.GROUPS else None)
        for one in groups
    )
    evidence = tuple(value.evidence for value in values[:1] if value.evidence is not None)
    return Item(
        key,
        _STATUS[groups[0][0].qualifier],
        values=values,
        confidence=max(finding.confidence for finding in groups[0]),
        evidence=evidence,
    )


def _coarse_dropped(groups: list[list[Finding]]) -> list[list[Finding]]:
    """Of a rounded value and the finer one that rounds to it, only the finer stays (702 and 702.5 are one value)."""
    rounded = {
        (_unit(group[0]), whole)
        for group in groups
        if isinstance(value := group[0].value, float) and isfinite(value) and value != int(value)
        for whole in (float(round(value)), float(int(value)))
    }
    return [group for group in groups if not (_is_coarse(group[0]) and (_unit(group[0]), group[0].value) in rounded)]


def _is_coarse(one: Finding) -> bool:
    value = one.value
    return one.key == "specific_capacity" and isinstance(value, float) and value > 100 and value == int(value)


def _unit(one: Finding) -> str:
    return one.unit.replace(" ", "")


def _value(reading: Reading, group: list[Finding], cell: str | None) -> ItemValue:
    one = group[0]
    components = list(dict.fromkeys(finding.component for finding in group if finding.component))
    return ItemValue(
        one.value,
        one.min,
        one.max,
        one.unit,
        one.normalised,
        one.qualifier,
        component="; ".join(components[:3]) or None,
        cell=cell,
        aspect=one.aspect,
        evidence=_evidence(reading, one),
    )


def _evidence(reading: Reading, finding: Finding) -> Evidence:
    """The clause around the words of ``finding``: its sentence, cut to a readable length on both sides."""
    document = reading.analysis.document
    block = document.block_at(finding.start)
    if block is None:
        raise ValueError(f"{finding.key}: [{finding.start}, {finding.end}) lies in no block")
    cell = None
    start, end = finding.start, min(finding.end, block.end)
    if block.table is not None:
        inside = [place for place in block.table.cells if place.start <= start < place.end]
        if inside:
            cell, start, end = (inside[0].row, inside[0].column), inside[0].start, inside[0].end
    else:
        for sentence in reading.sentences_at(start):
            room = max(0, _CONTEXT - (end - start)) // 2
            text = document.text
            start, end = max(sentence.start, start - room), min(sentence.end, end + room)
            while start > sentence.start and text[start - 1].isalnum():
                start -= 1
            while end < sentence.end and text[end].isalnum():
                end += 1
    kind = "table_cell" if cell is not None else _KINDS.get(block.kind, "sentence")
    return Evidence(block.id, cell, start, end, document.text[start:end], kind)
