"""Labels laid in layers, so that spans of one layer hardly overlap: how a flat tagger reads nested annotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from .gold import GoldDocument, GoldEntity

Layers = tuple[tuple[str, ...], ...]
# Two labels share a layer when fewer than this share of the rarer one's spans overlap spans of the other.
_SELDOM = 0.03


def layers_of(documents: Sequence[GoldDocument]) -> Layers:
    """The labels of ``documents``, the commonest first, each in the first layer where it seldom overlaps another."""
    counts: Counter[str] = Counter()
    overlaps: Counter[frozenset[str]] = Counter()
    for document in documents:
        counts.update(entity.label for entity in document.entities)
        overlaps.update(_overlaps(document.entities))
    layers: list[list[str]] = []
    for label, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        for layer in layers:
            if all(overlaps[frozenset((label, other))] <= _SELDOM * min(count, counts[other]) for other in layer):
                layer.append(label)
                break
        else:
            layers.append([label])
    return tuple(tuple(layer) for layer in layers)


def longest_first(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The spans of which none overlaps another, the longer kept, in text order."""
    kept: list[tuple[int, int, str]] = []
    for span in sorted(set(spans), key=lambda span: (span[0] - span[1], span)):
        if all(span[1] <= start or end <= span[0] for start, end, _ in kept):
            kept.append(span)
    return sorted(kept)


def _overlaps(entities: Sequence[GoldEntity]) -> Iterable[frozenset[str]]:
    ordered = sorted(entities, key=lambda entity: (entity.start, -entity.end))
    for index, first in enumerate(ordered):
        for second in ordered[index + 1 :]:
            if second.start >= first.end:
                break
            if first.label != second.label:
                yield frozenset((first.label, second.label))
