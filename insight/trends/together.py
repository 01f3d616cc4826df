"""Together: which names papers have in common (materials, properties, topics), more or less often than by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from math import exp, log, log2, sqrt

_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names and the papers that have both.

    ``lift`` is how many times more papers have both than if the one told nothing of the other; ``low`` and ``high``
    are its 95 % interval (None where no paper has both). ``pmi`` is the logarithm of the lift in bits.
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
    pairs = tuple(
        _pair(a, b, both[(a, b)], counts[0][a], counts[1][b], papers)
        for i, a in enumerate(chosen[0])
        for j, b in enumerate(chosen[1])
        if a != b and (not same or i < j)
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
    if not papers:
        return Pair(first, second, 0, n_first, n_second, 0.0, None, None, None)
    variance = max(1 / papers - 1 / n_first - 1 / n_second + (2 * lift - 1) / of, 0.0)
    spread = _Z * sqrt(variance)
    return Pair(
        first, second, papers, n_first, n_second, round(lift, 4), round(lift * exp(-spread), 4),
        round(lift * exp(spread), 4), round(log2(lift), 4),
    )  # fmt: skip


def strongest(found: Together) -> list[Pair]:
    """The pairs whose interval lies farthest from 1, the surest first; pairs that no paper has come last."""
    return sorted(found.pairs, key=lambda pair: -_sureness(pair))


def _sureness(pair: Pair) -> float:
    if pair.low is None or pair.high is None:
        return -1.0
    return max(log(pair.low), -log(pair.high), 0.0) if pair.low > 0 else 0.0
