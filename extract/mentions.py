"""Mentions: every material, sample, property, quantity, operation and device of a Document as a labelled span."""

from __future__ import annotations

import re

from .analysis import Analysis, MaterialMention
from .devices import find_devices
from .dictionary import dictionary
from .elements import SYMBOLS
from .extraction import Mention
from .formula import parse_formula
from .operation_names import find_operation_names
from .properties import OTHER
from .property_names import find_property_names
from .quantity import Quantity

# The element of a foil is a material, its shape is none.
_SHAPE = re.compile(
    r"(?<=\w)[ -](?:foils?|foams?|felts?|cloths?|mesh(?:es)?|metals?|sheets?|wires?|dis[ck]s?|plates?"
    r"|rods?)$",
    re.IGNORECASE,
)
_SKIPPED_KINDS = frozenset({"reference", "heading", "table"})


def find_mentions(analysis: Analysis) -> tuple[Mention, ...]:
    """The mentions in text order, ids ``m0`` …"""
    found: list[tuple[int, int, str, str, str | None]] = []
    for m in analysis.materials:
        label = "sample" if is_label(m) else "material"
        words = m.text if label == "sample" else _SHAPE.sub("", m.text)
        found.append((m.start, m.start + len(words), label, words, m.composition or m.canonical))
    found.extend((q.start, q.end, "quantity", q.text, _normal(q)) for q in analysis.quantities)
    for sentence in analysis.sentences:
        if sentence.block.kind in _SKIPPED_KINDS:
            continue
        text, at = sentence.text, sentence.start
        measured = bool(analysis.quantities_in(sentence.span))
        methods = sentence.block.section == "experimental"
        named = [
            *((n.start, n.end, "property", n.code) for n in find_property_names(text) if n.code != OTHER or measured),
            *((hit.start, hit.end, "device", hit.norm) for hit in find_devices(text)),
            *((n.start, n.end, "operation", n.type) for n in find_operation_names(text, methods=methods)),
        ]
        found.extend((at + a, at + b, label, text[a:b], norm) for a, b, label, norm in named)
    found.sort()
    return tuple(
        Mention(f"m{index}", label, start, end, text, norm)
        for index, (start, end, label, text, norm) in enumerate(found)
    )


def is_label(mention: MaterialMention) -> bool:
    """Whether a material is named by a label of this paper, rather than by a name, a formula or what it is made of."""
    return mention.is_sample and not _is_composite(mention.text)


def _is_composite(text: str) -> bool:
    """Whether a name lists its parts: ``S/SWNT``, ``Li–B–Mg``, ``BN-carbon``."""
    parts = re.split(r"[/@|–-]", text)
    if len(parts) < 2:
        return False
    known = [parse_formula(part) is not None or dictionary().lookup(part) is not None for part in parts]
    # A letter before a hyphen is a mark more often than an element (`P-NMC`).
    lone = any(len(part) == 1 for part in parts) and not all(part in SYMBOLS for part in parts)
    return all(known) and not (lone and "/" not in text and "@" not in text)


def _normal(quantity: Quantity) -> str | None:
    normal = quantity.normalised
    if normal is None:
        return None
    if normal.value is not None:
        return f"{normal.value:g} {normal.unit}".strip()
    if normal.min is not None and normal.max is not None:
        return f"{normal.min:g}-{normal.max:g} {normal.unit}".strip()
    return None
