"""Sample labels found in the running text: what a table or a definition named, seen wherever it is said again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from .analysis import Analysis, MaterialMention
from .elided_labels import elided_labels
from .extraction import Sample
from .lettered import places_of
from .samples import short_label

_SKIPPED_KINDS = frozenset({"reference"})


def with_labels(analysis: Analysis, samples: Sequence[Sample]) -> Analysis:
    """``analysis`` with a mention for every place where a sample's label stands and none was found."""
    labels = {sample.label: sample for sample in samples if len(sample.label) > 1 and not sample.label.islower()}
    if not labels:
        return analysis
    spellings = {short_label(label): sample for label, sample in labels.items() if short_label(label) != label}
    labels.update(spellings)  # `SL2` for `SL-2`
    names = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    pattern = re.compile(rf"(?<![A-Za-z0-9\-])(?:{names})(?![A-Za-z0-9])")
    lettered = {label: re.compile(places) for label in labels if (places := places_of(label)) is not None}
    found: list[MaterialMention] = []
    for block in analysis.document.blocks:
        if block.kind in _SKIPPED_KINDS:
            continue
        seen = [(*match.span(), labels[match.group()]) for match in pattern.finditer(block.text)]
        for label, spelt in lettered.items():
            seen += [(*match.span(), labels[label]) for match in spelt.finditer(block.text)]
        for _, behind, sample in tuple(seen):
            more = elided_labels(block.text, behind, sample.label, labels)
            seen += [(first, last, labels[label]) for first, last, label in more]
        for first, last, sample in seen:
            start, end = block.start + first, block.start + last
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
                    block.text[first:last],
                )
            )
    spans = [(mention.start, mention.end) for mention in found]
    kept = [m for m in analysis.materials if m.is_sample or not _covered(spans, m.start, m.end)]
    kept = [_respelt(m, spellings[m.text]) if m.is_sample and m.text in spellings else m for m in kept]
    taken = {(m.start, m.end) for m in kept if m.is_sample}
    kept.extend(mention for mention in found if (mention.start, mention.end) not in taken)
    kept.sort(key=lambda mention: (mention.start, -mention.end))
    return replace(analysis, materials=tuple(kept))


def _respelt(mention: MaterialMention, sample: Sample) -> MaterialMention:
    return replace(mention, name=sample.label, canonical=sample.label)


def _covered(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_right(spans, (start, end + 1_000_000)) - 1
    return index >= 0 and spans[index][0] <= start and end <= spans[index][1]
