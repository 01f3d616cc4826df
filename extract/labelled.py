"""Sample labels found in the running text: what a table or a definition named, seen wherever it is said again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from .analysis import Analysis, MaterialMention
from .extraction import Sample
from .formula import parse_formula

_HYPHEN = re.compile(r"(?<=[A-Za-z])[-‐–](?=\d{1,4}$)")
_SKIPPED_KINDS = frozenset({"reference"})


def with_labels(analysis: Analysis, samples: Sequence[Sample]) -> Analysis:
    """``analysis`` with a mention for every place where a sample's label stands and none was found."""
    labels = {sample.label: sample for sample in samples if len(sample.label) > 1 and not sample.label.islower()}
    if not labels:
        return analysis
    for label, sample in tuple(labels.items()):
        joined = _HYPHEN.sub("", label)  # `SL2` for `SL-2`
        if parse_formula(joined) is None:
            labels.setdefault(joined, sample)
    names = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    pattern = re.compile(rf"(?<![A-Za-z0-9\-])(?:{names})(?![A-Za-z0-9])")
    found: list[MaterialMention] = []
    for block in analysis.document.blocks:
        if block.kind in _SKIPPED_KINDS:
            continue
        for match in pattern.finditer(block.text):
            start, end = block.start + match.start(), block.start + match.end()
            sample = labels[match.group()]
            found.append(
                MaterialMention(
                    sample.label,
                    sample.label,
                    sample.material.composition,
                    sample.material.family,
                    sample.material.role,
                    True,
                    start,
                    end,
                    match.group(),
                )
            )
    spans = [(mention.start, mention.end) for mention in found]
    kept = [m for m in analysis.materials if m.is_sample or not _covered(spans, m.start, m.end)]
    taken = {(m.start, m.end) for m in kept if m.is_sample}
    kept.extend(mention for mention in found if (mention.start, mention.end) not in taken)
    kept.sort(key=lambda mention: (mention.start, -mention.end))
    return replace(analysis, materials=tuple(kept))


def _covered(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_right(spans, (start, end + 1_000_000)) - 1
    return index >= 0 and spans[index][0] <= start and end <= spans[index][1]
