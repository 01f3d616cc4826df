"""Labels laid in layers, so that spans of one layer hardly overlap: how a flat tagger reads nested annotation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from .gold import GoldDocument, GoldEntity

Layers = tuple[tuple[str, ...], ...]
# Two labels share a layer when fewer than this share of the rarer one's spans overlap spans of the other.
_SELDOM = 0.03


def layers_of(documents: Sequence[GoldDocument]) -> Layers:
    """The labels of ``documents``, the commonest first, each in the first layer where it seldom overlaps another.

    Labels share a layer only where the same sources annotate them: what a source does not mark says nothing of them.
    """
    counts: Counter[str] = Counter()
    sources = sources_of(documents)
    overlaps: Counter[frozenset[str]] = Counter()
    for document in documents:
        counts.update(entity.label for entity in document.entities)
        overlaps.update(_overlaps(document.entities))
    layers: list[list[str]] = []
    for label, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        for layer in layers:
            if all(
                sources[label] == sources[other]
                and overlaps[frozenset((label, other))] <= _SELDOM * min(count, counts[other])
                for other in layer
            ):
                layer.append(label)
                break
        else:
            layers.append([label])
    return tuple(tuple(layer) for layer in layers)


def sources_of(documents: Iterable[GoldDocument]) -> dict[str, frozenset[str]]:
    """The sources that annotate each label: those with at least one span of it."""
    found: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for entity in document.entities:
            found[entity.label].add(document.source)
    return {label: frozenset(sources) for label, sources in found.items()}


def _overlaps(entities: Sequence[GoldEntity]) -> Iterable[frozenset[str]]:
    ordered = sorted(entities, key=lambda entity: (entity.start, -entity.end))
    for index, first in enumerate(ordered):
        for second in ordered[index + 1 :]:
            if second.start >= first.end:
                break
            if first.label != second.label:
                yield frozenset((first.label, second.label))
