"""Labels: what the papers of one group speak of and those of the others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log
from pathlib import Path

from ..embeddings.words import shown
from .source import Source

_NAMES = 3
_SHARE = 0.3
# Words that say how papers are written, not what they are about.
_EMPTY = frozenset(Path(__file__).parent.parent.joinpath("data", "empty_words.txt").read_text("utf-8").split())


def labels_of(sources: Sequence[Source], groups: Sequence[int]) -> dict[int, str]:
    """A label for each group: the names whose share of papers stands out most within it, formulas as they are written.

    Names are words and pairs of words; the weight is the share of papers within times the logarithm of its ratio to
    the share outside. A group of all papers is labelled by what most of them share.
    """
    labels: dict[int, str] = {}
    taken: set[str] = set()
    for group in sorted(set(groups), key=lambda each: (-list(groups).count(each), each)):
        inside = [source for source, own in zip(sources, groups, strict=True) if own == group]
        outside = [source for source, own in zip(sources, groups, strict=True) if own != group]
        names = _chosen(_weights(inside, outside), taken)
        taken.update(names)
        text = ", ".join(shown_pair(name) for name in names) or "Other papers"
        labels[group] = text[0].upper() + text[1:] if text.split(",")[0].islower() else text
    return labels


def shown_pair(name: str) -> str:
    """A word, or a pair of them, as people write it."""
    return " ".join(shown(word) for word in name.split(" "))


def _weights(inside: Sequence[Source], outside: Sequence[Source]) -> dict[str, float]:
    within = Counter(name for source in inside for name in source.words)
    beyond = Counter(name for source in outside for name in source.words)
    weights = {}
    for name, number in within.items():
        words = name.split(" ")
        if number < max(2 if len(inside) > 1 else 1, _SHARE * len(inside)) or any(map(_is_empty, words)):
            continue
        share = number / len(inside)
        rest = (beyond[name] + 0.5) / (len(outside) + 1)
        pair = 1.3 if len(words) > 1 else 1.0
        weights[name] = pair * share * (log(share / rest) if outside else 1.0)
    return weights


def _is_empty(word: str) -> bool:
    return word.lower() in _EMPTY or len(word) < 2 or "^" in word


def _chosen(weights: dict[str, float], taken: set[str]) -> list[str]:
    """The heaviest names, none a part of another."""
    chosen: list[str] = []
    for name in sorted(weights, key=lambda each: (-weights[each], each)):
        words = set(name.split(" "))
        if weights[name] > 0 and name not in taken and not any(words & set(other.split(" ")) for other in chosen):
            chosen.append(name)
        if len(chosen) == _NAMES:
            break
    return chosen
