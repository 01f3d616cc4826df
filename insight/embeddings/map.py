"""Map: words in two dimensions, near each other where they are used alike (t-SNE; van der Maaten and Hinton, 2008)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from ...extract.families import family_of
from ...ingest.errors import MissingExtra, UsageError
from ..trends.facets import material_family
from .embedding import Embedding
from .words import NUMBER, is_material, shown

_FAMILIES = 6
_FEWEST = 5
_LABELLED = 80
# The share of the picture that a name takes.
_WIDE, _HIGH = 0.09, 0.022
_OTHER = "other material"
# Words that stand everywhere and say nothing on a map.
_EVERYWHERE = """
the of and to in a is for with at by on that are as was from be were this an it which or these can has have also not
than after between its we been their our more other such both during due when while into used using
"""
_STOP = frozenset(_EVERYWHERE.split())


@dataclass(frozen=True, slots=True)
class Spot:
    """A word on the map; ``kind`` is ``word`` or the family of a material."""

    word: str
    x: float
    y: float
    count: int
    kind: str


@dataclass(frozen=True, slots=True)
class WordMap:
    """The words of a map, its kinds in the order of their colours, and those that are written on it."""

    places: tuple[Spot, ...]
    kinds: tuple[str, ...]
    labelled: frozenset[str]
    method: str
    seed: int


def word_map(embedding: Embedding, *, words: int = 400, seed: int = 0) -> WordMap:
    """The most frequent ``words``, half of them materials where there are so many. Raises MissingExtra, UsageError."""
    try:
        from sklearn.decomposition import PCA
        from sklearn.manifold import TSNE
    except ImportError as error:
        raise MissingExtra("a map of words", "embed") from error
    ordinary = [word for word in embedding.words if not is_material(word) and word != NUMBER and word not in _STOP]
    materials = [word for word in embedding.words if is_material(word)][: words // 2]
    chosen = materials + ordinary[: words - len(materials)]
    if len(chosen) < _FEWEST:
        raise UsageError(f"a map of {len(chosen)} words would show nothing: train on more texts")
    vectors = np.array([embedding.vectors[embedding.places[word]] for word in chosen], dtype=np.float64)
    few = min(50, *vectors.shape)
    reduced = PCA(few, random_state=seed, svd_solver="full").fit_transform(vectors)
    perplexity = min(30.0, (len(chosen) - 1) / 3)
    found = TSNE(2, perplexity=perplexity, init="pca", random_state=seed, metric="euclidean").fit_transform(reduced)
    families = [_kind(word) for word in chosen]
    counted = Counter(name for name in families if name not in ("word", _OTHER))
    frequent = [name for name, _ in counted.most_common(_FAMILIES)]
    places = tuple(
        Spot(
            shown(word), float(x), float(y), embedding.counts[embedding.places[word]],
            kind if kind == "word" or kind in frequent else _OTHER,
        )
        for word, (x, y), kind in zip(chosen, found, families, strict=True)
    )  # fmt: skip
    kinds = ("word", *frequent, *([_OTHER] if any(spot.kind == _OTHER for spot in places) else []))
    labelled = _apart((*places[: _LABELLED // 2], *places[len(materials) :][: _LABELLED // 2]), places)
    return WordMap(places, kinds, labelled, "t-SNE of cosine neighbours", seed)


def _kind(word: str) -> str:
    if not is_material(word):
        return "word"
    name = shown(word)
    return (material_family(name, None) or family_of(name) or _OTHER).replace("_", " ")


def _apart(spots: tuple[Spot, ...], everywhere: tuple[Spot, ...]) -> frozenset[str]:
    """Those of ``spots``, the first of them first, whose names would not stand on one another."""
    wide = max(each.x for each in everywhere) - min(each.x for each in everywhere)
    high = max(each.y for each in everywhere) - min(each.y for each in everywhere)
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda each: -each.count):
        if all(abs(spot.x - other.x) > _WIDE * wide or abs(spot.y - other.y) > _HIGH * high for other in kept):
            kept.append(spot)
    return frozenset(spot.word for spot in kept)
