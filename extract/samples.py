"""Samples: the materials as made in this paper, by the labels that the paper gives them."""

from __future__ import annotations

import re
from collections import Counter

from .analysis import Analysis, MaterialMention
from .extraction import MaterialRef, Sample
from .tables import cell_text, understand

_SAMPLE_COLUMN = re.compile(r"\b(?:samples?|specimens?|labels?|codes?|sample names?)\b", re.IGNORECASE)
_LABEL = re.compile(r"^(?=[^\s]*[A-Za-z])[^\s|;:]{1,30}(?: [^\s|;:]{1,15}){0,2}$")


def find_samples(analysis: Analysis) -> tuple[Sample, ...]:
    """The samples of the paper: labels that its text defines, then labels of its tables' sample columns."""
    labels: dict[str, MaterialRef] = {}
    counts: Counter[str] = Counter()
    for mention in analysis.materials:
        if mention.is_sample:
            label = mention.canonical or mention.text
            counts[label] += 1
            labels.setdefault(label, _reference(mention))
    known = {label.casefold() for label in labels}
    for label in _table_labels(analysis):
        if label.casefold() not in known:
            known.add(label.casefold())
            labels[label] = MaterialRef(label)
    return tuple(Sample(f"s{index}", label, material) for index, (label, material) in enumerate(labels.items()))


def _reference(mention: MaterialMention) -> MaterialRef:
    return MaterialRef(mention.name, mention.composition, mention.role, mention.family)


def _table_labels(analysis: Analysis) -> list[str]:
    found: list[str] = []
    for block in analysis.document.blocks:
        if block.kind != "table":
            continue
        grid = understand(analysis.document, block)
        if grid is None or any(column.role == "reference" for column in grid.columns):
            continue
        for index, column in enumerate(grid.columns):
            if column.role == "label" and _SAMPLE_COLUMN.search(column.header):
                for row in grid.rows:
                    text = cell_text(analysis.document, row[index])
                    if _LABEL.match(text) and text not in found:
                        found.append(text)
                break
    return found
