"""Grouping: papers that belong together, by their words and by the works that they cite alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np

from ...ingest.errors import MissingExtra
from .source import Source

# Fewer papers are not divided unless asked to; nor has a review of itself more sections than readers keep apart.
FEWEST, MOST_GROUPS = 8, 9
_SMALLEST = 2
# Of the likeness of two papers so much is their words; the rest the works that both cite (bibliographic coupling,
# Kessler 1963).
_BY_WORDS = 0.7
_DIMENSIONS = 40
_SAMPLES, _SAMPLED = 15, 0.8
# Below it (Rousseeuw 1987 calls 0.25 no structure; high-dimensional text stays far below that) one group is as good.
_STRUCTURE = 0.02
# Groups that come back from samples of the papers are worth more than groups that lie far apart by chance.
_STABLE = 0.5


@dataclass(frozen=True, slots=True)
class Grouping:
    """The group of each paper, numbered from 0.

    ``silhouette`` is the mean silhouette width (-1 to 1; Rousseeuw, J. Comput. Appl. Math. 20, 53, 1987); ``stability``
    the mean adjusted Rand index between these groups and those of samples of 80 % of the papers. Both are None where
    all papers are one group.
    """

    labels: tuple[int, ...]
    silhouette: float | None
    stability: float | None

    @property
    def number(self) -> int:
        """How many groups there are."""
        return len(set(self.labels))


def grouping(sources: Sequence[Source], *, number: int | None = None, seed: int = 0) -> Grouping:
    """The groups of ``sources``: ``number`` of them, or as many as part the papers best. Raises MissingExtra."""
    try:
        from sklearn.cluster import KMeans
        from sklearn.metrics import adjusted_rand_score, silhouette_score
    except ImportError as error:
        raise MissingExtra("a review", "review") from error
    alone = Grouping((0,) * len(sources), None, None)
    if number == 1 or len(sources) <= (number or FEWEST - 1):
        return alone
    places = _places(sources, seed)
    distinct = len(np.unique(places.round(6), axis=0))
    if distinct < (number or 2):
        return alone

    def divided(chosen: Any, count: int, starts: int) -> Any:
        return KMeans(count, n_init=starts, random_state=seed).fit_predict(places[chosen])

    def stability(labels: Any, count: int) -> float:
        chance = np.random.default_rng(seed)
        agreements = []
        for _ in range(_SAMPLES):
            size = max(count + 1, int(_SAMPLED * len(sources)))
            chosen = np.sort(chance.choice(len(sources), size, replace=False))
            agreements.append(adjusted_rand_score(labels[chosen], divided(chosen, count, 2)))
        return float(np.mean(agreements))

    everything = np.arange(len(sources))
    found: list[tuple[float, float, tuple[int, ...]]] = []
    for count in (number,) if number else range(2, min(MOST_GROUPS, len(sources) // 3, distinct) + 1):
        labels = divided(everything, count, 10)
        sizes = Counter(labels.tolist())
        if len(sizes) < 2 or (not number and min(sizes.values()) < _SMALLEST):
            continue
        width = float(silhouette_score(places, labels, metric="cosine"))
        if number or width >= _STRUCTURE:
            found.append((width, stability(labels, count), tuple(labels.tolist())))
    if not found:
        return alone
    width, stable, best = max(found, key=lambda each: each[0] + _STABLE * each[1])
    return Grouping(best, round(width, 3), round(stable, 3))


def _places(sources: Sequence[Source], seed: int) -> Any:
    """A place for each paper, shape (papers, dimensions): papers that are alike point the same way."""
    parts: list[tuple[float, list[Mapping[str, int]], float]] = [
        (_BY_WORDS, [source.words for source in sources], len(sources) * 0.7),
        (1 - _BY_WORDS, [dict.fromkeys(source.cites | source.keys, 1) for source in sources], float(len(sources))),
    ]
    return np.hstack([weight**0.5 * _reduced(counts, most, seed) for weight, counts, most in parts])


def _reduced(counts: Sequence[Mapping[str, int]], most: float, seed: int) -> Any:
    """tf-idf of ``counts`` (names that two papers and no more than ``most`` have) in a few dimensions, unit length."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.preprocessing import normalize

    papers = Counter(name for each in counts for name in each)
    known = {name for name, number in papers.items() if 2 <= number <= most}
    if not known:
        return np.zeros((len(counts), 1))
    weighted = [
        {name: (1 + log(n)) * log(len(counts) / papers[name] + 1) for name, n in each.items() if name in known}
        for each in counts
    ]
    matrix = normalize(DictVectorizer().fit_transform(weighted))
    size = min(_DIMENSIONS, *(length - 1 for length in matrix.shape))
    if size < 1:
        return normalize(matrix.toarray())
    return normalize(TruncatedSVD(size, random_state=seed).fit_transform(matrix))
