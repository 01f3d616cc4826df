"""Map: words in two dimensions, near each other where they are used alike (t-SNE; van der Maaten and Hinton, 2008)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from ...extract.families import family_of
from ...ingest.errors import MissingExtra, UsageError
from .embedding import Embedding
from .words import NUMBER, is_material, shown

_FAMILIES = 6
_FEWEST = 5
_LABELLED = 60
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
    frequent = [name for name, _ in Counter(name for name in families if name != "word").most_common(_FAMILIES)]
    places = tuple(
        Spot(
            shown(word), float(x), float(y), embedding.counts[embedding.places[word]],
            kind if kind == "word" or kind in frequent else "other material",
        )
        for word, (x, y), kind in zip(chosen, found, families, strict=True)
    )  # fmt: skip
    kinds = ("word", *frequent, *(["other material"] if any(spot.kind == "other material" for spot in places) else []))
    labelled = frozenset(spot.word for spot in (*places[: _LABELLED // 2], *places[len(materials) :][: _LABELLED // 2]))
    return WordMap(places, kinds, labelled, "t-SNE of cosine neighbours", seed)


def _kind(word: str) -> str:
    if not is_material(word):
        return "word"
    return (family_of(word[1:]) or "other material").replace("_", " ")
