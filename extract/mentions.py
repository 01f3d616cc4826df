"""Mentions: every material, sample, property, quantity, operation and device of a Document as a labelled span."""

from __future__ import annotations

from .analysis import Analysis
from .devices import find_devices
from .extraction import Mention
from .operations import find_operations
from .properties import find_properties
from .quantity import Quantity

_SKIPPED_KINDS = frozenset({"reference", "heading", "table"})


def find_mentions(analysis: Analysis) -> tuple[Mention, ...]:
    """The mentions in text order, ids ``m0`` …"""
    found: list[tuple[int, int, str, str, str | None]] = [
        (m.start, m.end, "sample" if m.is_sample else "material", m.text, m.composition or m.canonical)
        for m in analysis.materials
    ]
    found.extend((q.start, q.end, "quantity", q.text, _normal(q)) for q in analysis.quantities)
    for sentence in analysis.sentences:
        if sentence.block.kind not in _SKIPPED_KINDS:
            found.extend(
                (sentence.start + m.start, sentence.start + m.end, "property", m.text, m.code)
                for m in find_properties(sentence.text)
                if m.code != "other" or analysis.quantities_in(sentence.span)
            )
            found.extend(
                (
                    sentence.start + hit.start,
                    sentence.start + hit.end,
                    "device",
                    sentence.text[hit.start : hit.end],
                    hit.norm,
                )
                for hit in find_devices(sentence.text)
            )
            found.extend(
                (
                    sentence.start + step.start,
                    sentence.start + step.end,
                    "operation",
                    sentence.text[step.start : step.end],
                    step.type,
                )
                for step in find_operations(sentence.text)
            )
    found.sort()
    return tuple(
        Mention(f"m{index}", label, start, end, text, norm)
        for index, (start, end, label, text, norm) in enumerate(found)
    )


def _normal(quantity: Quantity) -> str | None:
    normal = quantity.normalised
    if normal is None:
        return None
    if normal.value is not None:
        return f"{normal.value:g} {normal.unit}".strip()
    if normal.min is not None and normal.max is not None:
        return f"{normal.min:g}-{normal.max:g} {normal.unit}".strip()
    return None
