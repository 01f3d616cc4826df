"""Discovery: materials like an application before anybody said so, and who said so later.

After Tshitoyan and others (Nature 571, 95, 2019): vectors are learned from texts up to a year alone; materials that no
such text names together with the application are ranked by similarity to it; texts of later years tell which of them
were then studied for it. Beside it stand the ranking by how often a material is named, and chance.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...ingest.errors import UsageError
from ..coverage import interval
from .corpus import Corpus
from .embedding import Embedding
from .training import Progress, Settings, train
from .words import is_compound, is_material, shown, tokens

DEPTHS = (5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A material that nobody had named with the application: its similarity, its count, and the year when one did."""

    word: str
    similarity: float
    count: int
    studied: int | None


@dataclass(frozen=True, slots=True)
class Hits:
    """Of the first ``depth`` materials, how many were studied later: by similarity (with 95 %), popularity and chance.

    ``chance`` is the share among all candidates; ``p`` the probability of as many hits, or more, by chance alone.
    """

    depth: int
    hits: int
    share: float
    low: float
    high: float
    popular: float
    chance: float
    p: float


@dataclass(frozen=True, slots=True)
class Year:
    """The share of the first materials that were studied up to ``year``: by similarity, popularity and chance."""

    year: int
    share: float
    popular: float
    chance: float


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was ranked and how it came out; ``known`` counts materials that were named with the application by then."""

    application: str
    until: int
    depth: int
    ranked: tuple[Ranked, ...]
    known: int
    hits: tuple[Hits, ...]
    years: tuple[Year, ...]
    later_texts: int


def discover(
    corpus: Corpus, application: str, until: int, settings: Settings = Settings(), *, depth: int = 50,  # noqa: B008
    only: Callable[[str], bool] = is_compound, embedding: Embedding | None = None, progress: Progress | None = None,
) -> Discovery:  # fmt: skip
    """Rank materials for ``application`` with what was written up to ``until``, and check with what was written after.

    ``embedding`` is one that was trained on nothing younger. Raises UsageError where the application or materials are
    not named up to then, MissingExtra.
    """
    wanted = tokens(application)
    if not wanted:
        raise UsageError("name an application such as 'solid electrolyte'")
    if embedding is None:
        embedding = train(corpus, settings, until=until, progress=progress)
    elif embedding.told.get("until") is None or int(embedding.told["until"]) > until:
        raise UsageError(f"the vectors were learned from texts younger than {until}: a check with these would be none")
    together = _together(corpus, wanted)
    vector = embedding.vector(application)
    candidates = []
    known = 0
    for place, word in enumerate(embedding.words):
        if not only(word):
            continue
        first = together.get(word)
        if first is not None and first <= until:
            known += 1
            continue
        candidates.append(Ranked(word, float(embedding.vectors[place] @ vector), embedding.counts[place], first))
    if not candidates:
        raise UsageError(f"no material stands often enough in the texts up to {until} without {application!r}")
    later = _later_texts(corpus, until)
    by_similarity = sorted(candidates, key=lambda each: (-each.similarity, each.word))
    by_count = sorted(candidates, key=lambda each: (-each.count, each.word))
    depth = min(depth, max(1, len(candidates) // 2))  # of all of them no ranking could be better than chance
    hits = tuple(_hits(by_similarity, by_count, each) for each in dict.fromkeys((*DEPTHS, depth)) if each <= depth)
    ranked = tuple(Ranked(shown(each.word), each.similarity, each.count, each.studied) for each in by_similarity)
    years = sorted(year for year in corpus.years if year > until)
    return Discovery(
        application, until, depth, ranked, known, tuple(sorted(hits, key=lambda each: each.depth)),
        tuple(_year(by_similarity, by_count, depth, year) for year in years), later,
    )  # fmt: skip


def _together(corpus: Corpus, wanted: list[str]) -> dict[str, int]:
    """The first year in which a text names a material together with the application, by material."""
    first: dict[str, int] = {}
    for year, words in corpus.lines():
        if year and _holds(words, wanted):
            for word in words:
                if is_material(word):
                    first[word] = min(year, first.get(word, year))
    return first


def _holds(words: list[str], wanted: list[str]) -> bool:
    return any(words[place : place + len(wanted)] == wanted for place, word in enumerate(words) if word == wanted[0])


def _later_texts(corpus: Corpus, until: int) -> int:
    return sum(count for year, count in corpus.years.items() if year > until)


def _hits(by_similarity: list[Ranked], by_count: list[Ranked], depth: int) -> Hits:
    found = sum(each.studied is not None for each in by_similarity[:depth])
    popular = sum(each.studied is not None for each in by_count[:depth])
    studied = sum(each.studied is not None for each in by_similarity)
    low, high = interval(found, depth)
    return Hits(
        depth, found, found / depth, low, high, popular / depth, studied / len(by_similarity),
        at_least(found, depth, studied, len(by_similarity)),
    )  # fmt: skip


def at_least(hits: int, drawn: int, good: int, all: int) -> float:
    """The probability of ``hits`` or more among ``drawn`` of ``all``, of which ``good`` count (hypergeometric)."""
    logs = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, all + 1)))))

    def choose(of: int, some: int) -> float:
        return float(logs[of] - logs[some] - logs[of - some])

    total = choose(all, drawn)
    ways = [
        float(np.exp(choose(good, each) + choose(all - good, drawn - each) - total))
        for each in range(max(hits, drawn - (all - good)), min(good, drawn) + 1)
    ]
    return min(1.0, sum(ways))


def _year(by_similarity: list[Ranked], by_count: list[Ranked], depth: int, year: int) -> Year:
    def share(ranked: list[Ranked]) -> float:
        return sum(each.studied is not None and each.studied <= year for each in ranked) / len(ranked)

    return Year(year, share(by_similarity[:depth]), share(by_count[:depth]), share(by_similarity))
