"""Choosing: the statements that say most of a group of papers, each something of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np

from .statement import Statement

# LexRank (Erkan and Radev, J. Artif. Intell. Res. 22, 457, 2004): damping, and likeness below which two do not support
# each other; maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): weight of relevance beside novelty.
_DAMPING, _ALIKE = 0.85, 0.1
_RELEVANCE = 0.7
_ROUNDS = 60
_CANDIDATES = 400
_OWN, _CITED = 1.0, 0.4
_BY_SECTION = {"conclusions": 1.2, "abstract": 1.1, "results": 1.0, "discussion": 1.0}
_OTHERWISE = 0.8
_MEASURED = 1.15


def chosen(
    statements: Sequence[Statement], number: int, *, per_paper: int = 2, about: frozenset[str] = frozenset()
) -> list[Statement]:
    """At most ``number`` of ``statements``, no more than ``per_paper`` of a paper, the most telling first.

    Central sentences of many papers go first, own results before cited ones, each unlike those chosen before. Those
    that hold a word of ``about`` (the topic) go before others.
    """
    candidates = [each for each in statements if len(each.words) >= 4]
    if len(candidates) > _CANDIDATES:
        # The middle of every paper is thinned alike: what is kept does not depend on the order of the papers.
        step = len(candidates) / _CANDIDATES
        candidates = [candidates[int(place * step)] for place in range(_CANDIDATES)]
    if not candidates:
        return []
    likeness = _likeness(candidates)
    scores = _central(likeness) * np.array([_worth(each, about) for each in candidates])
    scores /= scores.max() or 1.0
    found: list[int] = []
    papers: Counter[str] = Counter()
    while len(found) < number:
        best, most = None, -np.inf
        for place, each in enumerate(candidates):
            if place in found or papers[each.paper] >= per_paper:
                continue
            like = max((likeness[place, other] for other in found), default=0.0)
            gain = _RELEVANCE * scores[place] - (1 - _RELEVANCE) * like if like < 0.8 else -np.inf
            if gain > most:
                best, most = place, gain
        if best is None:
            break
        found.append(best)
        papers[candidates[best].paper] += 1
    return [candidates[place] for place in found]


def _worth(statement: Statement, about: frozenset[str]) -> float:
    worth = _OWN if statement.own else _CITED
    worth *= _BY_SECTION.get(statement.section or "", _OTHERWISE)
    if any(character.isdigit() for character in statement.text):
        worth *= _MEASURED
    return worth * (1.25 if about & set(statement.words) else 1.0)


def _likeness(statements: Sequence[Statement]) -> Any:
    """Cosines of the statements' words weighted by rarity, shape (statements, statements)."""
    papers = Counter(word for each in statements for word in set(each.words))
    place = {word: number for number, word in enumerate(sorted(papers))}
    matrix = np.zeros((len(statements), len(place)), np.float32)
    for row, each in enumerate(statements):
        for word, count in Counter(each.words).items():
            matrix[row, place[word]] = count * log(1 + len(statements) / papers[word])
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    return matrix @ matrix.T


def _central(likeness: Any) -> Any:
    """LexRank of the statements: how much those that are like each are supported themselves."""
    weights = np.where(likeness >= _ALIKE, likeness, 0.0)
    np.fill_diagonal(weights, 0.0)
    sums = weights.sum(axis=1, keepdims=True)
    size = len(weights)
    step = np.where(sums > 0, weights / np.maximum(sums, 1e-9), 1.0 / size)
    rank = np.full(size, 1.0 / size)
    for _ in range(_ROUNDS):
        rank = (1 - _DAMPING) / size + _DAMPING * (rank @ step)
    return rank
