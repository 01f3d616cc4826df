"""Together: which names papers have in common (materials, properties, topics), more or less often than by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from math import exp, lgamma, log2, sqrt

# Of fewer papers with both, an interval of the lift would be far too narrow.
MIN_PAPERS = 5
# The q below which a pair is marked.
SURE = 0.05
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names and the papers that have both.

    ``lift`` is how many times more papers have both than if the one told nothing of the other; ``low`` and ``high``
    are its 95 % interval (None where fewer than ``MIN_PAPERS`` have both). ``pmi`` is the logarithm of the lift in
    bits. ``p`` is the chance of a count as unlikely as this where the one tells nothing of the other (Fisher's exact
    test); ``q`` the share of false ones among all pairs with a p as small or smaller.
    """

    first: str
    second: str
    papers: int
    first_papers: int
    second_papers: int
    lift: float
    low: float | None
    high: float | None
    pmi: float | None
    p: float
    q: float = 1.0


@dataclass(frozen=True, slots=True)
class Together:
    """The pairs of two kinds of names among ``papers`` papers, the most frequent names first."""

    kinds: tuple[str, str]
    papers: int
    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]


def together(
    named: Iterable[Mapping[str, frozenset[str]]], kinds: tuple[str, str], *, top: int = 15, at_least: int = 1
) -> Together:
    """Count the names of two ``kinds`` that papers have together, for the ``top`` most frequent names of each.

    ``named`` gives for every paper the names of each kind; papers without a name of both kinds do not count.
    ``at_least`` papers must have a name for it to be shown. The interval is that of the logarithm of the lift by
    the delta method for counts of one multinomial sample (Agresti, Categorical Data Analysis, 2013, section 16.1).
    """
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    both: Counter[tuple[str, str]] = Counter()
    papers = 0
    for names in named:
        first, second = names[kinds[0]], names[kinds[1]]
        if not first or not second:
            continue
        papers += 1
        counts[0].update(first)
        counts[1].update(second)
        both.update(pair for pair in product(first, second) if pair[0] != pair[1])
    chosen = [
        [name for name, count in sorted(each.items(), key=lambda pair: (-pair[1], pair[0])) if count >= at_least][:top]
        for each in counts
    ]
    same = kinds[0] == kinds[1]
    pairs = _with_q(
        [
            _pair(a, b, both[(a, b)], counts[0][a], counts[1][b], papers)
            for i, a in enumerate(chosen[0])
            for j, b in enumerate(chosen[1])
            if a != b and (not same or i < j)
        ]
    )
    hidden = [len(each) - len(names) for each, names in zip(counts, chosen, strict=True)]
    notes = []
    if any(hidden):
        notes.append(
            f"{hidden[0]} of {kinds[0]} and {hidden[1]} of {kinds[1]} are rarer and not shown; --top shows more"
        )
    if papers and papers < 20:
        notes.append(f"only {papers} papers have both: read the intervals, not the lifts")
    return Together(kinds, papers, pairs, tuple(notes))


def _pair(first: str, second: str, papers: int, n_first: int, n_second: int, of: int) -> Pair:
    lift = papers * of / (n_first * n_second)
    chance = fisher(papers, n_first, n_second, of)
    pmi = round(log2(lift), 4) if papers else None
    if papers < MIN_PAPERS:
        return Pair(first, second, papers, n_first, n_second, round(lift, 4), None, None, pmi, chance)
    variance = max(1 / papers - 1 / n_first - 1 / n_second + (2 * lift - 1) / of, 0.0)
    spread = exp(_Z * sqrt(variance))
    return Pair(
        first, second, papers, n_first, n_second, round(lift, 4), round(lift / spread, 4), round(lift * spread, 4), pmi,
        chance,
    )  # fmt: skip


def fisher(both: int, first: int, second: int, of: int) -> float:
    """The two-sided p of Fisher's exact test (J. R. Stat. Soc. 85 (1922) 87), of ``both`` in a sample of ``of``."""
    ways = _log_ways(of, second)
    logs = [
        _log_ways(first, k) + _log_ways(of - first, second - k) - ways
        for k in range(max(0, first + second - of), min(first, second) + 1)
    ]
    seen = logs[both - max(0, first + second - of)]
    # Counts that are as likely may differ in the last digits.
    return min(1.0, sum(exp(each) for each in logs if each <= seen + 1e-9))


def _log_ways(of: int, chosen: int) -> float:
    return lgamma(of + 1) - lgamma(chosen + 1) - lgamma(of - chosen + 1)


def _with_q(pairs: list[Pair]) -> tuple[Pair, ...]:
    """The pairs with their q (Benjamini and Hochberg, J. R. Stat. Soc. B 57 (1995) 289), in their order."""
    ordered = sorted(range(len(pairs)), key=lambda place: pairs[place].p)
    found, least = list(pairs), 1.0
    for rank in range(len(ordered), 0, -1):
        place = ordered[rank - 1]
        least = min(least, pairs[place].p * len(pairs) / rank)
        found[place] = replace(pairs[place], p=float(f"{pairs[place].p:.4g}"), q=float(f"{least:.4g}"))
    return tuple(found)


def surest(found: Together) -> list[Pair]:
    """The pairs with those first that chance explains least; of equal ones the more frequent."""
    return sorted(found.pairs, key=lambda pair: (pair.p, -pair.papers, pair.first, pair.second))
